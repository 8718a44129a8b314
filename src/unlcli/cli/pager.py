"""Long results on a terminal, through the reader's pager."""

import os
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

#: What `less` does unless it was told: end where all fits on the screen, keep colours, leave the text standing.
_USUAL = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}


def command(environment: Mapping[str, str]) -> list[str]:
    """Return the pager's command line: UNL_PAGER, else PAGER, else less where there is one; none for an empty one and `cat`."""
    if environment.get("TERM") == "dumb":
        return []
    given = environment.get("UNL_PAGER", environment.get("PAGER"))
    if given is None:
        return ["less"] if shutil.which("less") else []
    try:
        words = shlex.split(given, posix=os.name == "posix")
    except ValueError:  # quotes that nobody closed
        return []
    return [] if words == ["cat"] else words


def show(text: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Show a text and wait until the reader has seen enough of it; return whether there is a pager that could."""
    words = command(environment)
    if not words:
        return False
    try:
        process = subprocess.Popen(
            words, stdin=subprocess.PIPE, env={**_USUAL, **environment}, encoding="utf-8", errors="replace"
        )
    except OSError:
        return False
    with _interrupts_left_to_it(), suppress(BrokenPipeError):
        process.communicate(text)
    process.wait()
    return process.returncode not in (126, 127)  # what a shell answers for a program that it could not start


@contextmanager
def _interrupts_left_to_it() -> Iterator[None]:
    """Ctrl-C in a pager is the pager's: it ends a search there, and not the program that waits for it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
