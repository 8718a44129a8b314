"""`unl search` and `unl --version` without the option parser, which takes longer to load than a search does.

What is not plain here (help, an error, a value that needs checking) is left to the other lane; a test holds both to the same.
"""

import os
from collections.abc import Callable, Sequence

from unlcli.cli import argument_words, boundary, console
from unlcli.errors import UsageError

#: Options of `unl search`, with what they are in SearchOptions; empty for those that only scripts need and that do nothing.
FLAGS = {
    "--json": "json",
    "--open": "open",
    "--code": "code",
    "--no-cache": "no_cache",
    "--yes": "",
    "-y": "",
    "--dry-run": "dry_run",
}
VALUED = {
    "--library": "library",
    "-l": "library",
    "--encoding": "encoding",
    "--format": "format",
    "-f": "format",
    "--limit": "limit",
    "-n": "limit",
    "--sort": "sort",
}
HELP = ("--help", "-h")
_IS_WINDOWS = os.name == "nt"


def prepared(arguments: Sequence[str]) -> Callable[[], int] | None:
    """Return what runs a command line, None when it takes the other lane."""
    if "_UNL_COMPLETE" in os.environ or (_IS_WINDOWS and _is_pattern(arguments)):
        return None
    if list(arguments) in (["--version"], ["-V"]):
        return lambda: boundary.guarded(_version, arguments)
    options = _options(arguments[1:]) if list(arguments[:1]) == ["search"] else None
    if options is None:
        return None
    words, chosen = options
    return lambda: boundary.guarded(lambda: _search(words, chosen), arguments)


def _is_pattern(arguments: Sequence[str]) -> bool:
    """Tell whether arguments hold what the other lane expands on Windows, whose shells leave that to programs."""
    return any(char in argument for argument in arguments for char in "*?[~$%")


def _options(arguments: Sequence[str]) -> tuple[list[str], dict[str, object]] | None:
    try:
        options, words = argument_words.split(arguments, (*FLAGS, *HELP), VALUED)
    except UsageError:
        return None
    chosen: dict[str, object] = {}
    for name, value in options:
        if name in HELP or (value is None) != (name in FLAGS):
            return None
        if (field := FLAGS.get(name) or VALUED.get(name)) is None:
            continue
        chosen[field] = True if value is None else value
    return (words, chosen) if _settled(chosen) else None


def _settled(chosen: dict[str, object]) -> bool:
    """Give values their types; tell whether that went without a doubt."""
    limit = chosen.get("limit")
    if isinstance(limit, str):
        if not (limit.isascii() and limit.isdecimal() and len(limit) < 10):
            return False
        chosen["limit"] = int(limit)
    if chosen.pop("json", False):
        chosen["format"] = "json"
    return True


def _version() -> int:
    console.out(console.version())
    return 0


def _search(words: list[str], chosen: dict[str, object]) -> int:
    from unlcli.cli import searching

    return searching.run(words, searching.SearchOptions(**chosen))  # type: ignore[arg-type]
