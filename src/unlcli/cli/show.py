"""`unl show`."""

from typing import Annotated

import typer

from unlcli.cli import completion, console, options
from unlcli.cli.naming import meant
from unlcli.cli.session import reading, start, venues
from unlcli.errors import UsageError

_FORMATS = ("text", "bibtex", "markdown", "lines", "keys", "json", "csl-json")


def show(
    keys: options.Keys,
    library: options.Library = "",
    encoding: options.Encoding = "",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text, bibtex, markdown, lines, keys, json, csl-json.",
            autocompletion=completion.show_formats,
        ),
    ] = "text",
    json: options.Json = False,
    yes: options.NoConsent = False,
    dry_run: options.NoDryRun = False,
) -> None:
    """Show entries whole.

    \b
    unl show yao2024large
    unl show 2310.02238 --format bibtex
    unl show https://aclanthology.org/2024.emnlp-main.245/ --json
    """
    from unlcli.render import listing
    from unlcli.services.list_entries import ListOptions, list_entries

    session = start(library, encoding)
    chosen = "json" if json else format.lower()
    if chosen not in _FORMATS:
        from unlcli.domain.near_names import hint

        raise UsageError(f"show has no format {chosen!r}", hint(chosen, _FORMATS, ", ".join(_FORMATS)))
    bib = reading(session)
    entries = meant(session, bib.entries, keys)
    how = ListOptions(("title", "authors", "venue", "year", "code"), in_order=True)
    listed = list_entries(entries, venues(session), how, lambda entry: bib.source(entry.position))
    console.out_document(listing.renderer("card" if chosen == "text" else chosen)(listed, listing.RenderOptions()))
