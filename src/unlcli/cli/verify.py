"""`unl verify`."""

from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completion_names, console, finding_formats, options
from unlcli.cli.naming import chosen_entries
from unlcli.cli.session import Session, reading, start, target, venues
from unlcli.errors import ConsentError, ExitCode, LibraryNotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unlcli.domain.entry import Entry
    from unlcli.services.verify import VerifyResult
    from unlcli.services.verifying.asked import Answers
    from unlcli.store.bibfile import BibFile

    Written = tuple[Entry, Entry]

#: One identifier may be asked about at several services, which takes seconds already.
_WORTH_A_BAR = 1


def verify(
    keys: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY|QUERY",
            help="Which entries: keys, old keys, identifiers, or a query.",
            autocompletion=completion_names.keys_or_words,
        ),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    every: Annotated[bool, typer.Option("--all", "-a", help="All entries of the library.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Ask of each finding whether to write what the source says.")
    ] = False,
    format: options.FindingFormat = "auto",
    json: options.Json = False,
    strict: options.Strict = False,
    explain: options.Explain = "",
    offline: options.Offline = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --fix: show what --yes would change.")] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help="With --fix: accept all that is sure; never N004, nor another title."),
    ] = False,
) -> None:
    """Compare entries with what the sources of their own identifiers say. Exit 1 for errors, 4 where some was not compared.

    \b
    unl verify yao2024large
    unl verify venue:icml year:2024
    unl verify --all
    unl verify --all --fix
    """
    from unlcli.render import findings as formats

    if explain:
        _explain(explain)
        return
    if bool(keys) == every:
        raise UsageError(
            "name entries or say --all, not both" if keys else "no entry was named",
            "unl verify KEY, or unl verify --all",
        )
    chosen = finding_formats.chosen(format, json=json)
    formats.renderer(chosen)  # a format that is none is told before anything is asked
    if fix and not (dry_run or yes or console.can_ask()):
        raise ConsentError("verify --fix")
    session = _session(library, encoding, every=every, fix=fix)
    bib = reading(session)
    entries = _entries(session, bib, keys or (), fix=fix)
    answers = _asked(session, entries, offline=offline)
    result = _result(session, bib, entries, answers)
    strict = strict or session.settings.check.strict
    written: list[Written] = []
    if fix:
        from unlcli.cli.verify_fix import mend

        as_json = chosen == "json"
        is_written, written = mend(session, bib, result.findings, dry_run=dry_run, yes=yes, as_json=as_json)
        if is_written:
            bib = bib.open(bib.path, session.settings.renamed, named=session.encoding)
            result = _result(session, bib, [bib.entries.entries[entry.position] for entry in entries], answers)
        elif dry_run:
            if as_json:
                _show(result, chosen, strict=strict, written=written)
            _tell_rest(result, bib)
            _end(result, strict=False, counts_findings=False)
            return
    _show(result, chosen, strict=strict, written=written)
    _tell_rest(result, bib)
    _end(result, strict=strict)


def _end(result: "VerifyResult", *, strict: bool, counts_findings: bool = True) -> None:
    """End with the exit code that the findings mean, and without one that what could not be compared means."""
    if counts_findings and (result.errors or strict and result.findings):
        raise typer.Exit(ExitCode.NO)
    if result.uncompared:
        raise typer.Exit(ExitCode.SOURCE)


def _explain(code: str) -> None:
    from unlcli.cli.explained import explain
    from unlcli.domain.verify_codes import DOCS, NAMES

    explain(code, {code: f"{doc}\n\n{NAMES[code]}; docs/how-to/verify.md has examples" for code, doc in DOCS.items()})


def _session(library: str, encoding: str, *, every: bool, fix: bool) -> Session:
    from unlcli.store.locate import Found

    session = start(library, encoding)
    if fix:
        target(session, creates=False)
    elif every and session.located.how is Found.SHIPPED:
        # a job that runs in the wrong folder must not pass on somebody else's list
        raise LibraryNotFoundError("there is no library here to verify", "name it: unl verify --all -l FILE")
    return session


def _entries(session: Session, bib: "BibFile", keys: "Sequence[str]", *, fix: bool) -> "list[Entry]":
    if not keys:
        return list(bib.entries)
    return chosen_entries(session, bib.entries, keys, writes=fix)


def _asked(session: Session, entries: "Sequence[Entry]", *, offline: bool) -> "Answers":
    """Ask the sources about entries; the library is not held meanwhile."""
    from unlcli.cli import progress
    from unlcli.cli.network import connected
    from unlcli.services.verifying.asked import ask_all

    worth_it = progress.NEVER if offline else _WORTH_A_BAR  # the cache answers at once
    try:
        with connected(session, offline=offline) as client, progress.shown("asking the sources", worth_it) as step:
            return ask_all(entries, client.ask, step, client.keep)
    except KeyboardInterrupt:
        console.note("unl: stopped; nothing was changed (what was answered is kept and not asked again)")
        raise


def _result(session: Session, bib: "BibFile", entries: "Sequence[Entry]", answers: "Answers") -> "VerifyResult":
    from unlcli.services.verify import verify as compared

    return compared(bib.entries, entries, answers, venues(session), bib.can_write)


def _show(result: "VerifyResult", format: str, *, strict: bool, written: "Sequence[Written]") -> None:
    """Show the findings on standard output."""
    from unlcli.domain import verify_codes as codes
    from unlcli.render.findings.json import document
    from unlcli.services import tell_verified

    if format == "json":
        told = [tell_verified.uncompared(each) for each in result.uncompared]
        changed = [tell_verified.written(old, new) for old, new in written]
        console.out_json({**document(result.findings), "uncompared": told, "written": changed})
    else:
        docs = {finding.code: codes.DOCS[finding.code] for finding in result.findings}
        shown = finding_formats.rendered(
            result.findings, format, docs, strict=strict, explained_by="unl verify",
            no_findings=tell_verified.no_findings(result),
        )  # fmt: skip
        console.out_rendered(shown)


def _tell_rest(result: "VerifyResult", bib: "BibFile") -> None:
    """Say on standard error what could not be compared."""
    from unlcli.services.tell_verified import lines

    for line in lines(result, str(bib.path)):
        console.note(f"unl: {line}")
