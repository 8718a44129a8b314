"""A document's lines with their ends, and Markdown's code in them; put together again, the lines are the document."""

import re
from collections.abc import Sequence

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?:.*?[^`])??\1(?!`)", re.DOTALL)
_ITEM = re.compile(r" *(?:[-*+]|\d{1,9}[.)])(?: +|\t|$)")
_CODE_INDENT = 4


def split(text: str) -> list[str]:
    """Return the lines of a text, each with its end; only carriage returns and line feeds end one, as in Markdown."""
    return _LINE.findall(text)


def bare(line: str) -> str:
    """Return a line without its end."""
    return line.rstrip("\r\n")


def end_of(line: str) -> str:
    """Return a line's end; a line feed where the document ends without one."""
    return line[len(bare(line)) :] or "\n"


def plain(text: str) -> str:
    """Return a text with line feeds alone, as a checkout on another system would have it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def indent(line: str) -> int:
    """Return the columns a line is indented by."""
    expanded = bare(line).expandtabs(_CODE_INDENT)
    return len(expanded) - len(expanded.lstrip(" "))


def list_indent(lines: Sequence[str], index: int) -> int:
    """Return where the text of the list item begins that an indented line belongs to; 0 when it belongs to none."""
    for line in reversed(lines[:index]):
        if not line.strip() or indent(line) >= indent(lines[index]):
            continue
        item = _ITEM.match(bare(line).expandtabs(_CODE_INDENT))
        if item:
            return item.end()
        if not indent(line):
            return 0
    return 0


def is_indented_code(lines: Sequence[str], index: int) -> bool:
    """Tell whether an indented line is code: four columns in, and no further line of a paragraph."""
    deep = indent(lines[index]) - list_indent(lines, index)
    if deep < _CODE_INDENT:
        return False
    above = lines[index - 1] if index else ""
    return not above.strip() or indent(above) >= indent(lines[index]) or above.lstrip().startswith(("#", "<!--"))


def is_in_code_span(lines: Sequence[str], index: int, column: int) -> bool:
    """Tell whether a place in a line is inside code between backticks, which may begin on a line above."""
    first, last = index, index
    while first and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    place = sum(len(line) for line in lines[first:index]) + column
    paragraph = "".join(lines[first : last + 1])
    return any(span.start() < place < span.end() for span in _CODE_SPAN.finditer(paragraph))
