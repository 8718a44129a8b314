"""Tables in HTML under headings, as a piece of a page: for a README, a site's template, a page of a Jekyll site."""

from collections.abc import Iterator, Sequence

from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.render import escape
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, distinct, link_label, links_of, rows_of


def render(listing: Listing, options: RenderOptions) -> str:
    """Return headings and tables with a blank line between, which Markdown leaves alone; nothing for no papers."""
    blocks = [*_head(options)]
    for section in listing.sections:
        blocks += blocks_of(section, listing.columns, options)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _head(options: RenderOptions) -> Iterator[str]:
    if options.title:
        level = max(1, options.level - 1)
        yield f"<h{level}>{escape.html(options.title)}</h{level}>"
    if options.description:
        yield f"<p>{escape.html(options.description)}</p>"
    if options.updated:
        yield updated(options)


def updated(options: RenderOptions) -> str:
    """Return the paragraph that tells the day of the last change."""
    return f"<p>Last updated {escape.html(options.updated)}.</p>"


def blocks_of(
    section: Section, columns: Sequence[Column], options: RenderOptions, path: str = "", depth: int = 0
) -> Iterator[str]:
    """Yield the blocks of a section and of those below it; `path` are the titles above it, for the captions."""
    if section.title:
        yield heading(section, options.level + depth, counted=options.counts)
        path = ": ".join(filter(None, (path, section.title)))
        depth += 1
    yield from body(section, columns, options, path, depth)


def body(section: Section, columns: Sequence[Column], options: RenderOptions, path: str, depth: int) -> Iterator[str]:
    """Yield what stands under a section's heading."""
    if section.intro:
        yield f"<p>{escape.html(section.intro)}</p>"
    if section.rows and columns:
        yield "\n".join(_table(section.rows, columns, path))
    for child in section.sections:
        yield from blocks_of(child, columns, options, path, depth)


def heading(section: Section, level: int, *, counted: bool) -> str:
    """Return a section's heading with its anchor and, where that is asked for, how many papers it has."""
    name = f"h{min(level, 6)}"
    anchor = f' id="{escape.html(section.anchor)}"' if section.anchor else ""
    count = f" ({papers_in(section)})" if counted else ""
    return f"<{name}{anchor}>{escape.html(section.title)}{count}</{name}>"


def papers_in(section: Section) -> int:
    """Return how many papers a section has, those below it included, each counted once."""
    return sum(1 for _ in distinct(rows_of(section)))


def _table(rows: Sequence[Row], columns: Sequence[Column], caption: str) -> Iterator[str]:
    yield '<table class="paper-table">'
    if caption:
        yield f"<caption>{escape.html(caption)}</caption>"
    headings = "".join(f'<th scope="col">{escape.html(column.heading)}</th>' for column in columns)
    yield f"<thead><tr>{headings}</tr></thead>"
    yield "<tbody>"
    for row in rows:
        cells = "".join(f"<td>{_cell(cell, row)}</td>" for cell in cells_of(row, columns))
        yield f"<tr>{cells}</tr>"
    yield "</tbody>"
    yield "</table>"


def _cell(cell: Cell, row: Row) -> str:
    return " · ".join(_link(words, url, row) for words, url in links_of(cell)) or escape.html(cell.text) or "-"


def _link(words: str, url: str, row: Row) -> str:
    if not url:
        return escape.html(words)
    label = escape.html(link_label(words, row))
    spoken = f' aria-label="{label}"' if label else ""
    return f'<a href="{escape.html(url)}"{spoken}>{escape.html(words)}</a>'
