"""Writing a file whole or not at all."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from unlcli.errors import NotWritableError, StoreError


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, or raise StoreError in words: missing, a folder, no rights, no ordinary file."""
    try:
        if not path.is_file() and path.exists():
            what = "a folder" if path.is_dir() else "no ordinary file"
            raise StoreError(f"{path}: is {what}, not a BibTeX file", "name the .bib file itself with -l")
        return path.read_bytes()
    except FileNotFoundError:
        raise StoreError(f"{path}: there is no such file", "check the path") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}", "check the path and your rights to it") from error


def differs(path: Path, data: bytes, *, existed: bool = True) -> bool:
    """Tell whether a file no longer holds these bytes; read in pieces, whatever its times say."""
    try:
        with path.open("rb") as file:
            position = 0
            while piece := file.read(1 << 20):
                if data[position : position + len(piece)] != piece:
                    return True
                position += len(piece)
            return position != len(data) or not existed
    except FileNotFoundError:
        return existed
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}", "check the path and your rights to it") from error


def replace(path: Path, data: bytes) -> None:
    """Write a file by a temporary one beside it and an atomic replace; a link's target is written, mode is kept.

    Raises NotWritableError; the file is then as it was.
    """
    real = path.resolve()
    if real.exists() and not os.access(real, os.W_OK):
        raise NotWritableError(f"{path}: is read-only; it was not touched", f"make it writable: chmod u+w {path}")
    temporary = None
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".tmp", dir=real.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(real))
        os.replace(temporary, real)
        temporary = None
        _sync_folder(real.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotWritableError(
            f"{path}: cannot be written: {reason}; it was not touched", "check the folder's rights and the disk"
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _mode(real: Path) -> int:
    try:
        return stat.S_IMODE(real.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
