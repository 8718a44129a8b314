"""`unl edit`."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import changing, start, venues
from unlcli.domain.change import Change
from unlcli.errors import EntryNotFoundError, StoreError, UsageError

if TYPE_CHECKING:
    from unlcli.cli.session import Session
    from unlcli.store.bibfile import BibFile


def edit(
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="KEY", help="Which entries; see --where for many.")
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    set: Annotated[
        list[str] | None,
        typer.Option("--set", "-s", metavar="F=V", help="Give a field a value; key=NEW renames, type=NEW retypes."),
    ] = None,
    unset: Annotated[list[str] | None, typer.Option("--unset", "-u", metavar="F", help="Take a field out.")] = None,
    add: Annotated[
        list[str] | None, typer.Option("--add", "-a", metavar="F=V", help="Add to a list field (category, code, ...).")
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", "-d", metavar="F=V", help="Take from a list field.")
    ] = None,
    where: Annotated[str, typer.Option("--where", "-w", metavar="QUERY", help="All entries a query selects.")] = "",
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> None:
    """Change fields of entries; without an option, open the entry in $EDITOR.

    \b
    unl edit yao2024large --set pages=105425--105475 --add category=Survey
    unl edit yao2024large --set key=yao2024llmu
    unl edit --where 'venue:neurips year:2024' --set publisher='Curran Associates'
    unl edit yao2024large
    """

    from unlcli.domain import query as queries
    from unlcli.services.edit import FieldEdit, Verb, edit_entries, parse_edit
    from unlcli.services.find_entry import find_entry

    given = ((Verb.SET, set), (Verb.UNSET, unset), (Verb.ADD, add), (Verb.DROP, drop))
    if bool(keys) == bool(where):
        raise UsageError(
            "name entries, or choose them with --where, not both" if keys else "no entry was named",
            "unl edit KEY --set F=V",
        )
    session = start(library, encoding)
    own = session.settings.renamed
    edits: list[FieldEdit] = [parse_edit(verb, text, own) for verb, texts in given for text in texts or ()]
    if where and not edits:
        raise UsageError("--where needs --set, --unset, --add or --drop")
    hand_edited = [] if edits else _edited_by_hand(session, keys or ())
    with changing(session) as bib:
        table = venues(session)
        if where:
            query = queries.parse(where)
            entries = [entry for entry in bib.entries if queries.selects(entry, query, table)]
            if not entries:
                raise EntryNotFoundError(where)
        else:
            entries = [find_entry(bib.entries, key, table).entry for key in keys or ()]
        if any(e.name == "key" and e.verb is Verb.SET for e in edits) and len(entries) > 1:
            raise UsageError("one key cannot be given to several entries", "rename them one by one")
        changes = edit_entries(entries, bib.entries, edits) if edits else _replaced(bib, hand_edited)
        touched = len({getattr(change, "position", -1) for change in changes})
        what = entries[0].key if len(entries) == 1 else "1 entry" if touched == 1 else f"{touched} entries"
        apply_changes(session, bib, changes, f"edited {what}", command="edit", dry_run=dry_run)


def _edited_by_hand(session: "Session", keys: Sequence[str]) -> list[tuple[str, str]]:
    """Return entries' texts before and after the user's editor. Nobody has to wait meanwhile: no lock is held."""
    from unlcli.services.find_entry import find_entry

    with changing(session) as bib:
        positions = [find_entry(bib.entries, key, venues(session)).entry.position for key in keys]
        texts = [bib.source(position) for position in positions]
    return [(text, _edited(text)) for text in texts]


def _replaced(bib: "BibFile", texts: Sequence[tuple[str, str]]) -> tuple[Change, ...]:
    """Return the changes that put hand-edited texts in their entries' places, if those are still as they were."""
    from unlcli.services.edit import replace_entry
    from unlcli.services.second_opinion import second_opinion

    changes: list[Change] = []
    for before, after in texts:
        position = next((e.position for e in bib.entries if bib.source(e.position) == before), None)
        if position is None:
            changed = f"{bib.path}: the entry was changed by another program while you edited it"
            raise StoreError(changed, _kept(after))
        try:
            changes += replace_entry(bib.entries.entries[position], bib.entries, after)
        except UsageError as error:
            raise UsageError(error.message, _kept(after)) from error
        if warning := second_opinion(after):
            console.note(f"unl: warning: {warning}")
    return tuple(changes)


def _edited(source: str) -> str:
    """Return a text as the user's editor left it."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not editor:
        if not console.can_ask():
            raise UsageError(
                "there is nothing to edit with: no --set, no $EDITOR, no terminal", "unl edit KEY --set F=V"
            )
        editor = "notepad" if os.name == "nt" else "vi"
    with tempfile.TemporaryDirectory(prefix="unl-") as folder:
        file = Path(folder) / "entry.bib"
        file.write_bytes(source.encode("utf-8") + b"\n")
        try:
            done = subprocess.run([*shlex.split(editor), str(file)], check=False)
        except OSError as error:
            raise UsageError(f"the editor {editor!r} could not be started: {error.strerror}", "set EDITOR") from error
        if done.returncode != 0:
            raise UsageError(f"the editor {editor!r} ended with {done.returncode}; nothing was changed")
        return file.read_bytes().decode("utf-8", "replace")


def _kept(text: str) -> str:
    """Put a hand-edited text that is refused where its writer finds it again, and say where."""
    handle, name = tempfile.mkstemp(prefix="unl-edit-", suffix=".bib")
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8"))
    return f"nothing was changed; your text is kept in {name}"
