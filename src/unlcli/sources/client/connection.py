"""Connections: to checked addresses only where an address comes from elsewhere, and none that lasts for ever."""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Any

import httpcore2

from unlcli.sources.client import guard
from unlcli.sources.client.manners import Resolve

_Options = Iterable[Any] | None
#: Of the addresses of one name, so many are tried.
_MOST_TRIED = 4


class WholeTimeoutError(httpcore2.ReadTimeout):
    """An answer as a whole took too long, whatever came of it meanwhile."""


class Stream(httpcore2.NetworkStream):
    """A connection whose answers are whole, or given up, some seconds after the question was sent."""

    def __init__(self, inner: httpcore2.NetworkStream, whole: float, ticks: Callable[[], float]) -> None:
        self._inner = inner
        self._whole = whole
        self._ticks = ticks
        self._until = ticks() + whole

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come. Raises WholeTimeoutError when the answer as a whole takes too long."""
        left = self._until - self._ticks()
        if left <= 0:
            raise WholeTimeoutError
        if timeout is not None and timeout <= left:
            return self._inner.read(max_bytes, timeout)
        try:
            return self._inner.read(max_bytes, left)
        except httpcore2.ReadTimeout as error:
            raise WholeTimeoutError from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send a part of a question; the time for its answer begins anew."""
        self._until = self._ticks() + self._whole
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> "Stream":
        """Go on encrypted; the certificate is that of the name, whichever of its addresses was taken."""
        return Stream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._whole, self._ticks)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection below knows."""
        return self._inner.get_extra_info(info)


class Direct(httpcore2.NetworkBackend):
    """Connects to any address: for hosts that settings name, and for proxies."""

    def __init__(self, whole: float, ticks: Callable[[], float], resolve: Resolve) -> None:
        self._system = httpcore2.SyncBackend()
        self._whole = whole
        self._ticks = ticks
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _Options = None,
    ) -> Stream:
        """Connect to a host by one of its addresses; `timeout` is for all of them together."""
        until = None if timeout is None else self._ticks() + timeout
        addresses = _few(self._addresses(host, port))
        failure: Exception = httpcore2.ConnectError("the name has no address")
        for more, address in zip(range(len(addresses) - 1, -1, -1), addresses, strict=True):
            seconds = None if until is None else until - self._ticks()
            if seconds is not None and seconds <= 0:
                break
            # one that is silent leaves half of the time to the others
            share = seconds / 2 if seconds is not None and more else seconds
            try:
                inner = self._system.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return Stream(inner, self._whole, self._ticks)
        raise failure

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        if guard.is_literal(host):
            return (host,)
        try:
            return self._resolve(host, port)
        except OSError as error:
            raise httpcore2.ConnectError(str(error)) from error


class Guarded(Direct):
    """Connects to public addresses only: a name is resolved once, and what was checked is what is connected to."""

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses of a host. Raises ForbiddenAddressError when one of them is not public."""
        addresses = super()._addresses(host, port)
        for address in addresses:
            guard.check_address(address, host)
        return addresses


def _few(addresses: Sequence[str]) -> list[str]:
    """Return the addresses that are tried, in turn of either family, since one of these may lead nowhere from here."""
    first = [each for each in addresses if (":" in each) == (":" in addresses[0])]
    other = [each for each in addresses if each not in first]
    mixed = [each for pair in zip_longest(first, other) for each in pair if each]
    return mixed[:_MOST_TRIED]
