"""Options that several commands share."""

from typing import Annotated

import typer

from unlcli.cli import completion, completion_names
from unlcli.errors import UsageError

Library = Annotated[
    str,
    typer.Option(
        "--library", "-l", metavar="FILE", help="The library; docs/commands.md tells which one is taken without it."
    ),
]
Encoding = Annotated[
    str,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="The library's encoding, if it is not UTF-8 and does not state it: cp1252, gbk.",
    ),
]
DocumentEncoding = Annotated[
    str,
    typer.Option("--encoding", metavar="NAME", help="The encoding of what is read, if it is not UTF-8: cp1252, gbk."),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change and change nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read the library itself and keep no index of it.")]
Offline = Annotated[
    bool,
    typer.Option("--offline", help="Ask no service: take what the cache holds, however old, and say what it lacks."),
]
#: Accepted everywhere, so that scripts need not know which command asks or writes.
NoConsent = Annotated[bool, typer.Option("--yes", "-y", hidden=True)]
NoDryRun = Annotated[bool, typer.Option("--dry-run", hidden=True)]
Format = Annotated[
    str,
    typer.Option("--format", "-f", metavar="FORMAT", help="text, json.", autocompletion=completion_names.formats),
]
FindingFormat = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="text, json, github, sarif, markdown; auto is github inside Actions.",
        autocompletion=completion_names.finding_formats,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")]
Explain = Annotated[
    str,
    typer.Option("--explain", metavar="CODE", help="Say what a code means.", autocompletion=completion_names.codes),
]
Keys = Annotated[
    list[str],
    typer.Argument(
        metavar="KEY",
        help="A key, old key, identifier or URL, or words that match one entry.",
        autocompletion=completion.keys,
    ),
]


def wants_json(command: str, format: str, json: bool) -> bool:
    """Tell whether a command that has text and JSON was asked for JSON. Raises UsageError for another format."""
    chosen = format.lower()
    if chosen not in ("text", "json"):
        from unlcli.domain.near_names import hint

        raise UsageError(f"{command} has no format {format!r}", hint(chosen, ("text", "json"), "text, json"))
    return json or chosen == "json"
