"""`unl upgrade`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completion_names, console, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.naming import chosen_entries
from unlcli.cli.session import Session, changing, consent, start, target, venues
from unlcli.errors import ConsentError, ExitCode, LibraryChangedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unlcli.domain.entry import Entry
    from unlcli.services.find_published import Published
    from unlcli.services.upgrade import UpgradePlan
    from unlcli.store.bibfile import BibFile

#: So many entries are asked about at a time; how many questions a service gets at once is the client's to say.
_TOGETHER = 8
#: One preprint is asked about at several services, which takes seconds already.
_WORTH_A_BAR = 1


def upgrade(
    keys: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY|QUERY",
            help="Which preprints: keys, old keys, identifiers, or a query.",
            autocompletion=completion_names.keys_or_words,
        ),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    every: Annotated[bool, typer.Option("--all", "-a", help="All preprints of the library.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 when there is something to upgrade.")
    ] = False,
    offline: options.Offline = False,
    format: options.Format = "text",
    json: options.Json = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> None:
    """Find where preprints were published, show the evidence, and make them their versions of record.

    \b
    unl upgrade eldan2023whos
    unl upgrade category:unlearning year:2024
    unl upgrade --all
    unl upgrade --all --dry-run
    unl upgrade --all --check
    """
    as_json = options.wants_json("upgrade", format, json)
    if bool(keys) == every:
        raise UsageError(
            "name preprints or say --all, not both" if keys else "no preprint was named",
            "unl upgrade KEY, or unl upgrade --all",
        )
    if every and not (yes or dry_run or check or as_json or console.can_ask()):
        raise ConsentError("upgrade --all")  # before anybody is asked
    from unlcli.services.upgrade import plan_upgrades
    from unlcli.store.bibfile import BibFile

    session = start(library, encoding)
    bib = BibFile.open(target(session, creates=False), session.settings.renamed, named=session.encoding)
    entries = _chosen(session, bib, keys or ())
    found = _asked(session, entries, offline=offline)
    plan = plan_upgrades(found, bib.entries, venues(session))
    if not as_json and (entries or not keys):
        _show(session, plan, bib)
    is_written = False
    try:
        if not check and plan.upgrades:
            is_written = _apply(session, bib, plan, dry_run=dry_run, yes=yes, as_json=as_json)
    finally:
        if as_json:
            from unlcli.services.tell_upgrades import as_json as document

            console.out_json(document(plan, is_written=is_written))
    if check and plan.upgrades:
        raise typer.Exit(ExitCode.NO)
    if plan.failed:
        raise typer.Exit(ExitCode.SOURCE)


def _chosen(session: Session, bib: "BibFile", keys: "Sequence[str]") -> "list[Entry]":
    """Return the preprints that are meant; of what was named and is none, say what it is."""
    from unlcli.domain import versions
    from unlcli.services.upgrade import is_upgradable

    table = venues(session)
    if not keys:
        return [entry for entry in bib.entries if is_upgradable(entry, table) and not entry.problem]
    chosen = []
    for entry in chosen_entries(session, bib.entries, keys, writes=True):
        if is_upgradable(entry, table):
            chosen.append(entry)
            continue
        version = versions.of_entry(entry, table)
        where = f" ({entry.venue})" if entry.venue else ""
        said = f"is published already{where}" if version > versions.Version.WORKSHOP else f"is no preprint{where}"
        console.note(f"unl: {entry.place(str(bib.path))} {said}")
    return chosen


def _asked(session: Session, entries: "Sequence[Entry]", *, offline: bool) -> "list[Published]":
    """Ask the sources about entries; Ctrl-C changes nothing, and what was answered is kept in the cache."""
    from unlcli.cli import progress
    from unlcli.cli.network import connected
    from unlcli.errors import SourceError
    from unlcli.services.find_published import Published, find_published
    from unlcli.services.known_preprint import ask_arxiv
    from unlcli.sources.in_parallel import in_parallel

    if not entries:
        return []
    table = venues(session)
    found: list[Published] = []
    worth_it = progress.NEVER if offline else _WORTH_A_BAR  # the cache answers at once
    try:
        with connected(session, offline=offline) as client, progress.shown("asking the sources", worth_it) as step:
            step(0, len(entries))
            # in another thread, like all that follows, so that Ctrl-C is heard at once
            ((_, told),) = in_parallel([entries], lambda these: ask_arxiv(these, client.ask, client.keep), 1)
            own = {} if isinstance(told, SourceError) else told

            def ask(entry: "Entry") -> Published:
                return find_published(entry, client.ask, table, own=own)

            for index, result in in_parallel(entries, ask, _TOGETHER):
                if isinstance(result, SourceError):
                    result = Published(entries[index], failures=[result])
                found.append(result)
                step(len(found), len(entries))
    except KeyboardInterrupt:
        console.note(
            f"unl: stopped after {len(found)} of {len(entries)} preprints; nothing was changed"
            " (what was answered is kept and not asked again)"
        )
        raise
    return found


def _show(session: Session, plan: "UpgradePlan", bib: "BibFile") -> None:
    """Show the upgrades on standard output, and what is said of the other entries on standard error."""
    from unlcli.render import groups as page
    from unlcli.render.options import RenderOptions
    from unlcli.services import tell_upgrades

    how = RenderOptions(width=console.width() if console.is_terminal() else 0, colour=console.is_coloured(sys.stdout))
    path = str(bib.path)
    console.out_rendered(page.render(tell_upgrades.compare_upgrades(plan, path, venues(session)), how))
    sys.stdout.flush()
    for line in tell_upgrades.lines(plan, path):
        console.note(f"unl: {line}")
    for line in tell_upgrades.notes(plan, path):
        console.note(f"unl: note: {line}")
    if counts := tell_upgrades.summary(plan):
        console.note(f"unl: {counts}")


def _apply(session: Session, read: "BibFile", plan: "UpgradePlan", *, dry_run: bool, yes: bool, as_json: bool) -> bool:
    for one in plan.upgrades:
        for conflict in one.conflicts:
            console.note(f"unl: warning: {one.old.key}: {conflict}")
    keys = [one.old.key for one in plan.upgrades]
    what = f"upgrade {keys[0]}" if len(keys) == 1 else f"upgrade {len(keys)} preprints"
    if not dry_run and not consent(what, lambda: None, yes=yes):
        console.note("unl: nothing was changed")
        return False
    with changing(session) as bib:  # while the sources were asked, the library was not held
        if bib.data != read.data:
            raise LibraryChangedError(str(bib.path))
        done = f"upgraded {', '.join(keys)}"
        return apply_changes(
            session, bib, plan.changes, done, command="upgrade", dry_run=dry_run, quiet_when_dry=as_json
        )
