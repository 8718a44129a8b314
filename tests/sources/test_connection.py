"""How long a connection is waited for, whichever addresses a name has."""

from collections.abc import Sequence

import httpcore2
import pytest
from fake_clock import FakeClock

from unlcli.sources.client.connection import Direct, Guarded

V4 = [f"93.184.216.{number}" for number in range(1, 31)]
V6 = [f"2606:4700::{number}" for number in range(1, 31)]


class Silent:
    """A network in which nothing answers but what is in `answering`; waiting moves its clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answering: Sequence[str] = ()) -> None:
        self.clock = FakeClock()
        self.tried: list[str] = []
        self.answering = answering
        monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", lambda _, *given: self.connect(*given))

    def connect(self, host: str, _port: int, timeout: float, *_: object) -> httpcore2.NetworkStream:
        self.tried.append(host)
        if host in self.answering:
            return httpcore2.NetworkStream()
        self.clock.now += timeout
        raise httpcore2.ConnectTimeout

    def connected(self, kind: type[Direct], addresses: Sequence[str]) -> float:
        start = self.clock.now
        backend = kind(60.0, lambda: self.clock.now, lambda *_: tuple(addresses))
        try:
            backend.connect_tcp("many.example", 80, 10.0)
        except httpcore2.ConnectTimeout:
            return self.clock.now - start
        return -1.0


@pytest.mark.parametrize("kind", [Direct, Guarded])
@pytest.mark.parametrize("addresses", [V4[:1], V4[:2], V4, V6 + V4])
def test_silent_addresses_take_the_time_of_one(
    monkeypatch: pytest.MonkeyPatch, kind: type[Direct], addresses: list[str]
) -> None:
    network = Silent(monkeypatch)
    assert network.connected(kind, addresses) == pytest.approx(10.0)
    assert len(network.tried) == min(4, len(addresses))


def test_both_families_are_tried_since_one_may_lead_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Silent(monkeypatch, answering=V4)
    assert network.connected(Guarded, V6 + V4) == -1.0
    assert network.tried == [V6[0], V4[0]]


def test_all_addresses_of_a_name_are_checked_though_few_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Silent(monkeypatch)
    with pytest.raises(Exception, match="private network"):
        network.connected(Guarded, [*V4, "10.0.0.1"])
    assert network.tried == []
