"""A bar on a terminal's standard error for what takes long; nothing anywhere else, and nothing for what is short."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from unlcli.cli import voice

if TYPE_CHECKING:
    from rich.progress import Progress

#: Called with how much is done and how much there is.
Step = Callable[[int, int], None]
#: So many entries are read before anybody would wonder.
_WORTH_IT = 5_000
_STEPS = 200
#: For what is done at once, whatever there is to do.
NEVER = sys.maxsize


@contextmanager
def shown(what: str, worth_it: int = _WORTH_IT) -> Iterator[Step]:
    """Yield what is to be told of progress; the bar goes when all is done, and when something fails.

    There is none for less than `worth_it` to do.
    """
    bar = _Bar(what, worth_it)
    try:
        yield bar.step
    finally:
        bar.close()


class _Bar:
    def __init__(self, what: str, worth_it: int) -> None:
        self._what = what
        self._worth_it = worth_it
        self._is_seen = sys.stderr.isatty() and not voice.now().is_quiet and os.environ.get("TERM") != "dumb"
        self._progress: Progress | None = None
        self._next = 0

    def step(self, done: int, total: int) -> None:
        """Show how far it is; rich is loaded when there is something to show, and asked only now and then."""
        if not self._is_seen or total < self._worth_it or done < self._next:
            return
        self._next = done + total // _STEPS
        if self._progress is None:
            self._progress = _started(self._what, total)
        self._progress.update(self._progress.task_ids[0], completed=done, total=total)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None


def _started(what: str, total: int) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.add_task(what, total=total)
    progress.start()
    return progress
