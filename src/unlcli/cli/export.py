"""`unl export`."""

import os
import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completion_names, console, options
from unlcli.cli import export_options as given
from unlcli.cli.export_files import How
from unlcli.cli.session import Session, start
from unlcli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unlcli.store.settings import ExportSetting

_LISTS = ("group_by", "columns", "facets")
#: How the line that exports the same is written where an option has a short name.
_SHORT = {"format": "-f", "group_by": "-g", "columns": "-c", "output": "-o", "library": "-l"}


def export(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY", help="Only the papers a query selects.", autocompletion=completion_names.words),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    format: given.Format = "",
    style: given.Style = "",
    group_by: given.GroupBy = "",
    columns: given.Columns = "",
    facets: given.Facets = "",
    output: given.Output = "",
    into: given.Into = None,
    split_by: given.SplitBy = "",
    title: given.Title = "",
    description: given.Description = "",
    template: given.Template = "",
    layout: given.Layout = "",
    permalink: given.Permalink = "",
    url: given.Url = "",
    image: given.Image = "",
    counts: given.Counts = False,
    updated: given.Updated = False,
    json: options.Json = False,
    check: given.Check = False,
    force: given.Force = False,
    dry_run: given.DryRun = False,
    yes: options.NoConsent = False,
) -> None:
    """Publish the list: tables for a README, a page, a feed, data. Without arguments, all that unl.toml names.

    \b
    unl export
    unl export --check
    unl export --into README.md
    unl export -o site/index.html --title "Unlearning in LLMs"
    unl export --format markdown --group-by category
    unl export has:code --style list -o with-code.md
    unl export -o papers.md --split-by year
    unl export --format jekyll --group-by venue,year -o topic.md
    unl export --template citations.txt -o citations.txt
    """
    shape = {
        "format": "json" if json else format.lower(), "style": style.lower(), "group_by": group_by, "columns": columns,
        "facets": facets, "split_by": split_by.lower(), "title": title, "description": description, "template": template,
        "layout": layout, "permalink": permalink, "url": url, "image": image, "counts": counts, "updated": updated,
    }  # fmt: skip
    said = {name: value for name, value in shape.items() if value}
    named = {"library": library, "encoding": encoding, **said, "output": output, "into": into or ()}
    how = How(dry_run, check, _line(words or (), named), force, run=os.urandom(8).hex())
    session = start(library, encoding)
    if not _exported(session, " ".join(words or ()), said, output, into or (), how):
        raise typer.Exit(ExitCode.NO)


def _exported(
    session: Session, query: str, said: "Mapping[str, object]", output: str, into: "Sequence[str]", how: How
) -> bool:
    """Export to where it is to go; tell whether that went."""
    from unlcli.cli import export_targets

    is_plain = not query and not said
    if into:
        if output:
            raise UsageError(
                "--into and -o do not go together", "--into rewrites a part of a document, -o a whole file"
            )
        return export_targets.exported(session, export_targets.documents(into), how, _options(query, said))
    if is_plain and not output and session.settings.exports:
        return export_targets.configured(session, session.settings.exports, how)
    if is_plain and output not in ("", "-") and (listed := export_targets.listed_at(session, output)):
        return export_targets.configured(session, listed, how)
    asked = _asked(query, said, output)
    if output in ("", "-"):
        return _printed(session, asked, how, is_bare=is_plain and not output)
    return export_targets.exported(session, [asked], how)


def _options(query: str, said: "Mapping[str, object]") -> dict[str, str]:
    """Return what was given for the block of a document, as its marker spells it."""
    options = {name.replace("_", "-"): "yes" if value is True else str(value) for name, value in said.items()}
    return options | ({"query": query} if query else {})


def _asked(query: str, said: "Mapping[str, object]", output: str) -> "ExportSetting":
    """Return what options ask for. Raises UsageError where they do not go together."""
    from unlcli.store import export_formats
    from unlcli.store.settings import ExportSetting

    chosen = said.get("format") or ("template" if "template" in said else export_formats.by_ending(output))
    if not chosen and output not in ("", "-"):
        raise UsageError(
            f"{output}: its ending tells no format", f"say --format, one of {', '.join(export_formats.NAMES)}"
        )
    values = {name: (value,) if name in _LISTS else value for name, value in said.items()}
    setting = ExportSetting(**{**values, "path": output, "query": query, "format": chosen or "markdown"})  # type: ignore[arg-type]
    export_formats.check(setting)
    return setting


def _printed(session: Session, asked: "ExportSetting", how: How, *, is_bare: bool) -> bool:
    from unlcli.cli import export_notes
    from unlcli.cli.exporting import rendered

    if how.only_asks:
        raise UsageError(
            "--check: there is no file to look at", "name one with -o FILE or --into FILE, or [[export]] in unl.toml"
        )
    if asked.split_by:
        raise UsageError("--split-by: there is no file to split", "name one with -o FILE")
    text = rendered(session, export_notes.read(session), asked)
    if text is not None:
        console.out_document(text)
    if is_bare:
        export_notes.tell_unlisted()
    return text is not None


def _line(words: "Sequence[str]", said: "Mapping[str, object]") -> str:
    """Return the line that exports what was asked for."""
    named = [part for name, value in said.items() for part in _option(name, value)]
    return shlex.join(["unl", "export", *named, *(["--"] if any(w.startswith("-") for w in words) else []), *words])


def _option(name: str, value: object) -> "Iterator[str]":
    spelt = _SHORT.get(name, f"--{name.replace('_', '-')}")
    if value is True:
        yield spelt
    else:
        values = [value] if isinstance(value, str) else value
        assert isinstance(values, list | tuple)
        yield from (part for each in values if each for part in (spelt, str(each)))
