"""The index files that lie in the cache folder: which library each is of and whether it would be used, and their removal."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from unlcli.store import index_open, index_places, paths

_ENDING = ".sqlite"
#: What processes that were killed while they made an index leave beside it.
_LEFT = ("*.sqlite-journal", "*.unfinished", "*.unfinished-journal", "*.clock")
#: An index whose library is gone stays for so many nanoseconds after it was last of use: a disk may come back.
_KEPT = 30 * 24 * 3600 * 1_000_000_000


class IndexFile(NamedTuple):
    """An index file: `entries` is None where it does not say; `state` is current, stale, orphaned or unusable."""

    file: Path
    library: str
    entries: int | None
    bytes: int
    state: str


def listed(cache: Path) -> list[IndexFile]:
    """Return the index files of a cache folder by the paths of their libraries."""
    found: list[IndexFile] = []
    for file in paths.index_folder(cache).glob(f"*{_ENDING}"):
        with suppress(OSError):  # gone meanwhile
            if file.is_file():
                found.append(_looked_at(file))
    return sorted(found, key=lambda index: (index.library, index.file.name))


def remove(cache: Path) -> list[IndexFile]:
    """Remove all index files of a cache folder and return what they were. Raises OSError where one stays."""
    found = listed(cache)
    for index in found:
        index.file.unlink(missing_ok=True)
    for pattern in _LEFT:
        for left in paths.index_folder(cache).glob(pattern):
            with suppress(OSError):
                left.unlink()
    return found


def forget(cache: Path, now: int) -> None:
    """Remove the indexes whose libraries are gone and that nobody has used for a month; `now` is in nanoseconds."""
    before = now - _KEPT
    for file in paths.index_folder(cache).glob(f"*{_ENDING}"):
        with suppress(OSError):
            # looked into only when it is that old, for that is a use
            if file.is_file() and _used(file.stat()) < before and _looked_at(file).state == "orphaned":
                file.unlink()


def _used(found: os.stat_result) -> int:
    """Return when a file was last read, as far as its disk keeps that, or changed."""
    return max(found.st_atime_ns, found.st_ctime_ns, found.st_mtime_ns)


def _looked_at(file: Path) -> IndexFile:
    size = file.stat().st_size
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            state = index_open.state_of(connection)
        library = bytes(state["library"]).decode("utf-8", "surrogatepass")
        entries = int(state["next"]) - int(state["gone"])
        is_usable = index_open.is_of_this_version(state) and index_open.is_sealed(str(file), state)
    except (sqlite3.Error, LookupError, TypeError, ValueError):
        return IndexFile(file, "", None, size, "unusable")
    return IndexFile(file, library, entries, size, _state(library, state) if is_usable else "unusable")


def _state(library: str, state: dict[str, Any]) -> str:
    try:
        stamp = index_places.stamp_of(os.stat(library))  # noqa: PTH116
    except (OSError, ValueError):
        return "orphaned"
    return "current" if stamp == state["stamp"] else "stale"
