"""Markdown documents: their headings, pipe tables and the HTML in them."""

import re
from bisect import bisect_right

from unlcli.domain.draft import Reading
from unlcli.domain.venues import VenueTable
from unlcli.importers import html_tables, inline, markup, pipe_tables, tables
from unlcli.importers.blocks import Block, Document, Heading
from unlcli.importers.source import document_lines, front_matter

_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)|(#{2,6})(?=[^#\s])")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r"\s*(?:>\s*)*(`{3,}|~{3,})(.*)$")
_HTML_BLOCK = re.compile(r"[^`]*?<(table|h[1-6])(?=[\s>])", re.I)
_LIST_OR_HTML = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|\s*[<>]")
_TABLE_TAG = re.compile(r"<(/?)table(?=[\s>])", re.I)
_HEADING_LINES = 8


def recognises(text: str, name: str) -> bool:  # noqa: ARG001 (every importer is asked in the same way)
    """Tell whether a document is Markdown: what no other importer knows is read as that."""
    return True


def read(text: str, *, venues: VenueTable) -> Reading:
    """Return what stands in the document's tables, those in HTML included."""
    lines = document_lines(text)
    start, title = front_matter(lines)
    walker = _Walker(lines, start)
    walker.walk()
    return tables.read(Document(tuple(walker.blocks), title), venues)


class _Walker:
    """Goes through the lines once, from block to block; `at` is the index of the line to look at."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.blocks: list[Block] = []
        self._lines = lines
        self._at = start
        self._comment_ends = [n for n, line in enumerate(lines) if "-->" in line]
        self._fences = [n for n, line in enumerate(lines) if (match := _FENCE.match(line)) and not match[2].strip()]
        self._unclosed: dict[str, int] = {}

    def walk(self) -> None:
        """Read all blocks."""
        takers = (self._comment, self._fence, self._table, self._heading, self._html, self._stray)
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip():
                self._at += 1
                continue
            for take in takers:
                if take(line):
                    break

    def _comment(self, line: str) -> bool:
        if not line.lstrip().startswith("<!--"):
            return False
        rest = markup.without_comments(line)
        if rest == line:
            after = bisect_right(self._comment_ends, self._at)
            if after == len(self._comment_ends):
                return False
            self._at = self._comment_ends[after]
            rest = markup.without_comments(self._lines[self._at].partition("-->")[2])
        self._lines[self._at] = rest
        return True

    def _fence(self, line: str) -> bool:
        """Pass over a code block; an opening that nothing closes is a line like others."""
        opening = _FENCE.match(line)
        if not opening or opening[1][0] == "`" and "`" in opening[2]:
            return False
        mark = opening[1]
        if len(mark) >= self._unclosed.get(mark[0], len(line) + 1):
            return False
        for n in range(bisect_right(self._fences, self._at), len(self._fences)):
            if self._lines[self._fences[n]].lstrip(" \t>").startswith(mark):
                self._at = self._fences[n] + 1
                return True
        self._unclosed[mark[0]] = len(mark)
        return False

    def _heading(self, line: str) -> bool:
        if match := _ATX.match(line):
            level, words = len(match[1] or match[2]), _without_closing(line[match.end() :].strip())
        elif underline := self._underline(line):
            level, words = (1 if underline == "=" else 2), line
        else:
            return False
        self.blocks.append(Heading(level, inline.read(words, self._at + 1)))
        self._at += 1 if match else 2
        return True

    def _underline(self, line: str) -> str:
        """Return what a line is underlined with when it is a heading of one line."""
        if self._at and self._line(self._at - 1).strip() or _LIST_OR_HTML.match(line):
            return ""
        match = _UNDERLINE.match(self._line(self._at + 1))
        return match[1][0] if match else ""

    def _html(self, line: str) -> bool:
        match = _HTML_BLOCK.match(line) if "<" in line else None
        if not match:
            return False
        end = self._table_end() if match[1].lower() == "table" else self._heading_end(match[1].lower())
        source = "\n".join([line[match.start(1) - 1 :], *self._lines[self._at + 1 : end]])
        self.blocks.extend(html_tables.blocks_in(markup.without_comments(source), self._at + 1))
        self._at = end
        return True

    def _table_end(self) -> int:
        """Return the index after the table's last line; a table never closed ends at the next heading."""
        depth = 0
        for n in range(self._at, len(self._lines)):
            if n > self._at and _ATX.match(self._lines[n]):
                return n
            for tag in _TABLE_TAG.finditer(self._lines[n]):
                depth += -1 if tag[1] else 1
            if depth <= 0:
                return n + 1
        return len(self._lines)

    def _heading_end(self, name: str) -> int:
        for n in range(self._at, min(self._at + _HEADING_LINES, len(self._lines))):
            if f"</{name}" in self._lines[n].lower():
                return n + 1
        return self._at + 1

    def _table(self, _line: str) -> bool:
        found = pipe_tables.table_at(self._lines, self._at)
        if found is None:
            return False
        table, self._at = found
        self.blocks.append(table)
        return True

    def _stray(self, _line: str) -> bool:
        if stray := pipe_tables.stray_at(self._lines, self._at):
            self.blocks.append(stray)
        self._at += 1
        return True

    def _line(self, at: int) -> str:
        return self._lines[at] if at < len(self._lines) else ""


def _without_closing(words: str) -> str:
    """Return a heading without the `#` that may close it."""
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else words
