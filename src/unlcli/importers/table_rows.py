"""Rows of a table: which of them are papers, which are headings, and which say nothing."""

from collections.abc import Iterator, Sequence

from unlcli.domain.venues import VenueTable
from unlcli.importers import cell_lines, citations, dates_in_text, kinds
from unlcli.importers.blocks import Table, TableRow
from unlcli.importers.cells import Cell
from unlcli.importers.columns import Column, columns_of, is_header
from unlcli.importers.headings import Section, section_of
from unlcli.importers.parts import Found, Path, Piece, column_names
from unlcli.importers.rows import Row, skipped
from unlcli.importers.words import Role

# A row that is a heading stands below all headings, lines among them; those that end with a colon announce the table only.
_LINE_LEVEL = 7
_ROW_LEVEL = 99
_MOST_HEADING_WORDS = 6
_MOST_HEADING_CHARS = 60


def piece_of(table: Table, path: Path, venues: VenueTable) -> Piece:
    """Return what a table holds; the headings among its rows count up to its end only."""
    if path.sections and _is_announcement(path.sections[-1]):
        path.leave(_LINE_LEVEL)
    above, plain = tuple(path.sections), columns_of(table)
    columns = citations.with_title(table, plain, venues)
    found = tuple(_rows(table, columns, path, venues, is_cited=columns != plain))
    path.leave(_ROW_LEVEL)
    return Piece(found, above, table.form, table.first_line, table.last_line, _names(table, columns))


def _is_announcement(section: Section) -> bool:
    is_line = section.level >= _LINE_LEVEL and not section.cell.is_emphasised
    return is_line and section.cell.text.rstrip().endswith((":", "："))


def _names(table: Table, columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the columns as an export names them; that of the year is one of dates when its cells are."""
    dated = {n for n, column in enumerate(columns) if column.role is Role.YEAR and _has_dates(table, n)}
    names = column_names(columns)
    return tuple("date" if name == Role.YEAR.value and dated else name for name in names)


def _has_dates(table: Table, column: int) -> bool:
    return any(dates_in_text.read(row.cells[column].text) for row in table.rows if column < len(row.cells))


def _rows(
    table: Table, columns: Sequence[Column], path: Path, venues: VenueTable, *, is_cited: bool
) -> Iterator[Found]:
    has_title = any(column.role is Role.TITLE for column in columns)
    has_plain = _has_plain_subheadings(table, columns)
    for row in table.rows:
        if _is_silent(row):
            continue
        if _is_subheading(row, columns, has_plain):
            path.enter(section_of(_ROW_LEVEL, row.cells[0]))
        elif has_title:
            whole = Row(tuple(zip(columns, row.cells, strict=False)), row.line, row.source)
            yield cell_lines.spread(whole, venues, is_cited=is_cited), tuple(path.sections)
        elif table.header:
            yield skipped(row.line, row.source, _reason(row, path))


def _reason(row: TableRow, path: Path) -> str:
    links = [link.url for cell in row.cells for link in cell.links]
    told = kinds.reason_below((section.name for section in path.sections), links)
    return told or "the table has no column of titles"


def _is_silent(row: TableRow) -> bool:
    """Tell whether a row is blank, a repeated header or a line of contents."""
    links = [link for cell in row.cells for link in cell.links]
    if links:
        return all(link.url.startswith("#") for link in links)
    said = [cell for cell in row.cells if not cell.is_empty]
    return not said or is_header(row.cells)


def _is_subheading(row: TableRow, columns: Sequence[Column], has_plain: bool) -> bool:
    """Tell whether a row is a heading: text in the first cell, nothing in the others, and marked as one or short."""
    first = row.cells[0]
    if len(columns) < 2 or _says_more(row) or first.is_empty:
        return False
    is_marked = first.is_emphasised or first.text.endswith((":", "："))
    return is_marked and len(first.text) <= 2 * _MOST_HEADING_CHARS or has_plain and _is_short(first)


def _has_plain_subheadings(table: Table, columns: Sequence[Column]) -> bool:
    """Tell whether a row of a few words and nothing else is a heading here: other rows say more, and in several ways."""
    telling = sum(1 for row in table.rows if _says_more(row))
    linked = sum(1 for row in table.rows if row.cells and row.cells[0].links)
    return telling > 0 and (len(columns) > 2 or linked * 2 > len(table.rows))


def _says_more(row: TableRow) -> bool:
    return bool(row.cells and row.cells[0].links) or any(not cell.is_empty for cell in row.cells[1:])


def _is_short(cell: Cell) -> bool:
    return len(cell.text.split()) <= _MOST_HEADING_WORDS and len(cell.text) <= _MOST_HEADING_CHARS
