"""Columns of whole citations: `Roe, Jane, et al. "Title." Journal 12 (2020): 1-9.` in one cell, a short name in another."""

import re
from collections.abc import Sequence
from dataclasses import replace

from unlcli.domain.venues import VenueTable
from unlcli.importers import cell_lines
from unlcli.importers.blocks import Table
from unlcli.importers.cells import Cell
from unlcli.importers.columns import Column
from unlcli.importers.headings import year_in
from unlcli.importers.rows import Row
from unlcli.importers.words import Role, role_of_header

_HEADER = re.compile(
    r"\b(?:papers?|references?|citations?|publications?|articles?|bibliography|works?|literature)\b|论文|文献", re.I
)
_NO_CITATIONS = frozenset({Role.AUTHORS, Role.YEAR, Role.CODE, Role.CATEGORY, Role.NUMBER, Role.VIDEO, Role.SLIDES})
_FEWEST_WORDS = 8
_MOST_READ = 12
# A title is so much shorter than the citation that it stands in.
_MOST_OF_ALL = 0.9


def with_title(table: Table, columns: Sequence[Column], venues: VenueTable) -> tuple[Column, ...]:
    """Return the columns of a table with that of its citations as the title; a column of short names is a field then."""
    if any(column.role is Role.TITLE and _is_named_title(table, n) for n, column in enumerate(columns)):
        return tuple(columns)
    has_title = any(column.role is Role.TITLE for column in columns)
    for n, column in enumerate(columns):
        may_be = column.role not in _NO_CITATIONS and (_HEADER.search(_header(table, n)) or not has_title)
        if may_be and _has_citations([row.cells[n] for row in table.rows if n < len(row.cells)], venues):
            return tuple(_judged(each, is_cited=m == n) for m, each in enumerate(columns))
    return tuple(columns)


def _judged(column: Column, *, is_cited: bool) -> Column:
    if is_cited:
        return replace(column, role=Role.TITLE)
    return replace(column, role=Role.EXTRA) if column.role is Role.TITLE else column


def _header(table: Table, column: int) -> str:
    return table.header[column].text if column < len(table.header) else ""


def _is_named_title(table: Table, column: int) -> bool:
    return role_of_header(_header(table, column)) is Role.TITLE


def _has_citations(cells: Sequence[Cell], venues: VenueTable) -> bool:
    """Tell whether most of the first cells of a column that say something are citations."""
    said = [cell for cell in cells if not cell.is_empty][:_MOST_READ]
    long = [cell for cell in said if len(cell.text.split()) >= _FEWEST_WORDS and year_in(cell.text)]
    if not said or len(long) * 3 < len(said) * 2:
        return False
    return sum(_is_citation(cell, venues) for cell in long) * 3 >= len(said) * 2


def _is_citation(cell: Cell, venues: VenueTable) -> bool:
    row = cell_lines.of_cell(cell, Row((), cell.line, ""), venues)
    title = row.cell(Role.TITLE).text
    is_told = not row.cell(Role.AUTHORS).is_empty and not (
        row.cell(Role.YEAR).is_empty and row.cell(Role.VENUE).is_empty
    )
    return bool(title) and is_told and len(title) < _MOST_OF_ALL * len(cell.text)
