"""`unl check`."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completion_names, console, finding_formats, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import Session, changing, opened, read_again, reading, start, venues
from unlcli.errors import ExitCode, LibraryNotFoundError, SettingsError, UsageError

if TYPE_CHECKING:
    from unlcli.domain.finding import Finding
    from unlcli.services.changed_entries import Touched
    from unlcli.services.check import CheckOptions
    from unlcli.store.bibfile import BibFile


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Libraries to judge together, as pre-commit passes them."),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    format: options.FindingFormat = "auto",
    json: options.Json = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODE",
            help="Rules to run, by code or first letters: D001,K.",
            autocompletion=completion_names.rules,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODE", help="Rules to leave out.", autocompletion=completion_names.rules),
    ] = None,
    diff: Annotated[
        str,
        typer.Option(
            "--diff",
            metavar="REV",
            help="Only what changed since a git revision, against the whole library; REV... since leaving it.",
        ),
    ] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended without a doubt.")] = False,
    explain: options.Explain = "",
    strict: options.Strict = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever is found.")] = False,
    yes: options.NoConsent = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --fix: show what would change.")] = False,
) -> None:
    """Report problems (a paper twice, a key twice, broken entries, bad links, ...) and mend some. Exit 1 for errors.

    \b
    unl check
    unl check library.bib other.bib
    unl check --diff origin/main --format github
    unl check --fix --dry-run
    unl check --explain D001
    """
    from unlcli.render import findings
    from unlcli.services.check import check as judge

    if explain:
        _explain(explain)
        return
    chosen = finding_formats.chosen(format, json=json)
    findings.renderer(chosen)  # a format that is none is told before anything is mended
    session = _session(files or (), library, encoding)
    how = _options(session, select, ignore, strict=strict)
    bibs = opened(session, files or ()) or [reading(session)]
    before = _before(session, bibs, diff) if diff else {}
    if fix:
        # positions stay what they are when values are mended, so what was touched is told by the state before
        mended = [_mend(start(str(bib.path), encoding), how, before, dry_run=dry_run) for bib in bibs]
        if dry_run:
            return
        bibs = [read_again(session, bib) for bib in bibs]
        touched = {path: each for path, each in mended if each is not None}
    else:
        touched = _touched(bibs, before)
    how = _with(how, bibs, touched if diff else None)
    result = judge([bib.entries for bib in bibs], how)
    strict = how.settings.strict
    docs = _docs(result.findings)
    console.out_rendered(finding_formats.rendered(result.findings, chosen, docs, strict=strict))
    failed = result.errors or strict and result.findings
    if failed and not exit_zero:
        raise typer.Exit(ExitCode.NO)


def _docs(findings: "Sequence[Finding]") -> dict[str, str]:
    """Return by code what the documentation says of the rules that found something."""
    from unlcli import rules

    return {code: rules.rule(code).docs for code in dict.fromkeys(finding.code for finding in findings)}


def _session(files: Sequence[Path], library: str, encoding: str) -> Session:
    from unlcli.store.locate import Found

    session = start(str(files[0]) if files else library, encoding)
    if not files and session.located.how is Found.SHIPPED:
        # a gate that runs in the wrong folder must not pass on somebody else's list
        raise LibraryNotFoundError("there is no library here to check", "name it: unl check FILE")
    return session


def _options(
    session: Session, select: Sequence[str] | None, ignore: Sequence[str] | None, *, strict: bool
) -> "CheckOptions":
    from unlcli import rules
    from unlcli.services.check import CheckOptions
    from unlcli.store.settings import CheckSettings

    own = session.settings.check
    how = CheckSettings(_codes(select) or own.select, (*own.ignore, *_codes(ignore)), strict or own.strict)
    try:
        rules.chosen(how.select, how.ignore)
    except UsageError as error:
        if select or ignore:
            raise
        raise SettingsError(f"{session.settings.origins['check']}: check: {error.message}", error.hint) from error
    return CheckOptions(how, venues(session), tuple(category.name for category in session.settings.categories))


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for option in given or () for code in option.split(",") if code.strip())


def _mend(
    session: Session, how: "CheckOptions", before: "Mapping[str, BibFile]", *, dry_run: bool
) -> "tuple[str, Touched | None]":
    """Mend a library, where it is compared with an earlier state only what is new; return its path and what that is."""
    from unlcli.services.check import plan_fixes

    with changing(session) as bib:
        touched = _touched([bib], before)
        plan = plan_fixes(bib.entries, _with(how, [bib], touched if before else None))
        many = "1 finding" if len(plan.fixed) == 1 else f"{len(plan.fixed)} findings"
        apply_changes(session, bib, plan.changes, f"mended {many}", command="check --fix", dry_run=dry_run)
        path = str(bib.path)
        return path, touched.get(path)


def _before(session: Session, bibs: "Sequence[BibFile]", revision: str) -> "dict[str, BibFile]":
    """Return the libraries by path as they were in a revision; asked for first, so that nothing is mended without it."""
    from unlcli.services.changed_entries import earlier
    from unlcli.store.revision import bytes_at

    data = {bib.path: bytes_at(bib.path, revision, os.environ) for bib in bibs}
    renamed, encoding = session.settings.renamed, session.encoding
    return {str(path): earlier(path, was, renamed, encoding) for path, was in data.items()}


def _touched(bibs: "Sequence[BibFile]", before: "Mapping[str, BibFile]") -> "dict[str, Touched]":
    from unlcli.services.changed_entries import touched_since

    return {str(bib.path): touched_since(bib, before[str(bib.path)]) for bib in bibs if str(bib.path) in before}


def _with(how: "CheckOptions", bibs: "Sequence[BibFile]", touched: "Mapping[str, Touched] | None") -> "CheckOptions":
    from dataclasses import replace

    return replace(how, touched=touched, can_write={str(bib.path): bib.can_write for bib in bibs})


def _explain(code: str) -> None:
    from unlcli import rules
    from unlcli.cli.explained import explain

    meanings = {
        rule.code: f"{rule.docs.strip()}\n\n{rule.name}, {rule.severity}" for rule in map(rules.rule, rules.codes())
    }
    explain(code, meanings, "rule")
