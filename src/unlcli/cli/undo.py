"""`unl undo`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.session import held, start, target
from unlcli.domain.text import without_controls
from unlcli.errors import UsageError

if TYPE_CHECKING:
    from unlcli.services.save import Undo
    from unlcli.store.history import Step


def undo(
    library: options.Library = "",
    steps: Annotated[int, typer.Option("--steps", "-n", metavar="N", help="Take back the last N changes.")] = 1,
    dry_run: options.DryRun = False,
    yes: options.NoConsent = False,
) -> None:
    """Take back the last change that unl made to the library, or all files of its last export; again for the one before.

    \b
    unl undo
    unl undo --dry-run
    unl undo --steps 3
    """
    from unlcli.services import save as history

    if steps < 1:
        raise UsageError(f"--steps {steps}: there is nothing to undo", "a number from 1")
    session = start(library)
    path = target(session, creates=True)
    with held(session, path):
        changes = history.last_changes(path, session.places.state, steps)
        for change in changes:
            for step in change.skipped:
                console.note(f"unl: note: passed over `{step.command}` of {step.when}, {_reason(step)}")
            if dry_run:
                console.show_diff(history.diff_back(change), sys.stdout)
            else:
                history.undo(path, session.places.state, change)
                console.note(f"unl: undid `{change.step.command}` of {change.step.when}; {_result(change)}")
    if dry_run:
        undone = ", ".join(dict.fromkeys(f"`{change.step.command}` of {change.step.when}" for change in changes))
        console.note(f"unl: nothing was written (--dry-run); would have undone {undone}")


def _reason(step: "Step") -> str:
    if step.path:
        return f"for {without_controls(step.path)} is not as it left it"
    return "which is not in its file"


def _result(change: "Undo") -> str:
    from unlcli.services.save import count_entries

    path = without_controls(str(change.path))
    if change.step.path:
        return f"removed {path}" if change.removes_file else f"{path} is as it was"
    count = count_entries(change)
    entries = "1 entry" if count == 1 else f"{count} entries"
    return "removed the file it made" if change.removes_file else f"{path} has {entries} again"
