"""HTML as it is found in the wild: a linear scanner for tags and text, and what the tags inside a cell mean."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from unlcli.importers import badges
from unlcli.importers.cells import CellBuilder

# No part of a tag may hold `<`, so that every character is looked at once however broken the document is.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_EMPHASIS = frozenset("b strong em i u".split())
_STRONG = frozenset("b strong".split())
_BREAKS = frozenset("br p div li".split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag (`name`, lower case) or the text between two (`name` empty); `start` is its place in the source."""

    start: int
    name: str = ""
    text: str = ""
    is_end: bool = False

    def attribute(self, name: str) -> str:
        """Return an attribute's value, empty when the tag has none of that name."""
        match = re.search(rf"(?<![\w:-]){name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", self.text, re.I)
        return html.unescape(match[1] or match[2] or match[3] or "") if match else ""


def pieces(source: str) -> Iterator[Piece]:
    """Return the tags and texts of HTML in order; scripts and styles are left out."""
    at, hidden = 0, ""
    for match in _TAG.finditer(source):
        name = match[2].lower()
        if hidden:
            hidden = "" if match[1] and name == hidden else hidden
            at = match.end()
            continue
        if match.start() > at:
            yield Piece(at, text=source[at : match.start()])
        yield Piece(match.start(), name, match[3], bool(match[1]))
        hidden = name if name in ("script", "style") and not match[1] else ""
        at = match.end()
    if at < len(source) and not hidden:
        yield Piece(at, text=source[at:])


def take(piece: Piece, builder: CellBuilder) -> None:
    """Add a tag or text inside a cell to the cell."""
    if not piece.name:
        _write(piece.text, builder)
    elif piece.name == "a":
        _take_anchor(piece, builder)
    elif piece.name == "img":
        source = piece.attribute("src")
        builder.add_image(piece.attribute("alt") or badges.text(source), source)
    elif piece.name in _EMPHASIS:
        builder.emphasise(-1 if piece.is_end else 1, strong=piece.name in _STRONG)
    elif piece.name in _BREAKS:
        builder.break_line()


def _take_anchor(piece: Piece, builder: CellBuilder) -> None:
    if not piece.is_end and (url := piece.attribute("href")):
        builder.open_link(url)
    else:
        builder.close_link()


def _write(text: str, builder: CellBuilder) -> None:
    at = 0
    for match in _ENTITY.finditer(text):
        builder.write(text[at : match.start()])
        meant = html.unescape(match[0])
        if meant == match[0]:
            builder.write(meant)
        else:
            builder.write_entity(match[0], meant)
        at = match.end()
    builder.write(text[at:])


def without_comments(source: str) -> str:
    """Return HTML with its comments blanked, line breaks kept; one that is never closed stays."""
    start = source.find("<!--")
    if start < 0:
        return source
    parts, at = [], 0
    while start >= 0 and (end := source.find("-->", start + 4)) >= 0:
        parts += [source[at:start], "\n" * source.count("\n", start, end)]
        at = end + 3
        start = source.find("<!--", at)
    return "".join([*parts, source[at:]])
