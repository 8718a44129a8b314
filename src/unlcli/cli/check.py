"""`unl check`."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import Session, changing, opened, reading, start, venues
from unlcli.errors import ExitCode, LibraryNotFoundError, SettingsError, UsageError

if TYPE_CHECKING:
    from unlcli.domain.finding import Finding
    from unlcli.services.check import CheckOptions
    from unlcli.store.bibfile import BibFile


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Libraries to judge together, as pre-commit passes them."),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text, json, github, sarif, markdown; auto is github inside Actions.",
        ),
    ] = "auto",
    json: options.Json = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODE", help="Rules to run, by code or first letters: D001,K."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODE", help="Rules to leave out.")] = None,
    diff: Annotated[
        str,
        typer.Option(
            "--diff",
            metavar="REV",
            help="Only what changed since a git revision, against the whole library; REV... since leaving it.",
        ),
    ] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended without a doubt.")] = False,
    explain: Annotated[str, typer.Option("--explain", metavar="CODE", help="Say what a rule is about.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
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
        console.out(_explanation(explain))
        return
    chosen = _format("json" if json else format)
    render = findings.renderer(chosen)
    session = _session(files or (), library, encoding)
    how = _options(session, select, ignore, strict=strict)
    if fix:
        for file in files or [session.located.path]:
            _mend(start(str(file), encoding), how, dry_run=dry_run)
        if dry_run:
            return
    bibs = opened(session, files or ()) or [reading(session)]
    if diff:
        how = _only_touched(session, bibs, diff, how)
    result = judge([bib.entries for bib in bibs], how)
    colour = chosen == "text" and console.is_coloured(sys.stdout)
    shown = findings.RenderOptions(colour=colour, folder=_folder(), rules=_docs(result.findings))
    console.out_rendered(render(result.findings, shown))
    failed = result.errors or how.settings.strict and result.findings
    if failed and not exit_zero:
        raise typer.Exit(ExitCode.NO)


def _format(given: str) -> str:
    if given != "auto":
        return given
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def _folder() -> str:
    """Return the working folder as seen from the top of the repository that a GitHub workflow works on."""
    top = os.environ.get("GITHUB_WORKSPACE")
    if not top or not Path.cwd().is_relative_to(top):
        return ""
    return Path.cwd().relative_to(top).as_posix()


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
    from unlcli.store.config import CheckSettings

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


def _mend(session: Session, how: "CheckOptions", *, dry_run: bool) -> None:
    from unlcli.services.check import plan_fixes

    with changing(session) as bib:
        plan = plan_fixes(bib.entries, how, bib.can_write)
        many = "1 finding" if len(plan.fixed) == 1 else f"{len(plan.fixed)} findings"
        apply_changes(session, bib, plan.changes, f"mended {many}", command="check --fix", dry_run=dry_run)


def _only_touched(session: Session, bibs: "Sequence[BibFile]", revision: str, how: "CheckOptions") -> "CheckOptions":
    from dataclasses import replace

    from unlcli.services.changed_entries import earlier, touched_since
    from unlcli.store.revision import bytes_at

    touched = {}
    for bib in bibs:
        data = bytes_at(bib.path, revision, os.environ)
        before = earlier(bib.path, data, session.settings.renamed, session.encoding)
        touched[str(bib.path)] = touched_since(bib, before)
    return replace(how, touched=touched)


def _explanation(code: str) -> str:
    from unlcli import rules

    if code.upper() not in rules.codes():
        raise UsageError(f"there is no rule {code!r}", f"there are {', '.join(rules.codes())}")
    rule = rules.rule(code.upper())
    return f"{rule.docs.strip()}\n\n{rule.name}, {rule.severity}"
