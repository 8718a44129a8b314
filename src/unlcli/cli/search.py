"""`unl search`: its options."""

from typing import Annotated

import typer

from unlcli.cli import completion, completion_names, options


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help='Words, "phrases", author:yao, year:2023..2025, has:code, -word.',
            autocompletion=completion_names.words,
        ),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="table, lines, keys, bibtex, markdown, json, csl-json.",
            autocompletion=completion.search_formats,
        ),
    ] = "",
    json: options.Json = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", "-n", min=0, metavar="N", help="At most so many rows; 0 for all (20 in a table, else all)."
        ),
    ] = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="NAME",
            help="relevance, year, title, author, venue, key, added; -NAME turns it around.",
            autocompletion=completion.sorts,
        ),
    ] = "",
    open: Annotated[bool, typer.Option("--open", help="Open the first paper in the browser.")] = False,
    code: Annotated[bool, typer.Option("--code", help="Open the first paper's code in the browser.")] = False,
    no_cache: options.NoCache = False,
    yes: options.NoConsent = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --open or --code: print the link and open nothing.")
    ] = False,
) -> None:
    """Find papers: all fields, ranked, accents and LaTeX folded, typos forgiven.

    \b
    unl search harry potter
    unl search author:yao -has:doi -llm
    unl search category:benchmark year:2024.. --sort year
    unl search 2310.02238 --open
    unl search unlearning --format bibtex > some.bib
    """
    from unlcli.cli.searching import SearchOptions, run

    chosen = "json" if json else format
    asked = SearchOptions(library, encoding, chosen, limit, sort, open, code, dry_run, no_cache)
    if exit_code := run(words or (), asked):
        raise typer.Exit(exit_code)
