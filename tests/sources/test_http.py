"""The client over real sockets: what is sent, how often, how long it is waited for, and when it is given up."""

import gzip
import json
import socket
import threading
import time
import zlib
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

import pytest
from fake_clock import FakeClock
from replay import Replay

from unlcli.errors import (
    ForbiddenAddressError,
    RefusedError,
    SettingsError,
    SourceError,
    UnreachableError,
)
from unlcli.sources.asking import Answer, Hop, Request
from unlcli.sources.client.manners import Limits
from unlcli.sources.in_parallel import in_parallel

WORK = "https://api.crossref.org/works/10.1/x"
BOT_PAGE = "<!doctype html><html><head><title>Making sure you&#39;re not a bot!</title></head><body>anubis_challenge</body></html>"


@pytest.fixture
def replay() -> Any:
    with Replay() as server:
        yield server


def ask(replay: Replay, url: str = WORK, **manners: Any) -> Answer:
    found: Answer = replay.client(**manners).ask(Request(url))
    return found


# What is sent, and to whom


def test_a_request_says_who_asks_and_what_it_takes_and_carries_no_cookies(replay: Replay) -> None:
    replay.answer(WORK, "1", headers={"Set-Cookie": "a=b; Path=/"})
    client = replay.client(agent="unl/1 (+mailto:me@example.org)")
    for _ in range(2):
        client.ask(Request(WORK, accept="application/json", max_age=0))
    assert [seen.headers["user-agent"] for seen in replay.seen] == ["unl/1 (+mailto:me@example.org)"] * 2
    assert [seen.headers["accept"] for seen in replay.seen] == ["application/json"] * 2
    assert all("cookie" not in seen.headers for seen in replay.seen)


def test_a_question_with_a_body_is_put_by_post_and_has_an_answer_of_its_own(replay: Replay) -> None:
    batch = "https://api.semanticscholar.org/graph/v1/paper/batch"
    replay.answer(batch, "first", times=1)
    replay.answer(batch, "second")
    client = replay.client()
    one, other = (Request(batch, method="POST", body=body) for body in (b'["a"]', b'["b"]'))
    assert [client.ask(each).body for each in (one, other, one)] == [b"first", b"second", b"first"]
    assert [(seen.method, seen.body) for seen in replay.seen] == [("POST", b'["a"]'), ("POST", b'["b"]')]
    assert {seen.headers["content-type"] for seen in replay.seen} == {"application/json"}


def test_a_question_with_a_body_goes_nowhere_else_and_is_put_again_later(replay: Replay) -> None:
    replay.answer(WORK, status=301, headers={"Location": "http://elsewhere.example/"})
    client = replay.client()
    for _ in range(2):
        assert client.ask(Request(WORK, method="POST", body=b"{}")).status == 301
    assert [seen.service for seen in replay.seen] == ["crossref", "crossref"]


def test_tokens_go_to_their_own_service_and_nowhere_else(replay: Replay) -> None:
    tokens = {"github": {"Authorization": "Bearer secret"}, "semanticscholar": {"x-api-key": "hidden"}}
    replay.answer("https://api.github.com/repos/a/b", status=301, headers={"Location": "http://elsewhere.example/"})
    replay.answer("http://elsewhere.example/", "there")
    client = replay.client(tokens=tokens)
    client.ask(Request("https://api.github.com/repos/a/b"))
    client.ask(Request("https://api.semanticscholar.org/graph/v1/paper/x"))
    client.ask(Request(WORK))
    got = {seen.service: (seen.headers.get("authorization"), seen.headers.get("x-api-key")) for seen in replay.seen}
    assert got == {
        "github": ("Bearer secret", None),
        "elsewhere.example": (None, None),
        "semanticscholar": (None, "hidden"),
        "crossref": (None, None),
    }


