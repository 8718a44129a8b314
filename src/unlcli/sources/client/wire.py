"""One question and its answer: sent, read within limits, and what goes wrong told in words."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore2
import httpx2

from unlcli.domain.source_names import spoken
from unlcli.errors import NoSuchHostError, UnreachableError
from unlcli.sources.asking import Request
from unlcli.sources.client.bases import Bases, Target
from unlcli.sources.client.clock import Clock
from unlcli.sources.client.connection import WholeTimeoutError
from unlcli.sources.client.manners import Limits, Manners
from unlcli.sources.client.transport import Transport
from unlcli.sources.reading.answered import said

_AGAIN = "check the connection, then run the command again"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came over the wire, decoded; names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class FailedError(Exception):
    """No whole answer came: `error` says so in words, `is_passing` that another try may help, `is_there` that one began."""

    def __init__(self, error: UnreachableError, *, is_passing: bool, is_there: bool = False) -> None:
        super().__init__(error.message)
        self.error = error
        self.is_passing = is_passing
        self.is_there = is_there


class Wire:
    """Sends single questions; it neither waits its turn nor repeats one."""

    def __init__(self, manners: Manners, bases: Bases, clock: Clock) -> None:
        self._manners = manners
        self._bases = bases
        self._ticks = clock.ticks
        self._transport = Transport(manners, clock.ticks)

    def send(self, request: Request, target: Target, at_sending: Callable[[], None]) -> Reply:
        """Send a question and read its answer; `at_sending` is called when there is a connection for it.

        Raises FailedError when no whole answer comes.
        """
        limits = self._manners.limits
        timeout = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.whole}
        with _told(target, limits):
            asked = httpx2.Request(
                request.method,
                target.asked,
                headers=self._headers(request, target),
                content=request.body or None,
                extensions={"timeout": timeout, "trace": _tracing(at_sending)},
            )
            response = self._transport.send(asked, target)
            try:
                body = self._read(response, target)
            finally:
                response.close()
        return Reply(response.status_code, _headers(response), body)

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def _headers(self, request: Request, target: Target) -> dict[str, str]:
        headers = {
            "User-Agent": self._manners.agent,
            "Accept": request.accept,
            "Accept-Encoding": "gzip, deflate",
        }
        if target.service is None:
            # what comes after an answer would be taken for the next one; services, which are asked often, are trusted so far
            headers["Connection"] = "close"
        if request.body:
            headers["Content-Type"] = "application/json"
        if target.service and self._bases.is_home(target):
            headers |= self._manners.tokens.get(target.service.name, {})
        return headers

    def _read(self, response: httpx2.Response, target: Target) -> bytes:
        limits = self._manners.limits
        most = limits.service_bytes if target.service else limits.other_bytes
        until = self._ticks() + limits.whole
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > most:
                raise FailedError(
                    _failure(target, f"answers with more than {most / 1e6:g} MB"), is_passing=False, is_there=True
                )
            if self._ticks() > until:
                raise FailedError(_failure(target, f"took more than {limits.whole:g} s"), is_passing=True)
        return bytes(body)


def _tracing(at_sending: Callable[[], None]) -> Callable[[str, Mapping[str, Any]], None]:
    """Return what httpcore2 tells of its steps: a connection through a proxy begins with a request of its own."""

    def trace(event: str, info: Mapping[str, Any]) -> None:
        if event == "http11.send_request_headers.started" and info["request"].method != b"CONNECT":
            at_sending()

    return trace


def _headers(response: httpx2.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _failure(target: Target, what: str) -> UnreachableError:
    return UnreachableError(f"{spoken(target.name)}: {what}", _AGAIN, target.name)


@contextmanager
def _told(target: Target, limits: Limits) -> Iterator[None]:
    try:
        yield
    except WholeTimeoutError as error:
        raise FailedError(_failure(target, f"took more than {limits.whole:g} s"), is_passing=True) from error
    except httpcore2.TimeoutException as error:
        seconds = limits.connect if isinstance(error, httpcore2.ConnectTimeout) else limits.read
        raise FailedError(_failure(target, f"no answer within {seconds:g} s"), is_passing=True) from error
    except httpcore2.ProxyError as error:
        raise FailedError(_failure(target, f"the proxy answers {said(str(error))}"), is_passing=False) from error
    except httpcore2.LocalProtocolError as error:
        raise FailedError(_failure(target, f"cannot be asked: {said(str(error))}"), is_passing=False) from error
    except httpcore2.RemoteProtocolError as error:
        raise FailedError(_failure(target, "the answer was cut off, or is none of HTTP"), is_passing=True) from error
    except httpcore2.NetworkError as error:
        raise _unconnected(target, error) from error
    except UnicodeError as error:
        raise FailedError(_failure(target, "its name is none that could be asked"), is_passing=False) from error
    except httpx2.DecodingError as error:
        raise FailedError(_failure(target, "the answer is badly compressed"), is_passing=True) from error


def _unconnected(target: Target, error: BaseException) -> FailedError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            what = f"its certificate is not trusted: {said(cause.verify_message)}"
            return FailedError(_failure(target, what), is_passing=False)
        if isinstance(cause, socket.gaierror):
            is_passing = cause.errno == socket.EAI_AGAIN
            failure = _failure(target, "its name has no address, or there is no network")
            if not is_passing and not target.is_stand_in:  # else it is the stand-in's name, not the link's
                failure = NoSuchHostError(failure.message, failure.hint, failure.source)
            return FailedError(failure, is_passing=is_passing)
        cause = cause.__cause__ or cause.__context__  # on its way through the pool it is raised `from None`
    what = "the connection failed or was dropped"
    return FailedError(_failure(target, f"{what}: {said(str(error))}" if str(error) else what), is_passing=True)
