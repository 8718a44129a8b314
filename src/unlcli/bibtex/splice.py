"""Changes to edits, and edits to new bytes: nothing outside an edit's span moves."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from unlcli.bibtex import style, write
from unlcli.bibtex.scan import Block, BlockKind, blocks_from, scan
from unlcli.domain.change import AddEntry, Change, RemoveEntry, ReplaceEntry


class Edit(NamedTuple):
    """Replace the bytes [start, end) by `text`."""

    start: int
    end: int
    text: bytes


def edits(data: bytes, blocks: Sequence[Block], entries: Sequence[Block], changes: Sequence[Change]) -> list[Edit]:
    """Return the edits that changes amount to, in file order, disjoint. `entries` are the blocks positions index."""
    found: list[Edit] = []
    by_position: dict[int, list[write.FieldEdit]] = {}
    removed: set[int] = set()
    for change in changes:
        if isinstance(change, RemoveEntry):
            removed.add(change.position)
        elif isinstance(change, ReplaceEntry):
            block = entries[change.position]
            newline = style.line_end(data[block.start : block.end])
            source = re.sub(rb"\r\n|\r|\n", newline, change.source.strip().encode())
            found.append(Edit(block.start, block.end, source))
        elif not isinstance(change, AddEntry):
            by_position.setdefault(change.position, []).append(change)
    for position, wanted in by_position.items():
        if position not in removed:
            block = entries[position]
            raw = data[block.start : block.end]
            found.append(Edit(block.start, block.end, write.edited(raw, wanted)))
    found += _removals(data, blocks, entries, removed)
    staying = [block for position, block in enumerate(entries) if position not in removed]
    found += _additions(data, blocks, staying, [c for c in changes if isinstance(c, AddEntry)])
    return sorted((e for e in found if data[e.start : e.end] != e.text), key=lambda e: (e.start, e.end))


def _removals(data: bytes, blocks: Sequence[Block], entries: Sequence[Block], removed: set[int]) -> list[Edit]:
    starts = [block.start for block in blocks]
    found: list[Edit] = []
    for position in sorted(removed):
        block = entries[position]
        index = bisect_right(starts, block.start) - 1
        start, end = block.start, block.end
        gap = blocks[index - 1] if index else None
        if gap and gap.kind is BlockKind.TEXT and index >= 2 and not data[gap.start : gap.end].strip(b" \t\r\n"):
            start = gap.start
        elif index + 1 < len(blocks) and blocks[index + 1].kind is BlockKind.TEXT:
            space = re.match(rb"[ \t\r\n]*", data[blocks[index + 1].start : blocks[index + 1].end])
            end += space.end() if space else 0
        if found and start < found[-1].end:
            start = found.pop().start
        found.append(Edit(start, end, b""))
    return found


def _additions(data: bytes, blocks: Sequence[Block], entries: Sequence[Block], added: Sequence[AddEntry]) -> list[Edit]:
    if not added:
        return []
    order = _Order([block.key for block in entries])
    at: dict[int, list[AddEntry]] = {}
    for change in added:
        at.setdefault(order.place(change.key), []).append(change)
    starts = [block.start for block in blocks]
    found = []
    for place, wanted in at.items():
        if order.is_kept:
            wanted = sorted(wanted, key=lambda change: order.form(change.key))
        found.append(_addition(data, blocks, starts, entries, place, wanted))
    return found


def _addition(
    data: bytes,
    blocks: Sequence[Block],
    starts: Sequence[int],
    entries: Sequence[Block],
    place: int,
    wanted: Sequence[AddEntry],
) -> Edit:
    """Return the insertion of entries before the entry at index `place`: after its predecessor, or at the very front."""
    near = entries[place - 1] if place else entries[0] if entries else None
    how = style.of_file(data, blocks, bisect_right(starts, near.start) - 1 if near else -1)
    texts = [write.entry(change.type, change.key, change.fields, how) for change in wanted]
    if near is None:
        return _into_entryless(data, blocks, how, texts)
    if place == 0 or near.kind is BlockKind.BROKEN:  # what follows an unclosed entry would become part of it
        start = _front(data, near.start)
        return Edit(start, start, b"".join(text + how.gap for text in texts))
    end = _line_rest(data, near.end)
    return Edit(end, end, b"".join(how.gap + text for text in texts))


def _into_entryless(data: bytes, blocks: Sequence[Block], how: style.Style, texts: Sequence[bytes]) -> Edit:
    broken = next((b for b in blocks if b.kind is BlockKind.BROKEN), None)
    if broken is not None:
        return Edit(broken.start, broken.start, b"".join(text + how.gap for text in texts))
    end = len(data)
    content = data.removeprefix(b"\xef\xbb\xbf")
    lead = b"" if not content.strip() else b"" if content.endswith((b"\n\n", b"\n\r\n", b"\r\r")) else how.newline
    if content.strip() and not content.endswith((b"\n", b"\r")):
        lead = how.newline * 2
    return Edit(end, end, lead + how.gap.join(texts) + how.newline)


def _front(data: bytes, start: int) -> int:
    """Return where to insert before the first entry: above a `% unl:` line that belongs to it."""
    match = re.search(rb"(?:^|(?<=[\r\n]))[ \t]*%[ \t]*unl:[^\r\n]*(?:\r\n|\r|\n)$", data[max(0, start - 400) : start])
    return start - len(match[0]) if match else start


def _line_rest(data: bytes, end: int) -> int:
    """Return the end of the line after an entry when more than blanks, and no other entry, stands there."""
    match = re.compile(rb"[^\r\n@]*").match(data, end)
    if match is None or not match[0].strip() or data[match.end() : match.end() + 1] == b"@":
        return end
    return match.end()


class _Order:
    """The order of a file's keys: kept exactly, kept mostly, or none."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self.form: Callable[[str], str] = str.casefold
        self.is_kept = True
        if not _is_sorted(keys, str.casefold):
            self.form = str
            self.is_kept = _is_sorted(keys, str)
        self._mostly = self.is_kept or _mostly_sorted(keys)
        self._sorted = [self.form(key) for key in keys] if self.is_kept else []
        strays = self._mostly and not self.is_kept
        self._places = sorted((key.casefold(), index) for index, key in enumerate(keys)) if strays else []

    def place(self, key: str) -> int:
        """Return the index before which an entry with this key goes."""
        if self.is_kept:
            return bisect_right(self._sorted, self.form(key))
        if not self._mostly:
            return len(self._keys)
        before = bisect_right(self._places, (key.casefold(), len(self._keys)))
        return self._places[before - 1][1] + 1 if before else 0


