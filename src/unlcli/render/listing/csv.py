"""CSV (RFC 4180), for spreadsheets and data frames: a row for each paper, its columns by their names."""

import csv
import io
from collections.abc import Iterable, Sequence

from unlcli.domain import categories, names
from unlcli.domain.entry import CATEGORY
from unlcli.domain.listing import Cell, Column, Listing, Row
from unlcli.domain.text import plain
from unlcli.render.escape import one_line
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, distinct, links_of
from unlcli.render.spreadsheet import guarded

#: Columns of which the words are shown, and not where they lead.
_IN_WORDS = frozenset(("title", "doi", "arxiv", "key"))
#: Columns of people, and the fields they stand in: the first of them that an entry has.
_PEOPLE = {"authors": ("author", "editor"), "author": ("author", "editor"), "editor": ("editor",),
           "translator": ("translator",)}  # fmt: skip


def render(listing: Listing, _: RenderOptions) -> str:
    """Return a header and each paper once; several values of a cell have `; ` between, links blanks."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([guarded(one_line(column.name)) for column in listing.columns])
    rows.writerows(_cells(row, listing.columns) for row in distinct(listing.rows))
    return written.getvalue()


def _cells(row: Row, columns: Sequence[Column]) -> Iterable[str]:
    for cell, column in zip(cells_of(row, columns), columns, strict=True):
        yield guarded(one_line(_text(cell, column, row)))


def _text(cell: Cell, column: Column, row: Row) -> str:
    if column.name in _PEOPLE:
        value = next((found for name in _PEOPLE[column.name] if (found := row.raw.get(name))), "")
        return "; ".join((*names.full_names(value), *(["others"] if names.has_others(value) else [])))
    if column.name == CATEGORY:
        return "; ".join(map(categories.written, categories.of_value(plain(row.raw.get(CATEGORY, "")))))
    if cell.links and not cell.text and column.name not in _IN_WORDS:
        return " ".join(url for _, url in links_of(cell) if url)
    return cell.text or " ".join(words for words, _ in links_of(cell))
