"""`unl export`."""

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import console, options
from unlcli.cli.apply import undoable
from unlcli.cli.session import Session, held, reading, start, venues
from unlcli.errors import ExitCode, SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unlcli.store.settings import ExportSetting

_FORMATS = ("markdown", "html", "jekyll", "json", "csl-json", "bibtex", "lines", "keys")
_ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".bib": "bibtex",
}


@dataclass(frozen=True, slots=True)
class _How:
    """Whether pages are written, shown or only looked at, and the line that writes them."""

    is_dry: bool
    only_asks: bool
    line: str


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
    how = _How(dry_run, check, _line(words or (), options_given))
    chosen = "json" if json else format.lower() or _ENDINGS.get(Path(output).suffix.lower(), "")
    if not any((words, chosen, group_by, columns, output, title, layout, permalink)) and session.settings.exports:
        _export_configured(session, how)
        return
    if output and not chosen and output != "-":
        raise UsageError(f"{output}: its ending tells no format", f"say --format, one of {', '.join(_FORMATS)}")
    if check and output in ("", "-"):
        raise UsageError("--check: there is no file to look at", "name one with -o FILE, or [[export]] in unl.toml")
    chosen = chosen or "markdown"
    asked = ExportSetting(
        path=output,
        format=chosen,
        group_by=(group_by,) if group_by else _default_groups(chosen),
        columns=(columns,),
        title=title,
        query=" ".join(words or ()),
        layout=layout,
        permalink=permalink,
    )
    text = _rendered(session, asked)
    if text is None:
        raise typer.Exit(ExitCode.NO)
    if output and output != "-":
        if not _brought_up_to_date(session, output, text, how):
            raise typer.Exit(ExitCode.NO)
    else:
        console.out_document(text)


def _line(words: "Sequence[str]", given: "Mapping[str, str]") -> str:
    """Return the line that exports what was asked for."""
    named = [part for option, value in given.items() if value for part in (option, value)]
    return shlex.join(["unl", "export", *named, *(["--"] if any(w.startswith("-") for w in words) else []), *words])


def _export_configured(session: Session, how: _How) -> None:
    """Write every file that the settings name, or, when one of them is wrong, none."""
    where = session.settings.origins.get("exports", "")
    try:
        made = [(setting.path, _rendered(session, setting)) for setting in session.settings.exports]
    except UsageError as error:
        raise SettingsError(f"{where}: export: {error.message}", error.hint) from error
    are_current = [text is not None and _brought_up_to_date(session, path, text, how) for path, text in made]
    if not all(are_current):
        raise typer.Exit(ExitCode.NO)


def _listed(given: "Sequence[str]") -> tuple[str, ...]:
    """Return the names in lists of names with commas between, as options and settings write them; `none` is none."""
    names = [name.strip().lower() for part in given for name in part.split(",") if name.strip()]
    return () if names == ["none"] else tuple(names)


def _default_groups(format: str) -> tuple[str, ...]:
    if format == "jekyll":
        return ("venue", "year")
    return ("category",) if format in ("markdown", "html") else ()


def _rendered(session: Session, setting: "ExportSetting") -> str | None:
    """Return what an export would write; None when its query selects nothing, which would empty a page that is there."""
    from unlcli.domain import query as queries
    from unlcli.render import listing
    from unlcli.services.list_entries import DEFAULT_COLUMNS, ListOptions, list_entries

    if setting.format not in _FORMATS:
        raise UsageError(f"there is no format {setting.format!r}", f"there are {', '.join(_FORMATS)}")
    table = venues(session)
    bib = reading(session)
    query = queries.parse(setting.query)
    entries = queries.selected(bib.entries, query, table)
    if not entries:
        if setting.query:
            console.note(f"unl: no paper is selected by {setting.query!r}; nothing was written")
            return None
        console.note("unl: the library is empty")
    groups = _listed(setting.group_by)
    if len(set(groups)) < len(groups):
        raise UsageError(f"{','.join(groups)}: a group stands twice", "name each once")
    how = ListOptions(
        tuple(session.settings.renamed.get(name, name) for name in _listed(setting.columns)) or DEFAULT_COLUMNS,
        groups,
        setting.title,
        session.settings.categories,
        in_order=setting.format in ("bibtex", "csl-json", "keys", "lines") and not groups,
    )
    listed = list_entries(entries, table, how, lambda entry: bib.source(entry.position))
    title = setting.title or ("Papers" if setting.format in ("html", "jekyll") else "")
    shown = listing.RenderOptions(title=title, layout=setting.layout or "topic", permalink=setting.permalink)
    return listing.renderer(setting.format)(listed, shown)


def _brought_up_to_date(session: Session, path: str, text: str, how: _How) -> bool:
    """Write a page where it is not current; where that is only asked, tell whether it is."""
    target, data = _checked(session, path), text.encode("utf-8")
    if _is_stream(target):
        if how.only_asks:
            raise UsageError(f"{path}: is no file to look at", "--check compares files")
        if not how.is_dry:
            target.write_bytes(data)
        return True
    shown = os.path.relpath(target) if target.is_absolute() and target.is_relative_to(Path.cwd()) else path
    if how.only_asks:
        is_current = target.exists() and target.read_bytes() == data
        console.note(f"unl: {shown} is up to date" if is_current else f"unl: {shown} is not current: {how.line}")
        return is_current
    _write(session, target, data, shown, dry_run=how.is_dry)
    return True


def _checked(session: Session, path: str) -> Path:
    from unlcli.store.paths import real

    target = Path(path)
    if target.exists() and real(target) == real(session.located.path):
        raise UsageError(f"{path}: is the library itself", "export to another file")
    if target.is_dir():
        raise UsageError(f"{path}: is a folder", "name a file in it")
    return target


def _write(session: Session, target: Path, data: bytes, shown: str, *, dry_run: bool) -> None:
    from unlcli.services.save import page_diff, save_page
    from unlcli.store.locate import NAME, Found

    with held(session, target):
        if target.exists() and target.read_bytes() == data:
            console.note(f"unl: {shown} is up to date")
        elif dry_run:
            console.show_diff(page_diff(target, data), sys.stdout)
            console.note(f"unl: nothing was written (--dry-run); would have written {shown}")
        else:
            library = Path(NAME) if session.located.how is Found.SHIPPED else session.located.path
            is_kept = save_page(target, data, library, session.places.state, session.when)
            console.note(f"unl: wrote {shown} ({undoable(session, library, is_kept)})")


def _is_stream(target: Path) -> bool:
    """Tell whether a path is a pipe or a device (/dev/stdout), which is written to and never replaced."""
    return target.exists() and not target.is_file() or target.is_relative_to("/dev") or target.is_relative_to("/proc")