def _is_sorted(keys: Sequence[str], form: Callable[[str], str]) -> bool:
    return all(a <= b for a, b in pairwise(form(key) for key in keys))


def _mostly_sorted(keys: Sequence[str]) -> bool:
    """Nine of ten neighbours in order: an order somebody keeps, with a few strays. Half would be chance."""
    formed = [key.casefold() for key in keys]
    rising = sum(a <= b for a, b in pairwise(formed))
    return len(keys) >= 5 and rising >= 0.9 * (len(keys) - 1)


def apply(data: bytes, wanted: Sequence[Edit]) -> bytes:
    """Return the bytes after edits, which must be in order and disjoint."""
    parts: list[bytes] = []
    position = 0
    for edit in wanted:
        if edit.start < position:
            raise ValueError("edits overlap")
        parts += [data[position : edit.start], edit.text]
        position = edit.end
    parts.append(data[position:])
    return b"".join(parts)


class Region(NamedTuple):
    """A stretch of the file that edits touched, from block boundary to block boundary: what stood there, what stands now."""

    old: list[Block]
    new: list[Block]


def regions(data: bytes, blocks: Sequence[Block], wanted: Sequence[Edit], new: bytes) -> list[Region]:
    """Return what edits did, block by block; everything outside is the same bytes in the same blocks.

    Where no block is unclosed, what a block is depends on nothing before it; so the new text is scanned again only from the
    block before an edit to the first old boundary behind it. With an unclosed one the whole text is scanned.
    """
    if BlockKind.BROKEN in map(itemgetter(0), blocks):
        return [Region(list(blocks), scan(new))]
    starts = [block.start for block in blocks] + [len(data)]
    found: list[Region] = []
    at = last = shift = 0  # edits taken in, old blocks accounted for, how far the text has moved
    while at < len(wanted):
        first = max(last, bisect_right(starts, wanted[at].start) - 2)
        fresh: list[Block] = []
        begun, last = at, len(blocks)
        for block in blocks_from(new, starts[first] + shift):
            fresh.append(block)
            while at < len(wanted) and wanted[at].start + shift <= block.end:
                shift += len(wanted[at].text) - (wanted[at].end - wanted[at].start)
                at += 1
            end = block.end - shift
            boundary = bisect_left(starts, end)
            if at > begun and end >= wanted[at - 1].end and starts[boundary : boundary + 1] == [end]:
                last = boundary
                break
        else:
            at = len(wanted)  # the text ends here, so nothing can come behind it
        found.append(Region(list(blocks[first:last]), fresh))
    return found