def test_tokens_are_in_no_message_and_in_nothing_that_is_kept(replay: Replay) -> None:
    kept: list[object] = []

    class Cache:
        def get(self, key: str) -> None:
            kept.append(key)

        def put(self, *what: object) -> None:
            kept.append(what)

    client = replay.client(cache=Cache(), tokens={"github": {"Authorization": "Bearer secret"}})
    replay.answer("https://api.github.com/repos/a/b", "{}")
    replay.answer("https://api.github.com/repos/a/c", status=429)
    client.ask(Request("https://api.github.com/repos/a/b"))
    with pytest.raises(RefusedError) as caught:
        client.ask(Request("https://api.github.com/repos/a/c"))
    assert kept
    assert "secret" not in repr((kept, caught.value.message, caught.value.hint, client._manners))


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://doi.org/10.1002/(SICI)1097<1::AID-X>3.0.CO;2-#", "/10.1002/(SICI)1097<1::AID-X>3.0.CO;2-"),
        (
            "https://doi.org/10.1002%2F(SICI)1097%3C1%3A%3AAID-X%3E3.0.CO%3B2-%23",
            "/10.1002/(SICI)1097<1::AID-X>3.0.CO;2-#",
        ),
        ("https://doi.org/10.1/a b", "/10.1/a b"),
        ("https://doi.org/10.1/größe?q=ö", "/10.1/größe"),
        ("http://exämple.example/pä%2Fper", "/pä/per"),
        ("HTTPS://DOI.ORG/10.1/X", "/10.1/X"),
    ],
)
def test_odd_addresses_arrive_as_they_are_meant(replay: Replay, url: str, path: str) -> None:
    ask(replay, url)
    assert replay.asked() == [path]


def test_a_host_in_another_script_is_asked_by_its_name_in_letters_of_the_net(replay: Replay) -> None:
    ask(replay, "http://bücher.example/")
    assert replay.seen[0].headers["host"] == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("base", "url", "path"),
    [
        ("/crossref", "https://api.crossref.org/works/10.1/x?a=1", "/works/10.1/x"),
        ("/crossref/", "https://api.crossref.org/works/10.1/x?a=1", "/works/10.1/x"),
        ("/crossref/works", "https://api.crossref.org/works/10.1/x?a=1", "/works/10.1/x"),
        ("/crossref/v1/works/", "https://api.crossref.org/works?a=1", "/v1/works"),
        ("", "https://api.crossref.org/crossref/works?a=1", "/works"),
        ("/crossref/api/query", "https://api.crossref.org/api/query?a=1", "/api/query"),
        ("/crossref/api", "https://api.crossref.org/api/query?a=1", "/api/query"),
        ("/crossref/api/query", "https://api.crossref.org/querying?a=1", "/api/query/querying"),
    ],
)
def test_a_base_takes_the_place_of_a_service_whatever_its_path(replay: Replay, base: str, url: str, path: str) -> None:
    ask(replay, url, bases={"crossref": replay.origin + base})
    assert [(seen.service, seen.path, seen.query) for seen in replay.seen] == [("crossref", path, {"a": "1"})]


@pytest.mark.parametrize(
    "base",
    [
        "ftp://x/",
        "x",
        "http://",
        "http://h/?q=1",
        "http://u:secret@h/",
        "http://[::1",
        "/works",
        "http://h:99999/",
        "http://h:0/",
        "http://h/a b",
        "http://h/ ",
    ],
)
def test_a_base_that_is_none_is_told_by_the_name_of_its_service(replay: Replay, base: str) -> None:
    with pytest.raises(SettingsError, match="dblp") as caught:
        replay.client(bases={"dblp": base})
    assert "secret" not in caught.value.message


# Redirects


