"""How many columns of a terminal a text takes, and where it breaks into lines."""

import re
import unicodedata

_WORD = re.compile(r"\S+")
_EMOJI_STYLE = "\ufe0f"


def width_of(text: str) -> int:
    """Return the columns that a text takes: two for wide characters, none for marks above or below others."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text)) + text.count(_EMOJI_STYLE)


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Return the lines of a text as their first and last place in it; a word is broken only where no line holds it."""
    if width < 1 or width_of(text) <= width:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    start = end = -1
    for match in _WORD.finditer(text):
        if start >= 0 and width_of(text[start : match.end()]) <= width:
            end = match.end()
            continue
        if start >= 0:
            lines.append((start, end))
        *full, (start, end) = _pieces(text, match.start(), match.end(), width)
        lines += full
    return [*lines, (start, end)] if start >= 0 else [(0, 0)]


def _pieces(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Return a word's pieces, none wider than a line."""
    pieces: list[tuple[int, int]] = []
    used = 0
    for place in range(start, end):
        taken = _width(text[place]) + (text[place] == _EMOJI_STYLE)
        if used and used + taken > width:
            pieces.append((start, place))
            start, used = place, 0
        used += taken
    return [*pieces, (start, end)]
