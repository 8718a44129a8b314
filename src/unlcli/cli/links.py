"""`unl links`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completion_names, console, finding_formats, links_shown, options, voice
from unlcli.cli.apply import apply_changes
from unlcli.cli.naming import chosen_entries
from unlcli.cli.session import Session, changing, read_again, reading, start, target
from unlcli.errors import ExitCode, OfflineError, UnreachableError, UsageError

if TYPE_CHECKING:
    from unlcli.domain.finding import Finding
    from unlcli.services.link_places import Place
    from unlcli.services.links import LinksResult
    from unlcli.store.bibfile import BibFile

#: One link may take as long as a site is waited for.
_WORTH_A_BAR = 1


def links(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY|QUERY",
            help="Which entries: keys, old keys, identifiers, or a query; all without it.",
            autocompletion=completion_names.keys_or_words,
        ),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    every: Annotated[
        bool, typer.Option("--all", "-a", help="All entries of the library, as without a KEY or QUERY.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the addresses that are better without a doubt; never for dead links.")
    ] = False,
    format: options.FindingFormat = "auto",
    json: options.Json = False,
    strict: options.Strict = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Also tell links of which nobody can tell.")] = False,
    explain: options.Explain = "",
    offline: options.Offline = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --fix: show what would change.")] = False,
    yes: options.Yes = False,
) -> None:
    """Check where links lead: dead, moved, http, tracking, repositories gone or archived. Exit 1 for dead ones.

    \b
    unl links
    unl links yao2024large
    unl links venue:neurips year:2024 --format markdown
    unl links --fix --dry-run
    """
    from unlcli.render import findings as formats
    from unlcli.services.links import findings

    if explain:
        _explain(explain)
        return
    if words and every:
        raise UsageError("name entries or say --all, not both", "unl links KEY, unl links QUERY, or unl links")
    chosen = finding_formats.chosen(format, json=json)
    formats.renderer(chosen)  # a format that is none is told before anything is asked
    session = start(library, encoding)
    if fix:
        target(session, creates=False)
    bib = reading(session)
    result = _asked(session, _places(session, bib, words or (), fix=fix), offline=offline)
    if fix:
        _write(session, words or (), result, dry_run=dry_run, yes=yes)
        if dry_run:
            links_shown.tell_rest(result, verbose=verbose or voice.now().is_verbose)
            return
        bib = read_again(session, bib)
        result = _after(result, _places(session, bib, words or (), fix=fix))
    found = findings(result, bib.can_write)
    links_shown.show(found, result, chosen, strict=strict or session.settings.check.strict)
    links_shown.tell_rest(result, verbose=verbose or voice.now().is_verbose)
    _end(found, result, strict=strict or session.settings.check.strict)


def _explain(code: str) -> None:
    from unlcli.cli.explained import explain
    from unlcli.domain.link_codes import LINK_CODES

    explain(code, {code: f"{code}: {each.means}\n\n{each.name}, {each.severity}" for code, each in LINK_CODES.items()})


def _places(session: Session, bib: "BibFile", words: Sequence[str], *, fix: bool) -> "tuple[Place, ...]":
    from unlcli.rules.judged import Placed
    from unlcli.services.link_places import places

    entries = chosen_entries(session, bib.entries, words, writes=fix) if words else bib.entries
    return tuple(places(Placed(bib.entries, entry) for entry in entries))


def _asked(session: Session, found: "Sequence[Place]", *, offline: bool) -> "LinksResult":
    from unlcli.cli import progress
    from unlcli.cli.network import connected
    from unlcli.services.links import LinksResult, check_links

    if not found:
        return LinksResult((), {})
    worth_it = progress.NEVER if offline else _WORTH_A_BAR  # the cache answers at once
    try:
        with connected(session, offline=offline) as client, progress.shown("asking the sites", worth_it) as step:
            return check_links(found, client.ask, step)
    except KeyboardInterrupt:
        console.note("unl: stopped; nothing was changed (what was answered is kept and not asked again)")
        raise


def _write(session: Session, words: Sequence[str], result: "LinksResult", *, dry_run: bool, yes: bool) -> None:
    """Write the better addresses as one change; the library was not held while the sites were asked."""
    from unlcli.services.links import fixes

    with changing(session) as bib:
        changes = fixes(_places(session, bib, words, fix=True), result.states, bib.can_write)
        many = "1 field" if len(changes) == 1 else f"{len(changes)} fields"
        apply_changes(
            session, bib, changes, f"put right the links of {many}", command="links --fix", dry_run=dry_run,
            ask=f"put right the links of {many}", yes=yes,
        )  # fmt: skip


def _after(result: "LinksResult", found: "tuple[Place, ...]") -> "LinksResult":
    """Return the result for the places as they are now: what was asked stands, and the new addresses answered."""
    from dataclasses import replace

    from unlcli.services.links import with_targets

    return replace(result, places=found, states=with_targets(result.states, found))


def _end(found: "Sequence[Finding]", result: "LinksResult", *, strict: bool) -> None:
    """End with the exit code that the findings mean. Raises SourceError when nothing could be asked."""
    from unlcli.domain.finding import Severity

    if result.is_cut_off and result.offline:
        raise OfflineError("none of the links is in the cache", "run it without --offline")
    if result.is_cut_off:
        raise UnreachableError("no site gave an answer", "check the connection, then run the command again")
    if any(finding.severity is Severity.ERROR for finding in found) or strict and found:
        raise typer.Exit(ExitCode.NO)
