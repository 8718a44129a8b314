"""GitHub: whether a repository is there, under which name, and whether it is archived."""

import json
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from unlcli.errors import NoSuchRecordError, RefusedError, UnreachableError, UnreadableAnswerError
from unlcli.sources.asking import DAY, Answer, Request

_API = "https://api.github.com/repos/"
_HOSTS = ("github.com", "www.github.com")
_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62})")
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
#: First parts of addresses that are GitHub's own pages and nobody's name.
_OWN_PAGES = frozenset(
    "about account apps blog collections contact customer-stories dashboard enterprise events explore features issues join "
    "login logout marketplace models new notifications orgs organizations pricing pulls readme search security sessions "
    "settings signup site sponsors stars team topics trending users watching".split()
)
_SOURCE = "github"
_TOKEN_HINT = "set GITHUB_TOKEN to be allowed more, or wait an hour"
_NAMED_LIMIT = re.compile(rb"rate limit", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """A repository as a link names it; `rest` is what follows the name in the link's path."""

    owner: str
    name: str
    rest: str = ""

    @property
    def full_name(self) -> str:
        """Owner and name as GitHub writes them together."""
        return f"{self.owner}/{self.name}"


@dataclass(frozen=True, slots=True)
class Repository:
    """What GitHub says of a repository: its name today, and whether its owner closed it to changes."""

    full_name: str
    is_archived: bool = False


def named_by(url: str) -> Named | None:
    """Return the repository that a link leads to or into; None for any other link, GitHub's own pages among them."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or host not in _HOSTS or port not in (None, 80, 443):
        return None
    owner, _, path = parts.path.lstrip("/").partition("/")
    name, slash, rest = path.partition("/")
    owner, name = unquote(owner), unquote(name).removesuffix(".git")
    if not _OWNER.fullmatch(owner) or not _NAME.fullmatch(name) or name in (".", ".."):
        return None
    if owner.lower() in _OWN_PAGES:
        return None
    return Named(owner, name, slash + rest if rest else "")


def request_for(named: Named, max_age: float = 3 * DAY) -> Request:
    """Return the question that asks for a repository; GitHub answers for one that moved by a redirect."""
    return Request(_API + named.full_name, accept="application/vnd.github+json", max_age=max_age)


def read(answer: Answer, named: Named) -> Repository:
    """Return what an answer says of a repository.

    Raises NoSuchRecordError where it is gone or private, RefusedError where the limit is used up or access is refused,
    UnreachableError for an error of the server, UnreadableAnswerError for anything that is no description of one.
    """
    if answer.status in (404, 410):
        raise NoSuchRecordError(
            f"GitHub: {named.full_name} is gone or private", "look for where its authors keep it now", _SOURCE
        )
    if is_limit(answer):
        raise RefusedError("GitHub: the limit of questions is used up", _TOKEN_HINT, _SOURCE)
    if answer.status == 401:
        raise RefusedError("GitHub: the token is not accepted", "renew or unset GITHUB_TOKEN", _SOURCE)
    if answer.status in (403, 429, 451):
        raise RefusedError(f"GitHub: refused to answer ({answer.status})", "look at it in a browser", _SOURCE)
    if answer.status >= 500:
        raise UnreachableError(f"GitHub: answered {answer.status}, an error of its own", "try again later", _SOURCE)
    return _described(answer)


def is_limit(answer: Answer) -> bool:
    """Tell whether an answer is a refusal because too much was asked: such answers come until the hour is over."""
    if answer.status not in (403, 429):
        return False
    headers = answer.headers
    return (
        answer.status == 429
        or headers.get("x-ratelimit-remaining", "").strip() == "0"
        or "retry-after" in headers
        or _NAMED_LIMIT.search(answer.body[:2000]) is not None
    )


def is_last(answer: Answer) -> bool:
    """Tell whether a fresh answer says that the next question would be one too many."""
    return answer.age == 0 and answer.headers.get("x-ratelimit-remaining", "").strip() == "0"


def _described(answer: Answer) -> Repository:
    try:
        told = json.loads(answer.body) if answer.status == 200 else None
    except (ValueError, RecursionError):
        told = None
    full_name = told.get("full_name") if isinstance(told, dict) else None
    owner, _, name = full_name.partition("/") if isinstance(full_name, str) else ("", "", "")
    if not isinstance(told, dict) or not _OWNER.fullmatch(owner) or not _NAME.fullmatch(name) or name in (".", ".."):
        raise UnreadableAnswerError(
            f"GitHub: the answer ({answer.status}) is no description of a repository", "try again later", _SOURCE
        )
    return Repository(f"{owner}/{name}", told.get("archived") is True)
