"""Reading a file's bytes, and telling whether they are still there."""

import stat
from dataclasses import dataclass
from pathlib import Path

from unlcli.errors import StoreError

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Was:
    """What a file held when it was read; `existed` is false when there was none."""

    data: bytes
    existed: bool = True


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


def has_other_names(path: Path) -> bool:
    """Tell whether a file has hard links: a new version takes one name, and the others keep the old one."""
    try:
        found = path.stat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_nlink > 1


def differs(path: Path, was: Was) -> bool:
    """Tell whether a file no longer holds what it did; read in pieces, whatever its times say."""
    data = was.data
    try:
        with path.open("rb") as file:
            position = 0
            while piece := file.read(_PIECE):
                if data[position : position + len(piece)] != piece:
                    return True
                position += len(piece)
            return position != len(data) or not was.existed
    except FileNotFoundError:
        return was.existed
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}", "check the path and your rights to it") from error
