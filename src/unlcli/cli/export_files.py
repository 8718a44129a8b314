"""Files that exports are written to: brought up to date, shown as a diff, or only looked at."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from unlcli.cli import console
from unlcli.cli.apply import undoable
from unlcli.cli.session import Session, held
from unlcli.errors import UsageError


@dataclass(frozen=True, slots=True)
class How:
    """Whether files are written, shown or only looked at, whether edits by hand are discarded, and the line that writes them."""

    is_dry: bool
    only_asks: bool
    line: str
    is_forced: bool = False


def brought_up_to_date(session: Session, path: str, text: str, how: How) -> bool:
    """Write a page where it is not current; where that is only asked, tell whether it is."""
    target, data = _checked(session, path), text.encode("utf-8")
    if _is_stream(target):
        if how.only_asks:
            raise UsageError(f"{path}: is no file to look at", "--check compares files")
        if not how.is_dry:
            target.write_bytes(data)
        return True
    shown = os.path.relpath(target) if target.is_absolute() and target.is_relative_to(Path.cwd()) else path
    if how.only_asks:
        is_current = target.exists() and target.read_bytes() == data
        console.note(f"unl: {shown} is up to date" if is_current else f"unl: {shown} is not current: {how.line}")
        return is_current
    _write(session, target, data, shown, dry_run=how.is_dry)
    return True


def _checked(session: Session, path: str) -> Path:
    from unlcli.store.paths import real

    target = Path(path)
    if target.exists() and real(target) == real(session.located.path):
        raise UsageError(f"{path}: is the library itself", "export to another file")
    if target.is_dir():
        raise UsageError(f"{path}: is a folder", "name a file in it")
    return target


def _write(session: Session, target: Path, data: bytes, shown: str, *, dry_run: bool) -> None:
    from unlcli.services.save import page_diff, save_page
    from unlcli.store.locate import NAME, Found

    with held(session, target):
        if target.exists() and target.read_bytes() == data:
            console.note(f"unl: {shown} is up to date")
        elif dry_run:
            console.show_diff(page_diff(target, data), sys.stdout)
            console.note(f"unl: nothing was written (--dry-run); would have written {shown}")
        else:
            library = Path(NAME) if session.located.how is Found.SHIPPED else session.located.path
            is_kept = save_page(target, data, library, session.places.state, session.when)
            console.note(f"unl: wrote {shown} ({undoable(session, library, is_kept)})")


def _is_stream(target: Path) -> bool:
    """Tell whether a path is a pipe or a device (/dev/stdout), which is written to and never replaced."""
    return target.exists() and not target.is_file() or target.is_relative_to("/dev") or target.is_relative_to("/proc")
