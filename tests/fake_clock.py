"""A clock that does not wait: waiting moves it on, and is noted."""

import threading
from dataclasses import dataclass, field

from unlcli.sources.client.clock import Clock


@dataclass
class FakeClock:
    now: float = 1_800_000_000.0
    waited: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(ticks=lambda: self.now, moment=lambda: self.now, wait=self.wait)

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        del condition
        self.waited.append(seconds)
        self.now += seconds
