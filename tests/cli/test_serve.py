"""`unl serve`: the page on this machine alone, fresh at each reload."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Result, Unl

from unlcli.cli.page_server import Answer, PageServer, listening


@dataclass(frozen=True)
class Got:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    text: str


def ask(port: int, path: str = "/", method: str = "GET", **headers: str) -> Got:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return Got(answer.status, dict(answer.getheaders()), answer.read().decode())
    finally:
        connection.close()


Serving = Callable[..., "contextmanager[int]"]


@pytest.fixture
def serving(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Run `unl serve` in this process, with a thread of its own that serves."""

    @contextmanager
    def served(*argv: str) -> Iterator[int]:
        started: list[PageServer] = []
        ready, done = threading.Event(), threading.Event()

        def serve_elsewhere(server: PageServer, poll_interval: float = 0.05) -> None:
            started.append(server)
            thread = threading.Thread(target=lambda: real(server, poll_interval))
            thread.start()
            ready.set()
            done.wait(60)
            server.shutdown()
            thread.join()

        real = PageServer.serve_forever
        monkeypatch.setattr(PageServer, "serve_forever", serve_elsewhere)
        ended: list[Result] = []

        def run() -> None:
            ended.append(unl("serve", *argv, "--port", "0"))
            ready.set()

        command = threading.Thread(target=run)
        command.start()
        assert ready.wait(30)
        assert started, ended
        yield started[0].server_port
        done.set()
        command.join(30)
        assert [result.code for result in ended] == [0]

    return served


# A process of its own


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_page_is_fresh_at_each_reload_until_it_is_interrupted(unl: Unl, lib: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "unlcli", "serve", "--port", "0"],
        cwd=unl.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert running.stdout is not None
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", running.stdout.readline())
        assert found
        port = int(found[1])
        assert "Sails" in ask(port).text
        lib.write_text(LIBRARY.replace("{Sails}", "{Masts}"), encoding="utf-8")
        page = ask(port).text
        assert "Masts" in page
        assert "Sails" not in page
        assert ask(port, Host="evil.example").status == 421
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 130
    assert out == ""
    assert err == "unl: this is library.bib, read again when it changed; Ctrl-C ends it\n"


# What it serves


def test_what_cannot_be_read_is_told_where_it_was_started(
    unl: Unl, serving: Serving, capsys: pytest.CaptureFixture[str]
) -> None:
    unl.write("library.bib", "@misc{a, title={Anchors}}\n@misc{b, title={Bowlines\n")
    with serving() as port:
        assert "Bowlines" not in ask(port).text
        assert (
            capsys.readouterr().err.count("library.bib:2: this entry is not closed; it is left out: unl check\n") == 1
        )


@pytest.mark.usefixtures("lib")
def test_it_shows_what_export_writes(unl: Unl, serving: Serving) -> None:
    unl.write("unl.toml", '[[export]]\npath = "feed.atom"\n')
    unl.ok("export", "-o", "page.html", "--title", "Ropes", "--group-by", "year", "author:byte")
    with serving("--title", "Ropes", "--group-by", "year", "author:byte") as port:
        assert ask(port).text == unl.read("page.html")


@pytest.mark.usefixtures("lib")
def test_options_win_over_the_first_page_of_the_settings(unl: Unl, serving: Serving) -> None:
    unl.write(
        "unl.toml",
        '[[export]]\npath = "a.md"\ntitle = "No page"\n\n'
        '[[export]]\npath = "a.html"\nformat = "html"\ntitle = "Ours"\ndescription = "All of them"\ngroup_by = ["year"]\n\n'
        '[[export]]\npath = "b.html"\nformat = "html"\ntitle = "Another"\n',
    )
    with serving("--title", "Mine") as port:
        page = ask(port).text
    assert "<title>Mine</title>" in page
    assert "All of them" in page
    assert re.search(r"<h2[^>]*>\s*2022", page)


