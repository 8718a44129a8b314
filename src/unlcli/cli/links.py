"""`unl links`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completion, console, finding_formats, links_shown, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import Session, changing, read_again, reading, start, target, venues
from unlcli.errors import EntryNotFoundError, ExitCode, OfflineError, UnreachableError, UsageError

if TYPE_CHECKING:
    from unlcli.domain.entry import Entry
    from unlcli.domain.finding import Finding
    from unlcli.domain.library import Entries
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
            help="Only entries of these keys, or those that a query finds; all without it.",
            autocompletion=completion.keys,
        ),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
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
        console.out(_explanation(explain))
        return
    chosen = finding_formats.chosen(format, json=json)
    formats.renderer(chosen)  # a format that is none is told before anything is asked
    session = start(library, encoding)
    if fix:
        target(session, creates=False)
    bib = reading(session)
    result = _asked(session, _places(session, bib, words or ()), offline=offline)
    if fix:
        _write(session, words or (), result, dry_run=dry_run, yes=yes)
        if dry_run:
            links_shown.tell_rest(result, verbose=verbose)
            return
        bib = read_again(session, bib)
        result = _after(result, _places(session, bib, words or ()))
    found = findings(result, bib.can_write)
    links_shown.show(found, result, chosen, strict=strict or session.settings.check.strict)
    links_shown.tell_rest(result, verbose=verbose)
    _end(found, result, strict=strict or session.settings.check.strict)


def _explanation(code: str) -> str:
    from unlcli.domain.link_codes import LINK_CODES

    about = LINK_CODES.get(code.upper())
    if about is None:
        raise UsageError(f"there is no code {code!r}", f"there are {', '.join(LINK_CODES)}")
    return f"{code.upper()}: {about.means}\n\n{about.name}, {about.severity}"


def _places(session: Session, bib: "BibFile", words: Sequence[str]) -> "tuple[Place, ...]":
    from unlcli.rules.judged import Placed
    from unlcli.services.link_places import places

    return tuple(places(Placed(bib.entries, entry) for entry in _entries(session, bib.entries, words)))


def _entries(session: Session, library: "Entries", words: Sequence[str]) -> "Sequence[Entry]":
    """Return the entries that keys or identifiers name, else those that a query selects. Raises EntryNotFoundError."""
    from unlcli.domain import identifiers, query

    if not words:
        return library.entries
    by_name: list[Entry] = []
    for word in words:
        identifier = identifiers.recognise(word)
        found = library.named(word) or (library.by_identifier.get(identifier, ()) if identifier else ())
        if not found:
            break
        by_name += found
    else:
        return sorted({entry.position: entry for entry in by_name}.values(), key=lambda entry: entry.position)
    wanted = " ".join(words)
    selected = query.selected(library, query.parse(wanted), venues(session))
    if not selected:
        raise EntryNotFoundError(wanted)
    return selected


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
        changes = fixes(_places(session, bib, words), result.states, bib.can_write)
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
