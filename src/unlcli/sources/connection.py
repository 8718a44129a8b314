"""Connections: to checked addresses only where an address comes from elsewhere, and none that lasts for ever."""

from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from unlcli.sources import guard
from unlcli.sources.manners import Resolve

_Options = Iterable[Any] | None


class Stream(httpcore2.NetworkStream):
    """A connection whose answers are whole, or given up, some seconds after the question was sent."""

    def __init__(self, inner: httpcore2.NetworkStream, whole: float, ticks: Callable[[], float]) -> None:
        self._inner = inner
        self._whole = whole
        self._ticks = ticks
        self._until = ticks() + whole

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come. Raises ReadTimeout when the answer as a whole takes too long."""
        left = self._until - self._ticks()
        if left <= 0:
            raise httpcore2.ReadTimeout("the whole answer took too long")
        return self._inner.read(max_bytes, left if timeout is None else min(left, timeout))

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

    def __init__(self, whole: float, ticks: Callable[[], float]) -> None:
        self._system = httpcore2.SyncBackend()
        self._whole = whole
        self._ticks = ticks

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _Options = None,
    ) -> Stream:
        """Connect to a host."""
        inner = self._system.connect_tcp(host, port, timeout, local_address, socket_options)
        return Stream(inner, self._whole, self._ticks)


class Guarded(Direct):
    """Connects to public addresses only: a name is resolved once, and what was checked is what is connected to."""

    def __init__(self, whole: float, ticks: Callable[[], float], resolve: Resolve) -> None:
        super().__init__(whole, ticks)
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _Options = None,
    ) -> Stream:
        """Connect to a host. Raises ForbiddenAddressError when one of its addresses is not public."""
        try:
            addresses = self._resolve(host, port)
        except OSError as error:
            raise httpcore2.ConnectError(str(error)) from error
        for address in addresses:
            guard.check_address(address, host)
        failure: Exception = httpcore2.ConnectError("the name has no address")
        for address in addresses:
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure
