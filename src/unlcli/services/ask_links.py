"""Many addresses asked at once, one after the other at each host."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from unlcli.errors import SourceError
from unlcli.services.ask_link import LinkAsker
from unlcli.services.link_state import LinkState, Silence, State
from unlcli.sources.in_parallel import in_parallel
from unlcli.sources.services import SERVICES

#: Hosts asked at once; each waits for answers most of the time.
THREADS = 32
#: After so many refusals in a row a host is left alone.
_REFUSALS = 3
#: After so many sites without an answer there is no network.
_SILENT = 3
#: Told how many addresses are done, and of how many.
Step = Callable[[int, int], None]
_SERVICE_OF = {
    host: service.name
    for service in SERVICES
    for host in (urlsplit(service.base).hostname or "", *service.hosts)
} | {"github.com": "github"}  # fmt: skip


def ask_links(addresses: Iterable[str], asker: LinkAsker, step: Step, threads: int = THREADS) -> dict[str, LinkState]:
    """Return the state of each address, each asked for once. Hosts that do not exist are dead where another answers."""
    unique = tuple(dict.fromkeys(addresses))
    lanes = _lanes(unique)
    count = _Count(step, len(unique))
    found: dict[str, LinkState] = {}
    for at, of_lane in in_parallel(lanes, lambda lane: _of_lane(lane, asker, count), threads):
        if isinstance(of_lane, SourceError):  # a lane tells its own failures, and this is none of them
            raise of_lane
        found.update(zip(lanes[at], of_lane, strict=True))
    states = {address: found[address] for address in unique}
    return _settled(states) if _is_network(states, asker) else states


class _Count:
    """How many addresses are done; told of from several threads, one at a time."""

    def __init__(self, step: Step, total: int) -> None:
        self._step, self._total, self._done = step, total, 0
        self._lock = threading.Lock()

    def one_more(self) -> None:
        with self._lock:
            self._done += 1
            self._step(self._done, self._total)


def lane_of(address: str) -> str:
    """Return what an address is asked in turn with: its service, else its host."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
    bare = host.removeprefix("www.")
    return _SERVICE_OF.get(host) or _SERVICE_OF.get(bare) or bare


def _lanes(addresses: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the addresses by lane, the longest first: it takes longest."""
    lanes: dict[str, list[str]] = {}
    for address in addresses:
        lanes.setdefault(lane_of(address), []).append(address)
    return tuple(tuple(lane) for lane in sorted(lanes.values(), key=len, reverse=True))


def _of_lane(lane: Sequence[str], asker: LinkAsker, count: _Count) -> tuple[LinkState, ...]:
    hosts: dict[str, _Host] = {}
    states = []
    for address in lane:
        host = hosts.setdefault(urlsplit(address).hostname or "", _Host())
        state = host.given_up or asker.state_of(address)
        host.note(state)
        states.append(state)
        count.one_more()
    return tuple(states)


class _Host:
    """What became of a host's addresses; `given_up` is the state of all others once asking for them is in vain."""

    def __init__(self) -> None:
        self.given_up: LinkState | None = None
        self._refused = 0

    def note(self, state: LinkState) -> None:
        """Note a state: a host that does not exist has no other pages, one that refused some refuses the others too."""
        self._refused = self._refused + 1 if state.silence is Silence.REFUSED else 0
        if state.silence is Silence.NO_HOST:
            self.given_up = state
        elif self._refused == _REFUSALS:
            self.given_up = replace(
                state, said=f"not asked, for others there were refused: {state.said}", is_fresh=False
            )


def _is_network(states: Mapping[str, LinkState], asker: LinkAsker) -> bool:
    """Tell whether there is a network, where hosts without an address make it matter.

    A fresh answer shows it. Where all came from the cache, as in a second run, one of those is asked for again, so that the
    second run says what the first one said.
    """
    if not any(state.silence is Silence.NO_HOST for state in states.values()):
        return False
    if any(state.is_fresh for state in states.values()):
        return True
    known = {lane_of(address): address for address, state in states.items() if state.silence is Silence.ANSWERED}
    if not known:
        return False
    # in another thread, like all questions, so that Ctrl-C is heard at once
    ((_, answers),) = in_parallel([tuple(known.values())], lambda addresses: _one_answers(addresses, asker), 1)
    return answers is True


def _one_answers(addresses: Iterable[str], asker: LinkAsker) -> bool:
    """Ask one address after the other until one answers; after a few without an answer there is no network."""
    silent = 0
    for address in addresses:
        answers = asker.answers_now(address)
        if answers:
            return True
        silent += answers is False
        if silent == _SILENT:
            break
    return False


def _settled(states: Mapping[str, LinkState]) -> dict[str, LinkState]:
    """Return the states with hosts that do not exist called dead."""
    return {
        address: replace(state, state=State.DEAD) if state.silence is Silence.NO_HOST else state
        for address, state in states.items()
    }
