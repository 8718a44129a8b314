"""What an index holds of a library: written for all of it, or for what has changed."""

import hashlib
import json
import re
import sqlite3
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from unlcli.bibtex.read import Definition, Reader
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.domain.venues import VenueTable
from unlcli.store import index_places, index_scan
from unlcli.store.index import number_of
from unlcli.store.index_open import Reading, large, state_of
from unlcli.store.index_places import Stretch
from unlcli.store.index_rows import Writer
from unlcli.store.index_scan import Known, Made, Scanned

#: Is told how many entries of how many have been read.
Progress = Callable[[int, int], None]
_DIGEST = 16
#: An index is made anew when so many entries have to be read again, or it would hold so many that are gone.
_FEW, _SHARE = 1000, 0.3
_GUESSES = [
    re.compile(rb'%s[ \t]*=[ \t]*["{]*([0-9]{4})' % name) for name in (b"year", b"date", b"Year", b"YEAR", b"Date")
]


class TooMuchError(Exception):
    """So much of a library has changed that its index is better made anew."""


@dataclass(frozen=True, slots=True)
class Text:
    """A library as it was read: its bytes as UTF-8; `stamp` tells whether it is still the same.

    It is `racy` when it could change again without that being seen by its times.
    """

    data: bytes
    stamp: str
    is_utf8: bool
    is_racy: bool


class _Was(NamedTuple):
    """The entries in the stretches that changed, as they were: digests, ids, and whether they ask for macros."""

    digests: list[bytes]
    ids: "array[int]"
    asks: bytes


def fill(connection: sqlite3.Connection, text: Text, reading: Reading, progress: Progress) -> None:
    """Fill the empty tables of an index."""
    scanned = index_scan.scanned(text.data)
    connection.execute("insert into large values ('places', x'')")
    _Change(connection, text, reading, progress).apply(scanned, [], _Was([], array("q"), b""), 0)


def is_of(text: Text, old: Sequence[Stretch], same: tuple[int, int]) -> bool:
    """Tell whether a library has the stretches `old` and nothing else, of which `same` are there."""
    return same[0] == len(old) and sum(stretch.size for stretch in old) == len(text.data)


def is_up_to_date(connection: sqlite3.Connection, text: Text) -> bool:
    """Tell whether an index is of a library byte for byte."""
    old = index_places.stretches(connection)
    return is_of(text, old, index_scan.unchanged(text.data, old))


def update(connection: sqlite3.Connection, text: Text, reading: Reading, progress: Progress) -> bool:
    """Bring an index up to date; tell whether the library had changed. Raises TooMuchError, after which nothing of it counts."""
    old = index_places.stretches(connection)
    same = index_scan.unchanged(text.data, old)
    has_changed = not is_of(text, old, same)
    if has_changed:
        known = Known.unpacked(large(connection, "strings"), large(connection, "odd"))
        macros = [Definition(*macro) for macro in json.loads(large(connection, "macros"))]
        scanned = index_scan.rescanned(text.data, old, same, known, macros)
        was = _was(connection, old[scanned.before : len(old) - scanned.after])
        _Change(connection, text, reading, progress).apply(scanned, old, was, int(state_of(connection)["next"]))
    _tell(connection, {"stamp": text.stamp, "racy": text.is_racy, "utf8": text.is_utf8})
    return has_changed


def _was(connection: sqlite3.Connection, stretches: Sequence[Stretch]) -> _Was:
    digests: list[bytes] = []
    ids, asks = array("q"), b""
    for stretch in stretches:
        row = connection.execute("select digests, ids, asks from contents where id = ?", (stretch.content,)).fetchone()
        digests += [row[0][at : at + _DIGEST] for at in range(0, len(row[0]), _DIGEST)]
        ids.frombytes(row[1])
        asks += row[2]
    if not len(digests) == len(ids) == len(asks) == sum(stretch.entries for stretch in stretches):
        raise ValueError("contents are missing")
    return _Was(digests, ids, asks)


def _tell(connection: sqlite3.Connection, values: Mapping[str, object]) -> None:
    connection.executemany("insert or replace into state values (?, ?)", values.items())


