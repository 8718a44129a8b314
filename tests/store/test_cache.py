"""What was fetched is kept whole or not at all, in memory and on disk."""

import json
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fake_clock import FakeClock
from replay import Replay

from unlcli.errors import OfflineError, SourceError
from unlcli.sources.asking import DAY, Answer, Hop, Request
from unlcli.store import cache as answers
from unlcli.store.cache import Cache

WORK = "https://api.crossref.org/works/10.1/x"


class Kept:
    """A cache folder, with what it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fake = FakeClock()
        self.told: list[str] = []

    def cache(self) -> Cache:
        return Cache(self.folder, lambda: self.fake.now, self.told.append)

    def files(self) -> list[Path]:
        return [file for file in (self.folder / "http").rglob("*") if file.is_file()]

    def client(self, replay: Replay, **manners: Any) -> Any:
        return replay.client(cache=self.cache(), clock=self.fake.clock(), **manners)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "cache")


@pytest.fixture
def replay() -> Any:
    with Replay() as server:
        yield server


def test_an_answer_is_asked_for_once_and_comes_back_as_it_was_in_the_next_run(kept: Kept, replay: Replay) -> None:
    replay.answer(WORK, status=302, headers={"Location": "/works/y"})
    replay.answer("https://api.crossref.org/works/y", b"\x00\xff\nbody\n", content_type="text/x")
    first = kept.client(replay).ask(Request(WORK))
    kept.fake.now += 100
    again = kept.client(replay).ask(Request(WORK))
    assert len(replay.seen) == 2
    assert (again.status, again.body, again.url, again.content_type) == (200, first.body, first.url, "text/x")
    assert again.headers == first.headers
    assert again.hops == (Hop(302, WORK, "https://api.crossref.org/works/y"),)
    assert (first.age, again.age) == (0.0, 100.0)


def test_within_a_run_the_memory_serves_even_without_a_folder(replay: Replay) -> None:
    client = replay.client()
    assert client.ask(Request(WORK)).body == client.ask(Request(WORK)).body
    assert len(replay.seen) == 1


@pytest.mark.parametrize(
    "other",
    [
        Request(WORK, accept="text/x"),
        Request(WORK, method="HEAD"),
        Request(WORK, follows=False),
        Request(WORK + "?a=1"),
    ],
)
def test_another_question_has_another_answer(kept: Kept, replay: Replay, other: Request) -> None:
    client = kept.client(replay)
    client.ask(Request(WORK))
    client.ask(other)
    assert len(replay.seen) == 2


@pytest.mark.parametrize(
    ("status", "age", "asks"), [(200, 6.9, 1), (200, 7.1, 2), (404, 0.9, 1), (404, 1.1, 2), (410, 1.1, 2)]
)
def test_an_old_answer_is_asked_for_anew(kept: Kept, replay: Replay, status: int, age: float, asks: int) -> None:
    replay.answer(WORK, "x", status=status)
    kept.client(replay).ask(Request(WORK))
    kept.fake.now += age * DAY
    kept.client(replay).ask(Request(WORK))
    assert len(replay.seen) == asks


@pytest.mark.parametrize("status", [401, 403, 429, 451, 500, 503, 400, 204])
def test_what_does_not_last_is_not_kept(kept: Kept, replay: Replay, status: int) -> None:
    replay.answer(WORK, "no", status=status)
    for _ in range(2):
        with suppress(SourceError):
            kept.client(replay).ask(Request(WORK))
    assert kept.files() == []
    assert len(replay.seen) >= 2


def test_a_page_against_programs_is_not_kept_though_it_comes_as_an_answer(kept: Kept, replay: Replay) -> None:
    page = "<!doctype html><html><head><title>Making sure you are not a bot</title></head></html>"
    replay.answer(WORK, page, content_type="text/html")
    kept.client(replay).ask(Request(WORK))
    assert kept.files() == []


def test_offline_takes_any_age_and_says_what_it_does_not_have(kept: Kept, replay: Replay) -> None:
    replay.answer(WORK, "x")
    kept.client(replay).ask(Request(WORK))
    kept.fake.now += 40 * DAY
    client = kept.client(replay, is_offline=True)
    assert client.ask(Request(WORK, max_age=0)).body == b"x"
    with pytest.raises(OfflineError, match="dblp"):
        client.ask(Request("https://dblp.org/a"))
    assert len(replay.seen) == 1


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "other key", "not json", "wrong head"])
def test_a_damaged_file_is_as_if_it_were_not_there(kept: Kept, replay: Replay, damage: str) -> None:
    replay.answer(WORK, "the body")
    kept.client(replay).ask(Request(WORK))
    [file] = kept.files()
    data = file.read_bytes()
    if damage == "other key":
        kept.cache().put("another", {}, b"x")
        other = next(each for each in kept.files() if each != file)
        file.write_bytes(other.read_bytes())
    elif damage == "wrong head":
        key = json.loads(data.split(b"\n")[2])["key"]
        kept.cache().put(key, {"at": "x"}, b"x")
        assert kept.files() == [file]
    else:
        broken = {"cut": data[:-3], "flip": data[:-1] + b"?", "empty": b"", "not json": b"unl answer 1\n{}"}
        file.write_bytes(broken[damage])
    assert kept.client(replay).ask(Request(WORK)).body == b"the body"
    assert len(replay.seen) == 2
    assert kept.client(replay).ask(Request(WORK)).body == b"the body"
    assert len(replay.seen) == 2


def test_a_file_is_written_whole_or_not_at_all(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = kept.cache()
    cache.put("key", {"a": 1}, b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    cache.put("key", {"a": 2}, b"new")
    assert cache.get("key") == ({"a": 1}, b"old")
    assert len(kept.files()) == 1


def test_a_folder_that_cannot_be_written_is_told_once_and_asking_goes_on(kept: Kept, replay: Replay) -> None:
    kept.folder.parent.mkdir(exist_ok=True)
    kept.folder.write_text("a file in its place")
    client = kept.client(replay)
    for name in "abc":
        client.ask(Request(f"https://dblp.org/{name}"))
    assert len(kept.told) == 1
    assert "answers cannot be kept" in kept.told[0]


def test_what_nobody_used_for_two_months_goes_once_a_day(kept: Kept) -> None:
    cache = kept.cache()
    for name in ("unused", "used"):
        cache.put(name, {}, b"x")
    for file in kept.files():
        os.utime(file, (kept.fake.now, kept.fake.now))
    kept.fake.now += 59 * DAY
    assert cache.get("used") is not None
    kept.fake.now += 2 * DAY
    cache.forget_old()
    assert (cache.get("unused"), cache.get("used")) == (None, ({}, b"x"))
    cache.put("late", {}, b"x")
    for file in kept.files():
        if file.name != "swept":
            os.utime(file, (1, 1))
    cache.forget_old()
    assert answers.size(kept.folder).count == 2
    kept.fake.now += 1.1 * DAY
    cache.forget_old()
    assert answers.size(kept.folder).count == 0


def test_removing_leaves_nothing_and_says_how_much_it_was(kept: Kept) -> None:
    for name in "abc":
        kept.cache().put(name, {}, b"x" * 100)
    (kept.files()[0].parent / "left.tmp").write_bytes(b"x")
    found = answers.remove(kept.folder)
    assert (found.count, found.bytes > 300) == (3, True)
    assert kept.files() == []
    assert answers.size(kept.folder).count == 0


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_only_the_user_reads_what_was_fetched(kept: Kept) -> None:
    kept.cache().put("key", {}, b"x")
    assert [file.stat().st_mode & 0o077 for file in kept.files()] == [0]


def test_much_is_not_held_in_memory(replay: Replay) -> None:
    client = replay.client()
    for number in range(6):
        replay.answer(f"https://dblp.org/{number}", b"x" * 9_000_000)
        answer: Answer = client.ask(Request(f"https://dblp.org/{number}"))
        assert answer.status == 200
    client.ask(Request("https://dblp.org/5"))
    assert len(replay.seen) == 6
    client.ask(Request("https://dblp.org/0"))
    assert len(replay.seen) == 7


def test_what_another_base_answered_is_not_taken_where_that_stands_for_nothing(kept: Kept, replay: Replay) -> None:
    """A project's settings may lead any question elsewhere, by a redirect, and hold for that project only."""
    page = "http://publisher.example/x"
    replay.answer(page, status=302, headers={"Location": WORK.replace("https", "http")}, times=1)
    replay.answer(page, "honest")
    replay.answer(WORK, "forged")
    assert kept.client(replay).ask(Request(page)).body == b"forged"
    assert kept.client(replay, bases={}).ask(Request(page)).body == b"honest"
    assert kept.client(replay).ask(Request(page)).body == b"forged"
    assert len(replay.seen) == 3


