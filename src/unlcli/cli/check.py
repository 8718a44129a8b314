"""`unl check`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.session import opened, reading, start, venues
from unlcli.errors import ExitCode, LibraryNotFoundError, SettingsError, UsageError


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Libraries to judge together, as pre-commit passes them."),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="text, json, github; auto is github inside Actions.")
    ] = "auto",
    json: options.Json = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODE", help="Rules to run, by code or first letters: D001,K."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODE", help="Rules to leave out.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever is found.")] = False,
    yes: options.NoConsent = False,
    dry_run: options.NoDryRun = False,
) -> None:
    """Report problems: the same paper twice, repeated keys, what cannot be read. Exit 1 when there are errors.

    \b
    unl check
    unl check library.bib other.bib
    unl check --format github
    """
    from unlcli.render import findings
    from unlcli.services.check import check as judge
    from unlcli.store.config import CheckSettings
    from unlcli.store.locate import Found

    chosen = "json" if json else format
    if chosen == "auto":
        chosen = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    render = findings.renderer(chosen)
    session = start(str(files[0]) if files else library, encoding)
    if not files and session.located.how is Found.SHIPPED:
        # a gate that runs in the wrong folder must not pass on somebody else's list
        raise LibraryNotFoundError("there is no library here to check", "name it: unl check FILE")
    own = session.settings.check
    how = CheckSettings(_codes(select) or own.select, (*own.ignore, *_codes(ignore)), strict or own.strict)
    libraries = opened(session, files or ()) or [reading(session).entries]
    try:
        result = judge(libraries, venues(session), how)
    except UsageError as error:
        if select or ignore:
            raise
        raise SettingsError(f"{session.settings.origins['check']}: check: {error.message}", error.hint) from error
    colour = chosen == "text" and console.is_coloured(sys.stdout)
    console.out_rendered(render(result.findings, findings.RenderOptions(colour=colour)))
    failed = result.errors or how.strict and result.findings
    if failed and not exit_zero:
        raise typer.Exit(ExitCode.NO)


def _codes(given: list[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for option in given or () for code in option.split(",") if code.strip())
