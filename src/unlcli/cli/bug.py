"""A bug's report: a file to send, one line on the terminal."""

import os
import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path

from unlcli import __version__
from unlcli.cli import console, voice
from unlcli.errors import ExitCode

#: Names of variables and of parts of addresses whose values are nobody's business.
_SECRET = r"\w*(?:token|secret|passw|api_?key|apikey|authorization|credential)\w*"
#: A shorter value may stand in any text by chance.
_TELLING = 6


def report(bug: Exception, argv: list[str]) -> int:
    """Write what is needed to find a bug into a file, name it on standard error, and return the exit code."""
    lines = [
        f"unl {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"arguments: {argv!r}",
        "",
        *traceback.format_exception(bug),
    ]
    text = masked("\n".join(lines))
    try:
        handle, name = tempfile.mkstemp(prefix="unl-bug-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        where = f"a report is in {Path(name)}"
    except OSError:
        where = "the report could not be written"
    said = masked(str(bug)[:200])
    console.error(f"this is a bug in unl: {type(bug).__name__}: {said}", f"{where}; nothing was half written")
    if voice.now().is_debugging:
        sys.stderr.write(text + "\n")
    return int(ExitCode.BUG)


def trace(error: BaseException) -> str:
    """Return where an error was found, without secrets."""
    return masked("".join(traceback.format_exception(error)).rstrip())


def masked(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return a text without secrets: those of the environment, and those that stand in addresses and options."""
    held = {
        value for name, value in environment.items() if len(value) >= _TELLING and re.fullmatch(_SECRET, name, re.I)
    }
    for value in sorted(held, key=len, reverse=True):
        text = text.replace(value, "***")
    text = re.sub(r"(://)[^/\s@'\"]+@", r"\1***@", text)
    return re.sub(rf"(?i)([?&]{_SECRET}=)[^&\s'\"]+", r"\1***", text)
