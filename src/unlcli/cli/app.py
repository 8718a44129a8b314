"""The Typer application: every command, and what its option parser complains about."""

import sys

import typer

from unlcli import __version__
from unlcli.cli import console
from unlcli.cli.boundary import guarded
from unlcli.cli.typer_classes import LazyGroup
from unlcli.errors import ExitCode

app = typer.Typer(
    name="unl",
    cls=LazyGroup,
    help="Keep a list of papers in one BibTeX file: search it, add to it, check it, publish it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="unl COMMAND --help shows examples. Documentation: docs/ in the repository.",
)


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
    return guarded(lambda: _run(argv), sys.argv[1:] if argv is None else argv)


def _run(argv: list[str] | None) -> int:
    try:
        code = app(args=argv, prog_name="unl", standalone_mode=False)
    except typer.Abort:
        return int(ExitCode.INTERRUPTED)
    except Exception as error:
        if hasattr(error, "format_message"):
            return _told_usage(error)
        raise
    return code if isinstance(code, int) else int(ExitCode.OK)


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