class _Change:
    """One change of an index."""

    def __init__(self, connection: sqlite3.Connection, text: Text, reading: Reading, progress: Progress) -> None:
        self._connection = connection
        self._text = text
        self._reading = reading
        self._progress = progress

    def apply(self, scanned: Scanned, old: Sequence[Stretch], was: _Was, number: int) -> None:
        """Put what was scanned in the place of what was between the stretches that stay."""
        data = self._text.data
        blocks = [block for made in scanned.made for block in made.blocks]
        digests = b"".join([_digest(data, block) for block in blocks])
        kept = _matched(digests, was, scanned)
        to_read = [at for at, before in enumerate(kept) if before < 0]
        before = sum(stretch.entries for stretch in old[: scanned.before])
        after = old[len(old) - scanned.after :]
        total = before + len(blocks) + sum(stretch.entries for stretch in after)
        _weigh(len(to_read), total, number, is_new=not old)
        ids = array("q", [was.ids[at] if at >= 0 else 0 for at in kept])
        asks = bytearray(was.asks[at] if at >= 0 else 0 for at in kept)
        self._read(blocks, to_read, scanned, number, ids, asks)
        self._forget(old[scanned.before : len(old) - scanned.after], set(was.ids).difference(ids))
        made = list(self._contents(scanned.made, ids, asks, digests))
        self._write_stretches([*old[: scanned.before], *made, *after])
        self._write_places(number + len(to_read), was.ids, before, ids, after)
        strings, odd = scanned.known.packed()
        macros = json.dumps(scanned.definitions).encode()
        self._write_large({"strings": strings, "odd": odd, "macros": macros})
        _tell(self._connection, {"next": number + len(to_read), "gone": number + len(to_read) - total})

    def _read(
        self,
        blocks: Sequence[Block],
        to_read: list[int],
        scanned: Scanned,
        number: int,
        ids: "array[int]",
        asks: bytearray,
    ) -> None:
        """Read entries and write their rows; newer years first, as far as that can be told before they are read."""
        if not to_read:
            return
        data, total = self._text.data, len(to_read)
        numbers = array("q", [0]) * len(blocks)
        for rank, at in enumerate(to_read, number):
            numbers[at] = rank
        reader = Reader(data, self._reading.renamed, scanned.definitions)
        writer = Writer(self._connection, VenueTable(self._reading.venues), lambda done: self._progress(done, total))
        for at in sorted(to_read, key=lambda at: _year(data, blocks[at]), reverse=True):
            ids[at] = writer.add(reader.read(blocks[at]), numbers[at])
            asks[at] = reader.has_asked()
        writer.finish()

    def _forget(self, stretches: Sequence[Stretch], ids: set[int]) -> None:
        run = self._connection.executemany
        run("delete from contents where id = ?", [(stretch.content,) for stretch in stretches])
        run("delete from shown where id = ?", [(row,) for row in ids])
        run("delete from links where id = ?", [(row,) for row in ids])

    def _contents(self, made: Sequence[Made], ids: "array[int]", asks: bytearray, digests: bytes) -> list[Stretch]:
        """Write what the new stretches hold."""
        found = []
        (last,) = self._connection.execute("select coalesce(max(id), 0) from contents").fetchone()
        start = 0
        for content, each in enumerate(made, last + 1):
            end = start + len(each.blocks)
            own = slice(start, end)
            row = (
                content,
                "\n".join(block.key for block in each.blocks),
                array("I", [block.start - each.begin for block in each.blocks]).tobytes(),
                array("I", [block.end - each.begin for block in each.blocks]).tobytes(),
                each.first.tobytes(),
                each.last.tobytes(),
                ids[own].tobytes(),
                digests[start * _DIGEST : end * _DIGEST],
                bytes(asks[own]),
                array("I", [at for at, block in enumerate(each.blocks) if block.kind is BlockKind.BROKEN]).tobytes(),
            )
            self._connection.execute(f"insert into contents values ({','.join('?' * len(row))})", row)
            found.append(Stretch(content, len(each.blocks), each.end - each.begin, each.lines, each.digest))
            start = end
        return found

    def _write_stretches(self, stretches: Sequence[Stretch]) -> None:
        self._connection.execute("delete from stretches")
        rows = [(number, *stretch) for number, stretch in enumerate(stretches)]
        self._connection.executemany("insert into stretches values (?, ?, ?, ?, ?, ?)", rows)

    def _write_places(
        self, count: int, old: "array[int]", before: int, ids: "array[int]", after: Sequence[Stretch]
    ) -> None:
        """Write at which position each number is now."""
        places = array("i")
        places.frombytes(large(self._connection, "places"))
        places.extend([-1] * (count - len(places)))
        for row in old:
            places[number_of(row)] = -1
        for position, row in enumerate(ids, before):
            places[number_of(row)] = position
        if len(ids) != len(old):
            starts = accumulate((stretch.entries for stretch in after), initial=before + len(ids))
            for start, stretch in zip(starts, after, strict=False):
                for position, row in enumerate(self._ids(stretch), start):
                    places[number_of(row)] = position
        self._write_large({"places": places.tobytes()})

    def _ids(self, stretch: Stretch) -> "array[int]":
        found = array("q")
        found.frombytes(
            self._connection.execute("select ids from contents where id = ?", (stretch.content,)).fetchone()[0]
        )
        return found

    def _write_large(self, values: Mapping[str, bytes]) -> None:
        self._connection.executemany("insert or replace into large values (?, ?)", values.items())


def _digest(data: bytes, block: Block) -> bytes:
    return hashlib.blake2b(data[block[1] : block[2]], digest_size=_DIGEST).digest()


def _matched(digests: bytes, was: _Was, scanned: Scanned) -> list[int]:
    """Return for each entry which of those that were there it is, -1 for a new one; equal ones stay in their order."""
    there: dict[bytes, list[int]] = {}
    for at in range(len(was.digests) - 1, -1, -1):
        if not (scanned.is_redefined and was.asks[at]):
            there.setdefault(was.digests[at], []).append(at)
    each = (digests[at : at + _DIGEST] for at in range(0, len(digests), _DIGEST))
    return [found.pop() if (found := there.get(digest)) else -1 for digest in each]


def _weigh(to_read: int, total: int, number: int, *, is_new: bool) -> None:
    gone = number + to_read - total
    if not is_new and (to_read > max(_FEW, _SHARE * total) or gone > max(_FEW, _SHARE * (number + to_read))):
        raise TooMuchError


def _year(data: bytes, block: Block) -> bytes:
    """Return the year that an entry seems to have."""
    for guess in _GUESSES:
        if found := guess.search(data, block.start, block.end):
            return found[1]
    return b""
