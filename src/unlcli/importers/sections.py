"""Sections: the headings of a document that are categories, with the prose below each."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from unlcli.domain.draft import ReadCategory, Skipped
from unlcli.importers import markup
from unlcli.importers.blocks import Document
from unlcli.importers.headings import Outline, Section, shown_name
from unlcli.importers.parts import Piece

_DEEPEST = 6
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_HTML_HEADING = re.compile(r"\s*(?:<[^<>]*>\s*)*<(h[1-6])\b", re.I)
_HEADING_LINES = 8
# What stands around prose and is none: rules, anchors, links back to the top, the tags of details.
_NO_PROSE = re.compile(
    r"\s*(?:[-*_]\s*){3,}$|\s*(?:</?(?:a|br|hr|details|div|p|center|span)\b[^<>]*>\s*)+$"
    r"|\s*(?:<[^<>]*>\s*)*\(?\s*\[[^\[\]]*\]\(#[^()]*\)\s*\)?\s*(?:<[^<>]*>\s*)*$",
    re.I,
)


def categories_of(
    document: Document, headings: Sequence[Section], pieces: Sequence[Piece], outline: Outline
) -> tuple[ReadCategory, ...]:
    """Return the categories that papers of a document stand below, each once, in the order of their headings."""
    found: dict[str, ReadCategory] = {}
    ends, inside = sorted(_ends(headings, pieces)), _inside(pieces)
    for path in dict.fromkeys(path for piece in pieces for path in _paths(piece)):
        for depth, section in enumerate(path, start=1):
            above, own = outline.context(path[: depth - 1]).categories, outline.context(path[:depth]).categories
            if own != above and own and own[0] not in found:
                intro = "" if section in inside else _prose(document.lines, section.cell.line, ends)
                level = min(section.level, _DEEPEST)
                found[own[0]] = ReadCategory(own[0], shown_name(section.cell), intro, section.cell.line, level)
    return tuple(sorted(found.values(), key=lambda category: category.line))


def _paths(piece: Piece) -> Iterable[tuple[Section, ...]]:
    return (one[1] for one in piece.found if not isinstance(one, Skipped))


def _inside(pieces: Sequence[Piece]) -> frozenset[Section]:
    """Return the headings that are rows of a table, which have no prose below."""
    tables = (piece for piece in pieces if piece.form != "list")
    return frozenset(section for piece in tables for path in _paths(piece) for section in path[len(piece.path) :])


def _ends(headings: Sequence[Section], pieces: Sequence[Piece]) -> set[int]:
    """Return the lines at which the prose below a heading ends: those of other headings and of what was read."""
    lines = {section.cell.line for section in headings}
    for piece in pieces:
        lines.add(piece.first_line)
        lines.update(section.cell.line for path in _paths(piece) for section in path)
    return lines


def _prose(lines: Sequence[str], heading: int, ends: Sequence[int]) -> str:
    """Return what a document says between a heading and what follows it, as it is written."""
    if not heading or not lines:
        return ""
    after = bisect_right(ends, heading)
    end = ends[after] - 1 if after < len(ends) else len(lines)
    below = "\n".join(lines[_after_heading(lines, heading) : end])
    kept = [line.rstrip() for line in markup.without_comments(below).split("\n") if not _NO_PROSE.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _after_heading(lines: Sequence[str], heading: int) -> int:
    """Return the index of the line after a heading, which may be underlined, or several lines of HTML."""
    if tag := _HTML_HEADING.match(lines[heading - 1]):
        for n in range(heading - 1, min(heading - 1 + _HEADING_LINES, len(lines))):
            if f"</{tag[1].lower()}" in lines[n].lower():
                return n + 1
    is_underlined = heading < len(lines) and _UNDERLINE.match(lines[heading]) and lines[heading - 1].lstrip()[:1] != "#"
    return heading + 1 if is_underlined else heading
