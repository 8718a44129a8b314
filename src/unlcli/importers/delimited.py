"""Read CSV and its kin: values with commas, semicolons, tabs or bars between, with a header or without."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from unlcli.domain import identifiers
from unlcli.domain.draft import Reading, Skipped
from unlcli.domain.venues import VenueTable
from unlcli.importers import records
from unlcli.importers.headings import year_in
from unlcli.importers.record_keys import role_of_key, use_of_key
from unlcli.importers.record_tree import Items, Members, Text, sound
from unlcli.importers.repair import shortened
from unlcli.importers.source import document_lines
from unlcli.importers.words import Role

_ENDINGS = (".csv", ".tsv", ".tab", ".psv", ".ssv")
_DELIMITERS = ",;\t|"
_LOOKED_AT = 30
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])", re.I)
#: An apostrophe that keeps a spreadsheet from running what follows.
_GUARD = re.compile(r"""(^|;)'(?=[\s"'\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])""")
_PEOPLE = re.compile(r"[^\d:/]*(?:,|;| and |&)[^\d:/]*")
_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]


def recognises(text: str, name: str) -> bool:
    """Tell whether a text is CSV: by its name's ending, or because its first line can only be a header of such a file."""
    if name.lower().endswith(_ENDINGS):
        return True
    lines = document_lines(text[:100_000])
    if _SEPARATOR_LINE.fullmatch(lines[0].strip('" ')):
        return True
    if len(lines) < 2 or re.match(r"[|#<\[*+{@-]", lines[0].lstrip()):
        return False
    first = _rows(lines[:_LOOKED_AT], _delimiter(lines, name))[0][:2]
    return len(first) == 2 and _is_header(first[0].cells) and len(first[1].cells) == len(first[0].cells) > 1


def read(text: str, *, venues: VenueTable) -> Reading:
    """Return a draft for each row."""
    lines = document_lines(sound(text))
    given = _SEPARATOR_LINE.fullmatch(lines[0].strip('" ')) if lines else None
    start = 1 if given else 0
    rows, broken = _rows(lines[start:], given[1] if given else _delimiter(lines, ""), start)
    rows = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not rows:
        return Reading(skipped=tuple(broken))
    is_headed = _is_header(rows[0].cells) or _is_short(rows[0].cells, rows[1:])
    header = [" ".join(cell.split()) for cell in rows[0].cells] if is_headed else _guessed(rows[:_LOOKED_AT])
    body = rows[1:] if is_headed else rows
    tree = Items(rows[0].line, [_record(row, header) for row in body])
    reading = records.read([tree], venues, lines)
    return replace(reading, skipped=tuple(sorted((*reading.skipped, *broken), key=lambda each: each.line)))


def _rows(lines: Sequence[str], delimiter: str, before: int = 0) -> tuple[list[_Row], list[Skipped]]:
    """Return the rows with the lines they begin on, and those that cannot be read."""
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, skipinitialspace=True)
    rows: list[_Row] = []
    broken: list[Skipped] = []
    while True:
        line = before + reader.line_num + 1
        try:
            rows.append(_Row(line, [_GUARD.sub(r"\1", cell) for cell in next(reader)]))
        except StopIteration:
            return rows, broken
        except csv.Error as error:
            source = shortened(lines[min(line - before, len(lines)) - 1], 120)
            broken.append(Skipped(line, source, f"not CSV: {error}", is_broken=True))


def _delimiter(lines: Sequence[str], name: str) -> str:
    """Return what stands between values: what makes a header of the first line, else most columns of the same number."""
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    sample = [line[:20_000] for line in lines[:_LOOKED_AT]]
    return max(_DELIMITERS, key=lambda delimiter: _score(sample, delimiter))


def _score(sample: Sequence[str], delimiter: str) -> tuple[bool, int, int]:
    rows = [row.cells for row in _rows(sample, delimiter)[0] if row.cells]
    if not rows or len(rows[0]) < 2:
        return False, 0, 0
    width = len(rows[0])
    alike = sum(len(row) == width for row in rows[:-1]) * 100 // max(1, len(rows) - 1)
    return _is_header(rows[0]), alike, width


def _is_header(cells: Sequence[str]) -> bool:
    """Tell whether a row names columns: one of them is the title, and none of them is a link or long."""
    said = [cell.strip() for cell in cells if cell.strip()]
    if not said or any("://" in cell or len(cell) > 60 for cell in said):
        return False
    roles = [role_of_key(cell) for cell in said]
    known = sum(role is not Role.EXTRA or use_of_key(cell) is not None for role, cell in zip(roles, said, strict=True))
    is_titled = Role.TITLE in roles or known > 1 and not {Role.PAPER, Role.NAME}.isdisjoint(roles)
    return is_titled and (known > 1 or len(said) == 1)


def _is_short(cells: Sequence[str], below: Sequence[_Row]) -> bool:
    """Tell whether a row of words that nobody knows is a header all the same: a word each, and no year or link in it."""
    said = [cell.strip() for cell in cells]
    is_plain = all(said) and not any("://" in cell or year_in(cell) or len(cell.split()) > 2 for cell in said)
    return is_plain and any(Role.TITLE is role_of_key(cell) for cell in said) and bool(below)


def _guessed(rows: Sequence[_Row]) -> list[str]:
    """Return names for the columns of a table without a header, by what most of their cells are."""
    width = max(len(row.cells) for row in rows)
    columns = [
        [row.cells[n].strip() for row in rows if n < len(row.cells) and row.cells[n].strip()] for n in range(width)
    ]
    names = [_kind(column, number) for number, column in enumerate(columns)]
    titles = [n for n in range(width) if names[n].startswith("column ") and _words(columns[n]) >= _TITLE_WORDS]
    if titles:
        names[max(titles, key=lambda n: _words(columns[n]))] = "title"
    return names


def _kind(column: Sequence[str], number: int) -> str:
    def mostly(cells: Iterator[bool]) -> bool:
        return bool(column) and sum(cells) * 2 > len(column)

    if mostly(len(cell) == 4 and bool(year_in(cell)) for cell in column):
        return "year"
    if mostly(identifiers.is_code_link(cell) for cell in column):
        return "code"
    if mostly(identifiers.is_web_link(cell) or identifiers.recognise(cell) is not None for cell in column):
        return "url"
    if mostly(re.fullmatch(r"(?:19|20)\d\d-\d\d(?:-\d\d)?", cell) is not None for cell in column):
        return "date"
    if mostly(bool(_PEOPLE.fullmatch(cell)) and cell.istitle() or ";" in cell or ", " in cell for cell in column):
        return "authors" if mostly(_are_names(cell) for cell in column) else f"column {number + 1}"
    return f"column {number + 1}"


def _are_names(cell: str) -> bool:
    people = [part.strip() for part in re.split(r"[,;&]| and ", cell) if part.strip()]
    return len(people) > 1 and all(1 <= len(person.split()) <= 4 and person[:1].isupper() for person in people)


def _words(column: Sequence[str]) -> float:
    return sum(len(cell.split()) for cell in column) / max(1, len(column))


def _record(row: _Row, header: Sequence[str]) -> Members:
    names = [*header, *(f"column {n + 1}" for n in range(len(header), len(row.cells)))]
    pairs = zip((name or f"column {n + 1}" for n, name in enumerate(names)), row.cells, strict=False)
    return Members(row.line, [(name, Text(cell.strip(), row.line)) for name, cell in pairs])
