"""What `unl search` does, whichever way its options were read: words in, hits out, an exit code."""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from unlcli.cli import console, progress
from unlcli.cli.session import Session, searching, start, venues
from unlcli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from unlcli.domain.query import Query
    from unlcli.services.search import SearchResult
    from unlcli.store.index import Index

T = TypeVar("T")

FORMATS = ("table", "lines", "keys", "bibtex", "markdown", "json", "csl-json")
#: Formats that say "nothing" in a document of their own.
_DOCUMENTS = ("json", "csl-json")
_ROWS_OF_A_TABLE = 20


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """What was asked for beside words; no `limit` is 20 rows in a table and all elsewhere, 0 is all."""

    library: str = ""
    encoding: str = ""
    format: str = ""
    limit: int | None = None
    sort: str = ""
    open: bool = False
    code: bool = False
    dry_run: bool = False
    no_cache: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found, and as the text that is printed; of how many entries, if none of them, and how many are not closed."""

    result: "SearchResult"
    text: str
    entries: int = 1
    unclosed: int = 0


def run(words: Sequence[str], options: SearchOptions) -> int:
    """Find papers and print them; return the exit code. Raises UnlError."""
    from unlcli.domain import query as queries

    chosen = options.format.lower() or ("table" if console.is_terminal() else "lines")
    _check(chosen, options)
    session = start(options.library, options.encoding)
    query = queries.parse(" ".join(words))
    opens = options.open or options.code
    most = options.limit if options.limit is not None else _ROWS_OF_A_TABLE if chosen == "table" else 0
    answer = _answer(session, query, options, "" if opens else chosen, 1 if opens else most)
    if not answer.result.hits:
        if chosen in _DOCUMENTS and not opens:
            console.out_document(answer.text)
        return _told_none(query.source, answer)
    if not answer.result.hits[0].has_all:
        tell_filters(query.source)
        console.note("unl: no paper has all the words; these have some of them")
    if opens:
        return _opened(answer.result, options)
    (console.out_rendered if chosen == "table" else console.out_document)(answer.text)
    more = answer.result.total - len(answer.result.hits)
    if more > 0:
        console.note(f"unl: {more} more (--limit 0 shows all)")
    return int(ExitCode.OK)


def _check(format: str, options: SearchOptions) -> None:
    if format not in FORMATS:
        from unlcli.domain.near_names import hint

        raise UsageError(f"search has no format {format!r}", hint(format, FORMATS, ", ".join(FORMATS)))
    if format in _DOCUMENTS and (options.open or options.code):
        raise UsageError(
            f"{'--open' if options.open else '--code'} prints a link, not {format}", "leave one of them out"
        )
    if sort := options.sort:
        from unlcli.services.search import SORTS

        if sort.removeprefix("-") not in SORTS:
            from unlcli.domain.near_names import hint

            listed = f"{', '.join(SORTS)}; -year turns one around"
            raise UsageError(f"search has no order {sort!r}", hint(sort.removeprefix("-"), SORTS, listed))


def _answer(session: Session, query: "Query", options: SearchOptions, format: str, most: int) -> _Answer:
    """Return what a query finds, and how it is printed."""
    from unlcli.services.search import search

    def found(index: "Index") -> _Answer:
        result = search(index, query, lambda: venues(session), limit=most, sort=options.sort)
        text = _written(session, index, result, format) if format else ""
        return _Answer(result, text) if result.hits else _Answer(result, text, len(index), index.unclosed())

    return asked(session, found, cached=not options.no_cache)


def asked(session: Session, ask: Callable[["Index"], T], *, cached: bool, tells: bool = True) -> T:
    """Return what an index of the library answers; where the kept one turns out to be of no use, one that is made anew.

    It `tells` which library is read, where nobody named it and it was not told before.
    """
    from unlcli.store.index import IndexBrokenError

    with progress.shown("Indexing the library") as step:
        index = searching(session, cached=cached, progress=step, tells=tells)
    # closed when it has answered: whoever brings the index up to date waits for those who read it
    with suppress(IndexBrokenError), index.asked():
        return ask(index)
    with closing(searching(session, cached=False, tells=False)) as index:
        return ask(index)


def _written(session: Session, index: "Index", result: "SearchResult", format: str) -> str:
    """Return hits in a format; only those that show whole entries have any read."""
    if format in ("lines", "keys"):
        from unlcli.render import plain_lines

        shown = [hit.shown for hit in result.hits]
        if format == "keys":
            return plain_lines.keys(one.key for one in shown)
        return plain_lines.lines((one.key, one.year, one.venue, one.title, one.url) for one in shown)
    from unlcli.render import listing

    render = listing.renderer(format)
    if format == "table":
        from unlcli.services.list_hits import list_hits

        looks = listing.RenderOptions(
            width=console.width(), colour=console.is_coloured(sys.stdout), terms=tuple(result.words)
        )
        return render(list_hits(hit.shown for hit in result.hits), looks)
    from unlcli.services.list_entries import ListOptions, list_entries

    entries = index.entries([hit.position for hit in result.hits])
    how = ListOptions(("title", "venue", "year", "key"), in_order=True)
    listed = list_entries(entries, venues(session), how, lambda entry: index.source(entry.position))
    return render(listed, listing.RenderOptions())


def _told_none(source: str, answer: _Answer) -> int:
    near = f"; nearest: {'; '.join(answer.result.nearest)}" if answer.result.nearest else ""
    told_none(source, answer.entries, answer.unclosed, near)
    return int(ExitCode.NO)


def told_none(source: str, entries: int, unclosed: int, near: str = "") -> None:
    """Say that of so many entries none was found, and how many could not be read."""
    console.note(f"unl: nothing found for {source!r}{near}" if source and entries else "unl: the library is empty")
    tell_filters(source)
    if unclosed:
        many = "1 entry" if unclosed == 1 else f"{unclosed} entries"
        console.note(f"unl: {many} cannot be read: unl check shows {'it' if unclosed == 1 else 'them'}")


def tell_filters(source: str) -> None:
    """Say of a query's words that look like a filter and are none which filter may have been meant."""
    from unlcli.domain.query import mistyped_filters

    for name, meant in mistyped_filters(source):
        console.note(f"unl: there is no filter {name}: (did you mean {' or '.join(f'{each}:' for each in meant)}?)")


def _opened(result: "SearchResult", options: SearchOptions) -> int:
    """Open the first hit's link, or that of its code, or both."""
    import webbrowser

    from unlcli.domain.identifiers import is_web_link

    first = result.hits[0].shown
    for wanted, name, link in ((options.open, "link", first.url), (options.code, "code", first.code)):
        if not wanted:
            continue
        if not is_web_link(link):
            console.error(f"{first.key} has no {name}", f"see what it has: unl show {first.key}")
            return int(ExitCode.NO)
        console.out(link)
        if not options.dry_run:
            webbrowser.open(link)
    return int(ExitCode.OK)
