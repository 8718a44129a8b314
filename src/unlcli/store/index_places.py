"""Where the entries of an indexed library stand in it, kept in stretches so that a change to one leaves the others."""

import os
import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol

from unlcli.store import late
from unlcli.store.index import DamageError, IndexBrokenError

if TYPE_CHECKING:
    from unlcli.domain.entry import Entry
    from unlcli.domain.library import Entries

#: A stretch of the library ends where its last entry does; what it holds of them is counted from its own beginning.
SCHEMA = """
create table stretches (number integer primary key, content int, entries int, size int, lines int, digest blob);
create table contents (
    id integer primary key, keys text, starts blob, ends blob, first blob, last blob, ids blob, digests blob, asks blob,
    broken blob
);
"""


class Bytes(Protocol):
    """Where the text of a library comes from."""

    def slices(self, spans: Sequence[tuple[int, int]]) -> list[bytes]:
        """Return stretches of the library as UTF-8."""


class Held:
    """A library's bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def slices(self, spans: Sequence[tuple[int, int]]) -> list[bytes]:
        """Return stretches of the library as UTF-8."""
        return [self._data[start:end] for start, end in spans]


class OnDisk:
    """A library on disk as it was when its index was found to be of it."""

    def __init__(self, path: str, stamp: str, encoding: str, *, is_utf8: bool) -> None:
        self._path, self._stamp, self._encoding, self._is_utf8 = path, stamp, encoding, is_utf8

    def slices(self, spans: Sequence[tuple[int, int]]) -> list[bytes]:
        """Return stretches of the library as UTF-8. Raises IndexBrokenError when it is no longer what it was."""
        try:
            with open(self._path, "rb") as file:  # noqa: PTH123
                self._compare(file.fileno())
                if self._is_utf8:
                    found = [_slice(file, *span) for span in spans]
                else:
                    found = Held(self._converted(file.read())).slices(spans)
                self._compare(file.fileno())
        except OSError as error:
            raise IndexBrokenError(str(error)) from error
        return found

    def _compare(self, file: int) -> None:
        if stamp_of(os.fstat(file)) != self._stamp:
            raise IndexBrokenError("the library was changed")

    def _converted(self, stored: bytes) -> bytes:
        data: bytes = late.load("bibfile").BibFile.of(self._path, stored, named=self._encoding).data
        return data


def _slice(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return file.read(end - start)


def stamp_of(found: os.stat_result) -> str:
    """Return what changes when a file does; on Windows `st_ctime_ns` says when it was made."""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_dev}"


class Stretch(NamedTuple):
    """A stretch of the library as an index keeps it: how many entries, bytes and line ends it has."""

    content: int
    entries: int
    size: int
    lines: int
    digest: bytes


def stretches(connection: sqlite3.Connection) -> list[Stretch]:
    """Return the stretches of an index in file order."""
    rows = connection.execute("select content, entries, size, lines, digest from stretches order by number")
    return [Stretch(*row) for row in rows]


class Place(NamedTuple):
    """Where an entry stands, in bytes and lines; `is_closed` unless it lacks its end."""

    position: int
    start: int
    end: int
    line: int
    end_line: int
    is_closed: bool


class Places:
    """The entries of an indexed library by position."""

    def __init__(
        self, connection: sqlite3.Connection, text: Bytes, renamed: Mapping[str, str], macros: Callable[[], bytes]
    ) -> None:
        self._connection = connection
        self._text = text
        self._renamed = renamed
        self._macros = macros
        self._stretches = stretches(connection)
        self._positions = [0, *accumulate(stretch.entries for stretch in self._stretches)]
        self._bytes = [0, *accumulate(stretch.size for stretch in self._stretches)]
        self._lines = list(accumulate((stretch.lines for stretch in self._stretches), initial=1))
        self._read: dict[int, tuple[array[int], ...]] = {}

    def ids(self) -> Sequence[int]:
        """Return the ids of all entries in file order."""
        found = array("q")
        for stretch in self._stretches:
            found.extend(self._array(stretch.content, "q", "ids"))
        return found

    def keys(self, prefix: str) -> list[str]:
        """Return the citation keys that begin with a text."""
        found: dict[str, None] = {}
        for stretch in self._stretches:
            if stretch.entries:
                (keys,) = self._content(stretch.content, "keys")
                found.update(dict.fromkeys(key for key in keys.split("\n") if key.startswith(prefix)))
        return list(found)

    def unclosed(self) -> int:
        """Return how many entries lack their end; the length of a value is told without reading it."""
        row = self._connection.execute("select coalesce(sum(length(broken)), 0) from contents").fetchone()
        return int(row[0]) // array("I").itemsize

    def line(self, position: int) -> int:
        """Return the line an entry begins in."""
        return self.place(position).line

    def source(self, position: int) -> str:
        """Return an entry's text."""
        place = self.place(position)
        return self._text.slices([(place.start, place.end)])[0].decode("utf-8", "replace")

    def entries(self, positions: Sequence[int]) -> "list[Entry]":
        """Return entries, each read from its own bytes."""
        found = [self.place(position) for position in positions]
        texts = self._text.slices([(place.start, place.end) for place in found])
        entries: list[Entry] = late.load("entries").entries(found, texts, self._renamed, self._macros())
        return entries

    def place(self, position: int) -> Place:
        """Return where an entry stands."""
        if not 0 <= position < self._positions[-1]:
            raise DamageError(f"no entry {position}")
        at = bisect_right(self._positions, position) - 1
        content = self._stretches[at].content
        if content not in self._read:
            spans = [self._array(content, "I", name) for name in ("starts", "ends", "first", "last", "broken")]
            self._read[content] = tuple(spans)
        own = position - self._positions[at]
        starts, ends, first, last, broken = self._read[content]
        base, line = self._bytes[at], self._lines[at]
        return Place(
            position, base + starts[own], base + ends[own], line + first[own], line + last[own], own not in broken
        )

    def _array(self, content: int, code: str, column: str) -> "array[int]":
        found = array(code)
        try:
            found.frombytes(self._content(content, column)[0])
        except (ValueError, TypeError) as error:
            raise DamageError(str(error)) from error
        return found

    def _content(self, content: int, column: str) -> tuple[Any]:
        statement = f"select {column} from contents where id = ?"
        row: tuple[Any] | None = self._connection.execute(statement, (content,)).fetchone()
        if row is None:
            raise DamageError(f"no content {content}")
        return row


class Listed:
    """Entries that were read already, for an index that is of no file."""

    def __init__(self, entries: "Entries", ids: Sequence[int], source: Callable[[int], str] | None) -> None:
        self._entries, self._ids, self._source = entries, ids, source

    def ids(self) -> Sequence[int]:
        """Return the ids of all entries in order."""
        return self._ids

    def keys(self, prefix: str) -> list[str]:
        """Return the citation keys that begin with a text."""
        return list(dict.fromkeys(entry.key for entry in self._entries if entry.key.startswith(prefix)))

    def unclosed(self) -> int:
        """Return how many entries lack their end."""
        return sum(bool(entry.problem) for entry in self._entries)

    def line(self, position: int) -> int:
        """Return the line an entry begins in."""
        return self._entries.entries[position].line

    def source(self, position: int) -> str:
        """Return an entry's text, empty when nobody knows it."""
        return self._source(position) if self._source else ""

    def entries(self, positions: Sequence[int]) -> "list[Entry]":
        """Return entries."""
        return [self._entries.entries[position] for position in positions]
