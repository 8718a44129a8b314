"""One writer of a library at a time."""

import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from unlcli.errors import NotWritableError
from unlcli.store import flock, replacement
from unlcli.store.library_name import name_of

PATIENCE = 60.0
#: How long a command waits before it says so, and how often it looks meanwhile, in seconds.
_SILENCE, _PAUSE = 1.0, 0.02


class _Wait:
    """The patience of one command."""

    def __init__(self, library: Path, waiting: Callable[[], None], patience: float) -> None:
        self._library, self._waiting, self._patience = library, waiting, patience
        self._since = time.monotonic()
        self._is_told = False

    def pause(self) -> None:
        """Wait a moment; tell after a second, raise after all patience."""
        waited = time.monotonic() - self._since
        if waited > _SILENCE + self._patience:
            raise NotWritableError(
                f"{self._library}: another command holds it for over {self._patience:.0f} s", "end it and repeat"
            )
        if waited > _SILENCE and not self._is_told:
            self._is_told = True
            self._waiting()
        time.sleep(_PAUSE)


@contextmanager
def held(library: Path, state: Path, waiting: Callable[[], None], patience: float = PATIENCE) -> Iterator[None]:
    """Hold a file's lock; `waiting` is called once when another command has it for longer than a second.

    There are two locks, both without a trace beside the library and both released by the system when their holder dies:
    one in the state folder, for the commands of one user on any system, and one on the file itself (flock), for those of
    other users and other state folders. What a killed writer left is removed. Raises NotWritableError after `patience`
    seconds.
    """
    wait = _Wait(library, waiting, patience)
    with _in_state(library, state / "locks", wait), _on_file(library, wait):
        replacement.clean(library)
        yield


@contextmanager
def _in_state(library: Path, folder: Path, wait: _Wait) -> Iterator[None]:
    """Hold the lock in the state folder; where that cannot be written, the one on the file has to do."""
    lock = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / f"{name_of(library)}.lock")
        while not _is_acquired(lock):
            wait.pause()
    except OSError as error:
        if sys.platform == "win32":  # which has no other lock
            raise NotWritableError(
                f"{folder}: {error.strerror or error}", "set UNL_STATE_DIR to a folder you can write"
            ) from error
        lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _is_acquired(lock: filelock.BaseFileLock) -> bool:
    with suppress(filelock.Timeout), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a file system without locks: the checks of a save remain
        lock.acquire(blocking=False)
        return True
    return False


@contextmanager
def _on_file(library: Path, wait: _Wait) -> Iterator[None]:
    """Hold the lock on the file itself, where there is a file."""
    handle = flock.opened(library)
    try:
        while handle is not None and not flock.is_taken(handle, library):
            os.close(handle)
            handle = None
            wait.pause()
            handle = flock.opened(library)
        yield
    finally:
        if handle is not None:
            os.close(handle)
