"""Groups of entries for a pipe: every value whole, on a line of its own."""

from collections.abc import Iterator, Sequence

from unlcli.domain.comparison import Comparison
from unlcli.render import escape
from unlcli.render.groups import mark
from unlcli.render.options import RenderOptions


def render(comparisons: Sequence[Comparison], options: RenderOptions) -> str:
    """Return the groups in blocks of lines, an empty line between."""
    blocks = ["\n".join(_lines(comparison)) for comparison in comparisons]
    if options.title and blocks:
        blocks.insert(0, escape.terminal(options.title))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _lines(comparison: Comparison) -> Iterator[str]:
    yield escape.terminal(comparison.heading)
    for link in comparison.links:
        yield "  " + escape.terminal(link)
    name, *others = comparison.fields
    labels = [f"    {mark(field)} {field.name:<11}  " for field in others]
    for index, value in enumerate(name.values):
        yield "  " + escape.terminal(" ".join(part.text for part in value))
        for label, field in zip(labels, others, strict=True):
            yield label + (escape.terminal(" ".join(part.text for part in field.values[index])) or "-")
    for remedy in comparison.remedies:
        yield "  " + escape.terminal(remedy)
