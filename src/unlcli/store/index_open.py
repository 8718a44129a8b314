"""An index file to an Index that can be trusted, or to none: of this library, this version, these settings, and whole."""

import os
import sqlite3
import stat
import sys
import time
from array import array
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from unlcli import __version__
from unlcli.domain.shown import COLUMNS, Shown
from unlcli.store import index_places, paths
from unlcli.store.index import Index
from unlcli.store.index_places import Bytes, OnDisk, Places

_SCHEMA = 6
#: What of a program decides whether another one can use its indexes.
_MADE_BY = (_SCHEMA, __version__, sys.byteorder)
#: How long another process is given to end its work on an index, in seconds; how often it is looked again, how many times.
PATIENCE = 2.0
PAUSE, LOOKS = 0.02, 15

TABLES = f"""
create table state (name text primary key, value);
create table large (name text primary key, value blob);
create table shown (id integer primary key, {", ".join(Shown._fields)});
create table links (id integer primary key, url text, code text, doi text);
create table words (length int, words text);
create virtual table matched using fts5({", ".join(COLUMNS)}, content='', columnsize=0, tokenize='ascii');
{index_places.SCHEMA}
"""


class Reading(NamedTuple):
    """How a library is read: its own names of fields, its own venues, the encoding that is named."""

    renamed: Mapping[str, str]
    venues: Mapping[str, tuple[str, ...]]
    encoding: str = ""

    def print(self) -> str:
        """Return a text that differs where entries would be read differently."""
        venues = sorted((name, *spellings) for name, spellings in self.venues.items())
        return repr((*_MADE_BY, sorted(self.renamed.items()), venues, self.encoding))


def open_fresh(library: Path, reading: Reading, cache: Path) -> Index | None:
    """Return the index of a library if there is one and the library is, by its size and times, what was indexed.

    Nothing that is wrong with an index raises; it is looked after by `index_update.refreshed`.
    """
    try:
        stamp = index_places.stamp_of(os.stat(library))  # noqa: PTH116
    except (OSError, ValueError):
        return None
    found = opened(library, reading, cache, stamp=stamp)
    return None if found is None else found[0]


def opened(
    library: Path, reading: Reading, cache: Path, text: Bytes | None = None, stamp: str = ""
) -> tuple[Index, dict[str, Any]] | None:
    """Return a whole index of a library and what it says of itself, be it up to date or not.

    `text` is the library where that was read already; one with another `stamp` is not wanted.
    """
    file = str(paths.index_file(library, cache))
    for _ in range(LOOKS):
        connection = None
        with suppress(sqlite3.Error, OSError, ValueError, LookupError, TypeError, MemoryError):
            if not stat.S_ISREG(os.stat(file).st_mode):  # noqa: PTH116
                return None
            connection = connected(Path(file))
            connection.execute("begin")
            state = state_of(connection)
            if not is_of(state, library, reading) or stamp and (state["stamp"] != stamp or state["racy"]):
                connection.close()
                return None
            if is_sealed(file, state):
                text = text or OnDisk(str(library), state["stamp"], reading.encoding, is_utf8=bool(state["utf8"]))
                return of(connection, state, text, reading, file), state
            connection.close()
            time.sleep(PAUSE)
            continue
        if connection is not None:
            connection.close()
        return None
    return None


def connected(file: Path) -> sqlite3.Connection:
    """Open an index file for reading."""
    return sqlite3.connect(_uri(str(file)), uri=True, timeout=PATIENCE, isolation_level=None)


def of(connection: sqlite3.Connection, state: dict[str, Any], text: Bytes, reading: Reading, file: str = "") -> Index:
    """Return the index that a connection holds, to a `file` or to memory."""
    places = array("i")
    places.frombytes(large(connection, "places"))
    if len(places) != state["next"]:
        raise ValueError("places are missing")
    found = Places(connection, text, reading.renamed, lambda: large(connection, "macros"))
    return Index(connection, places, state["gone"], found, file)


def state_of(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return what an index says of itself."""
    return dict(connection.execute("select name, value from state"))


def large(connection: sqlite3.Connection, name: str) -> bytes:
    """Return one of the larger things that an index says of itself."""
    value = connection.execute("select value from large where name = ?", (name,)).fetchone()[0]
    return bytes(value)


def is_of(state: Mapping[str, Any], library: Path, reading: Reading) -> bool:
    """Tell whether an index is of a library as it is read now, and by this version."""
    return state["reading"] == reading.print() and bool(state["library"] == name_of(library))


def is_of_this_version(state: Mapping[str, Any]) -> bool:
    """Tell whether an index was made by this version, for whatever library and settings."""
    return str(state["reading"]).startswith(repr(_MADE_BY)[:-1] + ",")


def name_of(library: Path) -> bytes:
    """Return a library's real path as an index has it."""
    return str(paths.real(library)).encode("utf-8", "surrogatepass")


def is_sealed(file: str, state: Mapping[str, Any]) -> bool:
    """Tell whether nobody wrote to an index since it was finished: not another program, nor one that was killed meanwhile."""
    return bool(os.stat(file).st_mtime_ns == state["seal"])  # noqa: PTH116


_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:")


def _uri(file: str) -> str:
    """Return the address under which SQLite opens a file for reading, and makes none where there is none."""
    path = os.path.abspath(file).replace(os.sep, "/")  # noqa: PTH100
    path = path if path.startswith("/") else f"/{path}"
    return "file://" + "".join(chr(c) if c in _PLAIN else f"%{c:02X}" for c in os.fsencode(path)) + "?mode=ro"
