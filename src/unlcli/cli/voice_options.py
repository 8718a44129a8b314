"""The options that all commands take, before the command's name and after it."""

from typing import Annotated, Any

import typer

from unlcli.cli import completion, voice
from unlcli.errors import UsageError


def _quiet(wanted: bool) -> None:
    if wanted:
        voice.choose(is_quiet=True, is_verbose=False)


def _verbose(wanted: bool) -> None:
    if wanted:
        voice.choose(is_verbose=True, is_quiet=False)


def _debug(wanted: bool) -> None:
    if wanted:
        voice.choose(is_debugging=True, is_verbose=True, is_quiet=False)


def _no_pager(wanted: bool) -> None:
    if wanted:
        voice.choose(pages=False)


def _color(when: str) -> None:
    if not when:
        return
    if when.lower() not in voice.WHEN:
        from unlcli.domain.near_names import hint

        raise UsageError(f"--color: there is no {when!r}", hint(when.lower(), voice.WHEN, ", ".join(voice.WHEN)))
    voice.choose(colour=when.lower())


_HELP = {
    "quiet": "Tell nothing but results and errors.",
    "verbose": "Tell what is read and written, which settings count, and how long it took.",
    "debug": "Also tell where an error was found, and what is asked of the network.",
    "color": "auto, always, never.",
    "pager": "Show long results on a terminal without a pager.",
}


def _option(*names: str, callback: Any, help: str, **more: Any) -> Any:
    return typer.Option(*names, callback=callback, help=help, is_eager=True, expose_value=False, **more)


Quiet = Annotated[bool, _option("--quiet", "-q", callback=_quiet, help=_HELP["quiet"])]
Verbose = Annotated[bool, _option("--verbose", "-v", callback=_verbose, help=_HELP["verbose"])]
Debug = Annotated[bool, _option("--debug", callback=_debug, help=_HELP["debug"])]
Color = Annotated[
    str,
    _option("--color", callback=_color, help=_HELP["color"], metavar="WHEN", autocompletion=completion.colours),
]
NoPager = Annotated[bool, _option("--no-pager", callback=_no_pager, help=_HELP["pager"])]


def _all(
    quiet: Annotated[bool, _option("--quiet", callback=_quiet, help=_HELP["quiet"], hidden=True)] = False,
    verbose: Annotated[bool, _option("--verbose", callback=_verbose, help=_HELP["verbose"], hidden=True)] = False,
    debug: Annotated[bool, _option("--debug", callback=_debug, help=_HELP["debug"], hidden=True)] = False,
    color: Annotated[
        str, _option("--color", callback=_color, help=_HELP["color"], hidden=True, autocompletion=completion.colours)
    ] = "",
    no_pager: Annotated[bool, _option("--no-pager", callback=_no_pager, help=_HELP["pager"], hidden=True)] = False,
) -> None:
    """Hold the options as a command has them: by their long names, for the short ones may mean something else there."""


def of_a_command(taken: set[str]) -> list[Any]:
    """Return the options for a command, but for those whose names it has taken."""
    holder = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    holder.command("all")(_all)
    return [each for each in typer.main.get_command(holder).params if not taken & {*each.opts}]
