"""Save a library and other files as one change: all of them or, when one cannot be written, none."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from unlcli.errors import LibraryChangedError, UnlError
from unlcli.services.save import save, save_page
from unlcli.store import replacement
from unlcli.store.bibfile import Plan
from unlcli.store.files import Was, differs


@dataclass(frozen=True, slots=True)
class NewText:
    """What a file is to hold; `old` is what it held when that was planned, None where there was none."""

    path: Path
    new: bytes
    old: bytes | None = None


def save_together(plan: Plan, files: Sequence[NewText], state: Path, command: str, when: str, run: str) -> bool:
    """Write a library's plan and other files, which one undo takes back; tell whether that could be kept.

    When one cannot be written, those before it are put back as they were, and the error is raised.
    """
    done: list[NewText] = []
    is_kept = True
    try:
        if not plan.is_empty or not plan.existed:
            is_kept = save(plan, state, command, when, run)
            done.append(NewText(plan.path, plan.new, plan.old if plan.existed else None))
        for file in files:
            _check(file)
            is_kept &= save_page(file.path, file.new, plan.path, state, when, run, command)
            done.append(file)
    except BaseException:
        for file in reversed(done):
            _put_back(file)
        raise
    return is_kept


def _check(file: NewText) -> None:
    """Raise LibraryChangedError when a file is no longer what it was."""
    if differs(file.path, Was(file.old or b"", file.old is not None)):
        raise LibraryChangedError(str(file.path))


def _put_back(file: NewText) -> None:
    with contextlib.suppress(UnlError):
        if file.old is None:
            replacement.remove(file.path, Was(file.new))
        else:
            replacement.replace(file.path, file.old, Was(file.new))
