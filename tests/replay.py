"""A server on loopback that stands in for the services: answers are registered under their public addresses.

    with Replay() as replay:
        replay.answer("https://api.crossref.org/works/10.1/x", '{"status": "ok"}', content_type="application/json")
        client = replay.client()                        # or, for main([...]): replay.stand_in(monkeypatch)
        client.ask(Request("https://api.crossref.org/works/10.1/x"))
        assert [seen.service for seen in replay.seen] == ["crossref"]

Other hosts (landing pages) are answered too, for http:// addresses only: the server is a proxy for them.
"""

import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from unlcli.sources.services import SERVICES

_NAMES = {host: service.name for service in SERVICES for host in (urlsplit(service.base).netloc, *service.hosts)}


@dataclass(frozen=True)
class Seen:
    """A request as the server got it: `service` is its name, or the host of another; `at` counts seconds."""

    service: str
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: float
    body: bytes = b""


@dataclass
class Reply:
    """What is sent. `fault`: "drop" closes the connection unanswered, "truncate" after half of the body; `drip` is the
    pause between single bytes of the body; a body that is no bytes is sent in chunks."""

    body: bytes | Iterable[bytes]
    status: int = 200
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int | None = None
    delay: float = 0.0
    fault: str = ""
    drip: float = 0.0


@dataclass(frozen=True)
class _Route:
    query: Mapping[str, str]
    replies: list[Reply] = field(default_factory=list)


class Replay:
    """The server, as a context manager."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self._routes: dict[tuple[str, str], list[_Route]] = defaultdict(list)
        self._under_way: dict[str, int] = defaultdict(int)
        self._most: dict[str, int] = defaultdict(int)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.replay = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(
        self,
        public_url: str,
        body: str | bytes | Iterable[bytes] = b"",
        status: int = 200,
        content_type: str = "text/plain; charset=utf-8",
        headers: Mapping[str, str] | None = None,
        times: int | None = None,
        *,
        delay: float = 0.0,
        fault: str = "",
        drip: float = 0.0,
    ) -> None:
        """Register what a public address answers; of several for one address each is given once (or `times`), the last stays.

        A request matches when service and decoded path are equal and it has the query's keys and values (more may be there).
        """
        parts = urlsplit(public_url)
        service, path = _named(parts.netloc), unquote(parts.path) or "/"
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        payload = body.encode() if isinstance(body, str) else body
        reply = Reply(payload, status, content_type, dict(headers or {}), times, delay, fault, drip)
        with self._lock:
            routes = self._routes[service, path]
            route = next((route for route in routes if route.query == query), None)
            if route is None:
                route = _Route(query)
                routes.append(route)
                routes.sort(key=lambda route: -len(route.query))  # the most exact one counts
            route.replies.append(reply)

    def settings(self) -> dict[str, str]:
        """The environment in which `unl` asks this server and nobody else."""
        bases = {f"UNL_SOURCE_{service.name.upper()}_URL": f"{self.origin}/{service.name}" for service in SERVICES}
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), self.origin)
        return bases | proxies | {"no_proxy": "", "NO_PROXY": "", "all_proxy": "", "ALL_PROXY": ""}

    def stand_in(self, monkeypatch: pytest.MonkeyPatch, waits: float = 0.0) -> None:
        """Have `main([...])` ask this server, with every wait shortened to `waits` of itself."""
        for name, value in self.settings().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("unlcli.cli.network.WAITS", waits)

    def client(self, waits: float = 0.0, cache: Any = None, clock: Any = None, **manners: Any) -> Any:
        """A client that asks this server, without a cache unless one is given; `waits` as in `stand_in`."""
        from unlcli.sources.client.clock import Clock
        from unlcli.sources.client.http import Client
        from unlcli.sources.client.manners import Manners

        given: dict[str, Any] = {
            "bases": {service.name: f"{self.origin}/{service.name}" for service in SERVICES},
            "proxies": {"http": self.origin, "https": self.origin},
            "waits": waits,
        }
        return Client(Manners(**given | manners), cache, clock or Clock(ticks=time.monotonic, moment=time.time))

    def most_at_once(self, service: str) -> int:
        return self._most[service]

    def smallest_interval(self, service: str, over: int = 1) -> float:
        """The least time between the arrivals of two requests, in seconds; `over` several, that of each on the average."""
        times = sorted(seen.at for seen in self.seen if seen.service == service)
        return min((b - a for a, b in zip(times, times[over:], strict=False)), default=float("inf")) / over

    def asked(self, service: str = "") -> list[str]:
        """The paths that were asked for, in order."""
        return [seen.path for seen in self.seen if not service or seen.service == service]

    def begin(self, seen: Seen) -> Reply | None:
        with self._lock:
            self.seen.append(seen)
            self._under_way[seen.service] += 1
            self._most[seen.service] = max(self._most[seen.service], self._under_way[seen.service])
            for route in self._routes.get((seen.service, seen.path), ()):
                if route.query.items() <= seen.query.items():
                    return _next(route.replies)
        return None

    def end(self, seen: Seen) -> None:
        with self._lock:
            self._under_way[seen.service] -= 1


def _named(netloc: str) -> str:
    return _NAMES.get(netloc.lower(), netloc.lower())


def _next(replies: list[Reply]) -> Reply:
    reply = replies[0]
    if len(replies) > 1:
        reply.times = (1 if reply.times is None else reply.times) - 1
        if reply.times <= 0:
            replies.pop(0)
    return reply


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    replay: Replay

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        seen = self._seen()
        reply = self.server.replay.begin(seen)
        try:
            if reply is not None and reply.delay:
                time.sleep(reply.delay)
            done = self._send(reply or Reply(b"Resource not found.", 404))
        finally:
            self.server.replay.end(seen)
        if not done:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.wfile.flush()

    do_HEAD = do_POST = do_GET  # noqa: N815

    def do_CONNECT(self) -> None:
        self.send_error(403, "no TLS here")

    def _seen(self) -> Seen:
        parts = urlsplit(self.path)
        if parts.netloc:
            service, path = _named(parts.netloc), parts.path
        else:
            _, service, rest = (parts.path + "/").split("/", 2)
            path = "/" + rest.removesuffix("/") if not parts.path.endswith("/") else "/" + rest[:-1]
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        return Seen(service, self.command, unquote(path) or "/", query, headers, time.monotonic(), body)

    def _send(self, reply: Reply) -> bool:
        if reply.fault == "drop":
            return False
        chunked = not isinstance(reply.body, bytes)
        pieces = [reply.body] if isinstance(reply.body, bytes) else reply.body
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif isinstance(reply.body, bytes):
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command == "HEAD":
            return True
        for piece in pieces:
            if reply.fault == "truncate":
                half = piece[: len(piece) // 2]
                self.wfile.write(b"%x\r\n" % len(piece) + half if chunked else half)
                self.wfile.flush()
                return False
            self._write(piece, chunked, reply.drip)
        if chunked:
            self.wfile.write(b"0\r\n\r\n")
        return True

    def _write(self, piece: bytes, chunked: bool, drip: float) -> None:
        if chunked:
            piece = b"%x\r\n" % len(piece) + piece + b"\r\n"
        if not drip:
            self.wfile.write(piece)
            return
        for byte in piece:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(drip)
