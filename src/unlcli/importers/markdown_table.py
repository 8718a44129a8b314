"""Markdown documents: their headings, pipe tables, items and the HTML in them."""

import html
import re
from bisect import bisect_right

from unlcli.domain.draft import Reading
from unlcli.domain.venues import VenueTable
from unlcli.importers import html_blocks, html_tables, inline, markup, pipe_tables, tables
from unlcli.importers.blocks import Block, Document, Heading
from unlcli.importers.markdown_items import ItemCollector
from unlcli.importers.source import document_lines, front_matter

# The last is no heading by the book (`#3D Vision`), and where people forget the blank they mean one below the others.
_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)|(#{2,6})(?=[^#\s])|#(?=(?!\d+\b|define|include)[^\W_][^#]{1,60}$)")
_DEEPEST = 6
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r"\s*(?:>\s*)*(`{3,}|~{3,})(.*)$")
_LIST_OR_HTML = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|\s*[<>]")
_FOLD = re.compile(r"<(/?)details(?=[\s>])", re.I)
_LONGEST_FOLD = 200
_PREFORMATTED = re.compile(r"\s*<pre\b", re.I)
_PREFORMATTED_TAG = re.compile(r"</?(?:pre|code|details)\b[^<>]*>", re.I)


def recognises(text: str, name: str) -> bool:  # noqa: ARG001 (every importer is asked in the same way)
    """Tell whether a document is Markdown: what no other importer knows is read as that."""
    return True


def read(text: str, *, venues: VenueTable) -> Reading:
    """Return what stands in the document's tables and lists, those in HTML included."""
    lines = document_lines(text)
    written = tuple(lines)
    start, title = front_matter(lines)
    walker = _Walker(lines, start)
    walker.walk()
    return tables.read(Document(tuple(walker.blocks), title, written), venues)


class _Walker:
    """Goes through the lines once, from block to block; `at` is the index of the line to look at."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.blocks: list[Block] = []
        self._items = ItemCollector()
        self._lines = lines
        self._at = start
        self._fold_ends = [n for n, line in enumerate(lines) if "</details" in line.lower()]
        self._pre_ends = [n for n, line in enumerate(lines) if "</pre" in line.lower()]
        self._comment_ends = [n for n, line in enumerate(lines) if "-->" in line]
        self._fences = [n for n, line in enumerate(lines) if (match := _FENCE.match(line)) and not match[2].strip()]
        self._unclosed: dict[str, int] = {}

    def walk(self) -> None:
        """Read all blocks."""
        takers = (
            self._comment,
            self._fence,
            self._preformatted,
            self._table,
            self._heading,
            self._html,
            self._stray,
            self._item,
        )
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip():
                self._items.blank()
                self._at += 1
                continue
            for take in takers:
                if take(line):
                    break
        self._end_items()

    def _end_items(self) -> None:
        self._items.close()
        self.blocks.extend(self._items.done)
        self._items.done.clear()

    def _add(self, *blocks: Block) -> None:
        self._end_items()
        self.blocks.extend(blocks)

    def _comment(self, line: str) -> bool:
        if not line.lstrip().startswith("<!--"):
            return self._open_comment(line)
        rest = markup.without_comments(line)
        if rest == line:
            after = bisect_right(self._comment_ends, self._at)
            if after == len(self._comment_ends):
                return False
            self._at = self._comment_ends[after]
            rest = markup.without_comments(self._lines[self._at].partition("-->")[2])
        self._lines[self._at] = rest
        return True

    def _open_comment(self, line: str) -> bool:
        """Blank a comment that begins inside a line and ends on a later one."""
        if "<!--" not in line or "`" in line:
            return False
        start = markup.without_comments(line).rfind("<!--")
        after = bisect_right(self._comment_ends, self._at)
        if start < 0 or after == len(self._comment_ends):
            return False
        end = self._comment_ends[after]
        self._lines[self._at] = markup.without_comments(line)[:start]
        self._lines[self._at + 1 : end] = [""] * (end - self._at - 1)
        self._lines[end] = self._lines[end].partition("-->")[2]
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
                self._take_code(line, self._fences[n])
                self._at = self._fences[n] + 1
                return True
        self._unclosed[mark[0]] = len(mark)
        return False

    def _take_code(self, line: str, end: int) -> None:
        text = "\n".join(self._lines[self._at + 1 : end])
        if self._items.takes_code(line, text):
            self._items.add_code(text, self._at, end)
        else:
            self._end_items()

    def _preformatted(self, line: str) -> bool:
        """Take BibTeX in `<pre>` as the code of what is open."""
        if "<pre" not in line.lower() or not _PREFORMATTED.match(line):
            return False
        after = bisect_right(self._pre_ends, self._at - 1)
        if after == len(self._pre_ends) or self._pre_ends[after] - self._at > _LONGEST_FOLD:
            return False
        end = self._pre_ends[after]
        text = html.unescape(_PREFORMATTED_TAG.sub("", "\n".join(self._lines[self._at : end + 1]))).strip()
        if not text.startswith("@") or not self._items.takes_code(line, text):
            return False
        self._items.add_code(text, self._at, end)
        if "</details" in self._lines[end].lower():
            self._items.is_folded = False
        self._at = end + 1
        return True

    def _heading(self, line: str) -> bool:
        if match := _ATX.match(line):
            level, words = len(match[1] or match[2] or "") or _DEEPEST, _without_closing(line[match.end() :].strip())
        elif underline := self._underline(line):
            level, words = (1 if underline == "=" else 2), line
        else:
            return False
        self._add(Heading(level, inline.read(words, self._at + 1)))
        self._at += 1 if match else 2
        return True

    def _underline(self, line: str) -> str:
        """Return what a line is underlined with when it is a heading of one line."""
        if self._at and self._line(self._at - 1).strip() or _LIST_OR_HTML.match(line):
            return ""
        match = _UNDERLINE.match(self._line(self._at + 1))
        return match[1][0] if match else ""

    def _html(self, line: str) -> bool:
        found = html_blocks.block_at(self._lines, self._at) if "<" in line else None
        if found is None or found.is_list and self._items.is_inside and line.startswith((" ", "\t")):
            return False
        self._add(*html_tables.blocks_in(markup.without_comments(found.source), self._at + 1))
        self._at = found.end
        return True

    def _table(self, _line: str) -> bool:
        found = pipe_tables.table_at(self._lines, self._at)
        if found is None:
            return False
        table, self._at = found
        self._add(table)
        return True

    def _stray(self, line: str) -> bool:
        if self._items.is_going_on and not line.startswith("|"):
            return False
        stray = pipe_tables.stray_at(self._lines, self._at)
        if stray is None:
            return False
        self._add(stray)
        self._at += 1
        return True

    def _has_fold_end(self) -> bool:
        after = bisect_right(self._fold_ends, self._at)
        return after < len(self._fold_ends) and self._fold_ends[after] - self._at <= _LONGEST_FOLD

    def _item(self, line: str) -> bool:
        self._items.take(line, self._at)
        if "details" in line and (folds := _FOLD.findall(line)):
            is_within = self._items.is_inside and (line.lstrip()[:1] != "<" or not self._items.began_at(self._at))
            self._items.is_folded = not folds[-1] and is_within and self._has_fold_end()
        self._at += 1
        return True

    def _line(self, at: int) -> str:
        return self._lines[at] if at < len(self._lines) else ""


def _without_closing(words: str) -> str:
    """Return a heading without the `#` that may close it."""
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else words
