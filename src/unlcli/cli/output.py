"""The way to both streams: long results on a terminal by a pager, and never while a lock is held."""

import contextlib
import io
import sys
from collections.abc import Iterator
from typing import TextIO

from unlcli.cli import voice

#: What is no longer than this fits any terminal worth the name.
_FEW_LINES, _FEW_CHARACTERS = 10, 1_000


def write(text: str) -> None:
    """Write a result; one that is longer than the terminal is high is shown by the pager."""
    is_shown = sys.stdout.isatty() and not isinstance(sys.stdout, _Gathered)
    if not (is_shown and voice.now().pages and _is_long(text)):
        sys.stdout.write(text)
        return
    from unlcli.cli import pager

    sys.stdout.flush()  # what was written before stands before it
    if not pager.show(text):
        sys.stdout.write(text)


def tell(message: str) -> None:
    """Write a message to standard error; where results are gathered, behind those that came before it."""
    if isinstance(sys.stdout, _Gathered):
        sys.stdout.add_message(message)
    else:
        sys.stderr.write(message)


def size() -> tuple[int, int]:
    """Return the columns and lines of the terminal."""
    import shutil

    found = shutil.get_terminal_size((100, 24))
    return found.columns, found.lines


def let_out() -> None:
    """Show what was gathered so far, as before a question about it."""
    if isinstance(sys.stdout, _Gathered):
        sys.stdout.let_out()


@contextlib.contextmanager
def gathered() -> Iterator[None]:
    """Show what is told meanwhile when all is told: results in one pager, and none while a lock is held."""
    if not sys.stdout.isatty() or not voice.now().pages or isinstance(sys.stdout, _Gathered):
        yield
        return
    sys.stdout = gathering = _Gathered(terminal := sys.stdout)
    try:
        yield
    except BaseException:
        voice.choose(pages=False)  # nobody waits for a pager at the end of what was broken off
        raise
    finally:
        try:
            gathering.let_out()
        finally:
            sys.stdout = terminal


def _is_long(text: str) -> bool:
    lines = text.count("\n")
    if lines < _FEW_LINES and len(text) < _FEW_CHARACTERS:
        return False
    columns, height = size()
    return lines >= height or len(text) > columns * height


class _Gathered(io.StringIO):
    """What a command tells a terminal, until all of it is there: results, and the messages between them."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self._terminal = terminal
        self._told: list[tuple[str, str]] = []

    def isatty(self) -> bool:
        """Tell that a terminal is what it is written for."""
        return True

    def add_message(self, message: str) -> None:
        """Put a message behind what was written so far."""
        self._told.append((self._taken(), message))

    def let_out(self) -> None:
        """Show all of it in its order; a pager shows what is long."""
        told, self._told = [*self._told, (self._taken(), "")], []
        sys.stdout = self._terminal
        try:
            for text, message in told:
                write(text)
                sys.stdout.flush()
                if message:
                    sys.stderr.write(message)
        finally:
            sys.stdout = self

    def _taken(self) -> str:
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text
