"""A bug's report: a file to send, one line on the terminal."""

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path

from unlcli import __version__
from unlcli.cli import console
from unlcli.errors import ExitCode


def report(bug: Exception, argv: list[str]) -> int:
    """Write what is needed to find a bug into a file, name it on standard error, and return the exit code."""
    lines = [
        f"unl {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"arguments: {argv!r}",
        "",
        *traceback.format_exception(bug),
    ]
    try:
        handle, name = tempfile.mkstemp(prefix="unl-bug-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write("\n".join(lines))
        where = f"a report is in {Path(name)}"
    except OSError:
        where = "the report could not be written"
    console.error(f"this is a bug in unl: {type(bug).__name__}: {str(bug)[:200]}", f"{where}; nothing was half written")
    if "UNL_DEBUG" in os.environ:
        sys.stderr.write("\n".join(lines) + "\n")
    return int(ExitCode.BUG)
