"""What the shell offers beside citation keys: categories, venues, fields, columns, codes of findings, settings."""

import contextlib
import io
import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from unlcli.cli import completion

if TYPE_CHECKING:
    from unlcli.store.index import Index

#: Text that no shell reads as a command where it stands in quotation marks, as all completed texts do.
_HARMLESS = re.compile(r"[\w][\w .,&/+@>()-]*")
_FILTERS = "author: title: year: venue: category: has: type: key: doi: arxiv: url: code: abstract: keyword:"
_LIST_FIELDS = "category= code= alturl= ids= keywords="


def categories(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the categories of the library that begin as was typed, whole paths."""
    return _quoted(_beginning(incomplete, _categories(ctx)), incomplete)


def venues(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the venues of the library that begin as was typed."""
    return _quoted(_beginning(incomplete, _from_index(ctx, _venues)), incomplete)


def words(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what a word of a query may become: the name of a filter, or a venue or category behind it."""
    typed, kept = completion.typed_so_far(incomplete, os.environ)
    name, colon, value = typed.partition(":")
    if not colon:
        return _beginning(name, _FILTERS.split())
    held = {"venue": _venues, "category": _levels}.get(name.lower())
    found = _beginning(value, _from_index(ctx, held)) if held else []
    plain = (f"{name}:{each}" for each in found if " " not in each)
    return [completion.Rest(each[len(kept) :]) for each in plain]


def keys_or_words(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return citation keys and what a word of a query may become."""
    return [*completion.keys(ctx, incomplete), *words(ctx, incomplete)]


def fields_to_set(incomplete: str) -> list[str]:
    """Return names of fields that begin as was typed, ready for a value."""
    return _beginning(incomplete, [f"{name}=" for name in ("key", "type", *_fields())])


def list_fields(incomplete: str) -> list[str]:
    """Return names of fields that hold lists, ready for a value."""
    return _beginning(incomplete, _LIST_FIELDS.split())


def fields(incomplete: str) -> list[str]:
    """Return names of fields that begin as was typed."""
    return _beginning(incomplete, _fields())


def columns(incomplete: str) -> list[str]:
    """Return names of columns and groups that begin as was typed, behind the names before a comma."""
    from unlcli.services.listing.names import HEADINGS

    before, comma, typed = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in _beginning(typed, dict.fromkeys((*HEADINGS, *_fields())))]


def rules(incomplete: str) -> list[str]:
    """Return codes of rules that begin as was typed, behind the codes before a comma."""
    from unlcli import rules as registry

    before, comma, typed = incomplete.rpartition(",")
    return [f"{before}{comma}{code}" for code in _beginning(typed.upper(), registry.codes())]


def codes(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the codes of a command's findings that begin as was typed."""
    from unlcli import rules as registry
    from unlcli.domain.link_codes import LINK_CODES
    from unlcli.domain.verify_codes import DOCS

    known: Iterable[str] = {"links": tuple(LINK_CODES), "verify": tuple(DOCS)}.get(
        ctx.info_name or "", registry.codes()
    )
    return [completion.Rest(code) for code in _beginning(incomplete.upper(), known)]


def settings(incomplete: str) -> list[str]:
    """Return names of settings that begin as was typed."""
    names = "library encoding key_pattern creationdate contact fields category venues check export sources"
    return _beginning(incomplete, names.split())


def formats(incomplete: str) -> list[str]:
    """Return the formats of commands that have two."""
    return _beginning(incomplete, ("text", "json"))


def finding_formats(incomplete: str) -> list[str]:
    """Return the formats of findings that begin as was typed."""
    return _beginning(incomplete, ("auto", "text", "json", "github", "sarif", "markdown"))


def export_formats(incomplete: str) -> list[str]:
    """Return the formats of exports that begin as was typed."""
    from unlcli.store.export_formats import NAMES

    return _beginning(incomplete, NAMES)


def styles(incomplete: str) -> list[str]:
    """Return the looks of Markdown that begin as was typed."""
    return _beginning(incomplete, ("table", "list"))


def splits(incomplete: str) -> list[str]:
    """Return what a list is split by that begins as was typed."""
    return _beginning(incomplete, ("year", "category"))


def _beginning(typed: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.casefold().startswith(typed.casefold())]


def _fields() -> list[str]:
    from unlcli.services.listing.names import KNOWN_FIELDS

    return sorted(KNOWN_FIELDS)


def _categories(ctx: typer.Context) -> list[str]:
    return _from_index(ctx, _paths)


def _from_index(ctx: typer.Context, names: "Callable[[Index], Iterator[str]]") -> list[str]:
    """Return names that an index of the library holds; none when there is no index, or trouble."""
    with contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(Exception):
        index = completion.ready(ctx)
        if index is not None:
            with contextlib.closing(index):
                return sorted({name for name in names(index) if _HARMLESS.fullmatch(name)})
    return []


def _venues(index: "Index") -> "Iterator[str]":
    return (series for _, series, *_ in index.tallies() if series)


def _paths(index: "Index") -> "Iterator[str]":
    from unlcli.domain import categories as paths

    held = {category for _, _, category, *_ in index.tallies()}
    return (
        paths.written(path[:depth])
        for each in held
        for path in paths.of_value(each)
        for depth in range(1, 1 + len(path))
    )


def _levels(index: "Index") -> "Iterator[str]":
    return (level for path in _paths(index) for level in path.split(" > "))


def _quoted(names: list[str], incomplete: str) -> list[str]:
    """Return texts as a shell takes them as they are: zsh and fish quote by themselves, the others do not."""
    shell = os.environ.get("_UNL_COMPLETE", "").removeprefix("complete_")
    if shell == "bash" and not _is_in_quotes():
        return [completion.Rest(shlex.quote(name)) for name in names]
    if shell in ("powershell", "pwsh"):
        return [completion.Rest(f"'{name}'" if " " in name else name) for name in names]
    return [completion.Rest(name) for name in names]


def _is_in_quotes() -> bool:
    given, at = os.environ.get("COMP_WORDS", "").split("\n"), os.environ.get("COMP_CWORD", "")
    return at.isdecimal() and int(at) < len(given) and given[int(at)].startswith(("'", '"'))
