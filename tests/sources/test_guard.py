"""No address of this machine or of a private network is asked, in whatever way it is written or reached."""

import socket
from typing import Any

import httpcore2
import httpx2
import pytest
from replay import Replay

from unlcli.errors import ForbiddenAddressError
from unlcli.sources.asking import Request
from unlcli.sources.client import guard
from unlcli.sources.client.connection import Guarded

PRIVATE = (
    "127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 100.127.1.1 "
    "192.88.99.1 224.0.0.1 240.0.0.1 255.255.255.255 192.0.0.8 198.18.0.1 ::1 :: fe80::1 fc00::1 fd12::1 fec0::1 ff02::1 "
    "::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:100.64.0.1 ::127.0.0.1 2002:7f00:1:: 2002:0a00:1:: 2002:c0a8:101:: "
    "64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::1 2001:db8::1 fe80::1%eth0"
).split()
PUBLIC = "8.8.8.8 93.184.216.34 172.32.0.1 100.128.0.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:0808:808::".split()

WRITTEN = [
    *(f"http://[{each}]/" if ":" in each else f"http://{each}/" for each in PRIVATE if "%" not in each),
    "http://[fe80::1%25eth0]/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0x7F.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://127。0。0.1/",
    "http://１２７.０.０.１/",
    "http://localhost/",
    "http://LOCALHOST:8080/x",
    "http://localhost./",
    "http://a.localhost/",
    "http://printer.local/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://router.lan/",
    "http://intranet/",
    "http://a..b.example/",
    f"http://{'a' * 64}.example/",
    f"http://{'a.' * 130}example/",
    "http://user:secret@example.org/",
    "http://example.org@127.0.0.1/",
    "http://@example.org:x/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "javascript:alert(1)",
    "data:text/plain,x",
    "http:///x",
    "http://a b/",
    "//example.org/x",
    "/etc/passwd",
    "",
    "http://exa\nmple.org/",
    "http://[::1/",
    "https://example.org:99999999/",
]


@pytest.mark.parametrize("url", WRITTEN)
@pytest.mark.parametrize("proxies", [{}, {"http": "http://127.0.0.1:9", "https": "http://127.0.0.1:9"}])
def test_an_address_that_is_not_public_is_never_asked(url: str, proxies: dict[str, str]) -> None:
    with Replay() as replay:
        client = replay.client(proxies=proxies, resolve=unresolved)
        with pytest.raises(ForbiddenAddressError) as caught:
            client.ask(Request(url))
        assert "secret" not in str(caught.value)
        assert replay.seen == []


def unresolved(host: str, _port: int) -> tuple[str, ...]:
    pytest.fail(f"{host} was looked up")


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_to_a_private_address_is_not_connected_to(address: str) -> None:
    with Replay() as replay:
        client = replay.client(proxies={}, resolve=lambda *_: ("93.184.216.34", address))
        with pytest.raises(ForbiddenAddressError, match="rebound"):
            client.ask(Request("http://rebound.example/"))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_asked(address: str) -> None:
    guard.check_address(address, "x")
    guard.check(httpx2.URL(f"http://[{address}]/" if ":" in address else f"http://{address}/"))


@pytest.mark.parametrize(
    "url", ["http://example.org/", "https://exämple.org/", "http://a_b.example:8080/x", "http://1x.example/"]
)
def test_ordinary_names_are_asked(url: str) -> None:
    guard.check(httpx2.URL(url))


