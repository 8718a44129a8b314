"""Standard output for results, standard error for the rest; colour only where a person looks."""

import contextlib
import io
import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

from unlcli import __version__
from unlcli.cli import output, voice
from unlcli.domain.text import without_controls

_RED, _GREEN, _CYAN, _BOLD, _DIM, _RESET = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def prepare_streams() -> None:
    """Make both streams write UTF-8 with plain line feeds when piped, and never fail on a character."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a stream that was closed before the start
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                if stream.isatty():
                    stream.reconfigure(errors="replace")
                else:
                    stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def version() -> str:
    """Return the versions of the program and of the Python that runs it, in a line."""
    return f"unl {__version__} (Python {'.'.join(map(str, sys.version_info[:3]))})"


def out(text: str) -> None:
    """Write a result to standard output, ending its last line, made safe for a terminal."""
    out_rendered(_safe(text))


def out_rendered(text: str) -> None:
    """Write what a renderer made for a terminal to standard output: its colours are meant, and it made the rest safe."""
    output.write(text if text.endswith("\n") or not text else text + "\n")


def out_document(text: str) -> None:
    """Write a document (BibTeX, a page) to standard output: as it is into a file or pipe, made safe on a terminal."""
    out_rendered(_safe(text.replace("\r\n", "\n")) if is_terminal() else text)


def _safe(text: str) -> str:
    return "".join(part if part in "\n\t" else without_controls(part) for part in re.split(r"([\n\t])", text))


def out_json(value: object) -> None:
    """Write a JSON document to standard output; what would command a terminal is escaped, which changes no value."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    lines = (line if without_controls(line) == line else _ascii_controls(line) for line in text.split("\n"))
    out_rendered("\n".join(lines))


def _ascii_controls(line: str) -> str:
    return "".join(char if without_controls(char) == char else f"\\u{ord(char):04x}" for char in line)


def note(text: str) -> None:
    """Write a message to standard error, made safe for a terminal; nothing for `--quiet`."""
    if not voice.now().is_quiet:
        _tell(text)


def detail(text: str) -> None:
    """Write what only `--verbose` tells to standard error."""
    if voice.now().is_verbose:
        _tell(f"unl: {text}")


def tell_usage(text: str) -> None:
    """Write how a command is used to standard error, however quiet it is to be."""
    _tell(text)


def _tell(text: str) -> None:
    message = "\n".join(without_controls(line) for line in text.split("\n")) + "\n"
    output.tell(message)


def error(message: str, hint: str = "") -> None:
    """Write an error's one line to standard error, its hint included."""
    label = f"{_RED}{_BOLD}error:{_RESET}" if is_coloured(sys.stderr) else "error:"
    line = f"unl: {label} {without_controls(message)}" + (f" ({without_controls(hint)})" if hint else "") + "\n"
    output.tell(line)


def is_coloured(stream: TextIO, environment: Mapping[str, str] | None = None) -> bool:
    """Tell whether a stream gets colour: a terminal, unless NO_COLOR, TERM=dumb or CLICOLOR=0; FORCE_COLOR overrules.

    `--color` overrules them all. That a job of GitHub Actions runs says nothing.
    """
    if (chosen := voice.now().colour) != "auto":
        return chosen == "always"
    given = os.environ if environment is None else environment
    if given.get("NO_COLOR"):
        return False
    if forced := given.get("FORCE_COLOR") or given.get("CLICOLOR_FORCE"):
        return forced != "0"
    return stream.isatty() and given.get("TERM") != "dumb" and given.get("CLICOLOR") != "0"


def is_terminal() -> bool:
    """Tell whether results go to a terminal."""
    return sys.stdout.isatty()


def can_ask() -> bool:
    """Tell whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def width() -> int:
    """Return the columns of the terminal, 20 to 200."""
    return min(200, max(20, output.size()[0]))


def show_diff(diff: str, stream: TextIO) -> None:
    """Write a diff, coloured on a terminal, with control characters made visible."""
    coloured = is_coloured(stream)
    shown = []
    for line in diff.removesuffix("\n").split("\n") if diff else ():  # form feeds and their like end no line of a diff
        safe = without_controls(line.removesuffix("\r"))
        colour = _colour_of(line) if coloured else ""
        shown.append(f"{colour}{safe}{_RESET}\n" if colour else safe + "\n")
    if stream is sys.stdout:
        output.write("".join(shown))
    else:
        output.let_out()
        stream.write("".join(shown))


def _colour_of(line: str) -> str:
    if line.startswith(("+++", "---")):
        return _BOLD
    return {"+": _GREEN, "-": _RED, "@": _CYAN}.get(line[:1], "")


def ask(question: str) -> bool:
    """Ask a yes-or-no question on the terminal; only an explicit yes counts."""
    output.let_out()
    sys.stderr.write(f"{_safe(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def ask_text(question: str) -> str:
    """Ask for a line of text on the terminal; empty when none is given."""
    output.let_out()
    sys.stderr.write(f"{_safe(question)}: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()
