"""Files that exports are written to: brought up to date, shown as a diff, or only looked at."""

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from unlcli.cli import console
from unlcli.cli.apply import undoable
from unlcli.cli.session import Session, held
from unlcli.errors import UsageError

_MARKDOWN = (".md", ".markdown")
#: GitHub shows so many bytes of a Markdown file and leaves out the rest; and how many are near that.
_GITHUB_SHOWS = 512_000
_NEAR = 500_000
_MARKER = b"<!-- unl:begin"


@dataclass(frozen=True, slots=True)
class How:
    """Whether files are written, shown or only looked at, whether edits by hand are discarded, and the line that writes them."""

    is_dry: bool
    only_asks: bool
    line: str
    is_forced: bool = False


def brought_up_to_date(session: Session, path: str, text: str, how: How) -> bool:
    """Write a page where it is not current; where that is only asked, tell whether it is.

    A file that is there keeps its line ends, and is current when it differs in them alone: git may have changed them.
    """
    target, data = checked_page(session, path, how), text.encode("utf-8", "replace")
    if is_stream(target):
        if not how.is_dry:
            target.write_bytes(data)
        return True
    return bytes_brought_up_to_date(session, target, _with_line_ends(_read(target), data), how)


def bytes_brought_up_to_date(session: Session, target: Path, data: bytes, how: How, was: bytes | None = None) -> bool:
    """Make a file hold these bytes, or show that as a diff, or only tell whether it does.

    Raises LibraryChangedError when the file is no longer what it `was` when the bytes were made of it.
    """
    shown = shown_name(target)
    _warn_of_size(shown, len(data))
    if not how.only_asks:
        _write(session, target, data, shown, how, was)
        return True
    is_current = target.exists() and _read(target) == data
    if is_current:
        console.note(f"unl: {shown} is up to date")
    else:
        _show(target, data, shown)
        console.note(f"unl: {shown} is not current: {how.line}")
    return is_current


def checked(session: Session, path: str) -> Path:
    """Return the file that a path names. Raises UsageError when it is the library or a folder."""
    from unlcli.store.paths import real

    target = Path(path)
    if target.exists() and real(target) == real(session.located.path):
        raise UsageError(f"{path}: is the library itself", "export to another file")
    if target.is_dir():
        raise UsageError(f"{path}: is a folder", "name a file in it")
    return target


def checked_page(session: Session, path: str, how: How) -> Path:
    """Return the file that a path names. Raises UsageError when no page must be written there."""
    target = checked(session, path)
    if is_stream(target):
        if how.only_asks:
            raise UsageError(f"{path}: is no file to look at", "--check compares files")
    elif not how.is_forced and _MARKER in _read(target):
        raise UsageError(
            f"{path}: has blocks that --into keeps, and text around them",
            f"{shlex.join(['unl', 'export', '--into', path])}; --force writes over all of it",
        )
    return target


def shown_name(target: Path) -> str:
    """Return a file's name as a reader finds it: from the working folder where it lies below that."""
    is_below = target.is_absolute() and target.is_relative_to(Path.cwd())
    return os.path.relpath(target) if is_below else str(target)


def is_stream(target: Path) -> bool:
    """Tell whether a path is a pipe or a device (/dev/stdout), which is written to and never replaced."""
    return target.exists() and not target.is_file() or target.is_relative_to("/dev") or target.is_relative_to("/proc")


def _read(target: Path) -> bytes:
    from unlcli.store import files

    return files.read_bytes(target) if target.exists() else b""


def _with_line_ends(old: bytes, new: bytes) -> bytes:
    """Return what is to be written over a file: all of the old when only its line ends differ, else with these."""
    plain = new.replace(b"\r\n", b"\n")
    if old.replace(b"\r\n", b"\n") == plain:
        return old
    windows = old.count(b"\r\n")
    if 2 * windows > old.count(b"\n"):
        return plain.replace(b"\n", b"\r\n")
    return plain if b"\n" in old else new


def _warn_of_size(shown: str, size: int) -> None:
    if size > _NEAR and shown.lower().endswith(_MARKDOWN):
        console.note(
            f"unl: warning: {shown} has {size:,} bytes, and of a Markdown file GitHub shows {_GITHUB_SHOWS:,}; "
            "--split-by year, --split-by category or fewer --columns make it shorter"
        )


def _write(session: Session, target: Path, data: bytes, shown: str, how: How, was: bytes | None) -> None:
    from unlcli.errors import LibraryChangedError
    from unlcli.services.save import save_page
    from unlcli.store.locate import NAME, Found

    with held(session, target):
        there = _read(target) if target.exists() else None
        if was is not None and there != was:
            raise LibraryChangedError(shown)
        if there == data:
            console.note(f"unl: {shown} is up to date")
        elif how.is_dry:
            _show(target, data, shown)
            console.note(f"unl: nothing was written (--dry-run); would have written {shown}")
        else:
            library = Path(NAME) if session.located.how is Found.SHIPPED else session.located.path
            is_kept = save_page(target, data, library, session.places.state, session.when)
            console.note(f"unl: wrote {shown} ({undoable(session, library, is_kept)})")


def _show(target: Path, data: bytes, shown: str) -> None:
    from unlcli.services.save import page_diff

    console.show_diff(page_diff(target, data, shown), sys.stdout)
