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
_ENTRY = re.compile(rb"@[ \t]*+(" + _NAME + rb")\s*+\{\s*+([^,{}\s\"=@]*+)[ \t]*+(?:,(" + _NESTED + rb")|\s*+)\}")
_HEAD = re.compile(rb"@\s*+(" + _NAME + rb")\s*+([{(])")
_LINE_HEAD = re.compile(rb"(?:^|[\r\n])[ \t]*+(?=@\s*+" + _NAME + rb"\s*+[{(])")
_INNER_AT = re.compile(rb"[\r\n][ \t]*+@")
_MARK = re.compile(rb'[{}"()]')
_BRACE = re.compile(rb"[{}]")
_KEY = re.compile(rb"\s*+([^,{}()=\"]*?)\s*(?=[,})])")
_SPECIAL = {"string": BlockKind.STRING, "preamble": BlockKind.PREAMBLE, "comment": BlockKind.COMMENT}


def scan(data: bytes) -> list[Block]:
    """Return the blocks of a file in order. They tile it: each starts where the one before ends. Never raises."""
    blocks: list[Block] = []
    end = 0
    for block in _marked(data):
        if block.start > end:
            blocks.append(Block(BlockKind.TEXT, end, block.start))
        blocks.append(block)
        end = block.end
    if end < len(data):
        blocks.append(Block(BlockKind.TEXT, end, len(data)))
    return blocks


def _marked(data: bytes) -> Iterator[Block]:
    position = data.find(b"@")
    while position >= 0:
        block = _at(data, position)
        if block is not None:
            yield block
        position = data.find(b"@", block.end if block else position + 1)


def _at(data: bytes, position: int) -> Block | None:
    """Return the block that the `@` at a position starts, None when it starts none."""
    match = _ENTRY.match(data, position)
    if match is not None:
        kind = _text(match[1]).lower()
        if kind not in _SPECIAL and not (match[3] and _INNER_AT.search(match[3])):
            return Block(BlockKind.ENTRY, position, match.end(), kind, _text(match[2]))
    return _careful(data, position)


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
