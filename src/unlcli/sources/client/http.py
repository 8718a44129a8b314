"""The one client of the network: it asks politely, patiently, only where it may, and remembers what it was told."""

from dataclasses import dataclass

from unlcli.domain.source_names import spoken
from unlcli.errors import ForbiddenAddressError, OfflineError, RefusedError, SourceError, UnreachableError
from unlcli.sources.asking import Answer, Hop, Request
from unlcli.sources.client import guard
from unlcli.sources.client.bases import Bases, Target
from unlcli.sources.client.clock import Clock
from unlcli.sources.client.gate import Gate
from unlcli.sources.client.keeping import Keeping, Keeps, key_of
from unlcli.sources.client.manners import Manners
from unlcli.sources.client.patience import Patience, in_words
from unlcli.sources.client.pauses import asked_pause, back_off, is_limit, is_temporary
from unlcli.sources.client.wire import FailedError, Reply, Wire
from unlcli.sources.reading.answered import check_status, is_bot_page, said
from unlcli.sources.services import ELSEWHERE, POLITE, Pace

_REDIRECTS = (301, 302, 303, 307, 308)
_LATER = "run the command again later"
_WHEN_IN_DOUBT = 2


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What one try came to: a reply, or why there is none; `pause` is what the service asks to wait."""

    reply: Reply | None
    error: SourceError | None = None
    is_passing: bool = False
    pause: float | None = None
    is_there: bool = False


class Client:
    """Asks services and pages, from any number of threads. Without a cache, answers are kept for this run only."""

    def __init__(self, manners: Manners, cache: Keeps | None, clock: Clock) -> None:
        self._manners = manners
        self._clock = clock
        self._bases = Bases(manners.bases)
        self._wire = Wire(manners, self._bases, clock)
        self._gate = Gate(clock, manners.waits)
        self._patience = Patience(clock, manners.limits.failures)
        self._keeping = Keeping(cache)

    def ask(self, request: Request) -> Answer:
        """Return the answer to a question, from memory if one is fresh enough. Raises SourceError when there is none."""
        target = self._bases.target(request.url)
        if not target.is_exempt:
            guard.check(target.asked)
        key = key_of(request, str(target.public), self._bases.in_place)
        is_offline = self._manners.is_offline
        max_age = float("inf") if is_offline else request.max_age
        known = self._keeping.find(key, self._clock.moment(), max_age)
        if known is not None:
            return known
        if is_offline:
            raise OfflineError(
                f"{spoken(target.name)}: not asked for {said(str(target.public))} (--offline)",
                "run the command again without --offline",
                target.name,
            )
        answer = self._followed(request, target)
        # a redirect that was not followed says nothing of what was asked
        if not is_bot_page(answer) and not (request.body and answer.status in _REDIRECTS):
            self._keeping.keep(key, answer, self._clock.moment())
        return answer

    def keep(self, request: Request, answer: Answer) -> None:
        """Keep an answer for a question that was not asked by itself, as one of many at once."""
        target = self._bases.target(request.url)
        self._keeping.keep(key_of(request, str(target.public), self._bases.in_place), answer, self._clock.moment())

    def stop(self) -> None:
        """End all waiting: every question that is not under way raises SourceError."""
        self._gate.stop()

    def close(self) -> None:
        """Close all connections."""
        self._gate.stop()
        self._wire.close()

    def _followed(self, request: Request, target: Target) -> Answer:
        hops: list[Hop] = []
        seen = {target.public}
        while True:
            reply = self._asked(request, target)
            location = reply.headers.get("location", "").strip()
            if not request.follows or request.body or reply.status not in _REDIRECTS or not location:
                kind = reply.headers.get("content-type", "")
                return Answer(
                    reply.status, reply.body, str(target.public), kind, reply.headers, tuple(hops),
                    is_stand_in=target.is_stand_in,
                )  # fmt: skip
            before, target = target, self._redirected(target, location)
            hops.append(Hop(reply.status, str(before.public), str(target.public)))
            if target.public in seen:
                raise _lost(before, "redirects in a circle", reply.status)
            if len(hops) > self._manners.limits.hops:
                raise _lost(before, f"redirects more than {self._manners.limits.hops} times", reply.status)
            seen.add(target.public)

    def _redirected(self, target: Target, location: str) -> Target:
        try:
            led = self._bases.led_to(target, location)
            if not led.is_exempt:
                guard.check(led.asked)
        except ForbiddenAddressError as error:
            what = f"{said(str(target.public))}: redirects to what is not asked: {error.message}"
            raise ForbiddenAddressError(what, error.hint, target.name) from error
        return led

    def _asked(self, request: Request, target: Target) -> Reply:
        """Ask one address until it answers, or is not worth another try."""
        for attempt in range(self._manners.limits.attempts):
            tried = self._tried(request, target)
            if tried.error is None and tried.reply is not None:
                self._note(target, tried.reply)
                return tried.reply
            self._check_pause(target, tried)
            if not tried.is_passing or attempt + 1 >= self._attempts(target):
                break
            self._wait(target, tried, attempt)
        error = tried.error or _lost(target, "did not answer")
        if tried.is_there:
            self._patience.answered(target.name)
        else:
            self._patience.gave_up(target.name, error)
        raise error

    def _attempts(self, target: Target) -> int:
        """Return how often one address is tried: a service that has just been given up is not waited for as long again."""
        limits = self._manners.limits
        return min(limits.attempts, _WHEN_IN_DOUBT) if self._patience.doubts(target.name) else limits.attempts

    def _tried(self, request: Request, target: Target) -> _Attempt:
        self._patience.check(target.name)
        with self._gate.turn(target.name, self._pace(target), is_search=request.is_search) as at_sending:
            self._patience.check(target.name)  # it may have closed while this one waited
            try:
                reply = self._wire.send(request, target, at_sending)
            except FailedError as failed:
                return _Attempt(None, failed.error, failed.is_passing, is_there=failed.is_there)
        return self._judged(reply, target)

    def _judged(self, reply: Reply, target: Target) -> _Attempt:
        if reply.status < 500 and not is_limit(reply):
            return _Attempt(reply)
        pause = asked_pause(reply, self._clock.moment())
        answer = Answer(reply.status, reply.body, content_type=reply.headers.get("content-type", ""))
        try:
            check_status(answer, target.name)
        except SourceError as error:
            error.status = reply.status
            return _Attempt(reply, error, is_temporary(reply) and not is_bot_page(answer), pause)
        return _Attempt(reply)

    def _check_pause(self, target: Target, tried: _Attempt) -> None:
        """Give up at once when a service asks for a longer pause than is waited for."""
        if tried.pause is None or tried.pause <= self._manners.limits.pause:
            return
        self._patience.close(target.name, tried.pause)
        status = tried.reply.status if tried.reply else 0
        what = f"{spoken(target.name)}: answered {status} and asks to wait {in_words(tried.pause)}"
        raise RefusedError(what, _LATER, target.name, status)

    def _wait(self, target: Target, tried: _Attempt, attempt: int) -> None:
        """Wait before the next try; what a service asks for, and a limit of it, holds up all that is asked of it."""
        if tried.pause is not None:
            self._gate.hold(target.name, tried.pause)
        elif tried.reply is not None and is_limit(tried.reply):
            self._gate.hold(target.name, back_off(attempt))
        else:
            self._gate.pause(back_off(attempt))

    def _note(self, target: Target, reply: Reply) -> None:
        """Note a good answer, or one that a service gives to keep this program out; a page elsewhere may be closed alone."""
        is_closed = reply.status in (401, 403) or is_bot_page(Answer(reply.status, reply.body))
        if target.service and is_closed:
            self._patience.gave_up(target.name, RefusedError("refused", source=target.name))
        else:
            self._patience.answered(target.name)

    def _pace(self, target: Target) -> Pace:
        if target.service is None:
            return ELSEWHERE
        polite = POLITE.get(target.service.name) if self._manners.is_polite else None
        return polite or target.service.pace


def _lost(target: Target, what: str, status: int = 0) -> UnreachableError:
    return UnreachableError(f"{spoken(target.name)}: {what}: {said(str(target.public))}", _LATER, target.name, status)