def test_redirects_are_followed_with_what_was_accepted_and_told(replay: Replay) -> None:
    replay.answer(
        "https://doi.org/10.1/x", status=302, headers={"Location": "https://api.crossref.org/v1/works/x/transform"}
    )
    replay.answer("https://api.crossref.org/v1/works/x/transform", status=303, headers={"Location": "../y?z=1"})
    replay.answer("https://api.crossref.org/v1/works/y?z=1", "found")
    answer = replay.client().ask(Request("https://doi.org/10.1/x", accept="application/x-bibtex"))
    last = "https://api.crossref.org/v1/works/y?z=1"
    assert (answer.body, answer.url) == (b"found", last)
    assert answer.hops == (
        Hop(302, "https://doi.org/10.1/x", "https://api.crossref.org/v1/works/x/transform"),
        Hop(303, "https://api.crossref.org/v1/works/x/transform", last),
    )
    assert {seen.headers["accept"] for seen in replay.seen} == {"application/x-bibtex"}


@pytest.mark.parametrize(
    "form", ["/b", "b", "{origin}/dblp/b", "https://dblp.org/b", "//dblp.org/b", "https://dblp.org:443/b#c"]
)
def test_what_stands_in_a_services_place_may_redirect_in_every_form(replay: Replay, form: str) -> None:
    replay.answer("https://dblp.org/a", status=301, headers={"Location": form.format(origin=replay.origin)})
    replay.answer("https://dblp.org/b", "found")
    answer = ask(replay, "https://dblp.org/a")
    assert (answer.body, answer.url) == (b"found", "https://dblp.org/b")


@pytest.mark.parametrize("form", ["/b", "b", "{origin}/b", "https://api.crossref.org/crossref/b"])
def test_a_redirect_at_a_base_that_has_the_services_own_path_keeps_it(replay: Replay, form: str) -> None:
    """Both addresses begin with /crossref here, the path that this server knows the service by."""
    form = form.replace("/b", "/crossref/b") if form in ("/b", "{origin}/b") else form
    replay.answer("https://api.crossref.org/a", status=301, headers={"Location": form.format(origin=replay.origin)})
    replay.answer("https://api.crossref.org/b", "found")
    answer = ask(replay, "https://api.crossref.org/crossref/a", bases={"crossref": f"{replay.origin}/crossref"})
    assert (answer.body, answer.url) == (b"found", "https://api.crossref.org/crossref/b")


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1/x", "http://[::1", "https://h.example:99999/", "http://a b/", "ftp://h.example/"]
)
def test_a_redirect_that_is_not_followed_is_told_once(replay: Replay, location: str) -> None:
    for start in ("https://doi.org/a", "http://publisher.example/a"):
        replay.answer(start, status=301, headers={"Location": location})
        with pytest.raises(ForbiddenAddressError) as caught:
            ask(replay, start)
        assert caught.value.message.count("redirects") == caught.value.message.count(start) == 1


def test_connections_to_hosts_that_are_no_service_are_not_kept(replay: Replay) -> None:
    """What such a host sends after its answer would be taken for the next one."""
    client = replay.client()
    for number in range(2):
        client.ask(Request(f"http://publisher.example/{number}"))
        client.ask(Request(f"https://dblp.org/{number}"))
    kept = {seen.service: seen.headers.get("connection") for seen in replay.seen}
    assert kept == {"publisher.example": "close", "dblp": None}


def test_a_circle_of_redirects_is_told_as_such(replay: Replay) -> None:
    for here, there in (("a", "b"), ("b", "c"), ("c", "b")):
        replay.answer(f"https://doi.org/{here}", status=301, headers={"Location": f"/{there}"})
    with pytest.raises(UnreachableError, match="circle"):
        ask(replay, "https://doi.org/a")
    assert replay.asked() == ["/a", "/b", "/c"]


def test_only_so_many_redirects_are_followed(replay: Replay) -> None:
    for number in range(9):
        replay.answer(f"https://doi.org/{number}", status=302, headers={"Location": f"/{number + 1}"})
    with pytest.raises(UnreachableError, match="more than 5 times"):
        ask(replay, "https://doi.org/0")
    assert replay.asked() == ["/0", "/1", "/2", "/3", "/4", "/5"]


