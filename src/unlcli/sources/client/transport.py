"""Which way a question goes: straight, to checked addresses only, or through a proxy; one pool of connections for each."""

import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpcore2
import httpx2

from unlcli.errors import SettingsError
from unlcli.sources.client import guard
from unlcli.sources.client.bases import Target, host_of
from unlcli.sources.client.connection import Direct, Guarded
from unlcli.sources.client.manners import Manners
from unlcli.sources.client.proxies import proxy_for

#: So many idle connections are kept, for so many seconds.
_KEPT_OPEN = 20
_OPEN_FOR = 15.0


class _Body(httpx2.SyncByteStream):
    """The body of an answer as it comes; it carries no names of its library's errors."""

    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        """Give the connection back, or close it when there is more to come."""
        self._response.close()


class Transport:
    """Sends questions on the way that is right for each. Raises what httpcore2 raises, and ForbiddenAddressError."""

    def __init__(self, manners: Manners, ticks: Callable[[], float]) -> None:
        self._manners = manners
        self._ticks = ticks
        self._pools: dict[tuple[str, str], httpcore2.ConnectionPool] = {}
        self._lock = threading.Lock()

    def send(self, request: httpx2.Request, target: Target) -> httpx2.Response:
        """Send a question and return the answer, its body still to be read."""
        proxy = proxy_for(target, self._manners.proxies)
        if not target.is_exempt:
            guard.check(target.asked)
        pool = self._pool(request.url.scheme, proxy or ("" if target.is_exempt else "guarded"))
        response = pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.content or None,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(response.status, headers=response.headers, stream=_Body(response), request=request)

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()

    def _pool(self, scheme: str, way: str) -> httpcore2.ConnectionPool:
        with self._lock:
            if (scheme, way) not in self._pools:
                self._pools[scheme, way] = self._new_pool(scheme, way)
            return self._pools[scheme, way]

    def _new_pool(self, scheme: str, way: str) -> httpcore2.ConnectionPool:
        whole = self._manners.limits.whole
        backend = (Guarded if way == "guarded" else Direct)(whole, self._ticks, self._manners.resolve)
        tls = _trusting(self._manners.ca) if scheme == "https" else None
        if way in ("", "guarded"):
            return httpcore2.ConnectionPool(
                ssl_context=tls,
                max_connections=None,
                max_keepalive_connections=_KEPT_OPEN,
                keepalive_expiry=_OPEN_FOR,
                network_backend=backend,
            )
        place, login = _proxy(way)
        return httpcore2.HTTPProxy(
            place,
            login,
            ssl_context=tls,
            proxy_ssl_context=_trusting(self._manners.ca) if place.scheme == b"https" else None,
            max_connections=None,
            max_keepalive_connections=_KEPT_OPEN,
            keepalive_expiry=_OPEN_FOR,
            network_backend=backend,
        )


def _proxy(way: str) -> tuple[httpcore2.URL, tuple[bytes, bytes] | None]:
    url = httpx2.URL(way)
    port = url.port or (443 if url.scheme == "https" else 80)
    place = httpcore2.URL(scheme=url.raw_scheme, host=host_of(url).encode(), port=port, target=b"/")
    return place, (url.username.encode(), url.password.encode()) if url.userinfo else None


def _trusting(ca: str) -> ssl.SSLContext:
    """Return what is needed to verify who answers: by the system's certificates, or those in a file or folder."""
    try:
        if not ca:
            return httpx2.create_ssl_context()
        is_folder = Path(ca).is_dir()
        return ssl.create_default_context(cafile=None if is_folder else ca, capath=ca if is_folder else None)
    except OSError as error:
        where = f"{ca}: holds" if ca else "the file that SSL_CERT_FILE or SSL_CERT_DIR names holds"
        raise SettingsError(f"{where} no certificates: {error.strerror or error}", "see docs/network.md") from error
