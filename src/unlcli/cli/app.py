"""The Typer application and the process boundary: expected errors to one line, bugs to a report."""

import sys

import typer

from unlcli import __version__
from unlcli.cli import (
    add,
    categories,
    check,
    config,
    console,
    dedupe,
    edit,
    export,
    import_list,
    open_entry,
    remove,
    search,
    show,
    undo,
)
from unlcli.errors import ExitCode, UnlError

app = typer.Typer(
    name="unl",
    help="Keep a list of papers in one BibTeX file: search it, add to it, check it, publish it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="unl COMMAND --help shows examples. Documentation: docs/ in the repository.",
)
app.command("search")(search.search)
app.command("show")(show.show)
app.command("open")(open_entry.open_entry)
app.command("add")(add.add)
app.command("import")(import_list.import_list)
app.command("edit")(edit.edit)
app.command("remove")(remove.remove)
app.command("check")(check.check)
app.command("dedupe")(dedupe.dedupe)
app.command("export")(export.export)
app.command("categories")(categories.categories)
app.command("undo")(undo.undo)
app.command("config")(config.config)


def _version(wanted: bool) -> None:
    if wanted:
        console.out(f"unl {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: bool = typer.Option(False, "--version", "-V", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Keep a list of papers in one BibTeX file: search it, add to it, check it, publish it."""


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    console.prepare_streams()
    try:
        app(args=argv, prog_name="unl")
    except UnlError as error:
        console.error(error.message, error.hint)
        return int(error.exit_code)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(ExitCode.OK)
    except KeyboardInterrupt:
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return int(ExitCode.OK)
    except Exception as bug:  # the one broad except: whatever it is, the user gets a line and a report
        from unlcli.cli.bug import report

        return report(bug, argv if argv is not None else sys.argv[1:])
    return int(ExitCode.OK)
