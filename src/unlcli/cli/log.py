"""`unl log`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import console, options, output
from unlcli.cli.session import start, target
from unlcli.domain.text import without_controls
from unlcli.errors import UsageError

if TYPE_CHECKING:
    from unlcli.services.log import Logged


def log(
    library: options.Library = "",
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", help="Show the last N changes.")] = 10,
    oneline: Annotated[bool, typer.Option("--oneline", help="One line a change, without the diffs.")] = False,
    format: options.Format = "text",
    json: options.Json = False,
) -> None:
    """Show what unl changed, newest first, each change as a diff.

    \b
    unl log
    unl log --oneline
    unl log --limit 1 --json
    """
    from unlcli.services import log as changes

    as_json = options.wants_json("log", format, json)
    if limit < 1:
        raise UsageError(f"--limit {limit}: there is nothing to show", "a number from 1")
    session = start(library)
    path = target(session, creates=True)
    found = changes.logged(path, session.places.state)
    shown = found[:limit]
    if as_json:
        console.out_json(changes.as_json(shown))
        return
    with output.gathered():
        for change in shown:
            console.out(_heading(change))
            if not oneline:
                console.show_diff(change.diff, sys.stdout)
                console.out("")
    if not found:
        console.note(f"unl: no change of {path} is kept")
    elif len(found) > len(shown):
        older = len(found) - len(shown)
        console.note(f"unl: {older} older change{'s' if older > 1 else ''} (--limit {len(found)})")


def _heading(change: "Logged") -> str:
    undoable = "" if change.is_undoable else ", cannot be undone: the file was changed since"
    count = f"+{change.added} -{change.removed} lines"
    return f"{change.when}  {change.command}  {without_controls(str(change.path))}  ({count}{undoable})"
