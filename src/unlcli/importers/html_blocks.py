"""Blocks of HTML inside Markdown: where a table, a list or a heading of tags starts, and where it ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_START = re.compile(r"[^`]*?<(table|h[1-6])(?=[\s>])|\s*<(ul|ol|dl)(?=[\s>])", re.I)
_HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t]|$)|#{2,6}(?=[^#\s])")
_TABLE = re.compile(r"<(/?)table(?=[\s>])", re.I)
_LIST = re.compile(r"<(/?)(?:ul|ol|dl)(?=[\s>])", re.I)
_HEADING_LINES = 8


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A block of HTML as it is written, from its first tag on, and the index after its last line."""

    source: str
    end: int
    is_list: bool


def block_at(lines: Sequence[str], at: int) -> HtmlBlock | None:
    """Return the block that starts in a line, None when none does."""
    match = _START.match(lines[at])
    if not match:
        return None
    if match[2]:
        end = _end_of(lines, at, _LIST)
    else:
        end = _end_of(lines, at, _TABLE) if match[1].lower() == "table" else _heading_end(lines, at, match[1].lower())
    start = match.start(match.lastindex or 1) - 1
    return HtmlBlock("\n".join([lines[at][start:], *lines[at + 1 : end]]), end, bool(match[2]))


def _end_of(lines: Sequence[str], at: int, tags: re.Pattern[str]) -> int:
    """Return the index after the last line of a table or list; one never closed ends at the next heading."""
    depth = 0
    for n in range(at, len(lines)):
        if n > at and _HEADING.match(lines[n]):
            return n
        for tag in tags.finditer(lines[n]):
            depth += -1 if tag[1] else 1
        if depth <= 0:
            return n + 1
    return len(lines)


def _heading_end(lines: Sequence[str], at: int, name: str) -> int:
    for n in range(at, min(at + _HEADING_LINES, len(lines))):
        if f"</{name}" in lines[n].lower():
            return n + 1
    return at + 1
