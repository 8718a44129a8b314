"""`unl stats`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completion, completion_names, console, options, output
from unlcli.cli.searching import asked, told_none
from unlcli.cli.session import Session, start, venues
from unlcli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unlcli.services.stats import Count, Stats
    from unlcli.store.index import Index

_PARTS = ("year", "venue", "category")
_NONE = {"year": "(no year)", "venue": "(no venue)", "category": "(no category)"}
_ROWS = 15


def stats(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY", help="Only the papers a query finds.", autocompletion=completion_names.words),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="NAMES", help="year, venue, category; all without it.", autocompletion=completion.parts
        ),
    ] = "",
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=0,
            metavar="N",
            help="At most so many venues and categories; 0 for all (15 on a terminal, else all).",
        ),
    ] = None,
    format: options.Format = "text",
    json: options.Json = False,
    no_cache: options.NoCache = False,
    yes: options.NoConsent = False,
    dry_run: options.NoDryRun = False,
) -> None:
    """Count papers by year, venue and category.

    \b
    unl stats
    unl stats unlearning has:code
    unl stats --by venue --limit 0
    unl stats --json
    """
    from unlcli.domain.query import parse

    as_json = options.wants_json("stats", format, json)
    parts = tuple(name.strip().lower() for name in by.split(",") if name.strip()) or _PARTS
    for part in parts:
        if part not in _PARTS:
            from unlcli.domain.near_names import hint

            listed = f"{', '.join(_PARTS)}, several with commas between"
            raise UsageError(f"stats cannot count by {part!r}", hint(part, _PARTS, listed))
    query = " ".join(words or ())
    parse(query)
    counted, entries, unclosed = _counted(start(library, encoding), query, cached=not no_cache)
    if as_json:
        console.out_json(_document(counted, query))
    elif counted.papers:
        most = limit if limit is not None else _ROWS if console.is_terminal() else 0
        with output.gathered():
            _show(counted, parts, most)
    if not counted.papers:
        told_none(query, entries, unclosed)
        raise typer.Exit(ExitCode.NO)


def _counted(session: Session, query: str, *, cached: bool) -> "tuple[Stats, int, int]":
    """Return the counts; where nothing was counted, of how many entries, and how many of them are not closed."""
    from unlcli.domain.query import parse
    from unlcli.services.search import search
    from unlcli.services.stats import Tally, count_papers

    def tallies(index: "Index") -> "Iterator[Tally]":
        if not query:
            return (Tally(*row) for row in index.tallies())
        # what has but some of the words is offered by a search, and is no answer to count
        hits = (hit for hit in search(index, parse(query), lambda: venues(session)).hits if hit.has_all)
        return (Tally(s.year, s.series, s.category, bool(s.code), s.is_preprint) for s in (hit.shown for hit in hits))

    def count(index: "Index") -> "tuple[Stats, int, int]":
        counted = count_papers(tallies(index))
        return (counted, 1, 0) if counted.papers else (counted, len(index), index.unclosed())

    return asked(session, count, cached=cached)


def _by(counted: "Stats") -> "dict[str, tuple[Count, ...]]":
    return {"year": counted.years, "venue": counted.venues, "category": counted.categories}


def _document(counted: "Stats", query: str) -> dict[str, object]:
    document: dict[str, object] = {
        "version": 1,
        "query": query,
        "papers": counted.papers,
        "with_code": counted.with_code,
        "preprints": counted.preprints,
    }
    for (part, counts), name in zip(_by(counted).items(), ("years", "venues", "categories"), strict=True):
        document[name] = [{part: count.name or None, "count": count.papers} for count in counts]
    return document


def _show(counted: "Stats", parts: tuple[str, ...], most: int) -> None:
    from unlcli.render import counts
    from unlcli.render.options import RenderOptions

    looks = RenderOptions(width=console.width() if console.is_terminal() else 0, colour=console.is_coloured(sys.stdout))
    papers = "1 paper" if counted.papers == 1 else f"{counted.papers} papers"
    preprints = "1 preprint" if counted.preprints == 1 else f"{counted.preprints} preprints"
    console.out(f"{papers}, {counted.with_code} with code, {preprints}")
    for part in parts:
        rows = [(_indented(count.name, part) or _NONE[part], count.papers) for count in _by(counted)[part]]
        shown = rows[:most] if most and part != "year" else rows
        console.out_rendered("\n" + counts.render(part.capitalize(), shown, looks))
        if len(shown) < len(rows):
            console.note(f"unl: {len(rows) - len(shown)} more by {part} (--limit 0 shows all)")


def _indented(name: str, part: str) -> str:
    """Return a category below others without their names, further in; other names as they are."""
    if part != "category":
        return name
    *above, last = name.split(" > ")
    return "  " * len(above) + last
