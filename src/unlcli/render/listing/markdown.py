"""Markdown: a GFM table or a list for each section, the same on GitHub and under kramdown (GitHub Pages)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from unlcli.domain.listing import Column, Listing, Row, Section
from unlcli.errors import UsageError
from unlcli.render import escape
from unlcli.render.listing.bullets import bullets
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, distinct, markdown_of, rows_of

_EMPTY = "-"
#: What kramdown takes for the line between head and body when a line holds nothing else.
_RULE = re.compile(r"[-+=: |]*")

_Lines = Callable[[Sequence[Row], Sequence[Column]], Iterator[str]]


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the listing as Markdown; a new paper adds its line, or item, and changes no other but asked for counts."""
    if options.style not in _STYLES:
        raise UsageError(f"there is no style {options.style!r}", f"there are {', '.join(_STYLES)}")
    title, description = escape.markdown(options.title), escape.paragraph(options.description)
    blocks = [f"{'#' * max(options.level - 1, 1)} {title}"] if title else []
    if description:
        blocks.append(description)
    if options.updated:
        blocks.append(f"Last updated {escape.markdown(options.updated)}.")
    for section in listing.sections:
        blocks += _section(section, listing.columns, options.level, options)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _section(section: Section, columns: Sequence[Column], level: int, options: RenderOptions) -> Iterator[str]:
    if title := escape.markdown(section.title):
        count = f" ({sum(1 for _ in distinct(rows_of(section)))})" if options.counts else ""
        yield f"{'#' * min(level, 6)} {title}{count}"
    if intro := escape.paragraph(section.intro):
        yield intro
    # kramdown takes a table without body for a paragraph, and with a heading directly above it for one, too.
    if section.rows and columns:
        yield "\n".join(_STYLES[options.style](section.rows, columns))
    for child in section.sections:
        yield from _section(child, columns, level + 1, options)


def _table(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[str]:
    yield _line([escape.markdown(column.heading) or _EMPTY for column in columns])
    yield "| " + " | ".join("---" for _ in columns) + " |"
    written: dict[str, str] = {}  # many papers have the same year, venue and so on
    for row in rows:
        yield _line([markdown_of(cell, written) or _EMPTY for cell in cells_of(row, columns)])


_STYLES: Mapping[str, _Lines] = {"table": _table, "list": bullets}


def _line(cells: Sequence[str]) -> str:
    line = " | ".join(cells)
    return f"| \\{line} |" if _RULE.fullmatch(line) else f"| {line} |"
