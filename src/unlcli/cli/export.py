"""`unl export`."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.export_files import How, brought_up_to_date
from unlcli.cli.exporting import FORMATS, default_groups, rendered
from unlcli.cli.session import Session, reading, start
from unlcli.errors import ExitCode, SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".bib": "bibtex",
}


def export(
    words: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help="Only the papers a query selects.")] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    format: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="markdown, html, jekyll, json, csl-json, bibtex, lines, keys."
        ),
    ] = "",
    group_by: Annotated[
        str,
        typer.Option(
            "--group-by", "-g", metavar="NAMES", help="category, venue, year; venue,year for two levels; none."
        ),
    ] = "",
    columns: Annotated[
        str,
        typer.Option("--columns", "-c", metavar="NAMES", help="title,authors,venue,year,code,link,... or any field."),
    ] = "",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to; its ending tells the format.")
    ] = "",
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The page's title.")] = "",
    layout: Annotated[str, typer.Option("--layout", metavar="NAME", help="Jekyll layout.")] = "",
    permalink: Annotated[str, typer.Option("--permalink", metavar="PATH", help="Jekyll permalink.")] = "",
    json: options.Json = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 when a file is not what would be written.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would be written.")] = False,
    yes: options.NoConsent = False,
) -> None:
    """Publish the list: tables for a README, a page, a Jekyll topic page. Without arguments, all that unl.toml names.

    \b
    unl export --format markdown --group-by category
    unl export -o site/index.html --title "Unlearning in LLMs"
    unl export --format jekyll --group-by venue,year -o topic.md
    unl export has:code --columns title,code,year
    unl export
    unl export --check
    """
    from unlcli.store.settings import ExportSetting

    session = start(library, encoding)
    options_given = {
        "-l": library, "--encoding": encoding, "-f": "json" if json else format.lower(), "-g": group_by, "-c": columns,
        "-o": output, "--title": title, "--layout": layout, "--permalink": permalink,
    }  # fmt: skip
    how = How(dry_run, check, _line(words or (), options_given))
    chosen = "json" if json else format.lower() or _ENDINGS.get(Path(output).suffix.lower(), "")
    if not any((words, chosen, group_by, columns, output, title, layout, permalink)) and session.settings.exports:
        _export_configured(session, how)
        return
    if output and not chosen and output != "-":
        raise UsageError(f"{output}: its ending tells no format", f"say --format, one of {', '.join(FORMATS)}")
    if check and output in ("", "-"):
        raise UsageError("--check: there is no file to look at", "name one with -o FILE, or [[export]] in unl.toml")
    chosen = chosen or "markdown"
    asked = ExportSetting(
        path=output,
        format=chosen,
        group_by=(group_by,) if group_by else default_groups(chosen),
        columns=(columns,),
        title=title,
        query=" ".join(words or ()),
        layout=layout,
        permalink=permalink,
    )
    text = rendered(session, reading(session), asked)
    if text is None:
        raise typer.Exit(ExitCode.NO)
    if output and output != "-":
        if not brought_up_to_date(session, output, text, how):
            raise typer.Exit(ExitCode.NO)
    else:
        console.out_document(text)


def _line(words: "Sequence[str]", given: "Mapping[str, str]") -> str:
    """Return the line that exports what was asked for."""
    named = [part for option, value in given.items() if value for part in (option, value)]
    return shlex.join(["unl", "export", *named, *(["--"] if any(w.startswith("-") for w in words) else []), *words])


def _export_configured(session: Session, how: How) -> None:
    """Write every file that the settings name, or, when one of them is wrong, none."""
    where = session.settings.origins.get("exports", "")
    bib = reading(session)
    try:
        made = [(setting.path, rendered(session, bib, setting)) for setting in session.settings.exports]
    except UsageError as error:
        raise SettingsError(f"{where}: export: {error.message}", error.hint) from error
    are_current = [text is not None and brought_up_to_date(session, path, text, how) for path, text in made]
    if not all(are_current):
        raise typer.Exit(ExitCode.NO)
