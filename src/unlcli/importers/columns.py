"""Columns of a table: from its header, and where that is not enough from its cells, to what each column holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unlcli.domain import identifiers
from unlcli.importers import dates_in_text, people
from unlcli.importers.blocks import Table
from unlcli.importers.cells import Cell
from unlcli.importers.kinds import Leads, leads_to
from unlcli.importers.people import Sureness
from unlcli.importers.words import Role, field_name, role_of_header, role_of_label

_BIBLIOGRAPHIC = frozenset({Role.YEAR, Role.VENUE, Role.AUTHORS, Role.PAPER})
_ONCE = frozenset({Role.TITLE, Role.YEAR, Role.VENUE, Role.AUTHORS})
_MAY_BE_TITLE = frozenset({Role.TITLE, Role.PAPER, Role.NAME})
_TITLE_WORDS = 3
_LONGEST_HEADER = 40


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; `name` is the field that it becomes when its meaning is unknown."""

    role: Role
    name: str


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table; none is a title when its cells do not look like titles."""
    named = [Column(role_of_header(cell.text), field_name(cell.text, n)) for n, cell in enumerate(table.header)]
    width = max((len(row.cells) for row in table.rows), default=0)
    named += [Column(Role.EXTRA, f"column-{n + 1}") for n in range(len(named), width)]
    named = _by_cells(named, table)
    title = _title_column(named, [row.cells for row in table.rows])
    return _settled([_judged(column, n == title) for n, column in enumerate(named)])


def _by_cells(columns: Sequence[Column], table: Table) -> list[Column]:
    """Give columns without a header the role that their cells have, where all of a column have the same."""
    bare = {n for n, column in enumerate(columns) if column.role is Role.EXTRA and not _header(table, n)}
    said: dict[int, list[str]] = {}
    for row in table.rows if bare else ():
        for n, cell in enumerate(row.cells):
            if n in bare and not cell.is_empty:
                said.setdefault(n, []).append(cell.text)
    return [replace(column, role=_role_of(said[n])) if n in said else column for n, column in enumerate(columns)]


def _header(table: Table, column: int) -> str:
    return table.header[column].text.strip() if column < len(table.header) else ""


def _role_of(texts: Sequence[str]) -> Role:
    """Return what cells hold that all are years or dates, or all name people."""
    if all(dates_in_text.year(text) or dates_in_text.read(text) for text in texts):
        return Role.YEAR
    is_people = all(people.sureness(text) for text in texts) and any(_are_people(text) for text in texts)
    return Role.AUTHORS if is_people else Role.EXTRA


def _are_people(text: str) -> bool:
    return people.sureness(text) is Sureness.SURE


def _judged(column: Column, is_title: bool) -> Column:
    """Give the columns that may be titles their role, now that the title is known."""
    if is_title:
        return replace(column, role=Role.TITLE)
    meant = {Role.PAPER: Role.LINK, Role.TITLE: Role.EXTRA, Role.NAME: Role.EXTRA}
    return replace(column, role=meant.get(column.role, column.role))


def _settled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Let the first of several columns for the year, the venue or the authors count, and give each field name once."""
    seen: set[Role] = set()
    names: dict[str, int] = {}
    settled = []
    for column in columns:
        role = Role.EXTRA if column.role in seen else column.role
        if column.role in _ONCE:
            seen.add(column.role)
        names[column.name] = names.get(column.name, 0) + 1
        suffix = f"-{names[column.name]}" if names[column.name] > 1 else ""
        settled.append(Column(role, column.name + suffix))
    return tuple(settled)


def _title_column(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int | None:
    roles = [column.role for column in columns]
    ranked = [n for wanted in (Role.TITLE, Role.PAPER, Role.NAME) for n, role in enumerate(roles) if role is wanted]
    if not _BIBLIOGRAPHIC.intersection(roles) and not _has_papers(rows):
        ranked = [n for n in ranked if roles[n] is not Role.NAME]
    linked = _linked_titles(len(columns), rows)
    for n in ranked:
        if _says_titles(n, rows):
            # beside whole titles that lead to papers, names are only names
            return linked if linked is not None and roles[n] is Role.NAME else n
    if linked is None and ranked and roles[ranked[0]] is Role.TITLE:
        return ranked[0]
    return linked


def _has_papers(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether most rows have a link that names a paper."""
    linked = sum(1 for row in rows if any(leads_to(link.url) is Leads.PAPER for cell in row for link in cell.links))
    return linked * 2 > len(rows)


def _says_titles(column: int, rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether the cells of a column mostly say something of their own instead of `PDF`, `link` or nothing."""
    cells = [row[column] for row in rows if column < len(row) and not row[column].is_empty]
    titles = sum(1 for cell in cells if role_of_label(cell.text) is None)
    return titles * 2 >= len(cells) and (bool(cells) or not rows)


def _linked_titles(width: int, rows: Sequence[Sequence[Cell]]) -> int | None:
    """Return the column in which most rows have a link to a paper whose text is long enough for a title."""
    counts = [0] * width
    for row in rows:
        for n, cell in enumerate(row):
            counts[n] += any(_is_title_link(link.label, link.url) for link in cell.links)
    best = max(range(width), key=lambda n: counts[n], default=None)
    return best if best is not None and counts[best] and counts[best] * 2 >= len(rows) else None


def _is_title_link(label: str, url: str) -> bool:
    is_long = len(label.split()) >= _TITLE_WORDS or sum(1 for c in label if c >= "\u2e80") >= 2 * _TITLE_WORDS
    return is_long and role_of_label(label) is None and identifiers.is_web_link(url)


def is_header(cells: Sequence[Cell]) -> bool:
    """Tell whether a row can only be a header: two known words or more, one of them for the title, and no links."""
    words = [cell.text for cell in cells if not cell.is_empty]
    if any(cell.links for cell in cells) or any(len(word) > _LONGEST_HEADER for word in words):
        return False
    roles = [role_of_header(word) for word in words]
    known = [role for role in roles if role is not Role.EXTRA]
    return len(known) >= 2 and len(known) * 2 >= len(roles) and not _MAY_BE_TITLE.isdisjoint(known)
