"""Five hundred questions to services that limit and fail now and then: all answered or told, and the pace as they count it."""

from collections import Counter
from pathlib import Path

import pytest
from replay import Replay

from unlcli.errors import SourceError
from unlcli.sources.asking import Request
from unlcli.sources.in_parallel import in_parallel
from unlcli.sources.services import ELSEWHERE, POLITE, SERVICES, Pace

#: Of each pause so much is kept, to be quick.
WAITS = 0.05
#: A request arrives a little sooner or later than it is sent, in seconds; over ten of them that counts a tenth.
TOLERANCE = 0.01
PACES = {service.name: service.pace for service in SERVICES} | POLITE


def trouble(replay: Replay, number: int, url: str) -> None:
    """Of twenty questions one is limited, of fifty one fails; each is answered when it is asked again."""
    if number % 20 == 7:
        replay.answer(url, "too many", status=429, headers={"Retry-After": "1"} if number % 40 == 7 else {})
    elif number % 100 == 11:
        replay.answer(url, status=500)
    elif number % 100 == 61:
        replay.answer(url, fault="drop")
    replay.answer(url, f"answer {number}")


def urls(count: int) -> list[str]:
    return [
        f"https://api.crossref.org/works/10.1/{n}" if n % 2 else f"https://api.datacite.org/dois/10.1/{n}"
        for n in range(count)
    ]


def test_five_hundred_questions_are_answered_within_the_limits() -> None:
    with Replay() as replay:
        asked = urls(500)
        for number, url in enumerate(asked):
            trouble(replay, number, url)
        client = replay.client(waits=WAITS, is_polite=True)
        found = dict(in_parallel(asked, lambda url: client.ask(Request(url)), 8))
        assert [found[n].body for n in range(500)] == [f"answer {n}".encode() for n in range(500)]
        for service in ("crossref", "datacite"):
            pace = PACES[service]
            assert replay.most_at_once(service) <= pace.together
            assert replay.smallest_interval(service, over=10) >= pace.interval * WAITS - TOLERANCE / 10
        assert max(Counter(replay.asked()).values()) == 2
        assert len(replay.seen) == 500 + 25 + 10


def test_those_that_stay_without_an_answer_are_told_one_by_one() -> None:
    with Replay() as replay:
        asked = urls(60)
        for number, url in enumerate(asked):
            replay.answer(url, status=429 if number % 20 == 7 else 500 if number % 20 == 12 else 200)
        client = replay.client(waits=0.01)
        found = dict(in_parallel(asked, lambda url: client.ask(Request(url)), 4))
        failed = {n for n, result in found.items() if isinstance(result, SourceError)}
        assert len(found) == 60
        assert failed == {n for n in range(60) if n % 20 in (7, 12)}


@pytest.mark.parametrize(("is_search", "most"), [(False, 0.2), (True, 1.0)])
def test_searches_are_asked_more_slowly_where_a_service_wants_that(is_search: bool, most: float) -> None:
    with Replay() as replay:
        client = replay.client(waits=WAITS)
        requests = [Request(f"https://api.crossref.org/works?query={n}", is_search=is_search) for n in range(6)]
        list(in_parallel(requests, client.ask, 3))
        assert replay.smallest_interval("crossref", over=5) >= most * WAITS - TOLERANCE / 5
        assert replay.most_at_once("crossref") == 1


def test_any_other_host_is_asked_one_at_a_time_and_hosts_do_not_wait_for_each_other() -> None:
    with Replay() as replay:
        for host in "ab":
            for n in range(3):
                replay.answer(f"http://{host}.example/{n}", "x", delay=0.05)
        client = replay.client(waits=0.02)
        list(
            in_parallel(
                [f"http://{h}.example/{n}" for n in range(3) for h in "ab"], lambda url: client.ask(Request(url)), 6
            )
        )
        assert {replay.most_at_once(f"{host}.example") for host in "ab"} == {1}
        first = [seen.service for seen in sorted(replay.seen, key=lambda seen: seen.at)][:2]
        assert set(first) == {"a.example", "b.example"}


def test_the_page_on_the_network_tells_the_pace_of_every_service() -> None:
    page = (Path(__file__).parents[2] / "docs" / "network.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ")
    ]
    told = Counter(
        (name.strip("`"), seconds, together) for name, _, seconds, together in rows if together[:1].isdecimal()
    )
    paces = [(service.name, service.pace) for service in SERVICES] + [*POLITE.items(), ("", ELSEWHERE)]
    assert told == Counter((name, in_words(pace), str(pace.together)) for name, pace in paces)


def in_words(pace: Pace) -> str:
    return f"{pace.interval:g}" + (f", searches {pace.search_interval:g}" if pace.search_interval else "")
