"""The Typer application: every command, and what its option parser complains about."""

import sys

import typer

from unlcli.cli import console, voice_options
from unlcli.cli.boundary import guarded
from unlcli.cli.typer_classes import LazyGroup
from unlcli.errors import ExitCode

_HELP = """Keep a list of papers in one BibTeX file: search it, add to it, check it, publish it.

\b
unl import README.md
unl search attention year:2023..
unl export -o index.html
"""

app = typer.Typer(
    name="unl",
    cls=LazyGroup,
    help=_HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="unl COMMAND --help shows examples. Documentation: docs/ in the repository.",
)


#: What `unl` alone says.
_START = """\
unl keeps a list of papers in one BibTeX file.

  unl import README.md         bring in a list that was kept by hand
  unl add 1706.03762           add a paper by DOI, arXiv id or link
  unl search attention         find papers
  unl check                    report papers twice, broken entries, bad links
  unl export -o index.html     publish the list as a page

unl --help lists all commands, unl COMMAND --help shows examples."""


def _version(wanted: bool) -> None:
    if wanted:
        console.out(console.version())
        raise typer.Exit


@app.callback()
def _main(
    version: bool = typer.Option(
        False, "--version", "-V", callback=_version, is_eager=True, help="Print the versions of unl and Python."
    ),
    quiet: voice_options.Quiet = False,
    verbose: voice_options.Verbose = False,
    debug: voice_options.Debug = False,
    color: voice_options.Color = "",
    no_pager: voice_options.NoPager = False,
) -> None:
    """Take what all commands take."""


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
    if type(error).__name__ == "NoArgsIsHelpError" or message == "Missing command.":
        console.tell_usage(_START)
    else:
        behind = "what a command takes goes behind its name; " if path == "unl" and "No such option" in message else ""
        console.error(message.strip().rstrip("."), f"{behind}see {path} --help")
    return int(ExitCode.USAGE)
