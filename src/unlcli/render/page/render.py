"""The listing as one self-contained HTML page: every row is in it, nothing is loaded from elsewhere."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from unlcli.domain.listing import Column, Listing, Row, Section
from unlcli.render import escape
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, distinct, link_label, links_of

_PACKAGE = "unlcli.render.page"
_ENVIRONMENT = Environment(
    loader=PackageLoader(_PACKAGE, ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["line"] = escape.one_line
_ENVIRONMENT.globals.update(cells_of=cells_of, link_label=link_label, links_of=links_of)


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the page; the same listing gives the same bytes."""
    style = "\n" + files(_PACKAGE).joinpath("style.css").read_text(encoding="utf-8")
    page = _ENVIRONMENT.get_template("page.html.j2").render(
        title=options.title or listing.title or "Papers",
        description=options.description,
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        columns=[(column, _column_class(column)) for column in listing.columns],
        title_column=_title_column(listing.columns),
        sections=listing.sections,
        count=sum(1 for _ in distinct(listing.rows)),
        row_id=RowIds(listing.sections),
    )
    return page.rstrip("\n") + "\n"


class RowIds:
    """Hands out the ids of rows: the citation key made a valid id, numbered when a paper stands in several sections."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._taken = {"top", "contents", "papers", *_anchors(sections)}

    def __call__(self, row: Row) -> str:
        """Return the id of the next row."""
        wanted = valid_id(row.key)
        found, number = wanted, 1
        while found in self._taken:
            number += 1
            found = f"{wanted}-{number}"
        self._taken.add(found)
        return found


def valid_id(key: str) -> str:
    """Return a citation key as an id that HTML, CSS selectors and links take as it is."""
    kept = re.sub(r"[^A-Za-z0-9_-]+", "-", key).strip("-")
    return kept if kept[:1].isalpha() else f"paper-{kept}".rstrip("-")


def _anchors(sections: Iterable[Section]) -> Iterable[str]:
    for section in sections:
        yield section.anchor
        yield from _anchors(section.sections)


def _column_class(column: Column) -> str:
    return "c-" + re.sub(r"[^a-z0-9-]+", "-", column.name.lower())


def _title_column(columns: Iterable[Column]) -> int:
    return next((index for index, column in enumerate(columns) if column.name == "title"), 0)
