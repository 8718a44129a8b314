"""Tables below headings, as a document has them, to what was read: the walk that all layouts share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from unlcli.domain import text
from unlcli.domain.draft import Draft, Reading, Repair, Skipped
from unlcli.domain.venues import VenueTable
from unlcli.importers.blocks import Document, Heading, Stray, Table, TableRow
from unlcli.importers.cells import Cell
from unlcli.importers.columns import Column, columns_of, is_header
from unlcli.importers.headings import Outline, Section, is_bookkeeping, section_of, venue_form
from unlcli.importers.rows import Row, draft_of, skipped
from unlcli.importers.words import Role

# A row that is a heading stands below all headings.
_ROW_LEVEL = 7
_MOST_HEADING_WORDS = 6
_MOST_HEADING_CHARS = 60

Item = tuple[Row, tuple[Section, ...]] | Skipped


@dataclass
class _Path:
    """The headings above the present place, outermost first."""

    sections: list[Section] = field(default_factory=list)

    def enter(self, section: Section) -> None:
        self.leave(section.level)
        self.sections.append(section)

    def leave(self, level: int) -> None:
        while self.sections and self.sections[-1].level >= level:
            self.sections.pop()


def read(document: Document, venues: VenueTable) -> Reading:
    """Return the drafts of a document's tables in order, what was skipped, and what was put right."""
    parts = [section_of(b.level, b.cell) if isinstance(b, Heading) else b for b in document.blocks]
    items = tuple(_items(parts))
    titles = _title_sections(document.title, [part for part in parts if isinstance(part, Section)])
    outline = Outline(venues, titles, _venues_below(items, venues))
    drafts: list[Draft] = []
    left: list[Skipped] = []
    repairs = list(_heading_repairs(items))
    for item in items:
        made, what = (item, ()) if isinstance(item, Skipped) else draft_of(item[0], outline.context(item[1]), venues)
        repairs.extend(what)
        if isinstance(made, Draft):
            drafts.append(made)
        else:
            left.append(made)
    return Reading(tuple(drafts), tuple(left), tuple(sorted(repairs, key=lambda repair: repair.line)))


def _items(parts: Iterable[Section | Table | Stray]) -> Iterator[Item]:
    path = _Path()
    for part in parts:
        if isinstance(part, Section):
            path.enter(part)
        elif isinstance(part, Stray):
            yield skipped(part.line, part.source, "a row without a table header above it")
        else:
            path.leave(_ROW_LEVEL)
            yield from _rows(part, path)


def _rows(table: Table, path: _Path) -> Iterator[Item]:
    columns = columns_of(table)
    has_title = any(column.role is Role.TITLE for column in columns)
    has_plain = _has_plain_subheadings(table, columns)
    for row in table.rows:
        if _is_silent(row):
            continue
        if _is_subheading(row, columns, has_plain):
            path.enter(section_of(_ROW_LEVEL, row.cells[0]))
        elif has_title:
            yield Row(tuple(zip(columns, row.cells, strict=False)), row.line, row.source), tuple(path.sections)
        elif table.header:
            yield skipped(row.line, row.source, "the table has no column of titles")


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


def _title_sections(title: str, sections: Iterable[Section]) -> frozenset[Section]:
    """Return the headings that name the document: its only one of level 1, and what its front matter calls it."""
    top = [section for section in sections if section.level == 1 and not is_bookkeeping(section.name)]
    named = [section for section in top if title and text.fold(section.name) == text.fold(title)]
    return frozenset(named or top if len(top) == 1 else named)


def _venues_below(items: Sequence[Item], venues: VenueTable) -> dict[Section, frozenset[str]]:
    """Return for each heading the venues that rows below it name."""
    below: dict[Section, set[str]] = {}
    for item in items:
        if isinstance(item, Skipped) or (cell := item[0].cell(Role.VENUE)).is_empty:
            continue
        for section in item[1]:
            below.setdefault(section, set()).add(venue_form(cell.text, venues))
    return {section: frozenset(forms) for section, forms in below.items()}


def _heading_repairs(items: Sequence[Item]) -> Iterator[Repair]:
    """Give the repairs of the headings that have rows."""
    used = dict.fromkeys(section for item in items if not isinstance(item, Skipped) for section in item[1])
    for section in used:
        yield from (Repair(section.cell.line, what) for what in section.cell.repairs)
