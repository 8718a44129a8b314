"""How it stands with one address: which questions are put, and in which order."""

import threading
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from unlcli.errors import NoSuchRecordError, OfflineError, RefusedError, SourceError, UnreachableError
from unlcli.services import link_state
from unlcli.services.link_state import GONE_STATUSES, LinkState, Silence, State
from unlcli.sources import github
from unlcli.sources.asking import DAY, Answer, Ask, Request
from unlcli.sources.github import Named

MAX_AGE = 3 * DAY
_DOI_HOSTS = ("doi.org", "dx.doi.org", "www.doi.org")
_DOI_HOPS = 3


class LinkAsker:
    """Asks for addresses; remembers over a run that GitHub's limit is used up, and which hosts have no https."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._limit = ""
        self._plain_hosts: set[str] = set()

    @property
    def limit(self) -> str:
        """Why GitHub's API was not asked to the end, with what to do; empty when it was."""
        with self._lock:
            return self._limit

    def state_of(self, address: str) -> LinkState:
        """Return the state of an http or https address."""
        if named := github.named_by(address):
            return self._repository(address, named)
        parts = urlsplit(address)
        if parts.hostname in _DOI_HOSTS and parts.port in (None, 80, 443):
            return self._doi(address)
        if parts.scheme.lower() == "http" and parts.port in (None, 80):
            return self._plain(address)
        return self._page(address)

    def answers_now(self, address: str) -> bool | None:
        """Ask for an address afresh: tell whether the public network answers, None where a stand-in does."""
        try:
            answer = self._ask(Request(address, max_age=0, follows=False, method="HEAD"))
        except SourceError:
            return False
        return None if answer.is_stand_in else True

    def _page(self, address: str) -> LinkState:
        try:
            return link_state.of_answer(address, self._answer(address))
        except SourceError as error:
            return link_state.of_error(error)

    def _answer(self, address: str, *, follows: bool = True) -> Answer:
        """Return what a page answers to HEAD, else to GET: some servers know no HEAD, and others answer it wrongly."""
        try:
            answer = self._put(address, "HEAD", follows=follows)
        except OfflineError:
            pass  # a refusal of HEAD is not kept in the cache, what GET answered then is
        except UnreachableError as error:
            if error.status < 500:  # no error of a server, which may be all that it answers to HEAD
                raise
        else:
            if 200 <= answer.status < 400 and not link_state.is_challenge(answer):
                return answer
        return self._put(address, "GET", follows=follows)

    def _put(self, address: str, method: str, *, follows: bool) -> Answer:
        return self._ask(Request(address, max_age=MAX_AGE, follows=follows, method=method))

    def _plain(self, address: str) -> LinkState:
        """Ask for an http:// address by https:// first: where that answers, the link is to say so."""
        secure, host = _secure(address), urlsplit(address).hostname or ""
        with self._lock:
            is_plain = host in self._plain_hosts
        if is_plain:
            return self._page(address)
        tried = self._page(secure)
        if tried.state is State.OK and not tried.target.startswith("http://"):
            return replace(tried, state=State.HTTPS, said=f"https:// {tried.said}", target=secure)
        if tried.state is State.MOVED or tried.silence is Silence.NO_HOST:
            return tried
        if tried.state is State.UNKNOWN and tried.silence in (Silence.ANSWERED, Silence.REFUSED):
            return tried
        if tried.silence is Silence.UNREACHABLE:
            with self._lock:
                self._plain_hosts.add(host)
        return self._page(address)

    def _doi(self, address: str) -> LinkState:
        """Ask the resolver alone: a redirect says that the DOI is registered, and publishers keep programs out."""
        asked = secure = _secure(address)
        for _ in range(_DOI_HOPS):
            try:
                answer = self._answer(asked, follows=False)
            except SourceError as error:
                return link_state.of_error(error)
            onward = _onward(asked, answer)
            if not onward:
                return _of_resolver(address, secure, asked, answer)
            asked = onward
        return LinkState(State.UNKNOWN, "the resolver redirects to itself", is_fresh=link_state.shows_network(answer))

    def _repository(self, address: str, named: Named) -> LinkState:
        state = self._by_api(address, named)
        if state is None:
            state = self._by_page(address, named)
        if state.state not in (State.OK, State.ARCHIVED):
            return state
        if named.rest:
            page = self._page(_secure(address))
            if page.state in (State.DEAD, State.MOVED):
                return page
        if state.state is State.OK and urlsplit(address).scheme.lower() == "http":
            return replace(state, state=State.HTTPS, said="https:// answers", target=_secure(address))
        return state

    def _by_api(self, address: str, named: Named) -> LinkState | None:
        """Return what GitHub's API says; None where it is not to be asked any more in this run."""
        if self._is_limited():
            return None
        fresh = is_new = False
        try:
            answer = self._ask(github.request_for(named, MAX_AGE))
            fresh, is_new = link_state.shows_network(answer), answer.age == 0
            if github.is_last(answer) or github.is_limit(answer) or answer.status == 401:
                self._note_limit(answer.status)
            repository = github.read(answer, named)
        except NoSuchRecordError as error:
            return LinkState(State.GONE, error.message, is_fresh=fresh)
        except RefusedError as error:
            if is_new and not self._is_limited():
                return LinkState(State.UNKNOWN, error.message, is_fresh=fresh)
            self._note_limit(429)  # without an answer, the client gave up on it
            return None
        except SourceError as error:
            return replace(link_state.of_error(error), is_fresh=fresh)
        return replace(_of_repository(address, named, repository), is_fresh=fresh)

    def _is_limited(self) -> bool:
        return bool(self.limit)

    def _note_limit(self, status: int) -> None:
        why = (
            "GitHub does not accept the token in GITHUB_TOKEN: renew or unset it"
            if status == 401
            else "GitHub's limit of questions is used up: set GITHUB_TOKEN, or run it again in an hour"
        )
        with self._lock:
            self._limit = self._limit or why

    def _by_page(self, address: str, named: Named) -> LinkState:
        """Return what a repository's page says, which knows nothing of archived ones."""
        page = self._page(f"https://github.com/{named.full_name}")
        if page.state is State.DEAD:
            return replace(page, state=State.GONE, said=f"GitHub: {named.full_name} is gone or private")
        today = github.named_by(page.target) if page.state is State.MOVED else None
        if today is not None:
            return replace(_of_repository(address, named, github.Repository(today.full_name)), is_fresh=page.is_fresh)
        return page


