"""CSV (RFC 4180), for spreadsheets and data frames: a row for each paper, its columns by their names."""

import csv
import io
from collections.abc import Iterable, Sequence

from unlcli.domain.listing import Cell, Column, Listing, Row
from unlcli.render.escape import one_line
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, distinct, links_of
from unlcli.render.spreadsheet import guarded

#: Columns of which the words are shown, and not where they lead.
_IN_WORDS = frozenset(("title", "doi", "arxiv", "key"))
#: Lists that the record has apart, and what stands between them here.
_LISTS = {"authors": "authors", "author": "authors", "category": "categories"}


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
    values = row.record.get(_LISTS.get(column.name, ""))
    if isinstance(values, list | tuple) and values:
        return "; ".join(map(str, values))
    if cell.links and column.name not in _IN_WORDS:
        return " ".join(url for _, url in links_of(cell) if url)
    return cell.text or " ".join(words for words, _ in links_of(cell))