@pytest.mark.usefixtures("lib")
def test_a_change_of_the_settings_shows_too(unl: Unl, serving: Serving) -> None:
    with serving() as port:
        before = ask(port).text
        unl.write("unl.toml", '[[category]]\nname = "Survey"\ntitle = "Where to begin"\n')
        assert "Where to begin" not in before
        assert "Where to begin" in ask(port).text


def test_a_library_that_is_gone_is_told_and_comes_back(lib: Path, serving: Serving) -> None:
    with serving() as port:
        lib.rename(lib.with_name("away"))
        gone = ask(port)
        assert gone.status == 500
        assert "<p>library.bib: there is no such file (check the path)</p>" in gone.text
        lib.with_name("away").rename(lib)
        assert ask(port).status == 200


@pytest.mark.usefixtures("lib")
def test_settings_that_cannot_be_read_are_told_harmlessly(unl: Unl, serving: Serving) -> None:
    with serving() as port:
        unl.write("unl.toml", '"<script>alert(1)</script>" = 1\n')
        wrong = ask(port)
        assert wrong.status == 500
        assert "&lt;script&gt;" in wrong.text
        assert "<script" not in wrong.text
        unl.write("unl.toml", "")
        assert ask(port).status == 200


def test_a_page_of_nothing_says_so(lib: Path, serving: Serving) -> None:
    with serving("sails") as port:
        assert ask(port).status == 200
        lib.write_text(LIBRARY.replace("{Sails}", "{Masts}"), encoding="utf-8")
        nothing = ask(port)
        assert nothing.status == 404
        assert "No paper is selected." in nothing.text


@pytest.mark.usefixtures("lib")
def test_papers_are_there_as_bibtex(unl: Unl, serving: Serving) -> None:
    with serving("author:byte") as port:
        found = ask(port, "/library.bib")
    assert found.headers["Content-Type"] == "text/x-bibtex; charset=utf-8"
    assert found.text == unl.ok("export", "-f", "bibtex", "author:byte").out


def test_papers_are_there_as_a_feed(lib: Path, serving: Serving) -> None:
    lib.write_text(LIBRARY.replace("title = {Sails}", "title = {Sails}, creationdate = {2026-01-01}"), encoding="utf-8")
    with serving() as port:
        found = ask(port, "/feed.atom")
    assert found.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert re.search(r"<title[^>]*>Sails</title>", found.text)


