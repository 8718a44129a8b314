"""Rows: cells with their columns, of whatever layout, to drafts. Every reader of documents ends here."""

import re
from dataclasses import dataclass

from unlcli.domain import categories, names
from unlcli.domain.draft import Draft, Repair, Skipped
from unlcli.domain.venues import VenueTable
from unlcli.importers import links, titles
from unlcli.importers.cells import Cell
from unlcli.importers.columns import Column
from unlcli.importers.headings import Context, year_in
from unlcli.importers.repair import shortened
from unlcli.importers.words import Role

_SHORT_YEAR = re.compile(r"(?<=[A-Za-z\s])['’](\d{2})(?!\d)")
_LONGEST_SKIPPED = 120
_LONGEST_TITLE = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A paper as a document writes it: cells with what their columns hold."""

    cells: tuple[tuple[Column, Cell], ...]
    line: int
    source: str

    def cell(self, role: Role) -> Cell:
        """Return the cell of a role; an empty one when there is none."""
        return next((cell for column, cell in self.cells if column.role is role), _NO_CELL)


_NO_CELL = Cell()


def draft_of(row: Row, context: Context, venues: VenueTable) -> tuple[Draft | Skipped, tuple[Repair, ...]]:
    """Return the draft that a row makes, and what was put right in it; Skipped when it has no title."""
    cell = row.cell(Role.TITLE)
    title = titles.read(cell)
    if not title.text:
        return skipped(row.line, row.source, "no title"), ()
    if len(title.text) > _LONGEST_TITLE:
        return skipped(row.line, row.source, f"a title of more than {_LONGEST_TITLE} characters"), ()
    found = links.sort(row.cells, title.link)
    year, year_repairs = _year(row, context)
    venue = "" if row.cell(Role.VENUE).is_empty else row.cell(Role.VENUE).text
    draft = Draft(
        title=title.text,
        line=cell.line or row.line,
        year=year,
        venue=(venues.recognise(venue).short if venue else "") or context.venue,
        authors=_authors(row.cell(Role.AUTHORS)),
        urls=found.urls,
        code=found.code,
        categories=_categories(row, context),
        links=found.links,
        extra=found.extra | _extra(row),
    )
    own = [(cell.line or row.line, what) for _, cell in row.cells for what in cell.repairs]
    later = [(draft.line, what) for what in (*title.repairs, *found.repairs, *year_repairs)]
    return draft, tuple(Repair(line, what) for line, what in own + later)


def skipped(line: int, source: str, reason: str) -> Skipped:
    """Return the note on a row that was not read."""
    return Skipped(line, shortened(source, _LONGEST_SKIPPED), reason)


def _year(row: Row, context: Context) -> tuple[str, tuple[str, ...]]:
    """Return the year a row says: in its own column, else in the venue's, else in the headings above."""
    written, venue = row.cell(Role.YEAR), row.cell(Role.VENUE).text
    if year := year_in(written.text) or year_in(venue) or _short_year(venue):
        return year, ()
    if not written.is_empty and written.text:
        return context.year, (f"year '{shortened(written.text, 40)}' is no year and was left out",)
    return context.year, ()


def _short_year(venue: str) -> str:
    match = _SHORT_YEAR.search(venue)
    if not match:
        return ""
    return ("20" if int(match[1]) < 70 else "19") + match[1]


def _authors(cell: Cell) -> str:
    if cell.is_empty:
        return ""
    lines = [line.strip(" ,;") for line in cell.lines]
    separator = "; " if any(";" in line for line in lines) else ", "
    return names.from_text(separator.join(line for line in lines if line))


def _categories(row: Row, context: Context) -> tuple[str, ...]:
    """Return the category of the headings, with that of the row's own column below it."""
    cell = row.cell(Role.CATEGORY)
    own = [categories.safe_name(part) for line in cell.lines for part in line.split(";")] if not cell.is_empty else []
    above = context.categories[0] if context.categories else ""
    paths = [f"{above} > {name}" if above else name for name in own if name]
    return tuple(dict.fromkeys(paths)) or context.categories


def _extra(row: Row) -> dict[str, str]:
    """Return the cells of unknown meaning as fields; the links in them stay beside their text."""
    extra = {}
    for column, cell in row.cells:
        is_counter = column.role is Role.NUMBER and cell.text.strip(" .#").isdigit()
        if column.role not in (Role.EXTRA, Role.NUMBER) or cell.is_empty or is_counter:
            continue
        if value := " ".join("".join(links.as_text(span) for span in cell.spans).split()):
            extra[column.name] = value
    return extra
