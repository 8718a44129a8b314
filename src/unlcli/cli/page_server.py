"""Pages over HTTP for this machine alone: who may ask, what is answered, and nothing that a page of others could use."""

import errno
import html
import os
import socketserver
import sys
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from typing import NamedTuple

from unlcli.errors import UsageError

HOST = "127.0.0.1"
PORT = 8765
#: How many ports are tried when nobody named one.
_TRIES = 20
#: The names of this machine that a browser may have asked for. Any other name leads here by a trick of its owner, who would
#: then read the answer (DNS rebinding).
_NAMES = ("127.0.0.1", "localhost", "[::1]")
#: The page brings a stricter policy of its own, with the digests of its style and script; both hold.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Answer(NamedTuple):
    """What a path leads to: status, kind, and the text itself."""

    status: int
    kind: str
    text: str


def message(status: int, text: str) -> Answer:
    """Return a page that says one thing."""
    safe = html.escape(text)
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content='
        '"width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>unl</title>\n</head>\n<body>\n<main>\n<h1>unl</h1>\n<p>{safe}</p>\n</main>\n</body>\n</html>\n"
    )
    return Answer(status, "text/html", page)


def _unanswerable(status: int) -> Answer:
    return message(status, "This is no request that is answered here.")


class PageServer(ThreadingHTTPServer):
    """Answers what is asked of this machine by itself; `answers` makes each answer anew, by path."""

    daemon_threads = True
    # On Windows this would let two programs have one port; elsewhere it only spares the wait after a restart.
    allow_reuse_address = os.name == "posix"
    allow_reuse_port = False

    def __init__(self, port: int, answers: Mapping[str, Callable[[], Answer]]) -> None:
        self.answers = answers
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        """Take the port, without the question for this machine's name that HTTPServer asks the network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Say nothing of a browser that went away."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def listening(port: int | None, answers: Mapping[str, Callable[[], Answer]]) -> PageServer:
    """Return a server on a port, or, when none is named, on the next free one. Raises UsageError where there is none."""
    wanted = range(PORT, PORT + _TRIES) if port is None else (port,)
    for number in wanted:
        try:
            return PageServer(number, answers)
        except OSError as error:
            if port is not None or not _is_taken(error):
                raise UsageError(f"port {number}: {error.strerror or error}", "name another one with --port") from error
    return PageServer(0, answers)


def _is_taken(error: OSError) -> bool:
    # Windows refuses with EACCES what another program holds for itself alone.
    return error.errno in (errno.EADDRINUSE, errno.EACCES) or getattr(error, "winerror", 0) == 10048


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: PageServer
    server_version, sys_version = "unl", ""
    timeout = 30  # who connects and says nothing is let go

    def do_GET(self) -> None:
        """Answer with a page."""
        self._send(self._answer())

    def do_HEAD(self) -> None:
        """Answer as to GET, without the text."""
        self._send(self._answer())

    def _refuse(self) -> None:
        self._send(message(405, "This can only be read."), {"Allow": "GET, HEAD"})

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _refuse  # noqa: N815

    def _answer(self) -> Answer:
        if not self._is_for_us():
            return message(421, f"This is the page at {self.server.url}, and no other name leads to it.")
        make = self.server.answers.get(self.path.partition("?")[0])
        return make() if make else message(404, "There is nothing here.")

    def _is_for_us(self) -> bool:
        port = self.server.server_port
        allowed = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())
        named = self.headers.get_all("Host", [])
        return len(named) == 1 and named[0].strip().lower() in allowed

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Answer what cannot be read as a request as everything else is answered."""
        self.request_version = self.protocol_version  # without one the standard library leaves headers out
        self._send(_unanswerable(code), {"Connection": "close"})

    def _send(self, answer: Answer, more: Mapping[str, str] | None = None) -> None:
        data = answer.text.encode("utf-8", "replace")
        self.send_response(answer.status)
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        for name, value in {**_HEADERS, **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing: what is asked is what the reader sees in the browser."""
