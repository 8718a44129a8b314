"""`unl open`."""

import webbrowser
from typing import Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.naming import meant
from unlcli.cli.session import reading, start
from unlcli.errors import ExitCode


def open_entry(
    keys: options.Keys,
    library: options.Library = "",
    encoding: options.Encoding = "",
    code: Annotated[bool, typer.Option("--code", help="Open the code instead of the paper.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the link and open nothing.")] = False,
    yes: options.NoConsent = False,
) -> None:
    """Open papers, or their code, in the browser.

    \b
    unl open yao2024large
    unl open tofu --code
    """
    from unlcli.domain import identifiers

    session = start(library, encoding)
    bib = reading(session)
    for entry in meant(session, bib.entries, keys):
        links = (
            [link for link in entry.values("code") if identifiers.is_web_link(link)]
            if code
            else [identifiers.best_link(entry)]
        )
        if not links or not links[0]:
            console.error(f"{entry.key} has no {'code' if code else 'link'}", f"see what it has: unl show {entry.key}")
            raise typer.Exit(ExitCode.NO)
        console.out(links[0])
        if not dry_run:
            webbrowser.open(links[0])
