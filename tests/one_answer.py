"""A replay server that knows one recorded answer, whatever the case of its address, and speaks TLS for any host."""

import shutil
import ssl
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import replay
from replay import Replay, Reply, Seen

HAS_OPENSSL = shutil.which("openssl") is not None


class OneAnswer(Replay):
    """The server; `served` counts the answers that were registered and given, anything else is answered 404.

    With a `certificate` (made by `certificate_for`) it is the proxy of https addresses too.
    """

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__()
        self.served = 0
        self._server.RequestHandlerClass = _Tunnel
        self._server.tls = _context(certificate) if certificate else None  # type: ignore[attr-defined]

    def answer(self, public_url: str, *args: Any, **named: Any) -> None:
        """Register an answer as `Replay.answer` does, for its path in any case and with or without a slash at its end."""
        parts = urlsplit(public_url)
        path = unquote(parts.path).casefold().rstrip("/")
        for form in (path, path + "/"):
            super().answer(urlunsplit(parts._replace(path=quote(form or "/"))), *args, **named)

    def begin(self, seen: Seen) -> Reply | None:
        reply = super().begin(replace(seen, path=seen.path.casefold()))
        self.served += reply is not None
        return reply


def certificate_for(hosts: Iterable[str], folder: Path) -> Path:
    """Make a throw-away certificate for some hosts, signed by itself, with its key in the same file."""
    names = ",".join(f"DNS:{host}" for host in sorted(set(hosts)))
    key, certificate, settings = folder / "key.pem", folder / "certificate.pem", folder / "openssl.cnf"
    settings.write_text(_SETTINGS + f"subjectAltName = {names}\n", encoding="ascii")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-config", str(settings)]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both


#: What newer Pythons ask of a certificate that is its own authority.
_SETTINGS = """\
[req]
distinguished_name = name
x509_extensions = authority
prompt = no
[name]
CN = replay
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, digitalSignature, keyEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
"""


def trusted(certificate: Path) -> Mapping[str, str]:
    """Return the environment in which programs trust such a certificate, whichever variable they look at."""
    names = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
    return dict.fromkeys(names, str(certificate.with_name("certificate.pem")))


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


class _Tunnel(replay._Handler):
    """Plays the proxy for https: what comes through the tunnel is answered here and goes nowhere."""

    tunnel = ""

    def do_CONNECT(self) -> None:  # noqa: N802
        context = self.server.tls  # type: ignore[attr-defined]
        if context is None:
            self.send_error(403, "no TLS here")
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.flush()
        try:
            self.connection = context.wrap_socket(self.connection, server_side=True)
        except OSError:
            self.close_connection = True
            return
        self.rfile = self.connection.makefile("rb", self.rbufsize)
        self.wfile = self.connection.makefile("wb", 0)
        self.tunnel = self.path.rpartition(":")[0]

    def _seen(self) -> Seen:
        if self.tunnel:
            self.path = f"https://{self.tunnel}{self.path}"
        return super()._seen()
