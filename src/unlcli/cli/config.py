"""`unl config`."""

from json import dumps as json_text
from typing import Annotated

import typer

from unlcli.cli import completion_names, console, options
from unlcli.cli.session import start
from unlcli.errors import UsageError


def config(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A setting.", autocompletion=completion_names.settings)
    ] = "",
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
        from unlcli.domain.near_names import hint

        raise UsageError(f"there is no setting {name!r}", hint(name, described, f"there are: {', '.join(described)}"))
    shown = {name: described[name]} if name else described
    if as_json:
        located = {"path": str(session.located.path), "how": str(session.located.how)}
        console.out_json({"version": 1, "library": located, "settings": shown})
        return
    if name:
        console.out(_written(name, shown[name]["value"]))
        return
    console.out(f"library in use: {session.located.path} ({session.located.how})")
    for setting, facts in shown.items():
        console.out(f"{setting} = {_written(setting, facts['value'])}  ({facts['origin']})")


def _written(name: str, value: object) -> str:
    if name in ("export", "category"):
        value = _as_set(name, value)
    return value if isinstance(value, str) else json_text(value, ensure_ascii=False)


def _as_set(name: str, tables: object) -> object:
    """Return tables of a setting with what they say alone, without what goes without saying."""
    from dataclasses import asdict

    from unlcli.store.settings import CategorySetting, ExportSetting

    usual = asdict(ExportSetting() if name == "export" else CategorySetting(""))
    assert isinstance(tables, list | tuple)
    return [{inner: value for inner, value in table.items() if value != usual[inner]} for table in tables]


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
    if name == "library" and not Path(given).is_file():
        console.note(f"unl: note: {given} is no file yet; unl add and unl import make it")
