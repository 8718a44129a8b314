"""Groups of entries on a terminal, side by side where its width allows that."""

from collections.abc import Iterator, Sequence
from io import StringIO

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from unlcli.domain.comparison import Compared, Comparison, Part
from unlcli.render import escape, terminal
from unlcli.render.groups import mark
from unlcli.render.options import RenderOptions

_ODD = "bold yellow"
_MOST_COLUMNS = 3
_LEAST_WIDTH = 26
_LABEL = 15


def render(comparisons: Sequence[Comparison], options: RenderOptions) -> str:
    """Return the groups one after the other: a table each where the width allows it, else a block for each entry."""
    out = StringIO()
    console = terminal.console(out, options)
    if options.title and comparisons:
        console.print(Text(escape.terminal(options.title), style="bold underline"))
        console.print()
    for comparison in comparisons:
        console.print(Text(escape.terminal(comparison.heading), style="bold magenta"))
        for link in comparison.links:
            console.print(Padding.indent(Text(escape.terminal(link), style="magenta"), 2))
        if _is_wide_enough(comparison, options.width):
            console.print(_table(comparison.fields))
        else:
            for part in _blocks(comparison.fields):
                console.print(part)
        for remedy in comparison.remedies:  # a line to paste is not broken
            console.print(Text("  " + escape.terminal(remedy), style="cyan"), soft_wrap=True)
        console.print()
    return terminal.without_blanks_at_end(out.getvalue())


def _is_wide_enough(comparison: Comparison, width: int) -> bool:
    count = len(comparison.fields[0].values)
    return count <= _MOST_COLUMNS and width >= _LABEL + count * (_LEAST_WIDTH + 2)


def _table(fields: Sequence[Compared]) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1), border_style="dim", expand=False
    )
    first, *others = fields
    table.add_column(_label(first))
    for value in first.values:
        table.add_column(_text(value, "bold cyan"), overflow="fold", ratio=1)
    for field in others:
        table.add_row(_label(field), *(_text(value) for value in field.values))
    return table


def _blocks(fields: Sequence[Compared]) -> Iterator[Text | Padding]:
    """Yield the name of each entry and its fields below it."""
    name, *others = fields
    for index in range(len(name.values)):
        yield Text("  ") + _text(name.values[index], "bold cyan")
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(min_width=_LABEL - 2)
        table.add_column(overflow="fold")
        for field in others:
            table.add_row(_label(field), _text(field.values[index]))
        yield Padding.indent(table, 4)


def _label(field: Compared) -> Text:
    return Text(f"{mark(field)} {field.name}", style="" if field.differs else "not bold dim")


def _text(value: Sequence[Part], style: str = "") -> Text:
    shown = Text(style=style)
    for number, part in enumerate(value):
        shown.append(" " if number else "")
        shown.append(escape.terminal(part.text), style=_ODD if part.is_odd else "")
    return shown if value else Text("-")
