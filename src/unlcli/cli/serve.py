"""`unl serve`."""

import gc
import sys
import threading
import webbrowser
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completion_names, console, options
from unlcli.cli import export_options as page
from unlcli.cli.session import Session, start
from unlcli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unlcli.cli.page_server import PageServer
    from unlcli.store.settings import ExportSetting

#: What each path leads to: the format of an export and the kind of its text.
_PATHS = {
    "/": ("html", "text/html"),
    "/library.bib": ("bibtex", "text/x-bibtex"),
    "/feed.atom": ("atom", "application/atom+xml"),
}


def serve(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY", help="Only the papers a query selects.", autocompletion=completion_names.words),
    ] = None,
    library: options.Library = "",
    encoding: options.Encoding = "",
    group_by: page.GroupBy = "",
    columns: page.Columns = "",
    facets: page.Facets = "",
    title: page.Title = "",
    description: page.Description = "",
    counts: page.Counts = False,
    updated: page.Updated = False,
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 8765 or the next free one without it."),
    ] = None,
    open: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    yes: options.NoConsent = False,
    dry_run: options.NoDryRun = False,
) -> None:
    """Show the page of the list in the browser, on this machine alone, fresh at each reload; Ctrl-C ends it.

    \b
    unl serve --open
    unl serve has:code --group-by venue,year
    unl serve --port 9000 -l papers.bib
    """
    from unlcli.cli import bug, export_notes
    from unlcli.cli.page_server import listening
    from unlcli.cli.serving import Served, answer

    given = {
        "group_by": (group_by,), "columns": (columns,), "facets": (facets,), "title": title, "description": description,
        "counts": counts, "updated": updated, "query": " ".join(words or ()),
    }  # fmt: skip
    session = start(library, encoding)
    served = Served(
        session, export_notes.read(session), partial(start, library, encoding), lambda now: _asked(now, given)
    )
    if served.text("html") is None:  # what is wrong with the options or the library is told before there is a server
        raise typer.Exit(ExitCode.NO)
    tell = partial(bug.report, argv=sys.argv[1:])
    answers = {path: partial(answer, served, *made, tell) for path, made in _PATHS.items()}
    gc.enable()  # this command lasts
    with listening(port, answers) as server:
        _run(server, str(session.located.path), opens=open)


def _asked(session: Session, given: "Mapping[str, object]") -> "ExportSetting":
    """Return the page that options ask for, with what the first page of the settings says where they are silent."""
    from unlcli.store.settings import ExportSetting

    pages = [setting for setting in session.settings.exports if setting.format == "html"]
    said = {name: value for name, value in given.items() if value and value != ("",)}
    return replace(pages[0] if pages else ExportSetting(format="html"), **said)  # type: ignore[arg-type]


def _run(server: "PageServer", library: str, *, opens: bool) -> None:
    console.out(server.url)
    sys.stdout.flush()
    console.note(f"unl: this is {library}, read again when it changed; Ctrl-C ends it")
    if opens:  # beside the server: a browser on the terminal comes back only when it is closed
        threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
    server.serve_forever()
