"""The file of an index: made beside and put in place whole, changed in place, sealed when it is finished.

The seal is the file's own time of change, a moment in the past that stands in the file as well: whoever writes to the file
afterwards, and a writer that is killed, leave another time.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from unlcli.store import index_open

#: What SQLite says when an index cannot be written though nothing is wrong with it: PERM, BUSY, LOCKED, NOMEM, READONLY,
#: IOERR, FULL, CANTOPEN, PROTOCOL.
_NO_DAMAGE = frozenset((3, 5, 6, 7, 8, 10, 13, 14, 15))
_STEP = 2_000_000_000
_UNFINISHED = ".unfinished"
_CLOCK = ".clock"


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that an index is damaged, rather than that it cannot be written."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_DAMAGE


def make_folder(folder: Path) -> None:
    """Make the folder of the indexes, for its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def clock(folder: Path) -> int:
    """Return the time that a file gets which is changed now, in nanoseconds; 0 when none can be."""
    file = folder / f"{os.getpid()}{_CLOCK}"
    try:
        make_folder(folder)
        with file.open("wb"):
            pass
        found = file.stat().st_mtime_ns
        file.unlink()
    except OSError:
        return 0
    return found


def has_seal(file: Path, state: Mapping[str, Any]) -> bool:
    """Tell whether an index is sealed, or is within a moment by the process that has just changed it."""
    for _ in range(index_open.LOOKS):
        if index_open.is_sealed(str(file), state):
            return True
        time.sleep(index_open.PAUSE)
    return False


@contextmanager
def changing(file: Path) -> Iterator[sqlite3.Connection]:
    """Open an index for changing, which no other process can do meanwhile; what is not committed did not happen."""
    with closing(sqlite3.connect(file, timeout=index_open.PATIENCE, isolation_level=None)) as connection:
        # what a killed process wrote is known by the seal, so no journal has to lie on the disk
        connection.execute("pragma journal_mode=memory")
        connection.execute("pragma synchronous=normal")
        connection.execute("pragma cache_spill=off")
        connection.execute("begin immediate")
        yield connection


def commit(file: Path, connection: sqlite3.Connection, *, is_needed: bool) -> None:
    """Commit a change, and seal the file before the next one can begin; nobody waits long for one that is not needed."""
    if not is_needed:
        connection.execute("pragma busy_timeout=50")
    seal = _seal(clock(file.parent))
    connection.execute("insert or replace into state values ('seal', ?)", (seal,))
    connection.execute("commit")
    connection.execute("begin immediate")
    os.utime(file, ns=(seal, seal))
    connection.execute("rollback")


@contextmanager
def building(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a new database that becomes the index file when all went well."""
    _clean(file)
    new = file.with_name(f"{file.name}.{os.getpid()}{_UNFINISHED}")
    try:
        new.unlink(missing_ok=True)
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            connection.execute("pragma journal_mode=off")
            connection.execute("pragma synchronous=off")
            connection.execute("pragma locking_mode=exclusive")
            yield connection
            seal = _seal(clock(file.parent))
            connection.execute("insert or replace into state values ('seal', ?)", (seal,))
        _confirm(new)
        os.utime(new, ns=(seal, seal))
        new.replace(file)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _seal(now: int) -> int:
    """Return a time in the past that every file system can keep, and that no change from now on leaves."""
    return now // _STEP * _STEP - 2 * _STEP


def _confirm(file: Path) -> None:
    """Have the disk confirm what was written."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clean(file: Path) -> None:
    """Remove what killed processes left of this index."""
    for left in (*file.parent.glob("*" + _CLOCK), *file.parent.glob(f"*{_UNFINISHED}*")):
        with suppress(OSError, ValueError):
            name = left.name.removesuffix("-journal").removesuffix(_UNFINISHED).removesuffix(_CLOCK)
            if not _is_running(int(name.rpartition(".")[2])):
                left.unlink()


def _is_running(process: int) -> bool:
    """Tell whether a process runs. On Windows a file that one has open cannot be removed, so none is taken to."""
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
