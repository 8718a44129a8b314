"""Work on many things at once, each result as soon as it is there."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar, cast

from unlcli.errors import SourceError

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Done = TypeVar("Done")


def in_parallel(
    things: Sequence[Thing], work: Callable[[Thing], Result], threads: int
) -> Iterator[tuple[int, Result | SourceError]]:
    """Yield the position of each thing with what came of it, in order of completion; SourceErrors are results.

    Another exception is raised here. The threads are daemons, and nobody waits for them: when this ends early (Ctrl-C),
    those that are in the middle of a thing finish it unheard, and take no other.
    """
    todo = deque(enumerate(things))
    done: SimpleQueue[tuple[int, Result | None, BaseException | None]] = SimpleQueue()
    is_over = threading.Event()

    def work_on() -> None:
        while not is_over.is_set():
            try:
                position, thing = todo.popleft()
            except IndexError:
                return
            try:
                done.put((position, work(thing), None))
            except BaseException as error:
                done.put((position, None, error))

    for _ in range(min(threads, len(things))):
        threading.Thread(target=work_on, daemon=True).start()
    try:
        for _ in things:
            position, result, error = _next(done)
            if error is not None and not isinstance(error, SourceError):
                raise error
            yield position, cast(Result, result) if error is None else error
    finally:
        is_over.set()


def _next(done: "SimpleQueue[Done]") -> "Done":
    while True:  # in short waits: a wait without an end hears no Ctrl-C on Windows
        try:
            return done.get(timeout=0.2)
        except Empty:
            continue
