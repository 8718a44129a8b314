"""Writing a file whole or not at all."""

import contextlib
import errno
import hashlib
import os
import re
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from unlcli.errors import LibraryChangedError, NotConfirmedError, NotWritableError, StoreError
from unlcli.store import attributes, flock, paths
from unlcli.store.bibfile import Plan
from unlcli.store.exchange import exchange
from unlcli.store.files import Was, differs

if sys.platform == "darwin":
    import fcntl

_SUFFIX = ".unl-tmp"
#: On Windows a file that somebody reads cannot be replaced; most readers are gone in a moment. In seconds.
_RETRIES = (0.05, 0.1, 0.2, 0.4, 0.8)
_RETRIES_HERE = _RETRIES if os.name == "nt" else ()


def replace(path: Path, data: bytes, was: Was | None = None) -> None:
    """Write a file by a temporary one beside it that takes its place; a link's target is written, attributes are kept.

    With `was`, the file is replaced only if it still holds that: LibraryChangedError when it does not. Raises
    NotWritableError when the file is as it was, NotConfirmedError when it was replaced and the disk did not confirm it.
    """
    real = paths.real(path)
    _refuse_unless_ordinary(path, real)
    temporary = None
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        temporary = _written_beside(real, data)
        with flock.own(temporary), _undisturbed():
            _take_place(temporary, real, path, was)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotWritableError(
            f"{path}: cannot be written: {reason}; it was not touched", "check the folder's rights and the disk"
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    _confirm(path, real.parent)


def save(plan: Plan) -> None:
    """Write a plan's bytes. Raises LibraryChangedError when the file is no longer what the plan was made on."""
    if not plan.is_empty or not plan.existed:
        replace(plan.path, plan.new, Was(plan.old, plan.existed))


def remove(path: Path, was: Was) -> None:
    """Delete a file that still holds what it did. Raises LibraryChangedError when it does not, NotWritableError."""
    real = paths.real(path)
    if differs(path, was):
        raise LibraryChangedError(str(path))
    aside = real.with_name(f"{_prefix(real)}removed_{_SUFFIX}")
    try:
        with _undisturbed():
            os.replace(real, aside)
            if _is_still(aside, was):
                aside.unlink()
                return
            _create(aside, real, path)  # saved in this moment: that is the version to stay
            aside.unlink()
    except OSError as error:
        raise NotWritableError(f"{path}: cannot be removed: {error.strerror}", "check the folder's rights") from error
    raise LibraryChangedError(str(path))


def clean(path: Path) -> None:
    """Remove what writers that were killed left beside a file. To be called by whoever holds its lock."""
    real = paths.real(path)
    ours = re.compile(re.escape(_prefix(real)) + r"[a-z0-9_]{8}" + re.escape(_SUFFIX))
    with contextlib.suppress(OSError):
        for file in real.parent.iterdir():
            if ours.fullmatch(file.name):
                file.unlink(missing_ok=True)


def _prefix(real: Path) -> str:
    """Return what the names of a file's temporary ones begin with, and those of no other file."""
    digest = hashlib.sha256(os.fsencode(real.name)).hexdigest()[:8]
    return f".{real.name[:40]}.{digest}."


def _refuse_unless_ordinary(path: Path, real: Path) -> None:
    try:
        mode = real.stat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise NotWritableError(f"{path}: cannot be written: {error.strerror}", "check the path") from error
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device, no ordinary file"
        raise NotWritableError(f"{path}: is {what}", "name a file")
    if not os.access(real, os.W_OK):
        raise NotWritableError(f"{path}: is read-only; it was not touched", f"make it writable: chmod u+w {path}")


def _written_beside(real: Path, data: bytes) -> Path:
    """Return a temporary file with the new bytes, on the disk, with the attributes of the file it is to replace."""
    handle, name = tempfile.mkstemp(prefix=_prefix(real), suffix=_SUFFIX, dir=real.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if real.exists():
                attributes.hand_on(real, temporary)
            else:
                os.chmod(temporary, attributes.for_new_file())
            _sync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _take_place(temporary: Path, real: Path, path: Path, was: Was | None) -> None:
    """Put the temporary file in the place of the real one, or raise with the real one in its place."""
    if was is None:
        _replace(temporary, real)
        return
    if differs(real, was):
        raise LibraryChangedError(str(path))
    if not was.existed:
        _create(temporary, real, path)
    else:
        _trade_places(temporary, real, path, was)


def _trade_places(temporary: Path, real: Path, path: Path, was: Was) -> None:
    """Exchange the files and look at what was taken away: an editor may have written it since our last look."""
    ours = temporary.stat()
    try:
        if not exchange(temporary, real):
            _replace(temporary, real)
            return
    except FileNotFoundError:
        raise LibraryChangedError(str(path)) from None
    if not _is_still(temporary, was):
        try:
            _give_back(temporary, real, ours)
        except OSError as error:
            theirs = real.with_name(f"{real.name}.theirs")
            with contextlib.suppress(OSError):
                temporary.rename(theirs)
            raise NotConfirmedError(
                f"{path}: was changed by another program while it was written: {error.strerror}",
                f"it holds the change; the other program's version is in {theirs.name}, unless the folder was moved",
            ) from error
        raise LibraryChangedError(str(path))


def _give_back(temporary: Path, real: Path, ours: os.stat_result) -> None:
    """Put somebody else's file back into its place; if it was written once more meanwhile, that version stays."""
    try:
        exchange(temporary, real)
        if not os.path.samestat(temporary.stat(), ours):
            exchange(temporary, real)
    except FileNotFoundError:  # ours was deleted in that moment, which was meant for theirs or by mistake: keep theirs
        temporary.rename(real)


def _is_still(path: Path, was: Was) -> bool:
    with contextlib.suppress(StoreError):
        return not differs(path, was)
    return False


def _create(temporary: Path, real: Path, path: Path) -> None:
    """Give the temporary file the name of one that must not be there yet."""
    try:
        os.link(temporary, real)
    except FileExistsError:
        raise LibraryChangedError(str(path)) from None
    except OSError:  # a file system without hard links
        if real.exists():
            raise LibraryChangedError(str(path)) from None
        _replace(temporary, real)


def _replace(temporary: Path, real: Path) -> None:
    for pause in _RETRIES_HERE:
        try:
            os.replace(temporary, real)
            return
        except PermissionError:
            time.sleep(pause)
    os.replace(temporary, real)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait: between two names that trade places there is no moment to stop at."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _sync(handle: int) -> None:
    """Have the disk confirm a file's bytes; macOS confirms them only when asked for more than fsync (fsync(2))."""
    if sys.platform == "darwin":
        with contextlib.suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def _confirm(path: Path, folder: Path) -> None:
    """Have the disk confirm the new name. Systems that cannot be asked (Windows, some shares) are not."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF):
            raise NotConfirmedError(
                f"{path}: holds the change, but the disk did not confirm it: {error.strerror}",
                "check the disk: after a power cut the old text may be back",
            ) from error
