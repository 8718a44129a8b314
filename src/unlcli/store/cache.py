"""What was fetched, kept in files in the cache folder: each whole or not there at all, and gone when nobody wants it."""

import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_DAY = 24 * 3600.0
#: A file that nobody has used for so long goes.
_KEPT = 60 * _DAY
_ENDING = ".answer"
_SWEPT = "swept"
_MARK = b"unl answer 1\n"


@dataclass(frozen=True, slots=True)
class Size:
    """How many answers a cache holds, and their bytes."""

    count: int
    bytes: int


def folder_of(cache: Path) -> Path:
    """Return where answers of the network lie in the cache folder."""
    return cache / "http"


class Cache:
    """Heads and bodies by key. `moment` tells the seconds since 1970; `tell` is told once when nothing can be kept.

    A file is a mark, a line with the digest of all that follows, a line of JSON with the key and the head, and the body.
    """

    def __init__(self, cache: Path, moment: Callable[[], float], tell: Callable[[str], None]) -> None:
        self._folder = folder_of(cache)
        self._moment = moment
        self._tell = tell
        self._is_writable = True
        self._lock = threading.Lock()

    def get(self, key: str) -> tuple[Mapping[str, object], bytes] | None:
        """Return what was kept under a key; what is damaged is as if it were not there."""
        file = self._file(key)
        try:
            data = file.read_bytes()
        except OSError:
            return None
        found = _read(data, key)
        if found is not None:
            self._mark_used(file)
        return found

    def put(self, key: str, head: Mapping[str, object], body: bytes) -> None:
        """Keep something under a key; where that is not possible, say so once and go on without."""
        if not self._is_writable:
            return
        file = self._file(key)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, _text(key, head, body))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            self._give_up(f"{self._folder}: answers cannot be kept: {reason or error}")

    def _give_up(self, why: str) -> None:
        with self._lock:  # several threads may find out at the same time
            is_known, self._is_writable = not self._is_writable, False
        if not is_known:
            self._tell(why)

    def forget_old(self) -> None:
        """Remove what nobody has used for two months; at most once a day."""
        now = self._moment()
        sign = self._folder / _SWEPT
        with suppress(OSError):
            if not self._folder.is_dir() or sign.exists() and now - sign.stat().st_mtime < _DAY:
                return
            sign.touch()
            os.utime(sign, (now, now))
            for file in _files(self._folder):
                with suppress(OSError):
                    if now - file.stat().st_mtime > _KEPT:
                        file.unlink()

    def _file(self, key: str) -> Path:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / f"{name[2:]}{_ENDING}"

    def _mark_used(self, file: Path) -> None:
        now = self._moment()
        with suppress(OSError):
            if now - file.stat().st_mtime > _DAY:
                os.utime(file, (now, now))


def size(cache: Path) -> Size:
    """Return how much of the network's answers is kept in a cache folder."""
    sizes = []
    for file in _files(folder_of(cache)):
        with suppress(OSError):  # gone meanwhile
            sizes.append(file.stat().st_size)
    return Size(len(sizes), sum(sizes))


def remove(cache: Path) -> Size:
    """Remove all that is kept of the network's answers and return how much it was. Raises OSError where some stays."""
    found = size(cache)
    folder = folder_of(cache)
    if not folder.is_dir():  # what else is of that name is none of the cache's
        return found
    for file in (*_files(folder), *folder.glob("*/*.tmp"), folder / _SWEPT):
        file.unlink(missing_ok=True)
    for inner in folder.glob("??"):
        with suppress(OSError):
            inner.rmdir()
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Yield the answers below a folder."""
    yield from sorted(folder.glob(f"??/*{_ENDING}"))


def _text(key: str, head: Mapping[str, object], body: bytes) -> bytes:
    line = json.dumps({"key": key, "head": head}).encode("ascii")
    rest = line + b"\n" + body
    return _MARK + hashlib.sha256(rest).hexdigest().encode("ascii") + b"\n" + rest


def _read(data: bytes, key: str) -> tuple[Mapping[str, object], bytes] | None:
    if not data.startswith(_MARK):
        return None
    digest, _, rest = data.removeprefix(_MARK).partition(b"\n")
    if hashlib.sha256(rest).hexdigest().encode("ascii") != digest:
        return None
    line, _, body = rest.partition(b"\n")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match value:
        case {"key": str() as stored, "head": dict() as head} if stored == key:
            return head, body
    return None


def _write(file: Path, data: bytes) -> None:
    """Write a file whole: readers see the old one or the new one."""
    number, name = tempfile.mkstemp(suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(number, "wb") as temporary:
            temporary.write(data)
        os.replace(name, file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
