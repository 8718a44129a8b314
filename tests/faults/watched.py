"""File-system calls that are watched: each is counted, and at one of them a fault happens.

`install` puts a wrapper around every function of Python that asks the system to do something with files. It must run
before the program is imported, so that no module holds a function without its wrapper. Files are opened by `_pyio`, the
standard library's own `io` written in Python, because its every read and write passes through `os` and can be seen.
"""

import _io
import _pyio
import builtins
import ctypes
import errno
import functools
import importlib
import io
import json
import os
import signal
from collections.abc import Callable, Sequence
from typing import Any

#: What asks and changes nothing, what changes names, what changes attributes, what is done to an open file.
_LOOKS = ("stat", "lstat", "access", "readlink", "listdir", "scandir", "getxattr", "listxattr")
_NAMES = ("mkdir", "rmdir", "rename", "replace", "link", "symlink", "unlink", "remove")
_ATTRIBUTES = ("chmod", "fchmod", "chown", "fchown", "lchown", "setxattr", "removexattr", "utime")
_CONTENTS = ("open", "read", "readinto", "write", "pwrite", "truncate", "ftruncate", "fsync", "fdatasync", "close")
#: What the program may call by way of ctypes.
_EXCHANGES = ("renameat2", "renamex_np", "renameatx_np")

#: What several functions do is one kind of call; what is not listed here is called as in Python.
_LABELS = {
    "fchmod": "chmod", "fchown": "chown", "lchown": "chown", "replace": "rename", "remove": "unlink",
    "readinto": "read", "pwrite": "write", "ftruncate": "truncate", "fdatasync": "fsync", "lockf": "flock",
    **dict.fromkeys(_LOOKS, "look"), **dict.fromkeys(_EXCHANGES, "exchange"),
}  # fmt: skip

#: The faults that make sense at a call. Where nothing was changed since the call before, a kill would show nothing new.
_STOPS = ("SIGKILL", "SIGINT")
_NAMING = (*_STOPS, "vanish", "EROFS", "EIO", "EACCES")
FAULTS: dict[str, tuple[str, ...]] = {
    "look": ("EIO", "EACCES"),
    "open": (*_STOPS, "vanish", "EIO", "EACCES"),
    "create": (*_NAMING, "ENOSPC", "full"),
    "read": ("EIO",),
    "write": (*_STOPS, "torn", "ENOSPC", "full", "EIO", "EROFS"),
    "truncate": (*_STOPS, "EIO"),
    "fsync": (*_STOPS, "EIO", "ENOSPC"),
    "close": (*_STOPS, "EIO", "ENOSPC"),
    "flock": (*_STOPS, "EIO", "ENOSYS"),
    "unlock": _STOPS,
    "chmod": (*_STOPS, "EROFS", "EIO", "EACCES"),
    "chown": (*_STOPS, "EIO", "EACCES"),
    "utime": (*_STOPS, "EACCES"),
    "setxattr": (*_STOPS, "ENOSPC", "EACCES"),
    "removexattr": (*_STOPS, "EACCES"),
    "mkdir": (*_NAMING, "ENOSPC"),
    "rmdir": _NAMING,
    "link": (*_NAMING, "ENOSPC", "ENOSYS"),
    "symlink": (*_NAMING, "ENOSPC"),
    "rename": (*_NAMING, "ENOSPC"),
    "exchange": (*_NAMING, "ENOSYS"),
    "unlink": _NAMING,
}
#: What fails from then on, once a disk is full or its system made it read-only ("full", "EROFS"). What a system lacks
#: ("ENOSYS") it lacks from then on as well; all other errors happen once.
_GROWS = frozenset(("create", "write", "mkdir", "link", "symlink"))
_CHANGES = frozenset(FAULTS) - {"look", "open", "read", "close", "flock", "unlock", "fsync"}