def test_the_connection_goes_to_what_was_checked_and_the_name_is_looked_up_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name server that says something else the second time changes nothing."""
    asked: list[str] = []
    connected: list[Any] = []

    def resolve(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("93.184.216.34",) if len(asked) == 1 else ("127.0.0.1",)

    def connect(address: Any, *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    backend = Guarded(60.0, lambda: 0.0, resolve)
    with pytest.raises(httpcore2.ConnectError):
        backend.connect_tcp("rebind.example", 80, 1.0)
    assert asked == ["rebind.example"]
    assert connected == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1/", "http://localhost:22/", "http://[::1]/", "//169.254.169.254/latest/meta-data", "file:///etc/passwd",
     "http://2130706433/", "http://user:secret@example.org/"],
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_not_followed(location: str) -> None:
    with Replay() as replay:
        replay.answer("https://doi.org/10.1/x", status=302, headers={"Location": location})
        with pytest.raises(ForbiddenAddressError) as caught:
            replay.client().ask(Request("https://doi.org/10.1/x"))
        assert "redirects to" in caught.value.message
        assert "secret" not in caught.value.message
        assert replay.asked() == ["/10.1/x"]


def test_a_library_cannot_name_another_port_of_the_machine_a_base_is_on() -> None:
    with Replay() as replay, Replay() as other, pytest.raises(ForbiddenAddressError):
        replay.client().ask(Request(f"{other.origin}/secret"))


@pytest.mark.parametrize(
    "place", ["/admin/secret", "/crossrefs/x", "/crossref/x", "/crossref/%2e%2e/admin", "/crossref/..%2fadmin"]
)
def test_a_library_cannot_name_what_else_is_at_the_place_of_a_base(place: str) -> None:
    """Not even what the base serves: who means that names the service."""
    with Replay() as replay:
        with pytest.raises(ForbiddenAddressError):
            replay.client(bases={"crossref": f"{replay.origin}/crossref"}).ask(Request(replay.origin + place))
        assert replay.seen == []


@pytest.mark.parametrize(
    "place",
    ["/admin/secret", "/crossrefs/x", "/crossref/%2e%2e/admin", "/crossref/..%2Fadmin", "/crossref/%5C..%5cadmin"],
)
@pytest.mark.parametrize("start", ["https://api.crossref.org/a", "http://publisher.example/a", "https://dblp.org/a"])
def test_a_redirect_does_not_lead_beside_a_base(start: str, place: str) -> None:
    with Replay() as replay:
        replay.answer(start, status=302, headers={"Location": replay.origin + place})
        bases = {name: f"{replay.origin}/{name}" for name in ("crossref", "dblp")}
        with pytest.raises(ForbiddenAddressError, match="redirects to"):
            replay.client(bases=bases).ask(Request(start))
        assert replay.asked() == ["/a"]


@pytest.mark.parametrize("start", ["https://api.crossref.org/a", "http://publisher.example/a", "https://dblp.org/a"])
def test_a_redirect_to_what_a_base_serves_is_one_to_the_service(start: str) -> None:
    with Replay() as replay:
        replay.answer(start, status=302, headers={"Location": f"{replay.origin}/crossref/b"})
        replay.answer("https://api.crossref.org/b", "found")
        answer = replay.client().ask(Request(start))
        assert (answer.body, answer.url) == (b"found", "https://api.crossref.org/b")


@pytest.mark.parametrize(
    "url",
    ["https://doi.org/10.1000/../../admin", "https://api.crossref.org/works/10.1000%2F..%2F..%2Fadmin", "https://dblp.org/./rec/x",
     "https://dblp.org/rec/conf/%2E%2e/x", "https://dblp.org/rec/..\\x"],
)  # fmt: skip
def test_an_identifier_cannot_climb_out_of_the_path_of_its_service(url: str) -> None:
    with Replay() as replay:
        with pytest.raises(ForbiddenAddressError, match="in its path"):
            replay.client().ask(Request(url))
        assert replay.seen == []


@pytest.mark.parametrize(
    "url", ["https://doi.org/10.1/a..b", "https://doi.org/10.1/...", "https://doi.org/10.1/x?a=/../b"]
)
def test_dots_that_are_no_part_by_themselves_are_asked(url: str) -> None:
    with Replay() as replay:
        replay.client().ask(Request(url))
        assert len(replay.seen) == 1
