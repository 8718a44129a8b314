"""An index made, or brought up to date with its library: what has changed is read again, and nothing else."""

import sqlite3
from array import array
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.store import files, index_content, index_file, index_files, index_open, index_places, paths
from unlcli.store.bibfile import BibFile
from unlcli.store.index import Index
from unlcli.store.index_content import Progress, Text, TooMuchError
from unlcli.store.index_open import TABLES, Reading
from unlcli.store.index_places import Held, Listed
from unlcli.store.index_rows import Writer

_TRIES = 3
#: A file that was changed so shortly before it was read could change again and keep its time; FAT counts in steps of 2 s.
_STEP = 2_000_000_000
#: What may be wrong with an index file that can be read and was not made by this program.
_DAMAGE = (sqlite3.Error, OSError, ValueError, LookupError, TypeError, OverflowError)


def silent(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def in_memory(entries: Entries, venues: VenueTable, source: Callable[[int], str] | None = None) -> Index:
    """Return an index of entries that were read already; `source` returns the text of one by its position."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(TABLES)
    connection.execute("begin")
    writer = Writer(connection, venues, lambda _: None)
    ids = array("q", [writer.add(entry, number) for number, entry in enumerate(entries)])
    writer.finish()
    connection.execute("commit")
    return Index(connection, array("i", range(len(ids))), 0, Listed(entries, ids, source))


def refreshed(
    library: Path, reading: Reading, cache: Path, progress: Progress = silent, *, cached: bool = True
) -> Index:
    """Return an index of a library as it is now. Raises StoreError when the library cannot be read.

    It is kept in the cache folder; where that cannot be, or it is not to be `cached`, it is made in memory.
    """
    for _ in range(_TRIES if cached else 0):
        text = _read(library, reading, cache)
        try:
            _keep(library, text, reading, cache, progress)
        except _DAMAGE:
            return _beside(library, text, reading, cache, progress)
        found = index_open.opened(library, reading, cache, Held(text.data))
        if found is None:
            return _from_nothing(library, text, reading, progress)
        if found[1]["stamp"] == text.stamp:
            return found[0]
        found[0].close()  # another process has seen a newer library
    return _from_nothing(library, _read(library, reading, None), reading, progress)


def _read(library: Path, reading: Reading, cache: Path | None) -> Text:
    """Read a library. What a file is like is looked at before it is read, so that a change meanwhile is seen later."""
    now = index_file.clock(paths.index_folder(cache)) if cache else 0
    try:
        found = library.stat()
    except OSError:
        found = None
    file = BibFile.of(library, files.read_bytes(library), named=reading.encoding)
    stamp = index_places.stamp_of(found) if found else ""
    changed = max(found.st_mtime_ns, found.st_ctime_ns) if found else now
    return Text(file.data, stamp, file.encoding.is_utf8, is_racy=changed >= now - _STEP)


def _keep(library: Path, text: Text, reading: Reading, cache: Path, progress: Progress) -> None:
    """Bring the index file up to date, or make it. Raises one of _DAMAGE when it cannot be written."""
    file = paths.index_file(library, cache)
    index_file.make_folder(file.parent)
    try:
        if _updated(file, library, text, reading, progress):
            return
    except sqlite3.Error as error:
        if not index_file.is_damage(error):
            raise
    except (TooMuchError, *_DAMAGE):
        pass  # it is made anew
    with index_file.building(file) as connection:
        _fill(connection, library, text, reading, progress)
    index_files.forget(cache, index_file.clock(file.parent))


def _updated(file: Path, library: Path, text: Text, reading: Reading, progress: Progress) -> bool:
    """Update an index in place; tell whether there was one that can be."""
    if not file.is_file():
        return False
    with index_file.changing(file) as connection:
        state = index_open.state_of(connection)
        if not index_open.is_of(state, library, reading) or not index_file.has_seal(file, state):
            return False
        if state["stamp"] != text.stamp or state["racy"]:
            has_changed = index_content.update(connection, text, reading, progress)
            index_file.commit(file, connection, is_needed=has_changed)
    return True


def _fill(connection: sqlite3.Connection, library: Path, text: Text, reading: Reading, progress: Progress) -> None:
    """Fill a new database."""
    connection.executescript(TABLES)
    connection.execute("insert into matched (matched, rank) values ('hashsize', 50000000)")
    connection.execute("begin")
    index_content.fill(connection, text, reading, progress)
    state = {
        "reading": reading.print(), "library": index_open.name_of(library), "stamp": text.stamp, "racy": text.is_racy,
        "utf8": text.is_utf8, "seal": 0,
    }  # fmt: skip
    connection.executemany("insert into state values (?, ?)", state.items())
    connection.execute("commit")


def _beside(library: Path, text: Text, reading: Reading, cache: Path, progress: Progress) -> Index:
    """Return an index in memory where the file cannot be written: from what is in it, if that is of use."""
    found = index_open.opened(library, reading, cache, Held(text.data))
    if found is not None:
        with suppress(TooMuchError, *_DAMAGE):
            if index_content.is_up_to_date(found[0].connection, text):
                return found[0]
            with closing(found[0]):
                connection = found[0].copied()
            connection.execute("begin")
            index_content.update(connection, text, reading, progress)
            connection.execute("commit")
            return index_open.of(connection, index_open.state_of(connection), Held(text.data), reading)
    return _from_nothing(library, text, reading, progress)


def _from_nothing(library: Path, text: Text, reading: Reading, progress: Progress) -> Index:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _fill(connection, library, text, reading, progress)
    return index_open.of(connection, index_open.state_of(connection), Held(text.data), reading)
