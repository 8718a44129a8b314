"""Bullets, numbered lines and paragraphs of Markdown, with what stands below each."""

import re
from dataclasses import dataclass, field

from unlcli.importers import inline
from unlcli.importers.blocks import Code, Item

# The marker of an item: what stands before it, itself, and the blanks after it.
_MARKER = re.compile(r"([ \t]*)([-*+•·‣◦▪–—]|\(?\d{1,9}[.)、]|\[\d{1,3}\](?![(:]))(?:([ \t]+)(?=\S)|[ \t]*$)")
_QUOTE = re.compile(r"([ \t]*)((?:>[ ]?)+)")
_RULE = re.compile(r"[ \t]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)$")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_TAB = 4
# A number this far right of another stands below it; less is how numbers are aligned.
_STEP = 2
# What is longer than this in one item is no item; the rest of it is passed over.
_MOST_LINES = 400
_DEEPEST = 20


@dataclass
class _Open:
    """An item whose end is not yet known; `indent` is the column of its marker, -1 for a paragraph."""

    indent: int
    line: int
    source: str
    lines: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)
    last_line: int = 0

    def build(self) -> Item:
        cell = inline.read("\n".join(self.lines), self.line, keeps_lines=True)
        return Item(cell, self.line, self.source, self.last_line, self.indent >= 0, tuple(self.items), tuple(self.code))


class ItemCollector:
    """Takes lines in order and makes items of them; `is_folded` while a `<details>` in an item is open."""

    def __init__(self) -> None:
        self.done: list[Item] = []
        self._open: list[_Open] = []
        self._is_after_blank = True
        self.is_folded = False

    @property
    def is_inside(self) -> bool:
        """Tell whether a line may belong to an item that is open."""
        return bool(self._open)

    @property
    def is_going_on(self) -> bool:
        """Tell whether a line would go on with the one before it."""
        return bool(self._open) and not self._is_after_blank

    def began_at(self, at: int) -> bool:
        """Tell whether the innermost item that is open began at a line."""
        return bool(self._open) and self._open[-1].line == at + 1

    def take(self, line: str, at: int) -> None:
        """Take a line that is nothing else; `at` is its index."""
        if _RULE.match(line):
            self.close()
            return
        line = unquoted(line).expandtabs(_TAB)
        marker = None if self.is_folded else _MARKER.match(line)
        if marker is None:
            self._take_text(line, at)
        elif not (self._is_after_blank and not self._open and len(marker[1]) >= _TAB):
            self._take_marker(line, marker, at)
        self._is_after_blank = False

    def blank(self) -> None:
        """Take a blank line."""
        self._is_after_blank = True

    def takes_code(self, line: str, text: str) -> bool:
        """Tell whether a block of code that opens with this line belongs to what is open."""
        if not self._open:
            return False
        is_below = self.is_folded or line.startswith((" ", "\t")) or not self._is_after_blank
        return is_below or text.lstrip().startswith("@")

    def add_code(self, text: str, at: int, last: int) -> None:
        """Take a block of code that belongs to what is open."""
        self._open[-1].code.append(Code(text, at + 1))
        self._reach(last + 1)

    def close(self) -> None:
        """End all that is open."""
        self._close_from(0)
        self.is_folded = False
        self._is_after_blank = True

    def _take_text(self, line: str, at: int) -> None:
        indent = len(line) - len(line.lstrip())
        if self._is_after_blank and not self.is_folded and self._open:
            # A paragraph belongs to the innermost item that it stands right of.
            kept = next((n for n in range(len(self._open), 0, -1) if self._holds(self._open[n - 1], indent)), 0)
            self._close_from(kept)
        if not self._open:
            self._open.append(_Open(-1, at + 1, line.strip()))
        top = self._open[-1]
        if len(top.lines) < _MOST_LINES:
            top.lines.append(line.strip())
        self._reach(at + 1)

    @staticmethod
    def _holds(item: _Open, indent: int) -> bool:
        return item.indent >= 0 and indent > item.indent

    def _take_marker(self, line: str, marker: re.Match[str], at: int) -> None:
        indent = len(marker[1])
        step = _STEP if marker[2][-1] in ".)、]" else 1
        above = len(self._open)
        while above and (self._open[above - 1].indent < 0 or indent < self._open[above - 1].indent + step):
            above -= 1
        self._close_from(min(above, _DEEPEST))
        text = _TASK.sub("", line[marker.end() :].strip(), count=1)
        self._open.append(_Open(indent, at + 1, line.strip(), [text] if text else []))
        self._reach(at + 1)

    def _reach(self, line: int) -> None:
        for item in self._open:
            item.last_line = line

    def _close_from(self, depth: int) -> None:
        while len(self._open) > depth:
            item = self._open.pop().build()
            (self._open[-1].items if self._open else self.done).append(item)


def unquoted(line: str) -> str:
    """Return a line without the marks of a quotation."""
    match = _QUOTE.match(line) if ">" in line else None
    return match[1] + line[match.end() :] if match else line
