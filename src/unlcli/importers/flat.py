"""Flat text: a cell as one string in which every link is one character and marks stand around emphasis.

Patterns can then look at layout, and what they cut out is still a piece of the cell, links included.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unlcli.importers.cells import Cell, Span

STRONG, STRONG_END, EMPHATIC, EMPHATIC_END = "\x02", "\x03", "\x04", "\x05"
MARKS = "\x02\x03\x04\x05"
_FIRST_LINK = 0xF0000
_MOST_LINKS = 0xFFFD
#: The characters that stand for links, as a class of a pattern.
LINKS = "\U000f0000-\U000ffffd"
_LINK = re.compile(f"[{LINKS}]")
_MARK = re.compile(f"[{MARKS}]")
_PRIVATE = re.compile(f"[{MARKS}\U000f0000-\U0010ffff]")
_NO_EMPHASIS = re.compile("\x03\x02|\x05\x04")


@dataclass(frozen=True, slots=True)
class Flat:
    """A cell's flat text with the links that its characters stand for."""

    text: str
    links: tuple[Span, ...]
    line: int

    def link(self, char: str) -> Span:
        """Return the link that a character stands for."""
        return self.links[ord(char) - _FIRST_LINK]

    def found_in(self, text: str) -> Iterator[Span]:
        """Give the links in a piece of the text, in order."""
        return (self.link(char) for char in _LINK.findall(text))

    def cell(self, text: str) -> Cell:
        """Return a piece of the text as a cell."""
        pieces = re.split(f"([{LINKS}])", plain(text))
        return cell_of((self.link(p) if _LINK.fullmatch(p) else Span(p) for p in pieces if p), self.line)

    def words(self, text: str) -> str:
        """Return a piece of the text for a reader: links by their labels, one line, no marks."""
        return " ".join(_LINK.sub(lambda match: self.link(match[0]).label, plain(text)).split())


def of(cell: Cell) -> Flat:
    """Return a cell's flat text; its line breaks are kept."""
    parts: list[str] = []
    links: list[Span] = []
    for span in cell.spans:
        if span.url and len(links) < _MOST_LINKS:
            char = chr(_FIRST_LINK + len(links))
            parts.append(f"{EMPHATIC}{char}{EMPHATIC_END}" if span.emphatic and not span.strong else char)
            links.append(span)
            continue
        text = _PRIVATE.sub("\ufffd", span.text)
        if span.strong and text.strip():
            text = f"{STRONG}{text}{STRONG_END}"
        elif span.emphatic and text.strip():
            text = f"{EMPHATIC}{text}{EMPHATIC_END}"
        parts.append(text)
    return Flat(_NO_EMPHASIS.sub("", "".join(parts)), tuple(links), cell.line)


def cell_of(spans: Iterable[Span], line: int) -> Cell:
    """Return a cell of these spans."""
    kept = tuple(spans)
    text = " ".join("".join(span.text for span in kept).split())
    return Cell(kept, text, tuple(span for span in kept if span.url), line)


def plain(text: str) -> str:
    """Return flat text without the marks of emphasis."""
    return _MARK.sub("", text)


def blanked(text: str) -> str:
    """Return flat text with blanks for its marks, so that places stay the same."""
    return _MARK.sub(" ", text)


def without_links(text: str) -> str:
    """Return flat text in one line, without marks and links."""
    return " ".join(_LINK.sub(" ", plain(text)).split())


def has_link(text: str) -> bool:
    """Tell whether a link is in a piece of flat text."""
    return _LINK.search(text) is not None