def _of_repository(address: str, named: Named, repository: github.Repository) -> LinkState:
    if repository.full_name.lower() != named.full_name.lower():
        return LinkState(
            State.RENAMED, f"GitHub: it is {repository.full_name} now", _renamed(address, named, repository.full_name)
        )
    if repository.is_archived:
        return LinkState(State.ARCHIVED, f"GitHub: {repository.full_name} is archived")
    return LinkState(State.OK, "GitHub: there")


def _renamed(address: str, named: Named, full_name: str) -> str:
    parts = urlsplit(address)
    suffix = ".git" if parts.path.split("/")[2].endswith(".git") else ""
    return urlunsplit(("https", parts.netloc, f"/{full_name}{suffix}{named.rest}", parts.query, ""))


def _secure(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(("https", parts.netloc.removesuffix(":80"), parts.path, parts.query, ""))


def _onward(asked: str, answer: Answer) -> str:
    """Return where the resolver sends a DOI within itself; empty when it does not."""
    if answer.status not in (301, 308):
        return ""
    location = urlsplit(answer.headers.get("location", ""))
    if location.hostname not in _DOI_HOSTS or location.path != urlsplit(asked).path:
        return ""
    return urlunsplit(("https", location.hostname, location.path, location.query, ""))


def _of_resolver(address: str, secure: str, asked: str, answer: Answer) -> LinkState:
    fresh = link_state.shows_network(answer)
    if answer.status in GONE_STATUSES:
        return LinkState(State.DEAD, f"the DOI is not registered (answered {answer.status})", is_fresh=fresh)
    if link_state.is_challenge(answer) or not 200 <= answer.status < 400:
        return LinkState(State.UNKNOWN, f"the resolver answered {answer.status}", is_fresh=fresh)
    if asked != secure:
        return LinkState(State.MOVED, "redirects for good (301)", asked, is_fresh=fresh)
    if address != secure:
        return LinkState(State.HTTPS, "https:// answers", secure, is_fresh=fresh)
    return LinkState(State.OK, f"answered {answer.status}", is_fresh=fresh)
