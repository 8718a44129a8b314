"""`unl undo`."""

import sys

from unlcli.cli import console, options
from unlcli.cli.session import start, target


def undo(library: options.Library = "", dry_run: options.DryRun = False, yes: options.NoConsent = False) -> None:
    """Take back the last change that unl made to the library; again for the one before.

    \b
    unl undo
    unl undo --dry-run
    """
    from unlcli.bibtex.scan import scan
    from unlcli.bibtex.splice import Edit, diff
    from unlcli.services import save as history
    from unlcli.store import lock

    session = start(library)
    path = target(session, creates=True)
    with lock.held(
        path, session.places.state, lambda: console.note(f"unl: waiting for another command that holds {path}")
    ):
        found = history.last_change(path, session.places.state)
        if dry_run:
            step = found.step
            console.show_diff(
                diff(found.old, [Edit(h.start, h.end, h.old) for h in step.hunks], str(found.path)), sys.stdout
            )
            console.note(f"unl: nothing was written (--dry-run); would have undone `{step.command}` of {step.when}")
            return
        history.undo(path, session.places.state, found)
    if found.step.path:
        gone = f"removed {found.path}" if found.removes_file else f"{found.path} is as it was"
        console.note(f"unl: undid `{found.step.command}` of {found.step.when}; {gone}")
        return
    count = sum(block.kind in ("entry", "broken") for block in scan(found.new))
    entries = "1 entry" if count == 1 else f"{count} entries"
    gone = "removed the file it made" if found.removes_file else f"{path} has {entries} again"
    console.note(f"unl: undid `{found.step.command}` of {found.step.when}; {gone}")
