"""`unl config`."""

from json import dumps as json_text
from typing import Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.session import start
from unlcli.errors import UsageError


def config(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A setting.")] = "",
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="Its new value, written to your own settings file.")
    ] = "",
    library: options.Library = "",
    format: options.Format = "text",
    json: options.Json = False,
    yes: options.NoConsent = False,
    dry_run: options.DryRun = False,
) -> None:
    """Show the settings and where each comes from, or set one of your own.

    \b
    unl config
    unl config key_pattern
    unl config library ~/papers/library.bib
    """
    as_json = options.wants_json("config", format, json)
    if value:
        _set(name, value, dry_run=dry_run)
        return
    session = start(library)
    from unlcli.services.describe_settings import describe_settings

    described = describe_settings(session.settings)
    if name and name not in described:
        raise UsageError(f"there is no setting {name!r}", f"there are: {', '.join(described)}")
    shown = {name: described[name]} if name else described
    if as_json:
        located = {"path": str(session.located.path), "how": str(session.located.how)}
        console.out_json({"version": 1, "library": located, "settings": shown})
        return
    if name:
        console.out(_written(shown[name]["value"]))
        return
    console.out(f"library in use: {session.located.path} ({session.located.how})")
    for setting, facts in shown.items():
        console.out(f"{setting} = {_written(facts['value'])}  ({facts['origin']})")


def _written(value: object) -> str:
    return value if isinstance(value, str) else json_text(value, ensure_ascii=False)


def _set(name: str, value: str, *, dry_run: bool) -> None:
    import os
    from pathlib import Path

    from unlcli.store import paths, user_config

    folder = paths.places(os.environ).config
    given = str(Path(value).expanduser().resolve()) if name == "library" else value
    if dry_run:
        console.note(f"unl: nothing was written (--dry-run); would have set {name} = {given}")
        return
    file = user_config.put(folder, name, given)
    console.note(f"unl: set {name} = {given} in {file}")
