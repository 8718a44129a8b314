"""Lines of pipe tables: cut into cells, with or without the outer pipes."""

import re

_PIECE = re.compile(r"\\[\\|]|`+[^`]*`+|\|")
_ESCAPE_ONLY = re.compile(r"\\[\\|]|\|")
# A narrower table says too little to tell rows that ran together from cells too many.
_NARROWEST_JOINED = 3
_MOST_JOINED = 10
_DASHES = re.compile(r"\s*:?[-–—=]+:?\s*")


def split(line: str, expected: int = 0) -> list[str]:
    """Return the cells of a line; `expected` decides where pipes in code and in links are in doubt."""
    cells = _cut(line, _PIECE)
    if expected and len(cells) != expected and "`" in line:
        plain = _cut(line, _ESCAPE_ONLY)
        cells = plain if len(plain) == expected else cells
    if 0 < expected < len(cells):
        cells = _rejoined(cells, len(cells) - expected)
    return [cell.strip(" \t").replace("\\|", "|") for cell in cells]


def rows(line: str, width: int) -> list[list[str]]:
    """Return the rows of a line: several where the line breaks between them were lost."""
    cells = split(line, width)
    if width < _NARROWEST_JOINED or len(cells) < 2 * width:
        return [cells]
    for gap in (0, 1):
        count, left = divmod(len(cells) + gap, width + gap)
        starts = range(0, len(cells), width + gap)
        gaps = [cell for start in starts for cell in cells[start + width : start + width + gap]]
        if not left and not any(gaps) and all(cells[start] for start in starts) and count <= _MOST_JOINED:
            return [cells[start : start + width] for start in starts]
    return [cells]


def _cut(line: str, piece: re.Pattern[str]) -> list[str]:
    cells, start = [], 0
    line = line.strip()
    for match in piece.finditer(line):
        if match[0] == "|":
            cells.append(line[start : match.start()])
            start = match.end()
    if start < len(line):
        cells.append(line[start:])
    if cells and line.startswith("|"):
        del cells[0]
    return cells


def _rejoined(cells: list[str], surplus: int) -> list[str]:
    """Join cells that a pipe inside a link or math cut in two, as far as there are more cells than columns."""
    joined: list[str] = []
    for cell in cells:
        if surplus and joined and _is_cut(joined[-1]):
            joined[-1] += "|" + cell
            surplus -= 1
        else:
            joined.append(cell)
    return joined


def _is_cut(cell: str) -> bool:
    return cell.count("[") > cell.count("]") or cell.count("(") > cell.count(")") or cell.count("$") % 2 == 1


def has_pipe(line: str) -> bool:
    """Tell whether a line has a pipe that separates cells."""
    return "|" in line and any(match[0] == "|" for match in _PIECE.finditer(line))


def is_delimiter(line: str) -> bool:
    """Tell whether a line is the row of dashes under a header."""
    if "|" not in line or "-" not in line:
        return False
    bare = line.strip().removeprefix("|").removesuffix("|")
    return all(_DASHES.fullmatch(cell) for cell in bare.split("|"))
