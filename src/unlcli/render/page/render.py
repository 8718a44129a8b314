"""The listing as one self-contained HTML page: every row is in it, nothing is loaded from elsewhere."""

import json

from jinja2 import Environment, PackageLoader, StrictUndefined

from unlcli.domain.listing import Listing
from unlcli.render import escape
from unlcli.render.options import RenderOptions
from unlcli.render.page import abstracts, assets
from unlcli.render.page.ids import RowIds, valid_id
from unlcli.render.page.rows import RowWriter
from unlcli.render.rows import distinct

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
    writer = RowWriter(listing.columns, RowIds(rows, listing.sections), abstracts.limit(rows))
    style, script = assets.style(listing.columns), assets.script()
    page = _ENVIRONMENT.get_template("page.html.j2").render(
        title=options.title or listing.title or "Papers",
        description=options.description,
        url=_web(options.url),
        image=_web(options.image),
        updated=options.updated,
        count=sum(1 for _ in distinct(rows)) if options.counts else None,
        style=style,
        script=script,
        style_digest=assets.digest(style),
        script_digest=assets.digest(script),
        facets=json.dumps([[column.name, escape.one_line(column.heading)] for column in listing.facets]),
        columns=assets.classes(listing.columns),
        sections=listing.sections,
        is_empty=not rows,
        body=lambda section: writer.body(section.rows),
    )
    return page.rstrip("\n") + "\n"


def _web(url: str) -> str:
    """Return an address for what others show of the page: http and https alone."""
    found = escape.safe_url(url) or ""
    return found if found.lower().startswith("http") else ""
