"""Bytes to blocks that tile the file: concatenated in order they are the input.

A possessive regular expression takes well-formed entries; where it does not match, a brace counter decides, by BibTeX's
own rules: braces count whether or not a backslash stands before them, a quotation mark delimits only at the entry's own
level, `@` outside an entry starts one wherever it stands in a line.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


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


_NAME = rb"[^\s\"#%'(),={}@\x00-\x20]++"
_NESTED = rb"[^{}]*+"
for _ in range(5):
    _NESTED = rb"[^{}]*+(?:\{" + _NESTED + rb"\}[^{}]*+)*+"
_ENTRY = re.compile(rb"([^@]*+)@[ \t]*+(" + _NAME + rb")\s*+\{\s*+([^,{}\s\"=@]*+)[ \t]*+(?:," + _NESTED + rb"|\s*+)\}")
_HEAD = re.compile(rb"@\s*+(" + _NAME + rb")\s*+([{(])")
_LINE_HEAD = re.compile(rb"(?:^|[\r\n])[ \t]*+(?=@\s*+" + _NAME + rb"\s*+[{(])")
_INNER_AT = re.compile(rb"[\r\n][ \t]*+@")
_MARK = re.compile(rb'[{}"()]')
_BRACE = re.compile(rb"[{}]")
_KEY = re.compile(rb"\s*+([^,{}()=\"]*?)\s*(?=[,})])")
_SPECIAL = {"string": BlockKind.STRING, "preamble": BlockKind.PREAMBLE, "comment": BlockKind.COMMENT}


def scan(data: bytes) -> list[Block]:
    """Return the blocks of a file in order. They tile it: each starts where the one before ends. Never raises."""
    return list(blocks_from(data, 0))


def blocks_from(data: bytes, start: int) -> Iterator[Block]:
    """Yield the blocks from a position on, which must be where a block of the file starts."""
    end = start
    for block in _marked(data, start):
        if block.start > end:
            yield Block(BlockKind.TEXT, end, block.start)
        yield block
        end = block.end
    if end < len(data):
        yield Block(BlockKind.TEXT, end, len(data))


def _marked(data: bytes, start: int) -> Iterator[Block]:
    """Yield all blocks but text: runs of well-formed entries by the expression, what lies between them with care."""
    types: dict[bytes, str] = {}
    entry, find, take = BlockKind.ENTRY, data.find, _ENTRY.match
    end = start
    while True:
        match = take(data, end)
        if match is not None:
            at, stop = match.end(1), match.end()
            kind = types.get(match[2])
            if kind is None:
                kind = types[match[2]] = _text(match[2]).lower()
            if kind not in _SPECIAL and (find(b"@", at + 1, stop) < 0 or not _INNER_AT.search(data, at, stop)):
                yield Block(entry, at, stop, kind, match[3].decode("utf-8", "replace"))
                end = stop
                continue
        at = find(b"@", end)
        if at < 0:
            return
        block = _careful(data, at)
        if block is not None:
            yield block
        end = block.end if block else at + 1


def _careful(data: bytes, position: int) -> Block | None:
    head = _HEAD.match(data, position)
    if head is None:
        return None
    kind = _text(head[1]).lower()
    special = _SPECIAL.get(kind)
    if special is BlockKind.COMMENT:
        end = _balanced(data, head.end() - 1)
        return Block(special, position, end) if end else None
    end = _end(data, head.end() - 1)
    if end is None:
        return Block(BlockKind.BROKEN, position, _next_head(data, head.end()), kind, _key(data, head.end()))
    if special is not None:
        return Block(special, position, end)
    return Block(BlockKind.ENTRY, position, end, kind, _key(data, head.end()))


def _key(data: bytes, position: int) -> str:
    match = _KEY.match(data, position)
    return _text(match[1]) if match and b"\n" not in match[1] and b"\r" not in match[1] else ""


def _end(data: bytes, opening: int) -> int | None:
    """Return where the entry whose delimiter stands at `opening` ends; None when it does not end before the next one."""
    strict = _walk(data, opening, quotes=True)
    return strict if strict is not None else _walk(data, opening, quotes=False)


def _walk(data: bytes, opening: int, *, quotes: bool) -> int | None:
    """Count braces from a delimiter on; with `quotes`, marks at the entry's level hide parentheses and other entries."""
    in_parentheses = data[opening : opening + 1] == b"("
    depth = 0 if in_parentheses else 1
    level = depth
    in_quotes = False
    position = opening + 1
    boundary = _next_head(data, position)
    for match in _MARK.finditer(data, position):
        at, mark = match.start(), match[0]
        if at >= boundary:
            if depth == level and not in_quotes:
                return None
            boundary = _next_head(data, at)
        if mark == b"{":
            depth += 1
        elif mark == b"}":
            depth -= 1
            if depth == 0 and not in_parentheses:
                return None if in_quotes else at + 1
            if depth < 0:
                return None
        elif mark == b'"':
            in_quotes = in_quotes != (quotes and depth == level)
        elif mark == b")" and in_parentheses and depth == 0 and not in_quotes:
            return at + 1
    return None


def _balanced(data: bytes, opening: int) -> int | None:
    if data[opening : opening + 1] == b"(":
        return None
    depth = 0
    for match in _BRACE.finditer(data, opening):
        depth += 1 if match[0] == b"{" else -1
        if depth == 0:
            return match.end()
    return None


def _next_head(data: bytes, position: int) -> int:
    """Return where the next line begins that starts an entry, else the file's end."""
    match = _LINE_HEAD.search(data, position)
    return match.end() if match else len(data)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