class Watch:
    """Counts the calls that concern some folders, and strikes at the one with the number `at`."""

    def __init__(self, folders: Sequence[str], at: int, fault: str, journal: str) -> None:
        self._folders = [str(folder) for folder in folders]
        self._at, self._fault, self._journal = at, fault, journal
        self._open: dict[int, str] = {}
        self._written: set[int] = set()
        self._lasting: dict[str, int] = {}
        self.calls: list[tuple[str, str]] = []

    def call(self, name: str, real: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Make a call, or what a fault makes of it."""
        path = self._path(name, args or tuple(named.values()))
        if path is None or (name == "close" and args[0] not in self._written):
            if name == "close":
                self._open.pop(args[0], None)
            return real(*args, **named)
        label = self._label(name, args, named)
        self.calls.append((label, path))
        if len(self.calls) == self._at:
            self._write_journal(f"{label} {path}")
            args = self._strike(label, real, args, path)
        elif label in self._lasting:
            raise _error(self._lasting[label], path)
        done = real(*args, **named)
        self._follow(name, args, path, done)
        return done

    def write_calls(self) -> None:
        """Leave the list of calls in the journal."""
        self._write_journal(json.dumps(self.calls))

    def _write_journal(self, text: str) -> None:
        with _io.FileIO(self._journal, "w") as file:
            file.write(text.encode())

    def _path(self, name: str, args: Sequence[Any]) -> str | None:
        """Return the last path of a call, which of two is the one that is changed, if it lies in our folders."""
        if name in _EXCHANGES:
            given = [arg for arg in args if isinstance(arg, bytes)]
        else:
            given = list(args[: 2 if name in ("rename", "replace", "link", "symlink") else 1])
        paths = [self._open.get(arg, "") if isinstance(arg, int) else _absolute(arg) for arg in given]
        inside = [path for path in paths if any(path == f or path.startswith(f + os.sep) for f in self._folders)]
        return inside[-1] if inside else None

    def _label(self, name: str, args: tuple[Any, ...], named: dict[str, Any]) -> str:
        if name == "open":
            flags = args[1] if len(args) > 1 else named["flags"]
            return "create" if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR) else "open"
        if name in ("flock", "lockf") and args[1] == _UNLOCK:
            return "unlock"
        return _LABELS.get(name, name)

    def _follow(self, name: str, args: tuple[Any, ...], path: str, done: Any) -> None:
        if name == "open":
            self._open[done] = path
        elif name in ("write", "pwrite"):
            self._written.add(args[0])
        elif name == "close":
            self._open.pop(args[0], None)
            self._written.discard(args[0])

    def _strike(self, label: str, real: Callable[..., Any], args: tuple[Any, ...], path: str) -> tuple[Any, ...]:
        """Let the fault happen; return the arguments for the call if it is to be made after that."""
        fault = self._fault
        if fault == "SIGKILL":
            _die()
        elif fault == "SIGINT":
            os.kill(os.getpid(), signal.SIGINT)
        elif fault == "vanish":
            _rename(self._folders[0], self._folders[0] + "-gone")
        elif fault == "torn":
            real(args[0], _half(args[1]))
            _die()
        elif fault == "full" and label == "write":
            self._lasting = dict.fromkeys(_GROWS, errno.ENOSPC)
            return (args[0], _half(args[1]), *args[2:])
        else:
            number = errno.ENOSPC if fault == "full" else getattr(errno, fault)
            stay = {"full": _GROWS, "EROFS": _CHANGES, "ENOSYS": {label}}.get(fault, ())
            self._lasting = dict.fromkeys(stay, number)
            if label == "close":
                real(*args)
            raise _error(number, path)
        return args


_rename = os.rename
_UNLOCK = 8  # fcntl.LOCK_UN
_active: Watch | None = None


def start(folders: Sequence[str], at: int, fault: str, journal: str) -> Watch:
    """Begin to watch the first of the folders, which is the one that may vanish, and the others."""
    global _active
    _active = Watch(folders, at, fault, journal)
    return _active


def stop() -> None:
    """Watch no longer."""
    global _active
    _active = None


def install() -> None:
    """Put the wrappers in place."""
    for name in (*_LOOKS, *_NAMES, *_ATTRIBUTES, *_CONTENTS):
        if hasattr(os, name):
            _wrap(os, name)
    fcntl = importlib.import_module("fcntl")
    for name in ("flock", "lockf"):
        _wrap(fcntl, name)
    ctypes.CDLL = _CDLL  # type: ignore[misc]
    io.open = builtins.open = _pyio.open  # type: ignore[assignment]


def _wrap(module: Any, name: str) -> None:
    real = getattr(module, name)

    @functools.wraps(real)
    def call(*args: Any, **named: Any) -> Any:
        return _active.call(name, real, args, named) if _active else real(*args, **named)

    # os.supports_fd and its like hold functions: what can be done must not depend on being watched.
    for functions in (value for key, value in vars(os).items() if key.startswith("supports_")):
        if isinstance(functions, set) and real in functions:
            functions.add(call)
    setattr(module, name, call)


class _CDLL(ctypes.CDLL):
    """A C library whose functions for exchanging files are watched; they fail as C functions do."""

    def __getitem__(self, name: Any) -> Any:
        real = super().__getitem__(name)
        if name not in _EXCHANGES:
            return real

        def call(*args: Any) -> Any:
            try:
                return _active.call(name, real, args, {}) if _active else real(*args)
            except OSError as error:
                ctypes.set_errno(error.errno or 0)
                return -1

        return call


def _absolute(path: Any) -> str:
    return os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - Path.resolve would look at files itself


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _half(data: Any) -> bytes:
    return bytes(data)[: len(data) // 2]


def _error(number: int, path: str) -> OSError:
    return OSError(number, os.strerror(number), path)
