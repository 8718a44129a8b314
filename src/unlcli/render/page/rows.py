"""The rows of a page's tables: plain string building, for a page may have ten thousand."""

import re
from collections.abc import Iterable, Sequence
from zlib import crc32

from unlcli.domain import names
from unlcli.domain.listing import Cell, Column, Row
from unlcli.render.ids import RowIds
from unlcli.render.page import abstracts
from unlcli.render.page.facts import attributes, html, line
from unlcli.render.rows import cells_of, links_of

_BESIDE = ("authors", "author")
#: A table's body is cut after rows whose key says so, about every so many: bodies out of sight cost a browser nothing.
#: The place depends on the key alone, so that a new paper moves no cut.
_ABOUT = 64


def column_class(column: Column) -> str:
    """Return the class of a column's cells."""
    return "c-" + re.sub(r"[^a-z0-9-]+", "-", column.name.lower())


class RowWriter:
    """Writes rows under columns, each on one line; `filled` are the places of the columns shown, all unless told."""

    def __init__(
        self,
        columns: Sequence[Column],
        ids: RowIds,
        abstract_limit: int | None = None,
        filled: Sequence[int] | None = None,
    ) -> None:
        self._columns = columns
        self._filled = range(len(columns)) if filled is None else filled
        self._classes = [column_class(column) for column in columns]
        self._title = next((index for index, column in enumerate(columns) if column.name == "title"), 0)
        shown = {column.name for column in columns}
        self._has_authors = not shown.isdisjoint(_BESIDE)
        self._abstract_limit = 0 if "abstract" in shown else abstract_limit
        self._ids = ids

    def body(self, rows: Iterable[Row]) -> str:
        """Return the rows of one table."""
        return "\n".join(self.row(row) + ("\n</tbody>\n<tbody>" if _is_cut(row.key) else "") for row in rows)

    def row(self, row: Row) -> str:
        """Return a row; its paper's id and facts stand in the first row that it has on the page."""
        cells = cells_of(row, self._columns)
        title, link = _title_of(cells[self._title], row)
        name, is_first = self._ids(row)
        head = f'id="{name}"{attributes(row, title, link)}' if is_first else f'data-of="{name}"'
        aliases = self._ids.aliases(row) if is_first else ()
        written = [
            self._heading(row, cell, aliases)
            if index == self._title
            else f'<td class="{self._classes[index]}{" empty" if cell.is_empty else ""}">{_inside(cell, title)}</td>'
            for index, cell in ((index, cells[index]) for index in self._filled)
        ]
        return f"<tr {head}>{''.join(written)}{self._abstract(row)}</tr>"

    def _heading(self, row: Row, cell: Cell, aliases: Iterable[str]) -> str:
        """Return the title's cell: title, authors, and anchors for old keys."""
        by = "" if self._has_authors else _by(row)
        anchors = "".join(f'<span id="{alias}"></span>' for alias in aliases)
        return (
            f'<th scope="row" class="{self._classes[self._title]}"><div class="t">{_inside(cell, "")}</div>'
            f"{by}{anchors}</th>"
        )

    def _abstract(self, row: Row) -> str:
        """Return a further cell for the abstract: a heading of a row, as the title is, may hold nothing that folds."""
        found = abstracts.shown(row, self._abstract_limit)
        fold = f"<details><summary>Abstract</summary><p>{html(found)}</p></details>"
        return f'<td class="more">{fold}</td>' if found else ""


def _by(row: Row) -> str:
    people = names.full_names(row.raw.get("author") or row.raw.get("editor") or "")
    return f'<p class="by">{html(", ".join(people))}</p>' if people else ""


def _title_of(cell: Cell, row: Row) -> tuple[str, str]:
    """Return the words by which a row's paper is shown, and where they lead."""
    links = links_of(cell)
    if len(links) == 1:
        return links[0]
    return line(cell.text) or " ".join(words for words, _ in links) or line(row.key), ""


def _inside(cell: Cell, title: str) -> str:
    """Return a cell's links, or its text; `title` is of the paper that links of few words belong to."""
    links = links_of(cell)
    if not links:
        return html(cell.text) or "–"
    return ' <span aria-hidden="true">·</span> '.join(_link(words, url, title) for words, url in links)


def _link(words: str, url: str, title: str) -> str:
    if not url:
        return html(words)
    label = f' aria-label="{html(f"{words}: {title}")}"' if title and title.casefold() not in words.casefold() else ""
    return f'<a href="{html(url)}" rel="noopener"{label}>{html(words)}</a>'


def _is_cut(key: str) -> bool:
    return crc32(key.encode("utf-8", "surrogatepass")) % _ABOUT == 0
