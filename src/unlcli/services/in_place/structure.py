"""What a line of a Markdown document stands in: code, raw HTML, a comment, or none of them; and its headings."""

import re
from collections.abc import Sequence

from unlcli.services.in_place.lines import bare, indent, is_indented_code, list_indent

_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_RAW = re.compile(r" {0,3}<(pre|script|style|textarea)(?:\s|>|$)", re.IGNORECASE)
#: Tags after which Markdown reads HTML up to a blank line, so that no code begins there.
_BLOCK_TAG = re.compile(
    r" {0,3}(?:</(?:pre|script|style|textarea)>|</?(?:address|article|aside|blockquote|body|center|details|dd|div|dl|dt|"
    r"fieldset|figure|figcaption|footer|form|h[1-6]|header|hr|html|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?:\s|/?>|$))",
    re.IGNORECASE,
)
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_HTML_HEADING = re.compile(r"\s*<h([1-6])[\s>]", re.IGNORECASE)
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"\s*$| {4}|\t| {0,3}(?:#{1,6}(?:\s|$)|>|\||<|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|```|~~~)")
_QUOTE = re.compile(r" {0,3}> ?")


class Structure:
    """Reads a document line by line and keeps in mind what the next one stands in."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._fence = self._quoted_fence = ""
        self._raw = ""
        self._is_html = False
        self.level = 0
        self.comment = -1
        self._front = _front_matter(lines)

    def is_code(self, index: int) -> bool:
        """Take the next line; tell whether it is code or raw HTML, where nothing is a marker."""
        line = bare(self._lines[index])
        if index < self._front:
            return True
        if self._raw:
            self._raw = "" if self._raw in line.lower() else self._raw
            return True
        if self.comment >= 0:
            return False
        self._is_html = bool(line.strip()) and (self._is_html or not self._fence and bool(_BLOCK_TAG.match(line)))
        if self._is_html:
            return False
        if quote := _QUOTE.match(line):
            was, self._quoted_fence = self._quoted_fence, _after(self._quoted_fence, line[quote.end() :].lstrip())
            return bool(was or self._quoted_fence)
        self._quoted_fence = ""
        was = self._fence
        if was or not is_indented_code(self._lines, index):
            # A fence in a list item is indented as the item's text is.
            inner = line.lstrip() if indent(line) < 4 + list_indent(self._lines, index) else ""
            self._fence = _after(self._fence, inner)
        elif line.strip():
            return True
        if was or self._fence:
            return True
        if raw := _RAW.match(line):
            self._raw = f"</{raw[1].lower()}>"
            self._raw = "" if self._raw in line.lower() else self._raw
            return True
        return False

    def note(self, index: int) -> None:
        """Keep in mind what a line that is no marker says: a heading, the begin or the end of a comment."""
        line = bare(self._lines[index])
        if self.comment >= 0:
            self.comment = -1 if "-->" in line else self.comment
            return
        if line.lstrip().startswith("<!--") and "-->" not in line:
            self.comment = index
            return
        if heading := _ATX.match(line):
            self.level = len(heading[1])
        elif heading := _HTML_HEADING.match(line):
            self.level = int(heading[1])
        elif (under := _UNDERLINE.match(line)) and index and not _NO_PARAGRAPH.match(self._lines[index - 1]):
            self.level = 1 if under[1].startswith("=") else 2


def _after(fence: str, line: str) -> str:
    """Return the fence that is open after a line, empty for none."""
    if fence:
        is_closed = line.startswith(fence) and not line.strip().strip(fence[0])
        return "" if is_closed else fence
    opened = _FENCE.match(line)
    return (opened[1] or opened[2]) if opened else ""


def _front_matter(lines: Sequence[str]) -> int:
    """Return how many lines of front matter a document begins with."""
    if not lines or bare(lines[0]).lstrip("\ufeff").rstrip() != "---":
        return 0
    for index, line in enumerate(lines[1:], start=1):
        if bare(line).rstrip() in ("---", "..."):
            return index + 1
    return 0
