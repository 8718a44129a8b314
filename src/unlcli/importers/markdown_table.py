"""Markdown documents: their headings, pipe tables and the HTML in them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from unlcli.domain.draft import Reading
from unlcli.domain.venues import VenueTable
from unlcli.importers import html_tables, inline, markup, pipes, tables
from unlcli.importers.blocks import Block, Document, Heading, Stray, Table, TableRow
from unlcli.importers.cells import Cell
from unlcli.importers.columns import is_header
from unlcli.importers.source import document_lines, front_matter
from unlcli.importers.words import role_of_label

_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)|(#{2,6})(?=[^#\s])")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r"\s*(?:>\s*)*(`{3,}|~{3,})(.*)$")
_HTML_BLOCK = re.compile(r"[^`]*?<(table|h[1-6])(?=[\s>])", re.I)
_LIST_OR_HTML = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|\s*[<>]")
_TABLE_TAG = re.compile(r"<(/?)table(?=[\s>])", re.I)
_HEADING_LINES = 8
_LONGEST_HEADER = 400
_LONGEST_STRAY = 4000
_FEWEST_STRAY = 3


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
        takers = (self._comment, self._fence, self._table, self._heading, self._html)
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip():
                self._at += 1
            elif not any(take(line) for take in takers):
                self._stray(line)
                self._at += 1

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

    def _table(self, line: str) -> bool:
        if "|" not in line:
            return False
        if pipes.is_delimiter(line):
            self._at += 1
            self._rows(())
            return True
        header = tuple(inline.read(cell, self._at + 1) for cell in pipes.split(line)) if self._has_header(line) else ()
        if not header:
            return False
        self._at += 2 if pipes.is_delimiter(self._line(self._at + 1)) else 1
        self._rows(header)
        return True

    def _has_header(self, line: str) -> bool:
        if pipes.is_delimiter(self._line(self._at + 1)):
            return True
        cells = pipes.split(line) if len(line) < _LONGEST_HEADER and pipes.has_pipe(line) else []
        return len(cells) > 1 and is_header([inline.read(cell, 0) for cell in cells])

    def _rows(self, header: tuple[Cell, ...]) -> None:
        rows: list[TableRow] = []
        while (line := self._row_line(len(header))) is not None:
            rows.extend(self._read_rows(line, len(header)))
            self._at += 1
        self.blocks.append(Table(header, tuple(rows)))

    def _read_rows(self, line: str, width: int) -> Iterator[TableRow]:
        at, parts = self._at + 1, pipes.rows(line, width)
        for n, part in enumerate(parts):
            cells = [inline.read(cell, at) for cell in part]
            if n:
                cells[0] = replace(cells[0], repairs=(*cells[0].repairs, "a second row on the same line read apart"))
            yield TableRow(tuple(cells), at, line.strip() if len(parts) == 1 else " | ".join(part))

    def _row_line(self, width: int) -> str | None:
        """Return the line to look at when it is a row of the table; blank lines between rows are passed over."""
        at = self._at
        while at < len(self._lines) and not self._lines[at].strip():
            at += 1
        line = self._line(at)
        if not line or not self._continues(line, at, width, after_blank=at > self._at):
            return None
        self._at = at
        return line

    def _continues(self, line: str, at: int, width: int, *, after_blank: bool) -> bool:
        if pipes.is_delimiter(line):
            return True
        if self._starts_table(line, at) or _ATX.match(line) or _FENCE.match(line):
            return False
        if pipes.has_pipe(line):
            is_other = after_blank or _LIST_OR_HTML.match(line) is not None
            return not is_other or len(pipes.split(line, width)) == width
        return not after_blank and width > 1 and not _LIST_OR_HTML.match(line) and not _UNDERLINE.match(line)

    def _starts_table(self, line: str, at: int) -> bool:
        if "|" not in line or not pipes.is_delimiter(self._line(at + 1)):
            return False
        cells = [inline.read(cell, 0) for cell in pipes.split(line)]
        return not any(cell.links for cell in cells) and not all(cell.is_empty for cell in cells)

    def _stray(self, line: str) -> None:
        """Note a line that has a link and cells but no table around it; a line of mere links is navigation."""
        if "|" not in line or len(line) > _LONGEST_STRAY or _LIST_OR_HTML.match(line):
            return
        cells = [inline.read(cell, self._at + 1) for cell in pipes.split(line)]
        if len(cells) < _FEWEST_STRAY:
            return
        first = next((cell for cell in cells if not cell.is_empty), None)
        if first is not None and first.links and any(not c.links and role_of_label(c.text) is None for c in cells):
            self.blocks.append(Stray(self._at + 1, line.strip()))

    def _line(self, at: int) -> str:
        return self._lines[at] if at < len(self._lines) else ""


def _without_closing(words: str) -> str:
    """Return a heading without the `#` that may close it."""
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else words
