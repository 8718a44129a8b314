"""The listing as one self-contained HTML page: every row is in it, nothing is loaded from elsewhere."""

import json
from collections.abc import Sequence
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.render import escape
from unlcli.render.ids import RowIds, valid_id
from unlcli.render.options import RenderOptions
from unlcli.render.page import abstracts, assets
from unlcli.render.page.rows import RowWriter
from unlcli.render.rows import cells_of, distinct, links_of, rows_of

__all__ = ["render", "valid_id"]

_ENVIRONMENT = Environment(
    loader=PackageLoader("unlcli.render.page", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["line"] = escape.one_line


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the page; the same listing gives the same bytes."""
    rows = listing.rows
    filled = _filled(listing.columns, rows)
    columns = [listing.columns[index] for index in filled]
    writer = RowWriter(listing.columns, RowIds(rows, listing.sections), abstracts.limit(rows), filled)
    style, script = assets.style(columns), assets.script()
    page = _ENVIRONMENT.get_template("page.html.j2").render(
        title=options.title or listing.title or "Papers",
        description=options.description,
        url=_web(options.url),
        image=_web(options.image),
        updated=options.updated,
        feed=_feed(options.feed),
        count=sum(1 for _ in distinct(rows)) if options.counts else None,
        style=style,
        script=script,
        style_digest=assets.digest(style),
        script_digest=assets.digest(script),
        facets=json.dumps([[column.name, escape.one_line(column.heading)] for column in listing.facets]),
        columns=assets.classes(columns),
        sections=listing.sections,
        is_empty=not rows,
        papers_in=_papers_in,
        body=lambda section: writer.body(section.rows),
    )
    return page.rstrip("\n") + "\n"


def _filled(columns: Sequence[Column], rows: Sequence[Row]) -> list[int]:
    """Return the places of the columns worth showing: the title, and those that some paper has something in."""
    names = [column.name for column in columns]
    heading = names.index("title") if "title" in names else 0
    empty = set(range(len(columns))) - {heading} if rows else set()
    for row in rows:
        if not empty:
            break
        cells = cells_of(row, columns)
        empty = {index for index in empty if not _shows(cells[index])}
    return [index for index in range(len(columns)) if index not in empty]


def _shows(cell: Cell) -> bool:
    return not cell.is_empty and bool(links_of(cell) or escape.one_line(cell.text))


def _papers_in(section: Section) -> int:
    """Return how many papers stand in a section and below it, each counted once."""
    return sum(1 for _ in distinct(rows_of(section)))


def _web(url: str) -> str:
    """Return an address for what others show of the page: http and https alone."""
    found = escape.safe_url(url) or ""
    return found if found.lower().startswith("http") else ""


def _feed(address: str) -> str:
    """Return where a feed is: an address of the web, or a path as seen from the page, which leads to no other host."""
    if address.startswith(("/", "\\")) and address[1:2] in ("/", "\\"):
        return ""
    return _web(address) or ("" if "://" in address else quote(address, safe="/~"))
