"""Pipe tables: where one starts, which lines are its rows, and lines of cells that no table surrounds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unlcli.importers import inline, pipes
from unlcli.importers.blocks import Stray, Table, TableRow
from unlcli.importers.cells import Cell
from unlcli.importers.columns import is_header
from unlcli.importers.words import role_of_label

_OTHER_BLOCK = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)|#{2,6}[^#\s]|\s*(?:`{3,}|~{3,})")
_LIST_OR_HTML = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|\s*[<>]")
# A line without pipes inside a table: a link, or what is marked as a heading; else it is prose that follows.
_LONE_CELL = re.compile(r"\[.*\]\(|(?:\*\*|__)[^*_]+(?:\*\*|__)[:：]?$|[^.|]{1,80}[:：]$")
_BLANK = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)?$")
# A comment as Markdown has none of its own: a link that nothing refers to.
_COMMENT = re.compile(r"\[//\]:\s*#.*$")
_LONGEST_HEADER = 400
_LONGEST_STRAY = 4000
_FEWEST_STRAY = 3


def table_at(lines: Sequence[str], at: int) -> tuple[Table, int] | None:
    """Return the table that starts at a line and the index after its last row; None when none starts there."""
    line = lines[at]
    if "|" not in line:
        return None
    if pipes.is_delimiter(line):
        return _table((), lines, at, at + 1)
    has_dashes = _is_delimiter_at(lines, at + 1)
    if not has_dashes and (len(line) > _LONGEST_HEADER or not pipes.has_pipe(line)):
        return None
    header = _cells(pipes.split(line), at)
    if not header or not has_dashes and (len(header) == 1 or not is_header(header)):
        return None
    return _table(header, lines, at, at + 2 if has_dashes else at + 1)


def _table(header: tuple[Cell, ...], lines: Sequence[str], start: int, at: int) -> tuple[Table, int]:
    rows: list[TableRow] = []
    while (row := _next_row(lines, at, len(header))) is not None:
        rows.extend(_read(lines[row], row, len(header)))
        at = row + 1
    return Table(header, tuple(rows), start + 1, at), at


def _read(line: str, at: int, width: int) -> Iterator[TableRow]:
    parts = pipes.rows(_COMMENT.sub("", line), width)
    for n, part in enumerate(parts):
        cells = _cells(part, at)
        if n:
            what = (*cells[0].repairs, "a second row on the same line read apart")
            cells = (replace(cells[0], repairs=what), *cells[1:])
        yield TableRow(cells, at + 1, line.strip() if len(parts) == 1 else " | ".join(part))


def _cells(sources: Sequence[str], at: int) -> tuple[Cell, ...]:
    return tuple(inline.read(source, at + 1) for source in sources)


def _next_row(lines: Sequence[str], at: int, width: int) -> int | None:
    """Return the index of the table's next row; blank lines and comments between rows are passed over."""
    start = at
    while at < len(lines) and _BLANK.match(lines[at]):
        at += 1
    return at if at < len(lines) and _continues(lines, at, width, after_blank=at > start) else None


def _continues(lines: Sequence[str], at: int, width: int, *, after_blank: bool) -> bool:
    line = lines[at]
    if pipes.is_delimiter(line):
        return True
    if _OTHER_BLOCK.match(line) or _starts_table(lines, at, after_blank=after_blank):
        return False
    if not pipes.has_pipe(line):
        return not after_blank and width > 1 and _LONE_CELL.match(line.strip()) is not None
    if after_blank and not line.lstrip().startswith(("|", "[")):
        return False
    is_sure = not after_blank and not _LIST_OR_HTML.match(line)
    return is_sure or len(pipes.split(line, width)) == width


def _starts_table(lines: Sequence[str], at: int, *, after_blank: bool) -> bool:
    """Tell whether a line with dashes below is another header and not a row of this table."""
    if "|" not in lines[at] or not _is_delimiter_at(lines, at + 1):
        return False
    cells = _cells(pipes.split(lines[at]), at)
    may_be = not any(cell.links for cell in cells) and not all(cell.is_empty for cell in cells)
    return may_be and (after_blank or is_header(cells))


def _is_delimiter_at(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and pipes.is_delimiter(lines[at])


def stray_at(lines: Sequence[str], at: int) -> Stray | None:
    """Return a line of cells that no table surrounds; one of nothing but links is navigation."""
    line = lines[at]
    if "|" not in line or len(line) > _LONGEST_STRAY or _LIST_OR_HTML.match(line):
        return None
    cells = [cell for cell in _cells(pipes.split(line), at) if not cell.is_empty]
    is_row = len(pipes.split(line)) >= _FEWEST_STRAY and (line.lstrip().startswith("|") or cells and cells[0].links)
    if is_row and any(not cell.links and role_of_label(cell.text) is None for cell in cells):
        return Stray(at + 1, line.strip())
    return None
