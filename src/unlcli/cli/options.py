"""Options that several commands share."""

from typing import Annotated

import typer

Library = Annotated[
    str,
    typer.Option(
        "--library", "-l", metavar="FILE", help="The .bib file; else UNL_LIBRARY, unl.toml, library.bib upwards."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change and change nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
Unused = Annotated[bool, typer.Option(hidden=True)]
Keys = Annotated[
    list[str],
    typer.Argument(metavar="KEY...", help="A key, an old key, an identifier, a URL, or words that match one entry."),
]
