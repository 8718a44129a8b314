"""`unl dedupe`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import Session, changing, opened, reading, start, venues
from unlcli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unlcli.domain.entry import Entry
    from unlcli.domain.library import Entries
    from unlcli.services.dedupe import Group


def dedupe(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE|KEY", help="Files to judge together; keys with the options below."),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    merge: Annotated[bool, typer.Option("--merge", help="Merge the certain groups, or the entries named.")] = False,
    not_same: Annotated[
        bool, typer.Option("--not-same", help="Record that the two entries named are different works.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why two entries are one work, or why not.")] = False,
    format: options.Format = "text",
    json: options.Json = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> None:
    """Show entries that are one work (exit 1 when any certainly are), and merge them.

    \b
    unl dedupe
    unl dedupe --merge
    unl dedupe --merge yao2024large liu2024large
    unl dedupe --not-same yao2024large liu2024large
    unl dedupe --explain yao2024large liu2024large
    """
    as_json = options.wants_json("dedupe", format, json)
    files = [name for name in names or () if name.lower().endswith(".bib") or Path(name).is_file()]
    keys = [name for name in names or () if name not in files]
    if keys and not (merge or not_same or explain):
        raise UsageError(f"{keys[0]!r} is no .bib file", "with keys, say --merge, --not-same or --explain")
    if merge + not_same + explain > 1:
        raise UsageError("--merge, --not-same and --explain exclude each other", "say one of them")
    if len(files) > 1 and (merge or not_same or explain):
        raise UsageError("several files can be judged together, not changed together", "name one with -l FILE")
    if (not_same or explain) and len(keys) != 2:
        raise UsageError("name exactly two entries", f"unl dedupe --{'explain' if explain else 'not-same'} KEY KEY")
    session = start(files[0] if files else library, encoding)
    if explain:
        _explain(session, keys)
    elif not_same:
        _mark(session, keys, dry_run=dry_run)
    elif merge:
        _merge(session, keys, dry_run=dry_run, yes=yes)
    else:
        _report(session, files, as_json=as_json)


def _report(session: Session, files: "Sequence[str]", *, as_json: bool) -> None:
    from unlcli.matching import Verdict
    from unlcli.render import listing
    from unlcli.services.dedupe import as_json as document
    from unlcli.services.dedupe import as_listing
    from unlcli.services.dedupe import dedupe as find

    groups = find(_libraries(session, files), venues(session))
    if as_json:
        console.out_json(document(groups))
    elif groups:
        width = console.width() if console.is_terminal() else 0
        how = listing.RenderOptions(width=width or 120, colour=console.is_coloured(sys.stdout))
        console.out_rendered(listing.renderer("table")(as_listing(groups, venues(session)), how))
    certain = sum(group.verdict is Verdict.CERTAIN for group in groups)
    if not as_json:
        console.note(_summary(groups, certain))
    if certain:
        raise typer.Exit(ExitCode.NO)


def _summary(groups: "Sequence[Group]", certain: int) -> str:
    if not groups:
        return "unl: no duplicates"
    doubtful = len(groups) - certain
    remedy = " (unl dedupe --merge merges the certain ones)" if certain else ""
    return f"unl: {certain} certain, {doubtful} possible{remedy}"


def _libraries(session: Session, files: "Sequence[str]") -> "list[Entries]":
    return [bib.entries for bib in opened(session, [Path(file) for file in files]) or [reading(session)]]


def _pair(session: Session, library: "Entries", keys: "Sequence[str]") -> "list[Entry]":
    from unlcli.services.find_entry import find_entry

    entries = [find_entry(library, key, venues(session)).entry for key in keys]
    if len({entry.position for entry in entries}) < len(entries):
        raise UsageError("the names mean the same entry", "name different ones")
    return entries


def _explain(session: Session, keys: "Sequence[str]") -> None:
    from unlcli.matching import explain

    first, second = _pair(session, reading(session).entries, keys)
    evidence = explain(first, second, venues(session))
    verdict = evidence.verdict or "different"
    console.out(f"{first.key} and {second.key}: {verdict} ({evidence.score}): {evidence.reason}")


def _mark(session: Session, keys: "Sequence[str]", *, dry_run: bool) -> None:
    from unlcli.services.dedupe import mark_not_same

    with changing(session) as bib:
        first, second = _pair(session, bib.entries, keys)
        changes = mark_not_same(first, second, bib.entries)
        done = f"recorded that {first.key} and {second.key} differ"
        apply_changes(session, bib, changes, done, command="dedupe --not-same", dry_run=dry_run)


def _merge(session: Session, keys: "Sequence[str]", *, dry_run: bool, yes: bool) -> None:
    from unlcli.matching import Verdict
    from unlcli.services.dedupe import dedupe as find
    from unlcli.services.dedupe import group_of, plan_merges

    table = venues(session)
    with changing(session) as bib:
        if keys:
            if len(keys) < 2:
                raise UsageError("name at least two entries to merge", "unl dedupe --merge KEY KEY")
            groups = [group_of(_pair(session, bib.entries, keys), bib.entries.path)]
        else:
            groups = [group for group in find([bib.entries], table) if group.verdict is Verdict.CERTAIN]
        plan = plan_merges(groups, bib.entries, table, bib.source)
        for conflict in plan.conflicts:
            console.note(f"unl: warning: {conflict}")
        done = "merged " + "; ".join(f"{', '.join(gone)} into {kept}" for kept, gone in plan.merged)
        ask = "" if keys else f"merge {len(groups)} groups" if len(groups) != 1 else "merge this group"
        apply_changes(session, bib, plan.changes, done, command="dedupe --merge", dry_run=dry_run, ask=ask, yes=yes)
