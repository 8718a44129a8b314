"""Who answers must be who was asked: the certificate is that of the name, though the connection goes to a checked address."""

import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path
from typing import Any

import pytest
from one_answer import certificate_for
from replay import Replay, _Handler, _Server

from unlcli.errors import UnreachableError
from unlcli.sources.asking import Request

pytestmark = pytest.mark.needs("openssl")
PUBLIC = "93.184.216.34"


class _Https(_Server):
    """Speaks TLS on every connection, and notes the names that were asked for and the addresses that were dialled."""

    def __init__(self, replay: Replay, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replay = replay
        self.names: list[str] = []
        self.dialled: list[str] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self.context = context

    def finish_request(self, request: Any, client_address: Any) -> None:
        with self.context.wrap_socket(request, server_side=True) as wrapped:
            super().finish_request(wrapped, client_address)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_for(["paper.example"], tmp_path_factory.mktemp("tls"))


@pytest.fixture
def https(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Https]:
    """A server that every public address leads to."""
    with Replay() as replay:
        server: HTTPServer = _Https(replay, certificate)
        assert isinstance(server, _Https)
        dial = socket.create_connection

        def connect(address: tuple[str, int], *args: Any, **named: Any) -> socket.socket:
            server.dialled.append(address[0])
            return dial(server.server_address[:2], *args, **named)

        monkeypatch.setattr(socket, "create_connection", connect)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()
        server.server_close()


def client(server: _Https, **manners: Any) -> Any:
    return server.replay.client(proxies={}, bases={}, resolve=lambda *_: (PUBLIC,), **manners)


def test_the_name_is_verified_and_the_checked_address_is_dialled(https: _Https, certificate: Path) -> None:
    trusting = client(https, ca=str(certificate.with_name("certificate.pem")))
    assert trusting.ask(Request("https://paper.example/x")).status == 404
    assert (https.names, https.dialled) == (["paper.example"], [PUBLIC])
    assert https.replay.seen[0].headers["host"] == "paper.example"


def test_a_certificate_of_another_name_is_not_taken(https: _Https, certificate: Path) -> None:
    with pytest.raises(UnreachableError, match="certificate is not trusted"):
        client(https, ca=str(certificate.with_name("certificate.pem"))).ask(Request("https://other.example/x"))
    assert https.replay.seen == []


def test_a_certificate_that_nobody_vouches_for_is_told_at_once(https: _Https) -> None:
    with pytest.raises(UnreachableError, match="certificate is not trusted"):
        client(https).ask(Request("https://paper.example/x"))
    assert len(https.dialled) == 1
