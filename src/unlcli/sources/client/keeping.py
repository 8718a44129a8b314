"""Answers that were given before: from this run, or from a cache that is handed in; which are kept, and for how long."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from unlcli.sources.asking import DAY, Answer, Hop, Request

#: Answers that stay true for a while, with the most seconds that they count: a paper that is unknown today may be known
#: tomorrow. Redirects are answers only where who asks follows them.
_LASTING = {200: float("inf"), 404: DAY, 410: DAY, 301: 7 * DAY, 308: 7 * DAY, 302: DAY, 303: DAY, 307: DAY}
_MEMORY = 32_000_000
#: No answer was given so many seconds after 1970.
_END_OF_TIME = 1e12


class Keeps(Protocol):
    """A cache on disk: heads are JSON objects; it may forget whatever it likes, and returns nothing that is not whole."""

    def get(self, key: str) -> tuple[Mapping[str, object], bytes] | None:
        """Return what was kept under a key."""
        ...

    def put(self, key: str, head: Mapping[str, object], body: bytes) -> None:
        """Keep something under a key."""
        ...


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Answer
    at: float


class Keeping:
    """Answers by what was asked, in memory and in a cache."""

    def __init__(self, cache: Keeps | None) -> None:
        self._cache = cache
        self._memory: dict[str, _Kept] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def find(self, key: str, now: float, max_age: float) -> Answer | None:
        """Return an answer that is fresh enough, with its age; `now` is in seconds since 1970."""
        kept = self._find(key)
        if kept is None:
            return None
        age = now - kept.at
        lasts = min(max_age, _LASTING.get(kept.answer.status, 0.0))
        # what is said to be of the future came by a clock that was wrong, and would never grow old
        if max_age <= 0 or not 0 <= age <= lasts and max_age != float("inf"):
            return None
        found = kept.answer
        return Answer(
            found.status, found.body, found.url, found.content_type, found.headers, found.hops, max(0.0, age)
        )  # fmt: skip

    def keep(self, key: str, answer: Answer, now: float) -> None:
        """Keep an answer, if it is one that lasts."""
        if answer.status not in _LASTING:
            return
        self._remember(key, _Kept(answer, now))
        if self._cache is not None:
            self._cache.put(key, _head(answer, now), answer.body)

    def _find(self, key: str) -> _Kept | None:
        with self._lock:
            kept = self._memory.get(key)
        if kept is not None or self._cache is None:
            return kept
        stored = self._cache.get(key)
        kept = _read(*stored) if stored is not None else None
        if kept is not None:
            self._remember(key, kept)
        return kept

    def _remember(self, key: str, kept: _Kept) -> None:
        with self._lock:
            old = self._memory.pop(key, None)
            self._memory[key] = kept
            self._bytes += len(kept.answer.body) - (len(old.answer.body) if old else 0)
            while self._bytes > _MEMORY and len(self._memory) > 1:
                oldest = next(iter(self._memory))
                self._bytes -= len(self._memory.pop(oldest).answer.body)


def key_of(request: Request, public: str, in_place: str) -> str:
    """Return the name that the answer to a question is kept under.

    `in_place` says what stands in the place of services: any question may be led there, so its answers are its own.
    """
    key = [request.method, public, request.accept, "" if request.follows else "without redirects"]
    key += [in_place] if in_place else []
    return "\n".join([*key, sha256(request.body).hexdigest()] if request.body else key)


def _head(answer: Answer, now: float) -> dict[str, object]:
    return {
        "at": now,
        "status": answer.status,
        "url": answer.url,
        "content_type": answer.content_type,
        "headers": {name: value for name, value in answer.headers.items() if name != "set-cookie"},
        "hops": [[hop.status, hop.url, hop.target] for hop in answer.hops],
    }


def _read(head: Mapping[str, object], body: bytes) -> _Kept | None:
    """Return an answer from what a cache had, None when that is not of the form it was kept in."""
    match head:
        case {"at": int() | float() as at, "status": int() as status, "url": str() as url, "content_type": str() as kind,
              "headers": dict() as headers, "hops": list() as given} if _is_moment(at) and _is_lasting(status):  # fmt: skip
            hops = tuple(Hop(*hop) for hop in given if _is_hop(hop))
            texts = {str(name): str(value) for name, value in headers.items()}
            return _Kept(Answer(status, body, url, kind, texts, hops), float(at))
    return None


def _is_moment(at: float) -> bool:
    return not isinstance(at, bool) and abs(at) < _END_OF_TIME


def _is_lasting(status: int) -> bool:
    return not isinstance(status, bool) and status in _LASTING


def _is_hop(hop: object) -> bool:
    match hop:
        case [int(), str(), str()]:
            return True
    return False
