"""`unl edit`."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completion, completion_names, console, editor, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.naming import one_named
from unlcli.cli.session import changing, held, start, venues
from unlcli.domain.change import Change, ReplaceEntry
from unlcli.errors import EntryNotFoundError, NotWritableError, StoreError, UsageError

if TYPE_CHECKING:
    from unlcli.cli.session import Session
    from unlcli.domain.entry import Entry
    from unlcli.services.edit import FieldEdit
    from unlcli.store.bibfile import BibFile


def edit(
    keys: Annotated[
        list[str] | None,
        typer.Argument(metavar="KEY", help="Which entries; see --where for many.", autocompletion=completion.keys),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    set: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            "-s",
            metavar="F=V",
            help="Give a field a value; key=NEW renames, type=NEW retypes.",
            autocompletion=completion_names.fields_to_set,
        ),
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", "-u", metavar="F", help="Take a field out.", autocompletion=completion_names.fields),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            "-a",
            metavar="F=V",
            help="Add to a list field (category, code, ...).",
            autocompletion=completion_names.list_fields,
        ),
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            "--drop", "-d", metavar="F=V", help="Take from a list field.", autocompletion=completion_names.list_fields
        ),
    ] = None,
    where: Annotated[
        str,
        typer.Option(
            "--where", "-w", metavar="QUERY", help="All entries a query selects.", autocompletion=completion_names.words
        ),
    ] = "",
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
    if not edits:
        _edit_by_hand(session, keys or (), dry_run=dry_run)
        return
    with changing(session) as bib:
        table = venues(session)
        if where:
            query = queries.parse(where)
            entries = queries.selected(bib.entries, query, table)
            if not entries:
                raise EntryNotFoundError(where)
        else:
            entries = [one_named(session, bib.entries, key) for key in keys or ()]
        if any(e.name == "key" and e.verb is Verb.SET for e in edits) and len(entries) > 1:
            raise UsageError("one key cannot be given to several entries", "rename them one by one")
        changes = edit_entries(entries, bib.entries, edits)
        _tell_slips(edits, bib, entries)
        _apply(session, bib, changes, entries, dry_run=dry_run)


def _tell_slips(edits: Sequence["FieldEdit"], bib: "BibFile", entries: Sequence["Entry"]) -> None:
    """Say which fields may have been meant by names that are no fields of this library, nor of BibTeX."""
    from unlcli.services.listing.names import meant_fields

    for name in dict.fromkeys(edit.name for edit in edits):
        if name == "key" or any(name in entry.fields for entry in entries):
            continue
        if meant := meant_fields(name, bib.entries):
            console.note(f"unl: warning: no entry has the field {name!r}; did you mean {' or '.join(meant)}?")


def _apply(
    session: "Session", bib: "BibFile", changes: Sequence[Change], entries: Sequence["Entry"], *, dry_run: bool
) -> None:
    touched = len({getattr(change, "position", -1) for change in changes})
    what = entries[0].key if len(entries) == 1 else "1 entry" if touched == 1 else f"{touched} entries"
    apply_changes(session, bib, changes, f"edited {what}", command="edit", dry_run=dry_run)


def _edit_by_hand(session: "Session", keys: Sequence[str], *, dry_run: bool) -> None:
    """Put entries as the user's editor left them in their places. Nobody has to wait for the editor: no lock is held."""
    with changing(session) as bib:
        before = _handed_out(session, bib, keys, is_written=not dry_run)
    with editor.edited(before) as after, held(session, bib.path):
        bib = bib.open(bib.path, session.settings.renamed, named=session.encoding)
        texts = [(old, new) for old, new in zip(before, after, strict=True) if new.strip() != old.strip()]
        entries = _entries(bib, [old for old, _ in texts])
        changes = _replaced(bib, entries, [new for _, new in texts])
        _apply(session, bib, changes, entries, dry_run=dry_run)


def _handed_out(session: "Session", bib: "BibFile", keys: Sequence[str], *, is_written: bool) -> list[str]:
    """Return the texts of the entries that keys name. Raises UnlError when they could not be changed anyway."""

    if is_written:
        _refuse_unless_writable(bib.path)
    positions = dict.fromkeys(one_named(session, bib.entries, key).position for key in keys)
    texts = [bib.source(position) for position in positions]
    bib.plan([ReplaceEntry(position, text) for position, text in zip(positions, texts, strict=True)])
    return texts


def _refuse_unless_writable(path: Path) -> None:
    from unlcli.store.paths import real

    file = real(path)
    if not os.access(file, os.W_OK):
        raise NotWritableError(f"{path}: is read-only; it was not touched", f"make it writable: chmod u+w {path}")
    if not os.access(file.parent, os.W_OK | os.X_OK):
        raise NotWritableError(f"{path}: its folder cannot be written; it was not touched", "check the folder's rights")


def _entries(bib: "BibFile", texts: Sequence[str]) -> list["Entry"]:
    """Return the entries that read so. Raises StoreError when one is no longer as it was handed out."""
    now = {bib.source(entry.position): entry for entry in reversed(bib.entries.entries)}
    if any(text not in now for text in texts):
        raise StoreError(
            f"{bib.path}: the entry was changed by another program while you edited it", "nothing was changed"
        )
    return [now[text] for text in texts]


def _replaced(bib: "BibFile", entries: Sequence["Entry"], texts: Sequence[str]) -> tuple[Change, ...]:
    """Return the changes that put hand-edited texts in their entries' places."""
    from unlcli.services.edit import replace_entry
    from unlcli.services.second_opinion import second_opinion

    changes: list[Change] = []
    for entry, text in zip(entries, texts, strict=True):
        changes += replace_entry(entry, bib.entries, text)
        if warning := second_opinion(text):
            console.note(f"unl: warning: {warning}")
    return tuple(changes)
