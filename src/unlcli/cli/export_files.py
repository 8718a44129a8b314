"""Files that exports are written to: brought up to date, shown as a diff, or only looked at."""

import os
import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.apply import undoable
from unlcli.cli.session import Session, held
from unlcli.errors import NotWritableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKDOWN = (".md", ".markdown")
#: GitHub shows so many bytes of a Markdown file and leaves out the rest; and how many are near that.
_GITHUB_SHOWS = 512_000
_NEAR = 500_000
#: So much of a line is shown of a diff: rows of pages and feeds can be of any length.
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class How:
    """Whether files are written, shown or only looked at, whether edits by hand are discarded, and the line that writes them.

    `run` tells the files of one command from those of others, for undo. `options` are those that were given with --into, as
    a marker spells them (`yes` for a flag): they are set in the marker of the document's one block. `written` takes the
    files that were.
    """

    is_dry: bool
    only_asks: bool
    line: str
    is_forced: bool = False
    run: str = ""
    options: "Mapping[str, str]" = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        """Tell whether files are written."""
        return not (self.is_dry or self.only_asks)


def brought_up_to_date(session: Session, path: str, text: str, how: How) -> bool:
    """Write a page where it is not current; where that is only asked, tell whether it is.

    A file that is there keeps its line ends, and is current when it differs in them alone: git may have changed them.
    """
    target, data = checked_page(session, path, how), text.encode("utf-8", "replace")
    if is_stream(target):
        if not how.is_dry:
            target.write_bytes(data)
        return True
    return bytes_brought_up_to_date(session, target, _with_line_ends(read(target), data), how)


def bytes_brought_up_to_date(session: Session, target: Path, data: bytes, how: How, was: bytes | None = None) -> bool:
    """Make a file hold these bytes, or show that as a diff, or only tell whether it does.

    Raises LibraryChangedError when the file is no longer what it `was` when the bytes were made of it.
    """
    shown = shown_name(target)
    _warn_of_size(shown, len(data))
    if not how.only_asks:
        _write(session, target, data, shown, how, was)
        return True
    is_current = target.exists() and read(target) == data
    if is_current:
        console.note(f"unl: {shown} is up to date")
    else:
        _show(target, data, shown)
        console.note(f"unl: {shown} is not current: {how.line}")
    return is_current


def checked(session: Session, path: str) -> Path:
    """Return the file that a path names. Raises UsageError when it is the library, a file with settings or a folder."""
    from unlcli.store.paths import real

    target, resolved = Path(path), real(Path(path))
    if resolved == real(session.located.path):
        raise UsageError(f"{path}: is the library itself", "export to another file")
    if resolved in _settings_files(session):
        raise UsageError(f"{path}: is a file with settings", "export to another file")
    if target.is_dir():
        raise UsageError(f"{path}: is a folder", "name a file in it")
    return target


def _settings_files(session: Session) -> "set[Path]":
    """Return the files that settings were read from or would be, beside where one works."""
    from unlcli.store.paths import real
    from unlcli.store.settings import FILE, PROJECT

    found = {Path(origin.removesuffix(" [tool.unl]")) for origin in session.settings.origins.values()}
    return {real(file) for file in (*found, Path(FILE), Path(PROJECT))}


def check_writable(path: str) -> None:
    """Raise NotWritableError where the file, or the nearest folder of it that is there, takes no writing."""
    target = Path(path)
    if is_stream(target):
        return
    there = next((folder for folder in target.absolute().parents if folder.exists()), target.absolute().parent)
    if not there.is_dir():
        raise NotWritableError(f"{path}: cannot be written: {shown_name(there)} is no folder", "name another file")
    if not os.access(there, os.W_OK):
        raise NotWritableError(f"{path}: cannot be written: no right to write into its folder", "check its rights")
    if target.exists() and not os.access(target, os.W_OK):
        raise NotWritableError(f"{path}: is read-only; it was not touched", f"make it writable: chmod u+w {path}")


def checked_page(session: Session, path: str, how: How) -> Path:
    """Return the file that a path names. Raises UsageError when no page must be written there."""
    target = checked(session, path)
    if is_stream(target):
        if how.only_asks:
            raise UsageError(f"{path}: is no file to look at", "--check compares files")
    elif not how.is_forced and has_blocks(read(target)):
        raise UsageError(
            f"{path}: has blocks that --into keeps, and text around them",
            f"{shlex.join(['unl', 'export', '--into', path])}; --force writes over all of it",
        )
    return target


def has_blocks(data: bytes) -> bool:
    """Tell whether a document holds a marker, however it is spelt, also in UTF-16, which --into refuses with a reason."""
    if b"unl:" not in (plain := data.replace(b"\0", b"").lower()):
        return False
    from unlcli.services.in_place.markers import has_marker

    return has_marker(plain.decode("utf-8", "replace"))


def shown_name(target: Path) -> str:
    """Return a file's name as a reader finds it: from the working folder where it lies below that."""
    is_below = target.is_absolute() and target.is_relative_to(Path.cwd())
    return os.path.relpath(target) if is_below else str(target)


def is_stream(target: Path) -> bool:
    """Tell whether a path is a pipe or a device (/dev/stdout), which is written to and never replaced."""
    return target.exists() and not target.is_file() or target.is_relative_to("/dev") or target.is_relative_to("/proc")


def read(target: Path) -> bytes:
    """Return the bytes of a file; none where there is none."""
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
        there = read(target) if target.exists() else None
        if was is not None and there != was:
            raise LibraryChangedError(shown)
        if there == data:
            console.note(f"unl: {shown} is up to date")
        elif how.is_dry:
            _show(target, data, shown)
            console.note(f"unl: nothing was written (--dry-run); would have written {shown}")
        else:
            library = Path(NAME) if session.located.how is Found.SHIPPED else session.located.path
            is_kept = save_page(target, data, library, session.places.state, session.when, how.run)
            how.written.append(shown)
            console.note(f"unl: wrote {shown} ({undoable(session, library, is_kept)})")


def _show(target: Path, data: bytes, shown: str) -> None:
    from unlcli.services.save import page_diff

    lines = page_diff(target, data, shown).split("\n")
    console.show_diff("\n".join(line if len(line) <= _SHOWN else _cut(line) for line in lines), sys.stdout)


def _cut(line: str) -> str:
    return f"{line[:_SHOWN]}… ({len(line):,} characters)"