def test_a_base_that_is_the_services_own_address_changes_nothing(kept: Kept, replay: Replay) -> None:
    replay.answer("http://publisher.example/x", "found")
    kept.client(replay, bases={}).ask(Request("http://publisher.example/x"))
    again = kept.client(replay, bases={"crossref": "https://api.crossref.org"}).ask(
        Request("http://publisher.example/x")
    )
    assert (again.body, len(replay.seen)) == (b"found", 1)


ODD_HEADS = [
    {"at": 10**400}, {"at": float("inf")}, {"at": float("nan")}, {"at": True}, {"at": -1e300}, {"at": 1e11},
    {"status": True}, {"status": 999}, {"status": 10**30}, {"status": 500}, {"hops": {}}, {"url": 1},
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD_HEADS)
def test_a_head_that_cannot_be_is_as_if_it_were_not_there(kept: Kept, replay: Replay, odd: dict[str, object]) -> None:
    replay.answer(WORK, "true")
    kept.client(replay).ask(Request(WORK))
    line = json.loads(kept.files()[0].read_bytes().split(b"\n")[2])
    kept.cache().put(line["key"], line["head"] | odd, b"odd")
    assert kept.client(replay).ask(Request(WORK)).body == b"true"


def test_removing_leaves_what_is_not_the_caches(kept: Kept) -> None:
    kept.folder.mkdir()
    place = kept.folder / "http"
    place.write_text("mine")
    assert answers.remove(kept.folder).count == 0
    assert place.read_text() == "mine"
    place.unlink()
    assert answers.remove(kept.folder / "nowhere").count == 0


def test_threads_that_cannot_keep_tell_it_once(kept: Kept) -> None:
    kept.folder.write_text("a file in its place")
    cache = kept.cache()
    together = threading.Barrier(8)

    def put() -> None:
        together.wait()
        cache.put("key", {}, b"x")

    threads = [threading.Thread(target=put) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept.told) == 1
