"""Bytes to blocks that tile the file: concatenated in order they are the input.

A possessive regular expression takes what is an entry at first sight; where it does not match, BibTeX's own grammar
decides, and where BibTeX would complain, braces are counted, and a line that begins like an entry ends one that is open.
`@` outside an entry starts one wherever it stands in a line.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from unlcli.bibtex import fields, grammar


class BlockKind(StrEnum):
    """What a block is. TEXT is everything BibTeX ignores; BROKEN starts like an entry and does not end like one."""

    ENTRY = "entry"
    STRING = "string"
    PREAMBLE = "preamble"
    COMMENT = "comment"
    TEXT = "text"
    BROKEN = "broken"


class Block(NamedTuple):
    """A stretch of the file, [start, end) in bytes; `type` is lower-case, `key` as written; both empty but for entries."""

    kind: BlockKind
    start: int
    end: int
    type: str = ""
    key: str = ""


_NESTED = rb"[^{}]*+"
for _ in range(5):
    _NESTED = rb"[^{}]*+(?:\{" + _NESTED + rb"\}[^{}]*+)*+"
_ENTRY = re.compile(
    rb"([^@]*+)@[ \t]*+(" + grammar.TYPE + rb")\s*+\{\s*+([^,{}\s\"=@]*+)[ \t]*+(?:," + _NESTED + rb"|\s*+)\}"
)
_HEAD = re.compile(rb"@\s*+(" + grammar.TYPE + rb")\s*+([{(])")
_LINE_HEAD = re.compile(rb"(?:^|[\r\n])[ \t]*+(?=@\s*+" + grammar.TYPE + rb"\s*+[{(])")
_INNER_AT = re.compile(rb"[\r\n][ \t]*+@")
_MARK = re.compile(rb'[{}")]')
_SPECIAL = {"string": BlockKind.STRING, "preamble": BlockKind.PREAMBLE, "comment": BlockKind.COMMENT}


def scan(data: bytes) -> list[Block]:
    """Return the blocks of a file in order. They tile it: each starts where the one before ends. Never raises."""
    return list(blocks_from(data, 0))


class Odd(NamedTuple):
    """What was made of an `@` that the expression does not take; nothing but text when it ends where it starts."""

    start: int
    end: int
    kind: BlockKind


def blocks_from(data: bytes, start: int, odd: list[Odd] | None = None) -> Iterator[Block]:
    """Yield the blocks from a position on, which must be where a block of the file starts.

    Runs of well-formed entries are taken by the expression, what lies between them with care, and told in `odd`: what is
    made of it can depend on all that follows, what the expression takes on nothing but its own bytes.
    """
    types: dict[bytes, str] = {}
    entry, text, find, take = BlockKind.ENTRY, BlockKind.TEXT, data.find, _ENTRY.match
    careful: _Careful | None = None
    told = end = start  # up to where blocks were yielded; from where on to look
    while True:
        match = take(data, end)
        if match is not None:
            at, stop = match.end(1), match.end()
            kind = types.get(match[2])
            if kind is None:
                kind = types[match[2]] = _text(match[2]).lower()
            if kind not in _SPECIAL and (find(b"@", at + 1, stop) < 0 or not _INNER_AT.search(data, at, stop)):
                if at > told:
                    yield Block(text, told, at)
                yield Block(entry, at, stop, kind, match[3].decode("utf-8", "replace"))
                told = end = stop
                continue
        at = find(b"@", end)
        if at < 0:
            break
        careful = careful or _Careful(data, at)
        block = careful.block(at)
        if odd is not None:
            odd.append(Odd(at, block.end, block.kind) if block else Odd(at, at, text))
        end = at + 1
        if block is not None:
            if at > told:
                yield Block(text, told, at)
            yield block
            told = end = block.end
    if told < len(data):
        yield Block(text, told, len(data))


def are_still(data: bytes, odd: Sequence[Odd]) -> bool:
    """Tell whether the same is made of each `@`, in rising order, in bytes that may have changed behind them."""
    careful = _Careful(data, odd[0].start) if odd else None
    for was in odd:
        if careful is None or _plain(data, was.start) is not None:
            return False
        block = careful.block(was.start)
        if (Odd(was.start, block.end, block.kind) if block else Odd(was.start, was.start, BlockKind.TEXT)) != was:
            return False
    return True


def alone(data: bytes, *, is_closed: bool) -> Block:
    """Return the block that some bytes are which hold an entry and nothing else; `is_closed` unless it lacks its end."""
    if is_closed and (found := _plain(data, 0)) and found.end == len(data):
        return found
    head = _HEAD.match(data)
    if head is None:
        return Block(BlockKind.BROKEN, 0, len(data))
    start, end = fields.key_span(data, head.start(2), len(data))
    kind = BlockKind.ENTRY if is_closed else BlockKind.BROKEN
    return Block(kind, 0, len(data), _text(head[1]).lower(), _text(data[start:end]))


def _plain(data: bytes, at: int) -> Block | None:
    """Return the entry that the expression takes at an `@`."""
    match = _ENTRY.match(data, at)
    kind = _text(match[2]).lower() if match and match.end(1) == at else ""
    if not match or not kind or kind in _SPECIAL or _INNER_AT.search(data, at, match.end()):
        return None
    return Block(BlockKind.ENTRY, at, match.end(), kind, _text(match[3]))


class _Careful:
    """The blocks of a file from `start` on that the expression does not take, asked for in rising order."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._braces = grammar.Braces(data, start)
        self._heads = _Heads(data, start)

    def block(self, position: int) -> Block | None:
        """Return the block that begins at an `@`; None when that is only text."""
        head = _HEAD.match(self._data, position)
        if head is None:
            return None
        kind, opening = _text(head[1]).lower(), head.start(2)
        special = _SPECIAL.get(kind)
        if special is BlockKind.COMMENT:
            end = self._braces.close(opening) if head[2] == b"{" else None
            return Block(special, position, end) if end else None
        end = grammar.entry_end(self._data, opening, self._braces) if special is None else None
        if end is None:
            end = self._loose_end(opening)
        if end is not None and special is not None:
            return Block(special, position, end)
        made = BlockKind.ENTRY if end is not None else BlockKind.BROKEN
        stop = end if end is not None else self._heads.after(opening + 1)
        key_start, key_end = fields.key_span(self._data, opening, stop)
        return Block(made, position, stop, kind, _text(self._data[key_start:key_end]))

    def _loose_end(self, opening: int) -> int | None:
        """Return where an entry ends that BibTeX would complain of; None when it does not end before the next one."""
        if self._data[opening : opening + 1] == b"{":
            end = self._braces.close(opening)
            if end is None or self._heads.after(opening + 1) >= end:
                return end
        end = self._walked(opening, quotes=True)
        return end if end is not None else self._walked(opening, quotes=False)

    def _walked(self, opening: int, *, quotes: bool) -> int | None:
        """Go over what stands at the entry's own level; with `quotes`, marks there hide parentheses and other entries."""
        in_parentheses = self._data[opening : opening + 1] == b"("
        in_quotes = False
        position = opening + 1
        next_head = self._heads.after(position)
        while (match := _MARK.search(self._data, position)) is not None:
            at, mark = match.start(), match[0]
            position = at + 1
            if at >= next_head:
                if not in_quotes:
                    return None
                next_head = self._heads.after(at)
            if mark == b"{":
                stop = self._braces.close(at)
                if stop is None:
                    return None
                position = stop
                if next_head < stop:
                    next_head = self._heads.after(stop)
            elif mark == b"}":
                return None if in_quotes or in_parentheses else position
            elif mark == b'"':
                in_quotes = in_quotes != quotes
            elif in_parentheses and not in_quotes:
                return position
        return None


class _Heads:
    """Where lines begin that start an entry, from `start` on; found as far as they are asked for."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._searched = start
        self._lines: array[int] = array("q")
        self._heads: array[int] = array("q")

    def after(self, position: int) -> int:
        """Return where the first such line's `@` stands whose line break is not before a position, else the file's end."""
        while not self._lines or self._lines[-1] < position:
            match = _LINE_HEAD.search(self._data, self._searched)
            self._lines.append(match.start() if match else len(self._data))
            self._heads.append(match.end() if match else len(self._data))
            self._searched = self._heads[-1] + 1
        return self._heads[bisect_left(self._lines, position)]


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