def test_a_bug_is_told_here_and_there(
    lib: Path, serving: Serving, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with serving() as port:
        monkeypatch.setattr("unlcli.cli.serving.rendered", lambda *_: {}["nowhere"])
        lib.write_text(LIBRARY + "\n", encoding="utf-8")
        answer = ask(port)
    assert answer.status == 500
    assert "bug in unl" in answer.text
    assert "nowhere" not in answer.text
    assert len(list(tmp_path.glob("unl-bug-*.txt"))) == 1


# Who may ask, and what


@pytest.fixture
def port() -> Iterator[int]:
    """A server of one page."""
    with listening(0, {"/": lambda: Answer(200, "text/html", "a page")}) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_this_machine_is_answered(port: int, host: str) -> None:
    assert ask(port, Host=host.format(port=port)).text == "a page"


@pytest.mark.parametrize(
    "host",
    ["evil.example:{port}", "evil.example", "127.0.0.1", "localhost:1", "127.0.0.1:{port}.evil.example", "0.0.0.0:{port}", ""],
)  # fmt: skip
def test_a_name_that_others_lead_here_is_not(port: int, host: str) -> None:
    answer = ask(port, Host=host.format(port=port))
    assert answer.status == 421
    assert "a page" not in answer.text
    assert "evil" not in answer.text


@pytest.mark.parametrize("hosts", [b"", b"Host: 127.0.0.1:%d\r\nHost: evil.example\r\n"])
def test_exactly_one_host_must_be_named(port: int, hosts: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\n" + (hosts % port if b"%d" in hosts else hosts) + b"\r\n")
        assert raw.makefile("rb").readline().startswith(b"HTTP/1.0 421")


@pytest.mark.parametrize("path", ["/index", "/../library.bib", "/etc/passwd", "/%2e%2e/", "/feed.atom/", "*"])
def test_there_are_no_other_paths(port: int, path: str) -> None:
    assert ask(port, path).status == 404


@pytest.mark.parametrize("path", ["/?q=knots&venue=NeurIPS", "/?"])
def test_the_state_in_an_address_is_the_pages_own(port: int, path: str) -> None:
    assert ask(port, path).text == "a page"


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET / HTTP/9.9", 505),
        (b"GET / HTTP/x", 400),
        (b"BREW / HTTP/1.1", 501),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1", 414),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000, 431),
        (b"<b>x</b> <i>y</i> <u>z</u> HTTP/1.1", 400),
    ],
)
def test_what_is_no_request_is_answered_like_all_else(serving: Serving, line: bytes, status: int) -> None:
    with serving() as port, socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall(line + b"\r\nHost: localhost\r\n\r\n")
        answer = raw.makefile("rb").read().decode()
    assert answer.startswith(f"HTTP/1.0 {status} ")
    for header in (
        "Content-Security-Policy: default-src 'none'",
        "X-Content-Type-Options: nosniff",
        "Cache-Control: no-store",
    ):
        assert header in answer
    assert "This is no request that is answered here." in answer
    assert not any(part in answer for part in ("Error response", "<b>", "ython"))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_it_can_only_be_read(port: int, method: str) -> None:
    answer = ask(port, method=method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_head_has_all_but_the_text(port: int) -> None:
    head, whole = ask(port, method="HEAD"), ask(port)
    assert (head.status, head.text) == (200, "")
    assert {**head.headers, "Date": ""} == {**whole.headers, "Date": ""}


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_headers_keep_others_out(port: int, path: str) -> None:
    headers = ask(port, path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "Python" not in headers["Server"]
    assert "Access-Control-Allow-Origin" not in headers


def test_who_goes_away_in_the_middle_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    asked = threading.Event()

    def slow() -> Answer:
        asked.wait(30)
        return Answer(200, "text/html", "x" * 10_000_000)

    with listening(0, {"/": slow, "/quick": lambda: Answer(200, "text/html", "there")}) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        raw = socket.create_connection(("127.0.0.1", server.server_port), timeout=30)
        raw.sendall(f"GET / HTTP/1.1\r\nHost: localhost:{server.server_port}\r\n\r\n".encode())
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        raw.close()
        asked.set()
        assert ask(server.server_port, "/quick").text == "there"
        server.shutdown()
        thread.join()
    assert capsys.readouterr() == ("", "")


# The port


def test_it_listens_on_this_machine_alone() -> None:
    with listening(0, {}) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert server.url == f"http://127.0.0.1:{server.server_port}/"


def test_a_port_that_is_taken_is_passed_over_unless_it_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(0, {}) as first:
        monkeypatch.setattr("unlcli.cli.page_server.PORT", first.server_port)
        with listening(None, {}) as second:
            assert second.server_port != first.server_port


@pytest.mark.usefixtures("lib")
def test_a_named_port_that_is_taken_is_told(unl: Unl) -> None:
    with listening(0, {}) as other:
        told = unl.refused(2, "serve", "--port", str(other.server_port)).err
    assert f"port {other.server_port}: " in told
    assert "--port" in told


@pytest.mark.usefixtures("lib")
def test_what_is_wrong_is_told_before_there_is_a_server(unl: Unl) -> None:
    unl.refused(2, "serve", "--port", "65536")
    unl.refused(2, "serve", "--columns", "nonsense")
    unl.refused(2, "serve", "year:x")
    unl.refused(3, "serve", "-l", "no.bib")
    nothing = unl("serve", "xyzzyxyzzy")
    assert (nothing.code, nothing.out) == (1, "")


@pytest.mark.usefixtures("lib")
def test_the_browser_is_opened_on_the_page(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    was_opened = threading.Event()
    monkeypatch.setattr(webbrowser, "open", lambda url: (opened.append(url), was_opened.set()))
    with serving("--open") as port:
        assert was_opened.wait(30)
    assert opened == [f"http://127.0.0.1:{port}/"]
