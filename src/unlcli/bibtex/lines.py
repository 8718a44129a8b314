"""Line numbers of byte positions; `\\n`, `\\r\\n` and a lone `\\r` end a line."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from unlcli.bibtex.scan import Block

_END = re.compile(rb"\r\n|\r|\n")


def spans(data: bytes, blocks: Iterable[Block]) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of each block, which must be in order."""
    if b"\r" in data:
        number = _number(data)
        for block in blocks:
            yield number(block.start), number(block.end - 1)
        return
    line, counted, count = 1, 0, data.count
    for block in blocks:
        first = line + count(b"\n", counted, block.start)
        counted = block.end - 1
        line = first + count(b"\n", block.start, counted)
        yield first, line


def counter(data: bytes) -> Callable[[int], int]:
    """Return a function from positions, asked for in rising order, to line numbers."""
    if b"\r" in data:
        return _number(data)
    line, counted = 1, 0

    def number(position: int) -> int:
        nonlocal line, counted
        line += data.count(b"\n", counted, position)
        counted = position
        return line

    return number


def _number(data: bytes) -> Callable[[int], int]:
    starts = [match.end() for match in _END.finditer(data)]
    return lambda position: bisect_right(starts, position) + 1


def count(data: bytes) -> int:
    """Return how many lines end in some bytes."""
    return len(_END.findall(data))


def start_of(data: bytes, position: int) -> int:
    """Return where the line begins that a position stands in; looked for in growing pieces, whichever line ends there are."""
    reach = 4096
    while True:
        begin = max(0, position - reach)
        found = max(data.rfind(b"\n", begin, position), data.rfind(b"\r", begin, position))
        if found >= 0 or begin == 0:
            return found + 1
        reach *= 4


def end_of(data: bytes, position: int) -> int:
    """Return where the line ends, with its line end, that a position stands in."""
    match = _END.search(data, position)
    return match.end() if match else len(data)
