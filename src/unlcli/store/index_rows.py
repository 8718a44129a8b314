"""Rows of entries into the tables of an index, in the order that SQLite takes them fastest in."""

import sqlite3
from collections.abc import Callable
from itertools import groupby

from unlcli.domain.entry import Entry
from unlcli.domain.indexed import Indexed, indexed
from unlcli.domain.shown import BORDER, COLUMNS, Shown
from unlcli.domain.venues import VenueTable
from unlcli.store.index import make_id

_BATCH = 2000
#: So many rows that came too late for their year are kept for the end.
_LATE = 10_000
#: Columns whose words are kept for what is typed nearly right: those that hold many texts, and those that repeat few.
_VARIED = tuple(COLUMNS.index(name) for name in ("title", "alttitle", "author"))
_REPEATED = tuple(COLUMNS.index(name) for name in ("venue", "category", "keyword"))

_SHOWN = f"insert into shown values ({', '.join('?' * (1 + len(Shown._fields)))})"
_MATCHED = f"insert into matched (rowid, {', '.join(COLUMNS)}) values ({', '.join('?' * (1 + len(COLUMNS)))})"
_LINKS = "insert into links values (?, ?, ?, ?)"

Row = tuple[int, Indexed, tuple[int, str, str, str]]


class Writer:
    """Adds entries to the tables of an index.

    Full-text search takes rows many at a time as long as their ids rise; what is given nearly in that order is put in it.
    """

    def __init__(self, connection: sqlite3.Connection, venues: VenueTable, told: Callable[[int], None]) -> None:
        self._connection = connection
        self._venues = venues
        self._told = told
        self._rows: list[Row] = []
        self._late: list[Row] = []
        self._last = -1
        self._written = 0
        self._words: set[str] = set()
        self._texts: set[str] = set()

    def add(self, entry: Entry, number: int) -> int:
        """Take an entry and return its id."""
        row = indexed(entry, self._venues)
        made = make_id(row.shown.year, number)
        get = entry.fields.get
        links = (
            made,
            f"{get('url', '')} {get('alturl', '')}".lower(),
            get("code", "").lower(),
            f"{get('doi', '')} {get('eprint', '')}".lower(),
        )
        self._rows.append((made, row, links))
        if len(self._rows) >= _BATCH:
            self._write()
        return made

    def finish(self) -> None:
        """Write what is left, and the words."""
        self._write()
        self._insert(self._late)
        self._late = []
        self._write_words()

    def _take_words(self, rows: list[Row]) -> None:
        for at in _VARIED:
            self._words.update(" ".join([row.words[at] for _, row, _ in rows]).split())
        for at in _REPEATED:
            new = {row.words[at] for _, row, _ in rows} - self._texts
            self._texts |= new
            self._words.update(" ".join(new).split())

    def _write(self) -> None:
        rows = self._rows
        self._rows = []
        self._take_words(rows)
        in_time = [row for row in rows if row[0] > self._last]
        self._late += [row for row in rows if row[0] <= self._last]
        self._insert(in_time)
        if len(self._late) > _LATE:
            self._insert(self._late)
            self._late = []
        self._written += len(rows)
        self._told(self._written)

    def _insert(self, rows: list[Row]) -> None:
        if not rows:
            return
        rows.sort(key=_id)
        run = self._connection.executemany
        run(_MATCHED, [(made, *row.words) for made, row, _ in rows])
        run(_SHOWN, [(made, *row.shown) for made, row, _ in rows])
        run(_LINKS, [links for _, _, links in rows])
        self._last = rows[-1][0]

    def _write_words(self) -> None:
        """Add the words by their lengths, to those of earlier times; words of entries that are gone stay."""
        self._words.discard(BORDER.strip())
        words = sorted(self._words)
        words.sort(key=len)
        for length, some in groupby(words, key=len):
            self._connection.execute("insert into words values (?, ?)", (length, "\n".join(some)))


def _id(row: Row) -> int:
    return row[0]
