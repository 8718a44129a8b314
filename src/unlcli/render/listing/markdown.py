"""Markdown: a GFM table for each section, the same on GitHub and under kramdown (GitHub Pages)."""

from collections.abc import Iterator, Sequence

from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.render import escape
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, links_of

_EMPTY = "-"


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the listing as Markdown; a new paper changes exactly one line."""
    blocks = [f"# {escape.markdown(options.title)}"] if options.title else []
    for section in listing.sections:
        blocks += _section(section, listing.columns, level=2)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _section(section: Section, columns: Sequence[Column], level: int) -> Iterator[str]:
    if section.title:
        yield f"{'#' * min(level, 6)} {escape.markdown(section.title)}"
    if section.intro:
        yield escape.paragraph(section.intro)
    # kramdown takes a table without body for a paragraph, and with a heading directly above it for one, too.
    if section.rows and columns:
        yield "\n".join(_table(section.rows, columns))
    for child in section.sections:
        yield from _section(child, columns, level + 1)


def _table(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[str]:
    yield _line([escape.markdown(column.heading) or _EMPTY for column in columns])
    yield "| " + " | ".join("---" for _ in columns) + " |"
    for row in rows:
        yield _line([_cell(cell) for cell in cells_of(row, columns)])


def _line(cells: Sequence[str]) -> str:
    # kramdown takes a line of nothing but these for the line between head and body.
    if all(set(cell) <= set("-+=: ") for cell in cells):
        cells = ["\\" + cells[0], *cells[1:]]
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    shown = " · ".join(_link(words, url) for words, url in links_of(cell)) or escape.markdown(cell.text)
    return shown or _EMPTY


def _link(words: str, url: str) -> str:
    text = escape.markdown(words)
    return f"[{text}]({escape.markdown_url(url)})" if url else text
