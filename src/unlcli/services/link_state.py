"""What an answer says of a link: it is there, gone, elsewhere, or nobody can tell."""

from dataclasses import dataclass, replace
from enum import StrEnum

from unlcli.errors import (
    ForbiddenAddressError,
    NoSuchHostError,
    OfflineError,
    RefusedError,
    SourceError,
    UnreachableError,
)
from unlcli.services import redirects
from unlcli.sources.asking import Answer
from unlcli.sources.reading.answered import is_bot_page


class State(StrEnum):
    """How it stands with a link."""

    OK = "ok"
    DEAD = "dead"
    MOVED = "moved"
    HTTPS = "https"
    GONE = "repository-gone"
    ARCHIVED = "repository-archived"
    RENAMED = "repository-moved"
    UNKNOWN = "unknown"


class Silence(StrEnum):
    """Why no answer came, or none that tells anything."""

    ANSWERED = ""
    OFFLINE = "offline"
    NO_HOST = "no-host"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class LinkState:
    """A link's state, and in words what came back.

    `target` is where it leads today, for what moved; `reserve` says why that is not to be written, empty when it may be.
    `is_fresh` when an answer came just now from the public network, which shows that there is one.
    """

    state: State
    said: str
    target: str = ""
    reserve: str = ""
    silence: Silence = Silence.ANSWERED
    is_fresh: bool = False


GONE_STATUSES = (404, 410)
#: Headers by which networks in front of a site say that they ask for proof of a person, Amazon's with status 202.
_CHALLENGES = {"cf-mitigated": ("challenge",), "x-amzn-waf-action": ("challenge", "captcha")}
_WHY = {
    401: "wants a login",
    403: "refuses programs",
    405: "refuses programs",
    406: "refuses programs",
    407: "the proxy wants a login",
    418: "refuses programs",
    429: "asked to be left alone",
    451: "withheld for legal reasons",
}


def of_answer(address: str, answer: Answer) -> LinkState:
    """Return a link's state by the answer to it, redirects followed."""
    fresh = shows_network(answer)
    status = answer.status
    if is_challenge(answer):
        said = f"a page that keeps programs out ({status})"
        return LinkState(State.UNKNOWN, said, silence=Silence.REFUSED, is_fresh=fresh)
    if status in GONE_STATUSES:
        return LinkState(State.DEAD, _told(f"answered {status}", answer), is_fresh=fresh)
    if not 200 <= status < 300:
        said = _told(f"answered {status}, {_WHY.get(status, 'says neither yes nor no')}", answer)
        silence = Silence.REFUSED if status in _WHY else Silence.ANSWERED
        return LinkState(State.UNKNOWN, said, silence=silence, is_fresh=fresh)
    return replace(_of_redirects(address, answer), is_fresh=fresh)


def _of_redirects(address: str, answer: Answer) -> LinkState:
    moved = redirects.judged(address, answer.hops)
    said = f"answered {answer.status}"
    if moved is None:
        return LinkState(State.OK, said, answer.url)
    if moved.is_elsewhere:
        return LinkState(State.UNKNOWN, f"redirects to {moved.reserve}", moved.target)
    statuses = "/".join(dict.fromkeys(str(hop.status) for hop in answer.hops))
    state = State.HTTPS if moved.is_scheme_alone else State.MOVED
    return LinkState(state, f"redirects for good ({statuses})", moved.target, moved.reserve)


def shows_network(answer: Answer) -> bool:
    """Tell whether an answer shows that the public network can be reached: it is no old one, and of no stand-in."""
    return answer.age == 0 and not answer.is_stand_in


def is_challenge(answer: Answer) -> bool:
    """Tell whether an answer is a page that keeps programs out, whatever its status."""
    if any(answer.headers.get(name, "").strip().lower() in values for name, values in _CHALLENGES.items()):
        return True
    return is_bot_page(answer)


def of_error(error: SourceError) -> LinkState:
    """Return the state of a link that gave no answer."""
    return LinkState(State.UNKNOWN, error.message, silence=_silence(error))


def _silence(error: SourceError) -> Silence:
    if isinstance(error, OfflineError):
        return Silence.OFFLINE
    if isinstance(error, NoSuchHostError):
        return Silence.NO_HOST
    if isinstance(error, ForbiddenAddressError):
        return Silence.NOT_ASKED
    if isinstance(error, RefusedError):
        return Silence.REFUSED
    if isinstance(error, UnreachableError) and not error.status:
        return Silence.UNREACHABLE
    return Silence.ANSWERED


def _told(what: str, answer: Answer) -> str:
    return f"{what} after a redirect to {answer.url}" if answer.hops and answer.url else what
