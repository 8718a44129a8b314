"""When a service is asked no more in a run: it refused or failed several times in a row, or asks for a long pause."""

import threading
from dataclasses import dataclass

from unlcli.domain.source_names import spoken
from unlcli.errors import NoSuchHostError, RefusedError, SourceError, UnreachableError
from unlcli.sources.client.clock import Clock

_LATER = "run the command again later"


@dataclass(slots=True)
class _Past:
    """What became of the last questions to one service."""

    refused: int = 0
    failed: int = 0
    closed_until: float = 0.0
    missing: NoSuchHostError | None = None


class Patience:
    """Counts what services refuse and fail to answer; `limit` in a row close one."""

    def __init__(self, clock: Clock, limit: int) -> None:
        self._clock = clock
        self._limit = limit
        self._past: dict[str, _Past] = {}
        self._lock = threading.Lock()

    def check(self, name: str) -> None:
        """Raise the SourceError of a service that is asked no more."""
        with self._lock:
            past = self._past.get(name, _Past())
            left = past.closed_until - self._clock.ticks()
        if past.refused >= self._limit:
            raise _repeat(RefusedError(f"{spoken(name)}: refuses; not asked again in this run", _LATER, name))
        if past.missing is not None:
            raise _repeat(NoSuchHostError(past.missing.message, past.missing.hint, name))
        if past.failed >= self._limit:
            raise _repeat(
                UnreachableError(f"{spoken(name)}: does not answer; not asked again in this run", _LATER, name)
            )
        if left > 0:
            what = f"{spoken(name)}: asked to wait {in_words(left)}; not asked before"
            raise _repeat(RefusedError(what, _LATER, name))

    def answered(self, name: str) -> None:
        """Note that a service answered."""
        with self._lock:
            past = self._past.setdefault(name, _Past())
            past.refused = past.failed = 0

    def doubts(self, name: str) -> bool:
        """Tell whether the last question to a service was given up."""
        with self._lock:
            past = self._past.get(name, _Past())
            return past.refused + past.failed > 0

    def gave_up(self, name: str, error: SourceError) -> None:
        """Note that a question was given up; a host without an address will not get one while a command runs."""
        with self._lock:
            past = self._past.setdefault(name, _Past())
            if isinstance(error, RefusedError):
                past.refused += 1
            else:
                past.failed += 1
            if isinstance(error, NoSuchHostError):
                past.missing = error

    def close(self, name: str, seconds: float) -> None:
        """Note that a service asks to be left alone for some seconds."""
        with self._lock:
            past = self._past.setdefault(name, _Past())
            past.closed_until = max(past.closed_until, self._clock.ticks() + seconds)


def _repeat(error: SourceError) -> SourceError:
    error.is_repeat = True
    return error


def in_words(seconds: float) -> str:
    """Return a span of time as people say it: 90 s, 15 min, 3 h."""
    if seconds < 120:
        return f"{round(seconds)} s"
    return f"{round(seconds / 60)} min" if seconds < 7200 else f"{round(seconds / 3600)} h"