def test_who_asks_may_look_at_the_first_answer_only(replay: Replay) -> None:
    replay.answer("https://doi.org/a", status=301, headers={"Location": "/b"})
    answer = replay.client().ask(Request("https://doi.org/a", follows=False))
    assert (answer.status, answer.headers["location"], answer.hops) == (301, "/b", ())


def test_a_redirect_to_nowhere_is_an_answer(replay: Replay) -> None:
    replay.answer("https://doi.org/a", "?", status=302)
    assert ask(replay, "https://doi.org/a").status == 302


# Other tries, and when they end


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_passes_is_asked_again(replay: Replay, status: int) -> None:
    replay.answer(WORK, "Rate exceeded.", status=status, times=2)
    replay.answer(WORK, "found")
    assert ask(replay).body == b"found"
    assert len(replay.seen) == 3


@pytest.mark.parametrize(
    ("fault", "body"), [("drop", b"x"), ("truncate", b"a longer body"), ("truncate", [b"in a chunk"])]
)
def test_dropped_and_cut_off_answers_are_asked_for_again(replay: Replay, fault: str, body: Any) -> None:
    replay.answer(WORK, body, fault=fault, times=3)
    replay.answer(WORK, "found")
    assert ask(replay).body == b"found"
    assert len(replay.seen) == 4


@pytest.mark.parametrize(
    ("fault", "body"), [("drop", b"x"), ("truncate", b"a longer body"), ("truncate", [b"in a chunk"])]
)
def test_after_four_tries_a_broken_answer_is_none(replay: Replay, fault: str, body: Any) -> None:
    replay.answer(WORK, body, fault=fault)
    with pytest.raises(UnreachableError, match="Crossref") as caught:
        ask(replay)
    assert caught.value.source == "crossref"
    assert len(replay.seen) == 4


@pytest.mark.parametrize("status", [200, 204, 400, 401, 403, 404, 406, 410, 418, 451])
def test_other_statuses_are_answers_at_once(replay: Replay, status: int) -> None:
    replay.answer(WORK, "", status=status)
    assert ask(replay).status == status
    assert len(replay.seen) == 1


@pytest.mark.parametrize("status", [501, 505, 520])
def test_errors_that_stay_are_not_asked_for_again(replay: Replay, status: int) -> None:
    replay.answer(WORK, "", status=status)
    with pytest.raises(UnreachableError, match=str(status)):
        ask(replay)
    assert len(replay.seen) == 1


def test_a_page_against_programs_is_a_refusal_whatever_its_status_and_not_asked_again(replay: Replay) -> None:
    replay.answer("https://dblp.org/a", BOT_PAGE, status=500, content_type="text/html")
    with pytest.raises(RefusedError, match="DBLP: is blocking automated access"):
        ask(replay, "https://dblp.org/a")
    assert len(replay.seen) == 1


def test_the_pauses_between_tries_double(replay: Replay) -> None:
    fake = FakeClock()
    replay.answer(WORK, status=503)
    with pytest.raises(UnreachableError):
        ask(replay, waits=1.0, clock=fake.clock())
    assert [round(seconds * 4) / 4 for seconds in fake.waited] != []
    assert [0.8 * 2**n <= seconds <= 1.2 * 2**n for n, seconds in enumerate(fake.waited)] == [True] * 3


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Retry-After": "17"}, ""),
        ({"Retry-After": formatdate(FakeClock.now + 17, usegmt=True)}, ""),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(FakeClock.now) + 17)}, ""),
        (
            {},
            json.dumps({"details": {"resetTime": datetime.fromtimestamp(FakeClock.now + 17, UTC).isoformat()}}),
        ),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_service_is_waited_for_as_it_asks(replay: Replay, status: int, headers: dict[str, str], body: str) -> None:
    fake = FakeClock()
    replay.answer("https://api2.openreview.net/notes?id=a", body, status=status, headers=headers)
    replay.answer("https://api2.openreview.net/notes?id=a", "found")
    answer = ask(replay, "https://api2.openreview.net/notes?id=a", waits=1.0, clock=fake.clock())
    assert answer.body == b"found"
    assert sum(fake.waited) == pytest.approx(17, abs=0.01)


