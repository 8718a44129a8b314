"""What the shell offers when Tab is pressed: citation keys and formats. Quick, and silent whatever goes wrong."""

import contextlib
import io
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from unlcli.cli.session import searching, start

if TYPE_CHECKING:
    from unlcli.store.index import Index

#: Keys that the shell takes as they stand: a completed line is run, so nothing that it would read otherwise is offered.
_PLAIN = re.compile(r"[\w.+@%,/][\w.:+/@%=,-]*")

#: A library of so many bytes is read while nobody waits.
_QUICKLY_READ = 1_000_000


class Rest(str):
    """The rest of a key. Typer offers only what begins with the word to complete, which for bash may be a colon before it."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Pass for what was typed."""
        return True


def keys(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the citation keys of the library that begin as a person began to type."""
    typed, kept = typed_so_far(incomplete, os.environ)
    with contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(Exception):
        index = ready(ctx)
        if index is None:
            return []
        with contextlib.closing(index):
            found = index.keys(typed)
        return [Rest(key[len(kept) :]) for key in found if _PLAIN.fullmatch(key)]
    return []


def ready(ctx: typer.Context) -> "Index | None":
    """Return an index of the library, be it a little old; none where there is none and the library is large.

    What is missing is made in memory alone: completion writes nothing.
    """
    from unlcli.store.index_open import Reading, opened

    session = start(ctx.params.get("library") or "", ctx.params.get("encoding") or "")
    settings, path = session.settings, session.located.path
    found = opened(path, Reading(settings.renamed, settings.venues, session.encoding), session.places.cache)
    if found is None and path.stat().st_size < _QUICKLY_READ:
        return searching(session, cached=False, tells=False)
    return found and found[0]


def typed_so_far(incomplete: str, environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the key as far as it is typed, and the part of it that the shell does not replace.

    For bash a colon ends a word: of `DBLP:conf` it hands over and replaces what follows the colon.
    """
    words = environment.get("COMP_WORDS", "").split("\n")
    at = environment.get("COMP_CWORD", "")
    if not environment.get("_UNL_COMPLETE", "").endswith("bash") or not at.isdecimal() or int(at) >= len(words):
        return incomplete, ""
    parts = [words[int(at)]]
    for word in reversed(words[1 : int(at)]):
        if _is_colon(word) == _is_colon(parts[0]) or word.startswith("-"):
            break
        parts.insert(0, word)
    if not any(map(_is_colon, parts)):
        return incomplete, ""
    typed = "".join(parts)
    return typed, typed[: typed.rfind(":") + 1]


def _is_colon(word: str) -> bool:
    return bool(word) and not word.strip(":")


def search_formats(incomplete: str) -> list[str]:
    """Return the formats of `unl search` that begin as was typed."""
    return _beginning(incomplete, "table lines keys bibtex markdown json csl-json")


def show_formats(incomplete: str) -> list[str]:
    """Return the formats of `unl show` that begin as was typed."""
    return _beginning(incomplete, "text bibtex markdown lines keys json csl-json")


def sorts(incomplete: str) -> list[str]:
    """Return the orders of `unl search` that begin as was typed."""
    names = "relevance year title author venue key added"
    return _beginning(incomplete, f"{names} -{names.replace(' ', ' -')}")


def colours(incomplete: str) -> list[str]:
    """Return when there may be colour, as far as it begins as was typed."""
    return _beginning(incomplete, "auto always never")


def parts(incomplete: str) -> list[str]:
    """Return what `unl stats` counts by that begins as was typed, behind the names before a comma."""
    before, comma, typed = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in _beginning(typed, "year venue category")]


def _beginning(incomplete: str, names: str) -> list[str]:
    return [name for name in names.split() if name.startswith(incomplete)]
