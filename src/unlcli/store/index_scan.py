"""A library's bytes to the stretches that its index keeps; of a changed library, only what lies around the change."""

import hashlib
import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import ceil

from unlcli.bibtex import lines, read, scan
from unlcli.bibtex.read import Definition
from unlcli.bibtex.scan import Block, BlockKind, Odd
from unlcli.store.index_places import Stretch

_ENTRIES = 1024
#: With more that is odd in a file, all of it is looked at again.
_ODD = 200


@dataclass(frozen=True, slots=True)
class Made:
    """A stretch that was scanned: its bytes [begin, end), its entries, how many lines end in it."""

    begin: int
    end: int
    blocks: Sequence[Block]
    lines: int
    digest: bytes
    first: "array[int]"
    last: "array[int]"


@dataclass(frozen=True, slots=True)
class Known:
    """What an index keeps of a whole file beside its entries: macro definitions, and what is odd in it, None when too much is."""

    strings: list[tuple[int, int]] = field(default_factory=list)
    odd: list[Odd] | None = None

    def packed(self) -> tuple[bytes, bytes]:
        """Return both as bytes."""
        return json.dumps(self.strings).encode(), json.dumps(self.odd).encode()

    @classmethod
    def unpacked(cls, strings: bytes, odd: bytes) -> "Known":
        """Return what was packed."""
        found = json.loads(odd)
        spans = [(start, end) for start, end in json.loads(strings)]
        return cls(spans, None if found is None else [Odd(a, b, BlockKind(kind)) for a, b, kind in found])


@dataclass(frozen=True, slots=True)
class Scanned:
    """A library scanned: how many stretches stay as they were at its beginning and end, and what is between."""

    before: int
    after: int
    made: list[Made]
    known: Known
    definitions: list[Definition]
    #: Whether a macro may have another value than before for an entry between.
    is_redefined: bool


def scanned(data: bytes) -> Scanned:
    """Scan all of a library."""
    return rescanned(data, (), (0, 0), Known(odd=[]), ())


def unchanged(data: bytes, old: Sequence[Stretch]) -> tuple[int, int]:
    """Return how many stretches of a library are at its beginning as they were, and how many more at its end."""
    before = position = 0
    while before < len(old) and _is(data, position, old[before]):
        position += old[before].size
        before += 1
    after, end = 0, len(data)
    while after < len(old) - before and end - old[-1 - after].size >= position:
        if not _is(data, end - old[-1 - after].size, old[-1 - after]):
            break
        end -= old[-1 - after].size
        after += 1
    return before, after


def _is(data: bytes, start: int, stretch: Stretch) -> bool:
    end = start + stretch.size
    return end <= len(data) and _digest(data, start, end) == stretch.digest


def _digest(data: bytes, start: int, end: int) -> bytes:
    return hashlib.sha256(memoryview(data)[start:end]).digest()


def rescanned(
    data: bytes, old: Sequence[Stretch], same: tuple[int, int], known: Known, macros: Sequence[Definition]
) -> Scanned:
    """Scan what has changed of a library that had the stretches `old`, of which the `same` are there as they were.

    `known` and `macros` are what was found then.

    What follows a well-formed entry is scanned the same whatever stands before it, and such an entry is scanned the same
    whatever follows it. What is odd can depend on what follows, and is looked at again.
    """
    before, after = same
    before = min(before, max(0, len(old) - 1))  # where the last one ends is no end of an entry
    sizes = [0, *accumulate(stretch.size for stretch in old)]
    while before and _parts_line_end(data, sizes[before]):
        before -= 1
    odd = None if known.odd is None else [each for each in known.odd if each.start < sizes[before]]
    if odd is None or not scan.are_still(data, odd):
        before, odd = 0, [] if known.odd is not None else None
    return _between(data, (before, after), sizes, Known(known.strings, odd), known, macros)


def _between(
    data: bytes, same: tuple[int, int], sizes: list[int], kept: Known, known: Known, macros: Sequence[Definition]
) -> Scanned:
    before, after = same
    begin, old_end = sizes[before], sizes[len(sizes) - 1 - after]
    shift = len(data) - sizes[-1]
    if after and _parts_line_end(data, old_end + shift):
        return _between(data, (before, after - 1), sizes, kept, known, macros)
    seen: list[Odd] = []
    blocks, is_met = _until(scan.blocks_from(data, begin, seen), old_end + shift if after else len(data))
    if not is_met:
        return _between(data, (before, 0), sizes, kept, known, macros)
    end = old_end + shift
    strings = [span for span in kept.strings if span[0] < begin]
    strings += [
        (block.start, block.end) for block in blocks if block.kind is BlockKind.STRING or block.type == "string"
    ]
    definitions = _definitions(data, strings)
    earlier = [macro[:2] for macro in macros if macro.start < old_end]
    is_redefined = [macro[:2] for macro in definitions] != earlier or any(
        begin <= macro.start < old_end for macro in macros
    )
    if after and [macro[:2] for macro in definitions] != earlier:
        return _between(data, (before, 0), sizes, kept, known, macros)
    strings += [(start + shift, stop + shift) for start, stop in known.strings if start >= old_end]
    odd = None
    if kept.odd is not None and known.odd is not None:
        odd = kept.odd + [each for each in seen if each.start < end]
        odd += [Odd(each.start + shift, each.end + shift, each.kind) for each in known.odd if each.start >= old_end]
        odd = odd if len(odd) <= _ODD else None
    made = list(_stretches(data, read.entry_blocks(data, blocks), begin, end))
    if after:
        definitions = _definitions(data, strings)
    return Scanned(before, after, made, Known(strings, odd), definitions, is_redefined)


def _parts_line_end(data: bytes, position: int) -> bool:
    """Tell whether a position is within `\\r\\n`, which is one line end and would be counted as two."""
    return data[max(0, position - 1) : position + 1] == b"\r\n"


def _definitions(data: bytes, strings: Sequence[tuple[int, int]]) -> list[Definition]:
    return read.definitions(data, [Block(BlockKind.STRING, *span) for span in strings])


def _until(blocks: Iterator[Block], end: int) -> tuple[list[Block], bool]:
    """Return the blocks before a position but text, and whether what follows it is scanned as if the file began there."""
    found: list[Block] = []
    text = BlockKind.TEXT
    for block in blocks:
        if block[2] > end:
            return found, block[0] is text
        if block[0] is not text:
            found.append(block)
        if block[2] == end:
            break
    return found, True


def _stretches(data: bytes, blocks: Sequence[Block], begin: int, end: int) -> Iterator[Made]:
    # all of a size: were one full and one small, each entry that comes into the full one would make another small one
    size = ceil(len(blocks) / ceil(len(blocks) / _ENTRIES)) if blocks else 1
    for first in range(0, max(1, len(blocks)), size):
        some = blocks[first : first + size]
        stop = some[-1].end if first + size < len(blocks) else end
        if stop > begin or not first:
            yield _made(data, some, begin, stop)
        begin = stop


def _made(data: bytes, blocks: Sequence[Block], begin: int, end: int) -> Made:
    number = lines.counter(data[begin:end])
    first, last = array("I"), array("I")
    for block in blocks:
        first.append(number(block[1] - begin) - 1)
        last.append(number(block[2] - 1 - begin) - 1)
    return Made(begin, end, blocks, number(end - begin) - 1, _digest(data, begin, end), first, last)