@pytest.mark.parametrize("given", ["soon", "-5", "1e9", "٣", "", "Mon, 99 Foo 2026", "9" * 400 + "x"])
def test_a_wait_that_cannot_be_read_is_as_if_none_was_asked_for(replay: Replay, given: str) -> None:
    fake = FakeClock()
    replay.answer(WORK, status=429, headers={"Retry-After": given.encode().decode("latin-1")})
    replay.answer(WORK, "found")
    assert ask(replay, waits=1.0, clock=fake.clock()).body == b"found"
    assert 0.8 <= sum(fake.waited) <= 1.2


def test_a_service_that_asks_for_a_long_pause_is_given_up_at_once_and_not_asked_before(replay: Replay) -> None:
    fake = FakeClock()
    replay.answer("https://dblp.org/a", status=429, headers={"Retry-After": "900"})
    replay.answer("https://dblp.org/b", "found")
    client = replay.client(waits=1.0, clock=fake.clock())
    with pytest.raises(RefusedError, match="asks to wait 15 min"):
        client.ask(Request("https://dblp.org/a"))
    with pytest.raises(RefusedError, match="not asked before"):
        client.ask(Request("https://dblp.org/b"))
    assert len(replay.seen) == 1
    assert client.ask(Request(WORK)).status == 404
    fake.now += 901
    assert client.ask(Request("https://dblp.org/b")).body == b"found"


def test_githubs_own_sign_of_a_limit_is_one(replay: Replay) -> None:
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(FakeClock.now) + 1800)}
    replay.answer("https://api.github.com/repos/a/b", status=403, headers=headers)
    with pytest.raises(RefusedError, match="asks to wait 30 min"):
        ask(replay, "https://api.github.com/repos/a/b", clock=FakeClock().clock())


def test_while_one_waits_for_a_service_the_others_do_not_ask_it(replay: Replay) -> None:
    replay.answer("https://api.datacite.org/a", status=429, headers={"Retry-After": "1"})
    replay.answer("https://api.datacite.org/a", "found")
    client = replay.client(waits=0.5)
    first = threading.Thread(target=client.ask, args=(Request("https://api.datacite.org/a"),))
    first.start()
    while not replay.seen:
        time.sleep(0.002)
    time.sleep(0.1)
    client.ask(Request("https://api.datacite.org/b"))
    client.ask(Request("https://doi.org/c"))
    first.join(5)
    times = {(seen.service, seen.path): seen.at for seen in replay.seen}
    start = replay.seen[0].at
    assert times["datacite", "/b"] - start >= 0.49


def test_a_service_that_refuses_three_times_is_left_alone(replay: Replay) -> None:
    client = replay.client()
    for name in "abcd":
        replay.answer(f"https://dblp.org/{name}", status=429)
    for name in "abc":
        with pytest.raises(RefusedError, match="429"):
            client.ask(Request(f"https://dblp.org/{name}"))
    with pytest.raises(RefusedError, match="DBLP: refuses; not asked again in this run"):
        client.ask(Request("https://dblp.org/d"))
    assert len(replay.seen) == 4 + 2 + 2
    assert client.ask(Request(WORK)).status == 404


def test_a_closed_service_is_left_alone_and_closed_pages_elsewhere_are_not(replay: Replay) -> None:
    client = replay.client()
    for name in "abcd":
        replay.answer(f"https://api2.openreview.net/notes?id={name}", '{"name":"ChallengeRequiredError"}', status=403)
        replay.answer(f"http://publisher.example/{name}", "no", status=403)
        assert client.ask(Request(f"http://publisher.example/{name}")).status == 403
    for name in "abc":
        assert client.ask(Request(f"https://api2.openreview.net/notes?id={name}")).status == 403
    with pytest.raises(RefusedError, match="not asked again"):
        client.ask(Request("https://api2.openreview.net/notes?id=d"))


