"""The search index of a library, open for reading: SQLite FTS5 over the rows of `domain/indexed.py`."""

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from unlcli.domain.shown import Shown

if TYPE_CHECKING:
    from unlcli.domain.entry import Entry

P = ParamSpec("P")
R = TypeVar("R")

#: An id holds the year, so that the order of ids is newest first; the lower half is the entry's number.
YEAR_SHIFT = 32
_NUMBER = (1 << YEAR_SHIFT) - 1
_LAST_YEAR = 9999
#: How many variables a statement is given at most.
_SOME = 500
_FLAGS = frozenset(at for at, kind in enumerate(Shown.__annotations__.values()) if kind is bool)
_LINKS = ("url", "code", "doi")
#: The columns whose words `Index.words` returns.
_SPELT = "{title alttitle author forms venue category keyword}"


class IndexBrokenError(Exception):
    """An index cannot answer after all: its file is damaged, or the library was changed since. One made anew can."""


#: What SQLite says of a damaged file: CORRUPT, NOTADB.
_DAMAGE = (11, 26)


#: What comes of values that a damaged file has where others belong.
_NONSENSE = (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError)


class DamageError(Exception):
    """What an index holds does not fit together."""


class Library(Protocol):
    """What an index knows of its library by position."""

    def ids(self) -> Sequence[int]:
        """Return the ids of all entries in file order."""

    def line(self, position: int) -> int:
        """Return the line an entry begins in."""

    def source(self, position: int) -> str:
        """Return an entry's text."""

    def entries(self, positions: Sequence[int]) -> "list[Entry]":
        """Return entries."""

    def keys(self, prefix: str) -> list[str]:
        """Return the citation keys that begin with a text."""

    def unclosed(self) -> int:
        """Return how many entries lack their end."""


def make_id(year: str, number: int) -> int:
    """Return the id of the entry that came `number`-th into an index; newer years sort first, no year last."""
    return (_LAST_YEAR - (int(year) if year.isdecimal() else 0)) << YEAR_SHIFT | number


def number_of(row: int) -> int:
    """Return the number that an id holds."""
    return row & _NUMBER


