"""Whose turn it is: the pace and the number at once that each service allows, over all threads of a run."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from unlcli.errors import UnreachableError
from unlcli.sources.client.clock import Clock
from unlcli.sources.services import Pace

_FOR_EVER = 3600.0


@dataclass(slots=True)
class _Line:
    """Those who wait for one service: how many are at it, and when the next may go."""

    under_way: int = 0
    next_at: float = 0.0
    next_search_at: float = 0.0
    sent_at: float = float("-inf")
    search_sent_at: float = float("-inf")
    held_until: float = 0.0


class Gate:
    """Lets requests through to each service by its pace; `waits` multiplies every pause."""

    def __init__(self, clock: Clock, waits: float) -> None:
        self._clock = clock
        self._waits = waits
        self._moved = threading.Condition()
        self._lines: dict[str, _Line] = {}
        self._is_stopped = False

    @contextmanager
    def turn(self, name: str, pace: Pace, *, is_search: bool) -> Iterator[Callable[[], None]]:
        """Wait for a place and a moment at a service, and hold the place meanwhile.

        What this gives is called right before the question is sent: the time that connections take differs, and so the
        pace is kept there once more.
        """
        with self._moved:
            line = self._lines.setdefault(name, _Line())
            self._enter(line, pace, is_search=is_search)
        try:
            yield lambda: self._send(line, pace, is_search=is_search)
        finally:
            with self._moved:
                line.under_way -= 1
                self._moved.notify_all()

    def _enter(self, line: _Line, pace: Pace, *, is_search: bool) -> None:
        while True:
            self._check_stopped()
            now = self._clock.ticks()
            ready = max(line.next_at, line.held_until, line.next_search_at if is_search else 0.0)
            if line.under_way >= pace.together:
                self._clock.wait(self._moved, _FOR_EVER)
            elif now < ready:
                self._clock.wait(self._moved, ready - now)
            else:
                break
        line.under_way += 1
        line.next_at = now + pace.interval * self._waits
        if is_search:
            line.next_search_at = now + (pace.search_interval or pace.interval) * self._waits

    def _send(self, line: _Line, pace: Pace, *, is_search: bool) -> None:
        interval = pace.interval * self._waits
        search_interval = (pace.search_interval or pace.interval) * self._waits
        with self._moved:
            while True:
                self._check_stopped()
                now = self._clock.ticks()
                ready = max(line.sent_at + interval, line.search_sent_at + search_interval if is_search else now)
                if now >= ready:
                    break
                self._clock.wait(self._moved, ready - now)
            line.sent_at = now
            line.next_at = max(line.next_at, now + interval)
            if is_search:
                line.search_sent_at = now

    def hold(self, name: str, seconds: float) -> None:
        """Let nobody through to a service for some seconds."""
        with self._moved:
            line = self._lines.setdefault(name, _Line())
            line.held_until = max(line.held_until, self._clock.ticks() + seconds * self._waits)
            self._moved.notify_all()

    def pause(self, seconds: float) -> None:
        """Wait some seconds, or until all is stopped."""
        with self._moved:
            until = self._clock.ticks() + seconds * self._waits
            while (left := until - self._clock.ticks()) > 0:
                self._check_stopped()
                self._clock.wait(self._moved, left)

    def stop(self) -> None:
        """End all waiting: whoever waits or comes gets UnreachableError."""
        with self._moved:
            self._is_stopped = True
            self._moved.notify_all()

    def _check_stopped(self) -> None:
        if self._is_stopped:
            raise UnreachableError("stopped before it was asked", "run the command again")
