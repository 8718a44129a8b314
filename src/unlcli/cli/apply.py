"""Plan, show, apply: the one way every changing command ends."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.session import Session, consent
from unlcli.domain.change import Change

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
    made = "" if library.existed else f"made {library.path}; "
    console.note(f"unl: {made}{done} ({undoable(session, is_kept)})")
    return True


def undoable(session: Session, is_kept: bool) -> str:
    """Say whether a change can be taken back."""
    return "unl undo takes it back" if is_kept else f"no undo: {session.places.state} cannot be written"
