"""One writer of a library at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from unlcli.errors import NotWritableError
from unlcli.store.paths import name_of

PATIENCE = 60.0


@contextmanager
def held(library: Path, state: Path, waiting: Callable[[], None], patience: float = PATIENCE) -> Iterator[None]:
    """Hold the library's lock; `waiting` is called once when another command has it for longer than a second.

    The lock lives in the state folder, so that nothing appears beside the library; the system releases it when its
    holder dies. Raises NotWritableError after `patience` seconds.
    """
    folder = state / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / f"{name_of(library)}.lock")
        try:
            lock.acquire(timeout=1.0)
        except filelock.Timeout:
            waiting()
            lock.acquire(timeout=patience)
    except filelock.Timeout:
        raise NotWritableError(
            f"{library}: another command holds it for over {patience:.0f} s", "end it and repeat"
        ) from None
    except OSError as error:
        raise NotWritableError(
            f"{folder}: {error.strerror or error}", "set UNL_STATE_DIR to a folder you can write"
        ) from error
    try:
        yield
    finally:
        lock.release()
