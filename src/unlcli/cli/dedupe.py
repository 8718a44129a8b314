"""`unl dedupe`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.naming import one_named
from unlcli.cli.session import Session, changing, opened, reading, start, venues
from unlcli.errors import ExitCode, LibraryNotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unlcli.domain.entry import Entry
    from unlcli.domain.library import Entries
    from unlcli.services.dedupe import Group


_MOST_REASONS = 3


def dedupe(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE|KEY", help="Files to judge together; keys with the options below."),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    merge: Annotated[bool, typer.Option("--merge", help="Merge the certain groups, or the entries named.")] = False,
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Go through the groups one at a time and decide.")
    ] = False,
    not_same: Annotated[
        bool, typer.Option("--not-same", help="Record that the entries named are different works.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why two entries are one work, or why not.")] = False,
    related: Annotated[
        bool, typer.Option("--related", help="Also show different papers that belong together.")
    ] = False,
    format: options.Format = "text",
    json: options.Json = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> None:
    """Show entries that are one work (exit 1 when any certainly are), and merge them.

    \b
    unl dedupe
    unl dedupe --interactive
    unl dedupe --merge
    unl dedupe --merge yao2024large liu2024large
    unl dedupe --not-same yao2024large liu2024large
    unl dedupe --explain yao2024large liu2024large
    """
    as_json = options.wants_json("dedupe", format, json)
    files = [name for name in names or () if name.lower().endswith(".bib") or name == "-" or _is_file(name)]
    keys = [name for name in names or () if name not in files]
    _check_usage(files, keys, merge=merge, interactive=interactive, not_same=not_same, explain=explain)
    changes = merge or interactive or not_same
    _check_effect("--related", related, not (changes or explain), "it goes with the report alone")
    _check_effect("--json", as_json, not (interactive or not_same), "it goes with the report, --merge and --explain")
    session = _session(files, library, encoding, is_gate=not (changes or explain))
    if explain:
        _explain(session, keys, as_json=as_json)
    elif not_same:
        _mark(session, keys, dry_run=dry_run)
    elif interactive:
        from unlcli.cli.walk import walk

        walk(session, merges_certain=merge, dry_run=dry_run)
    elif merge:
        _merge(session, keys, dry_run=dry_run, yes=yes, as_json=as_json)
    else:
        _report(session, files, as_json=as_json, related=related)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # a key may be longer than a file's name can be
        return False


def _check_usage(
    files: "Sequence[str]",
    keys: "Sequence[str]",
    *,
    merge: bool,
    interactive: bool,
    not_same: bool,
    explain: bool,
) -> None:
    if keys and not (merge or not_same or explain):
        raise UsageError(f"{keys[0]!r} is no .bib file", "with keys, say --merge, --not-same or --explain")
    if (merge or interactive) + not_same + explain > 1:
        raise UsageError("--merge, --not-same and --explain exclude each other", "say one of them")
    if len(files) > 1 and (merge or interactive or not_same or explain):
        raise UsageError("several files can be judged together, not changed together", "name one with -l FILE")
    if explain and len(keys) != 2:
        raise UsageError("name exactly two entries", "unl dedupe --explain KEY KEY")
    if not_same and len(keys) < 2:
        raise UsageError("name at least two entries", "unl dedupe --not-same KEY KEY")
    if interactive and keys:
        raise UsageError("--interactive goes through all groups", "with keys, say --merge or --not-same alone")
    if interactive and not console.can_ask():
        raise UsageError(
            "--interactive asks, and there is no terminal to ask on",
            "see the groups with unl dedupe; unl dedupe --merge KEY KEY and --not-same KEY KEY decide",
        )


def _check_effect(option: str, is_given: bool, has_effect: bool, hint: str) -> None:
    if is_given and not has_effect:
        raise UsageError(f"{option} has no effect here", hint)


def _session(files: "Sequence[str]", library: str, encoding: str, *, is_gate: bool) -> Session:
    from unlcli.store.locate import Found

    session = start(files[0] if files else library, encoding)
    if is_gate and not files and session.located.how is Found.SHIPPED:
        # a gate that runs in the wrong folder must not pass on somebody else's list
        raise LibraryNotFoundError("there is no library here to judge", "name it: unl dedupe FILE")
    return session


def _report(session: Session, files: "Sequence[str]", *, as_json: bool, related: bool) -> None:
    from unlcli.matching import Verdict
    from unlcli.services.dedupe import as_json as document
    from unlcli.services.dedupe import dedupe as find

    groups = find(_libraries(session, files), venues(session), related=related)
    if as_json:
        console.out_json(document(groups, related=related))
    else:
        console.out_rendered(_shown(session, groups))
        console.note(_summary(groups, related=related))
    if any(group.verdict is Verdict.CERTAIN for group in groups):
        raise typer.Exit(ExitCode.NO)


def _shown(session: Session, groups: "Sequence[Group]") -> str:
    """Return the groups for reading: fitted to a terminal, whole for a pipe."""
    from dataclasses import replace

    from unlcli.render import groups as page
    from unlcli.render.options import RenderOptions
    from unlcli.services.compare_entries import compare_entries

    how = RenderOptions(width=console.width() if console.is_terminal() else 0, colour=console.is_coloured(sys.stdout))
    duplicates = compare_entries([group for group in groups if group.verdict is not None], venues(session))
    others = compare_entries([group for group in groups if group.verdict is None], venues(session))
    parts = [page.render(duplicates, how)]
    if others:
        apart = replace(how, title="Different papers that belong together (no duplicates)")
        parts.append(page.render(others, apart))
    return "\n".join(filter(None, parts))


def _summary(groups: "Sequence[Group]", *, related: bool) -> str:
    from unlcli.matching import Verdict

    verdicts = [group.verdict for group in groups]
    certain, doubtful = verdicts.count(Verdict.CERTAIN), verdicts.count(Verdict.POSSIBLE)
    apart = f", {verdicts.count(None)} related" if related else ""
    if not certain and not doubtful:
        return f"unl: no duplicates{apart}"
    remedy = "unl dedupe --merge merges the certain ones" if certain else "unl dedupe -i goes through them"
    return f"unl: {certain} certain, {doubtful} possible{apart} ({remedy})"


def _libraries(session: Session, files: "Sequence[str]") -> "list[Entries]":
    return [bib.entries for bib in opened(session, [Path(file) for file in files]) or [reading(session)]]


def _named(session: Session, library: "Entries", keys: "Sequence[str]") -> "list[Entry]":
    entries = [one_named(session, library, key) for key in keys]
    if len({entry.position for entry in entries}) < len(entries):
        raise UsageError("the names mean the same entry", "name different ones")
    return entries


def _explain(session: Session, keys: "Sequence[str]", *, as_json: bool) -> None:
    from unlcli.services.explain_pair import explain_pair

    first, second = _named(session, reading(session).entries, keys)
    told = explain_pair(first, second, venues(session))
    if as_json:
        console.out_json(told.as_json())
    else:
        console.out(told.text)


def _mark(session: Session, keys: "Sequence[str]", *, dry_run: bool) -> None:
    from unlcli.services.dedupe import Decisions, mark_not_same, plan_decisions

    with changing(session) as bib:
        entries = _named(session, bib.entries, keys)
        marks = Decisions(differ=mark_not_same(entries))
        changes = plan_decisions(marks, bib.entries, venues(session)).changes
        named = [entry.key for entry in entries]
        done = f"recorded that {', '.join(named[:-1])} and {named[-1]} differ"
        apply_changes(session, bib, changes, done, command="dedupe --not-same", dry_run=dry_run)


def _merge(session: Session, keys: "Sequence[str]", *, dry_run: bool, yes: bool, as_json: bool) -> None:
    from unlcli.matching import Verdict
    from unlcli.services.dedupe import dedupe as find
    from unlcli.services.dedupe import doubts, group_of, merged_json, plan_merges

    table = venues(session)
    with changing(session) as bib:
        if keys:
            if len(keys) < 2:
                raise UsageError("name at least two entries to merge", "unl dedupe --merge KEY KEY")
            named = _named(session, bib.entries, keys)
            groups = [group_of(named, bib.entries.path)]
            ask = _doubted(doubts(named, table))
        else:
            groups = [group for group in find([bib.entries], table) if group.verdict is Verdict.CERTAIN]
            ask = f"merge {len(groups)} groups" if len(groups) != 1 else "merge this group"
        plan = plan_merges(groups, bib.entries, table, bib.source)
        for conflict in plan.conflicts:
            console.note(f"unl: warning: {conflict}")
        is_written = apply_changes(
            session,
            bib,
            plan.changes,
            plan.done,
            command="dedupe --merge",
            dry_run=dry_run,
            ask=ask,
            yes=yes,
            quiet_when_dry=as_json,
        )
    if as_json:
        console.out_json(merged_json(plan, is_written=is_written))


def _doubted(reasons: "Sequence[str]") -> str:
    """Return the question that is put before entries are merged of which something says that they are not one work."""
    if not reasons:
        return ""
    more = f"; and {len(reasons) - _MOST_REASONS} more" if len(reasons) > _MOST_REASONS else ""
    return f"merge them all the same ({'; '.join(reasons[:_MOST_REASONS])}{more})"
