"""A lock on a file itself, where the system has such locks: it leaves no trace and ends with its holder."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def opened(path: Path) -> int | None:
    """Return a file opened to be locked; None where there is none or none that can be."""
    if sys.platform == "win32":
        return None
    with suppress(OSError):
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    return None


def is_taken(handle: int, path: Path) -> bool:
    """Lock an open file; tell whether it is locked for us and still the one that the path names."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(handle), path.stat())
    except (BlockingIOError, FileNotFoundError):
        return False
    except OSError:  # a file system without such locks
        return True


@contextmanager
def own(path: Path) -> Iterator[None]:
    """Hold the lock on a file that nobody else knows of yet, so that it comes to its name locked."""
    handle = opened(path)
    try:
        if handle is not None:
            is_taken(handle, path)
        yield
    finally:
        if handle is not None:
            os.close(handle)
