"""BibTeX's own grammar: where braces close, where a value ends, and where an entry ends that BibTeX takes as it stands.

Braces count whether or not a backslash stands before them; quotation marks delimit only outside braces.
"""

import re
from array import array
from bisect import bisect_left

NAME = rb"[^\s\"#%'(),={}\x00-\x20]++"
TYPE = rb"[^\s\"#%'(),={}@\x00-\x20]++"
SPACE = rb"[ \t\r\n]*+"

_SHALLOW = re.compile(rb"\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+\}[^{}]*+)*+\}")
_RUN = re.compile(rb"[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+(\{++|\}++)")
_BRACE = re.compile(rb"\{++|\}++")
_MARK = re.compile(rb'[{}"]')
_WORD = re.compile(NAME)
_STRICT_WORD = re.compile(rb"[0-9]++|(?![0-9])" + NAME)
_CONCAT = re.compile(SPACE + rb"#" + SPACE)
KEY = re.compile(SPACE + rb"([^ \t\r\n,{}=]*+)" + SPACE)
_NEXT = re.compile(SPACE + rb"(?:," + SPACE + rb"(?:((?![0-9])" + NAME + rb")" + SPACE + rb"=" + SPACE + rb")?)?")


class Braces:
    """Where braces close in [start, end) of a text.

    They are counted; once that has cost more than the text is long, all are looked up in one pass, so that no text, however
    its braces stand, takes more than linear time.
    """

    __slots__ = ("_budget", "_data", "_end", "_ends", "_opens", "_start")

    def __init__(self, data: bytes, start: int = 0, end: int | None = None) -> None:
        self._data = data
        self._start = start
        self._end = len(data) if end is None else end
        self._budget = 2 * (self._end - start) + 1000
        self._opens: array[int] | None = None
        self._ends: array[int] = array("q")

    def close(self, opening: int) -> int | None:
        """Return the position after the brace that closes the one at `opening`; None when none does."""
        if self._opens is None:
            shallow = _SHALLOW.match(self._data, opening, self._end)
            if shallow is not None:
                return shallow.end()
            stop = self._counted(opening)
            self._budget -= (stop or self._end) - opening
            if self._budget < 0:
                self._opens = self._looked_up()
            return stop
        stop = self._ends[bisect_left(self._opens, opening)]
        return stop if stop > 0 else None

    def _counted(self, opening: int) -> int | None:
        data, end, depth, position = self._data, self._end, 1, opening + 1
        while (match := _RUN.match(data, position, end)) is not None:
            start, position = match.span(1)
            if data[start] == 0x7B:
                depth += position - start
            elif position - start >= depth:
                return start + depth
            else:
                depth -= position - start
        return None

    def _looked_up(self) -> "array[int]":
        opens, ends, unclosed = array("q"), self._ends, array("q")
        for match in _BRACE.finditer(self._data, self._start, self._end):
            start, stop = match.span()
            if self._data[start] == 0x7B:
                unclosed.extend(range(len(opens), len(opens) + stop - start))
                opens.extend(range(start, stop))
                ends.extend([-1] * (stop - start))
            else:
                for position in range(start, min(stop, start + len(unclosed))):
                    ends[unclosed.pop()] = position + 1
        return opens


def quoted_end(data: bytes, opening: int, end: int, braces: Braces) -> int | None:
    """Return the position after the mark that closes the one at `opening`; None when none does."""
    position = opening + 1
    while (match := _MARK.search(data, position, end)) is not None:
        if match[0] == b'"':
            return match.end()
        stop = braces.close(match.start()) if match[0] == b"{" else None
        if stop is None:
            return None
        position = stop
    return None


def part_end(data: bytes, position: int, end: int, braces: Braces, *, strict: bool = False) -> int | None:
    """Return where a value's part ends: `{...}`, `"..."`, or a word, which is a number or a macro when `strict`."""
    first = data[position : position + 1]
    if position < end and first == b"{":
        return braces.close(position)
    if position < end and first == b'"':
        return quoted_end(data, position, end, braces)
    word = (_STRICT_WORD if strict else _WORD).match(data, position, end)
    return word.end() if word else None


def value_end(data: bytes, position: int, end: int, braces: Braces, *, strict: bool = False) -> int | None:
    """Return where the value ends that begins at `position`, parts joined by `#` included; None when it does not."""
    while True:
        stop = part_end(data, position, end, braces, strict=strict)
        more = _CONCAT.match(data, stop, end) if stop is not None else None
        if more is None:
            return stop
        position = more.end()


def entry_end(data: bytes, opening: int, braces: Braces) -> int | None:
    """Return where the entry ends whose delimiter stands at `opening`, when BibTeX would take it without complaint.

    Keys with `{` or `=` are not taken, though BibTeX would: what stands there is a field, and its entry has no key.
    """
    closing = b")" if data[opening : opening + 1] == b"(" else b"}"
    key = KEY.match(data, opening + 1)
    position, end = key.end() if key else opening + 1, len(data)
    while True:
        following = _NEXT.match(data, position)
        if following is None or following[1] is None:
            position = following.end() if following else position
            return position + 1 if data[position : position + 1] == closing else None
        stop = value_end(data, following.end(), end, braces, strict=True)
        if stop is None:
            return None
        position = stop
