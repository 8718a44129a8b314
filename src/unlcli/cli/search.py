"""`unl search`."""

from typing import Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.session import reading, start, venues
from unlcli.errors import ExitCode, UsageError


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="Words, \"phrases\", author:yao, year:2023..2025, '-word' (in quotes)."),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="table, lines, keys, bibtex, markdown, json.")
    ] = "",
    json: options.Json = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", "-n", min=0, metavar="N", help="At most so many rows; 0 for all (20 in a table, else all)."
        ),
    ] = None,
    yes: options.NoConsent = False,
    dry_run: options.NoDryRun = False,
) -> None:
    """Find papers: all fields, ranked, accents and LaTeX folded, typos forgiven.

    \b
    unl search harry potter
    unl search author:yao year:2024 venue:neurips
    unl search 'category:benchmark has:code -survey'
    unl search 2310.02238
    unl search unlearning --format bibtex > some.bib
    """
    from unlcli.domain import query as queries
    from unlcli.render import listing
    from unlcli.services.list_entries import ListOptions, list_entries
    from unlcli.services.search import search as find

    session = start(library, encoding)
    query = queries.parse(" ".join(words or ()))
    chosen = "json" if json else format or ("table" if console.is_terminal() else "lines")
    if chosen not in ("table", "lines", "keys", "bibtex", "markdown", "json"):
        raise UsageError(f"search has no format {chosen!r}", "table, lines, keys, bibtex, markdown, json")
    render = listing.renderer(chosen)
    bib = reading(session)
    result = find(bib.entries, query, venues(session))
    most = limit if limit is not None else 20 if chosen == "table" else 0
    shown = result.hits[:most] if most else result.hits
    how = ListOptions(("title", "venue", "year", "key"), in_order=True)
    listed = list_entries([hit.entry for hit in shown], venues(session), how, lambda entry: bib.source(entry.position))
    if shown or chosen == "json":
        width = console.width() if chosen == "table" else 0
        show = console.out_rendered if chosen == "table" else console.out_document
        show(render(listed, listing.RenderOptions(width=width, colour=_coloured(chosen), terms=result.words)))
    if len(shown) < len(result.hits):
        console.note(f"unl: {len(result.hits) - len(shown)} more (--limit 0 shows all)")
    if not result.hits:
        near = f"; nearest: {'; '.join(result.nearest)}" if result.nearest else ""
        console.note(f"unl: nothing found for {query.source!r}{near}" if query.source else "unl: the library is empty")
        raise typer.Exit(ExitCode.NO)


def _coloured(format: str) -> bool:
    import sys

    return format == "table" and console.is_coloured(sys.stdout)
