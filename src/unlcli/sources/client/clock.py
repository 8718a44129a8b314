"""The clock of the network, handed in: time that only grows, the time of day, and waiting."""

import threading
from collections.abc import Callable
from dataclasses import dataclass


def _wait(condition: threading.Condition, seconds: float) -> None:
    condition.wait(seconds)


@dataclass(frozen=True, slots=True)
class Clock:
    """`ticks` are seconds that only grow, `moment` is seconds since 1970.

    `wait` is called with the lock of a condition held, and returns when it is notified or the seconds have passed.
    """

    ticks: Callable[[], float]
    moment: Callable[[], float]
    wait: Callable[[threading.Condition, float], None] = _wait