def test_an_answer_between_two_failures_starts_the_count_anew(replay: Replay) -> None:
    client = replay.client()
    for number in range(8):
        replay.answer(f"https://dblp.org/{number}", status=500 if number % 3 else 200)
    told = []
    for number in range(8):
        if number % 3:
            with pytest.raises(UnreachableError) as caught:
                client.ask(Request(f"https://dblp.org/{number}"))
            told.append(caught.value.message)
        else:
            client.ask(Request(f"https://dblp.org/{number}"))
    assert [message for message in told if "not asked again" in message] == []
    assert len(told) == 5


def test_a_host_that_does_not_answer_costs_three_questions_not_five_hundred(replay: Replay) -> None:
    def resolve(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        raise OSError(5, "unreachable")

    asked: list[str] = []
    client = replay.client(proxies={}, resolve=resolve)
    for number in range(500):
        with pytest.raises(UnreachableError):
            client.ask(Request(f"http://dead.example/{number}"))
    assert len(asked) == 4 + 2 + 2


# Limits of one answer


def test_more_than_fits_is_not_read_to_the_end(replay: Replay) -> None:
    sent = 0

    def pieces() -> Any:
        nonlocal sent
        for _ in range(800):
            sent += 1 << 16
            yield b"x" * (1 << 16)

    replay.answer(WORK, pieces())
    replay.answer("http://publisher.example/", b"x" * 5_000_001)
    with pytest.raises(UnreachableError, match="more than 10 MB"):
        ask(replay)
    with pytest.raises(UnreachableError, match="more than 5 MB"):
        ask(replay, "http://publisher.example/")
    assert len(replay.seen) == 2
    assert sent < 30_000_000


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_what_is_small_only_while_it_is_packed_is_too_much(replay: Replay, pack: Any) -> None:
    encoding = "gzip" if pack is gzip.compress else "deflate"
    body = pack(bytes(200_000_000))
    assert len(body) < 300_000
    replay.answer(WORK, body, headers={"Content-Encoding": encoding})
    with pytest.raises(UnreachableError, match="more than 10 MB"):
        ask(replay)


def test_a_host_of_big_files_is_none_that_does_not_answer(replay: Replay) -> None:
    client = replay.client()
    replay.answer("http://files.example/page", "found")
    for number in range(4):
        replay.answer(f"http://files.example/{number}", b"x" * 5_000_001)
        with pytest.raises(UnreachableError, match="more than 5 MB"):
            client.ask(Request(f"http://files.example/{number}"))
    assert client.ask(Request("http://files.example/page")).body == b"found"


def test_packed_answers_are_unpacked_and_badly_packed_ones_told(replay: Replay) -> None:
    replay.answer(WORK, gzip.compress(b"found"), headers={"Content-Encoding": "gzip"})
    replay.answer("https://dblp.org/a", b"not packed", headers={"Content-Encoding": "gzip"})
    assert ask(replay).body == b"found"
    with pytest.raises(UnreachableError, match="compressed"):
        ask(replay, "https://dblp.org/a")


def test_a_silent_host_is_not_waited_for_without_end(replay: Replay) -> None:
    replay.answer(WORK, "late", delay=1.0)
    with pytest.raises(UnreachableError, match=r"no answer within 0\.05 s"):
        ask(replay, limits=Limits(read=0.05))
    assert len(replay.seen) == 4


@pytest.mark.parametrize("chunked", [False, True])
def test_a_slow_drip_ends_when_the_whole_takes_too_long(replay: Replay, chunked: bool) -> None:
    replay.answer(WORK, [b"x" * 500] if chunked else b"x" * 500, drip=0.02)
    start = time.monotonic()
    with pytest.raises(UnreachableError, match=r"took more than 0\.15 s"):
        ask(replay, limits=Limits(whole=0.15, attempts=1))
    assert time.monotonic() - start < 3


def test_stopping_ends_all_waiting(replay: Replay) -> None:
    client = replay.client(waits=100.0)
    client.ask(Request("https://export.arxiv.org/a"))
    errors: list[SourceError] = []

    def asks() -> None:
        try:
            client.ask(Request("https://export.arxiv.org/b"))
        except SourceError as error:
            errors.append(error)

    threads = [threading.Thread(target=asks, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    client.stop()
    for thread in threads:
        thread.join(5)
    assert len(errors) == 3
    assert len(replay.seen) == 1
    with pytest.raises(SourceError):
        client.ask(Request("https://doi.org/a"))


# Proxies


@pytest.mark.parametrize("name", ["http", "all"])
def test_other_hosts_go_through_the_proxy_and_bases_nearby_do_not(replay: Replay, name: str) -> None:
    with Replay() as proxy:
        proxy.answer("http://publisher.example/x", "by proxy")
        client = replay.client(proxies={name: proxy.origin.removeprefix("http://")})
        assert client.ask(Request("http://publisher.example/x")).body == b"by proxy"
        client.ask(Request(WORK))
        assert (proxy.asked(), replay.asked()) == (["/x"], ["/works/10.1/x"])


def test_hosts_that_need_no_proxy_are_asked_directly(replay: Replay) -> None:
    looked_up: list[str] = []

    def resolve(host: str, _port: int) -> tuple[str, ...]:
        looked_up.append(host)
        return ("127.0.0.1",)

    client = replay.client(proxies={"http": replay.origin, "no": "inner.example,.other.example"}, resolve=resolve)
    for host in ("inner.example", "a.other.example"):
        with pytest.raises(ForbiddenAddressError):
            client.ask(Request(f"http://{host}/"))
    assert looked_up == ["inner.example", "a.other.example"]
    assert replay.seen == []


def test_the_login_of_a_proxy_goes_to_it_and_is_not_told(replay: Replay) -> None:
    client = replay.client(
        proxies={"http": replay.origin.replace("//", "//me:s3cret@"), "https": "socks5://me:s3cret@h"}
    )
    client.ask(Request("http://publisher.example/"))
    assert replay.seen[0].headers["proxy-authorization"].startswith("Basic ")
    with pytest.raises(SettingsError) as caught:
        client.ask(Request("https://publisher.example/"))
    assert "s3cret" not in caught.value.message + repr(client._manners)


@pytest.mark.parametrize("proxy", ["http://h:99999", "http://h:0", "http://h h:1", "h:x", "socks5://h", "http://"])
def test_a_proxy_that_is_none_is_told_before_it_is_asked(replay: Replay, proxy: str) -> None:
    with pytest.raises(SettingsError, match="no http or https proxy"):
        ask(replay, "http://publisher.example/", proxies={"http": proxy})


def test_a_proxy_that_refuses_is_told(replay: Replay) -> None:
    with pytest.raises(UnreachableError, match="the proxy answers 403"):
        ask(replay, "https://publisher.example/")


def test_ctrl_c_while_answers_are_awaited_ends_at_once(replay: Replay) -> None:
    """The client is closed under the feet of threads that read."""
    asked = [f"http://h{number}.example/" for number in range(6)]
    for url in asked[1:]:
        replay.answer(url, "late", delay=2.0)
    client = replay.client()
    start = time.monotonic()
    results = in_parallel(asked, lambda url: client.ask(Request(url)), 4)
    assert next(results)[0] == 0
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    client.close()
    assert time.monotonic() - start < 1


def test_a_host_without_an_address_is_asked_once(replay: Replay) -> None:
    def resolve(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    asked: list[str] = []
    client = replay.client(proxies={}, resolve=resolve)
    for number in range(5):
        with pytest.raises(UnreachableError):
            client.ask(Request(f"http://gone.example/{number}"))
    assert asked == ["gone.example"]
