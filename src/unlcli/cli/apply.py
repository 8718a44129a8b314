"""Plan, show, apply: the one way every changing command ends."""

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.session import Session, consent, settings_for
from unlcli.domain.change import Change
from unlcli.errors import UnlError

if TYPE_CHECKING:
    from unlcli.store.bibfile import BibFile


def apply_changes(
    session: Session,
    library: "BibFile",
    changes: Sequence[Change],
    done: str,
    *,
    command: str,
    dry_run: bool,
    ask: str = "",
    yes: bool = False,
    quiet_when_dry: bool = False,
) -> bool:
    """Show or save changes and say what was done; return whether the file was written.

    `ask` is the question of a command that chose the changes itself; it is put once, and --yes answers it.
    """
    from unlcli.services.save import save
    from unlcli.store.files import has_other_names

    plan = library.plan(changes)
    if dry_run:
        if not quiet_when_dry:
            console.show_diff(plan.diff, sys.stdout)
            console.note(
                f"unl: nothing was written (--dry-run); would have {done}" if changes else "unl: nothing to change"
            )
        return False
    if plan.is_empty and library.existed:
        console.note("unl: nothing to change")
        return False
    if ask and not consent(ask, lambda: console.show_diff(plan.diff, sys.stderr), yes=yes):
        console.note("unl: nothing was changed")
        return False
    if has_other_names(library.path):
        console.note(f"unl: note: {library.path} has another name (a hard link), which keeps the old text")
    is_kept = save(plan, session.places.state, command, session.when)
    console.detail(f"wrote {library.path}: {len(changes)} change{'' if len(changes) == 1 else 's'}")
    made = "" if library.existed else f"made {library.path}; "
    console.note(f"unl: {made}{done} ({undoable(session, library.path, is_kept)})")
    return True


def undoable(session: Session, library: Path, is_kept: bool) -> str:
    """Say how a change to a library, or to a page made of it, is taken back: the line names it where it must."""
    if not is_kept:
        return f"no undo: {session.places.state} cannot be written"
    where = "" if _is_taken_unnamed(session, library) else f" -l {shlex.quote(str(library))}"
    return f"unl undo{where} takes it back"


def _is_taken_unnamed(session: Session, library: Path) -> bool:
    """Tell whether a command that is given no library takes this one, here and now."""
    from unlcli.store import locate
    from unlcli.store.paths import real

    try:
        found = locate.locate("", Path.cwd(), os.environ, session.places, settings_for)
    except UnlError:
        return False
    taken = Path(locate.NAME) if found.how is locate.Found.SHIPPED else found.path
    return real(taken) == real(library)
