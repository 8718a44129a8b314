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
    log,
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
app.command("search", short_help="Find papers.")(search.search)
app.command("show", short_help="Show entries whole.")(show.show)
app.command("open", short_help="Open papers in the browser.")(open_entry.open_entry)
app.command("add", short_help="Add a paper.")(add.add)
app.command("import", short_help="Bring in lists kept by hand.")(import_list.import_list)
app.command("edit", short_help="Change fields.")(edit.edit)
app.command("remove", short_help="Take entries out.")(remove.remove)
app.command("check", short_help="Report duplicates and other problems.")(check.check)
app.command("dedupe", short_help="Show and merge entries that are one work.")(dedupe.dedupe)
app.command("export", short_help="Write the list as pages or data.")(export.export)
app.command("categories", short_help="Count or rename categories.")(categories.categories)
app.command("log", short_help="Show what unl changed.")(log.log)
app.command("undo", short_help="Take back the last change.")(undo.undo)
app.command("config", short_help="Show or set settings.")(config.config)


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
        code = app(args=argv, prog_name="unl", standalone_mode=False)
        return code if isinstance(code, int) else int(ExitCode.OK)
    except UnlError as error:
        console.error(error.message, error.hint)
        return int(error.exit_code)
    except typer.Abort:
        return int(ExitCode.INTERRUPTED)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(ExitCode.OK)
    except KeyboardInterrupt:
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return int(ExitCode.OK)
    except OSError as error:  # what a file system refuses is no bug, wherever it did
        console.error(
            f"{error.filename or 'a file'}: {error.strerror or error}", "check the path, your rights and the disk"
        )
        return int(ExitCode.STORE)
    except Exception as bug:  # the one broad except: whatever it is, the user gets a line and a report
        if hasattr(bug, "format_message"):
            return _told_usage(bug)
        from unlcli.cli.bug import report

        return report(bug, argv if argv is not None else sys.argv[1:])


def _told_usage(error: Exception) -> int:
    """Say in one line what the option parser (Click, which Typer keeps to itself) complains about."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "unl"
    message = str(error.format_message())  # type: ignore[attr-defined]
    if type(error).__name__ == "NoArgsIsHelpError":
        console.note(message)
    else:
        console.error(message.strip().rstrip("."), f"see {path} --help")
    return int(ExitCode.USAGE)