class Index:
    """One state of a library's index.

    `places` holds for each number the entry's position in the library, -1 when it is gone; `gone` counts these. Every method
    raises IndexBrokenError where the index's own `file` turns out to be damaged, and sees to it that nobody trusts it again.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        places: "array[int]",
        gone: int = 0,
        library: Library | None = None,
        file: str = "",
    ) -> None:
        self._file = file
        self._connection = connection
        self._places = places
        self._gone = gone
        self._library = library

    def __len__(self) -> int:
        return len(self._places) - self._gone

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Close the index afterwards. What fails over a file that holds nonsense raises IndexBrokenError."""
        try:
            with closing(self._connection):
                yield
        except _NONSENSE as error:
            if self._file:
                raise self._broken(error) from error
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The database, for those who bring it up to date."""
        return self._connection

    def copied(self) -> sqlite3.Connection:
        """Return a copy of the database in memory, which can be changed."""
        copy = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.backup(copy)
        return copy

    def position(self, row: int) -> int:
        """Return an entry's position in its library, -1 when it is no longer there."""
        try:
            return self._places[row & _NUMBER]
        except IndexError as error:
            raise self._broken(error) from error

    def count(self, match: str) -> int:
        """Return how many entries an FTS5 expression matches."""
        if self._gone:
            return sum(1 for _ in self._matched(match))
        rows = self._rows("select count(*) from matched where matched match ?", (match,))
        return int(next(rows)[0])

    def stream(self, match: str) -> Iterator[int]:
        """Yield the ids that an FTS5 expression matches: newest year first, within a year in file order."""
        for _, year in groupby(self._matched(match), key=_year):
            yield from sorted(year, key=self.position)

    def newest(self, match: str, enough: int) -> list[int]:
        """Return the first ids of `stream`: at least `enough`, in whole years."""
        found: list[int] = []
        for _, year in groupby(self._matched(match), key=_year):
            if len(found) >= enough:
                break
            found += sorted(year, key=self.position)
        return found

    def shown(self, ids: Sequence[int]) -> list[Shown]:
        """Return what is shown of entries, in the order of the ids."""
        found: dict[int, Shown] = {}
        for start in range(0, len(ids), _SOME):
            some = tuple(ids[start : start + _SOME])
            marks = ",".join("?" * len(some))
            for row in self._rows(f"select * from shown where id in ({marks})", some):
                values = [bool(value) if at in _FLAGS else value for at, value in enumerate(row[1:])]
                found[row[0]] = Shown._make(values)
        try:
            return [found[row] for row in ids]
        except KeyError as error:
            raise self._broken(error) from error

    def tallies(self) -> Iterator[tuple[str, str, str, bool, bool]]:
        """Yield year, series, category, whether there is code and whether it is a preprint, of all entries."""
        for *texts, has_code, is_preprint in self._rows(
            "select year, series, category, code <> '', is_preprint from shown order by id", ()
        ):
            yield *texts, bool(has_code), bool(is_preprint)

    def containing(self, column: str, part: str) -> list[int]:
        """Return the ids of entries whose links (`url`, `code`) or DOI and eprint (`doi`) hold a text, case aside.

        No column stands for all of them.
        """
        names = (_LINKS[_LINKS.index(column)],) if column else _LINKS
        held = " or ".join(f"instr({name}, ?1)" for name in names)
        rows = self._rows(f"select id from links where {held} order by id", (part.lower(),))
        there = (row for (row,) in rows if not self._gone or self.position(row) >= 0)
        return [row for _, year in groupby(there, key=_year) for row in sorted(year, key=self.position)]

    def lists_of_words(self, length: int) -> list[str]:
        """Return the words of one length in titles, authors, venues, categories and keywords: one a line, each text in order.

        Words of entries that are gone may be among them (`in_use`), and one word in several texts.
        """
        return [words for (words,) in self._rows("select words from words where length = ?", (length,))]

    def in_use(self, words: Iterable[str]) -> Iterator[str]:
        """Yield those of the `words` that an entry has now: words of entries that are gone stay among them."""
        for word in words:
            quoted = word.replace('"', '""')
            if not self._gone or next(self._matched(f'{_SPELT} : "{quoted}"'), None) is not None:
                yield word

    def in_file_order(self) -> Sequence[int]:
        """Return the ids of all entries by their position in the library."""
        return self._read(self._own.ids)

    def keys(self, prefix: str = "") -> list[str]:
        """Return the citation keys that begin with a text, in file order, each once."""
        return self._read(self._own.keys, prefix)

    def unclosed(self) -> int:
        """Return how many entries lack their end, so that what follows may be taken for a part of them."""
        return self._read(self._own.unclosed)

    def line(self, position: int) -> int:
        """Return the line of the library in which an entry begins."""
        return self._read(self._own.line, position)

    def source(self, position: int) -> str:
        """Return an entry's text as it stands in the library."""
        return self._read(self._own.source, position)

    def entries(self, positions: Sequence[int]) -> "list[Entry]":
        """Return entries, in the order of the positions, as a reader of the whole library sees them."""
        return self._read(self._own.entries, positions)

    @property
    def _own(self) -> Library:
        if self._library is None:
            raise IndexBrokenError("nothing is known of the library")
        return self._library

    def _matched(self, match: str) -> Iterator[int]:
        """Yield the ids of entries that an expression matches and that are there, in rising order."""
        rows = self._rows("select rowid from matched where matched match ? order by rowid", (match,))
        if not self._gone:
            return (row for (row,) in rows)
        return (row for (row,) in rows if self.position(row) >= 0)

    def _rows(self, statement: str, values: tuple[object, ...]) -> Iterator[Any]:
        try:
            yield from self._connection.execute(statement, values)
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from error

    def _read(self, read: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """Call what reads from the index's file; damage that is found there becomes IndexBrokenError."""
        try:
            return read(*arguments, **named)
        except (sqlite3.DatabaseError, DamageError) as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> IndexBrokenError:
        """Return the error to raise; a damaged file loses its seal, which is its time of change."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if self._file and (code in _DAMAGE or not isinstance(error, sqlite3.Error)):
            with suppress(OSError):
                os.utime(self._file)
        return IndexBrokenError(str(error))


def _year(row: int) -> int:
    return row >> YEAR_SHIFT
