"""Many identifiers at once, on services that refuse some requests and fail on others; and Ctrl-C in the middle."""

import os
import signal
import time
from pathlib import Path

import pytest
from facts_in_bibtex import of_bibtex
from many_identifiers import Task, Troubled, start, task

from unlcli.sources.services import SERVICES

PACES = {service.name: service.pace for service in SERVICES}


def written(folder: Path) -> dict[str, str]:
    """Return what the library holds: keys, each once, by DOI or arXiv id, each once."""
    file = folder / "library.bib"
    found = list(of_bibtex(file.read_text(encoding="utf-8"))) if file.exists() else []
    keys = {facts.arxiv or facts.dois[0]: facts.id for facts in found}
    assert len(found) == len(keys) == len(set(keys.values()))
    return keys


def listed(told: str, things: tuple[str, ...]) -> set[str]:
    lines = [line.split() for line in told.splitlines()]
    words = {word.strip(":;,'\"()") for line in lines for word in line}
    return {thing for thing in things if thing in words}


def check_limits(replay: Troubled, waits: float) -> None:
    """The server counts: nobody is asked faster, or by more at a time, than the service allows."""
    for name in ("crossref", "arxiv"):
        assert replay.most_at_once(name) <= PACES[name].together
        if len(replay.asked(name)) > 1:
            # The way of a request to the server takes now more, now fewer milliseconds.
            assert replay.smallest_interval(name) >= PACES[name].interval * waits - 0.02


def all_fetched_or_listed(folder: Path, wanted: Task, waits: float, seconds: float) -> str:
    (folder / "papers.txt").write_text(wanted.lines, encoding="utf-8")
    began = time.monotonic()
    with Troubled(wanted) as replay:
        out, err = (stream.decode() for stream in start(folder, replay, waits).communicate(timeout=seconds))
    assert time.monotonic() - began < seconds
    check_limits(replay, waits)
    assert replay.refused + replay.failed
    found = written(folder)
    assert out.split() == list(dict.fromkeys(out.split()))
    assert set(out.split()) == set(found.values())
    assert "Traceback" not in err
    assert listed(err, wanted.unknown) == set(wanted.unknown)
    missing = set(wanted.known) - set(found)
    assert listed(err, tuple(missing)) == missing
    assert len(missing) <= len(wanted.known) // 50
    return f"{len(found)} of {len(wanted.known)} fetched, {len(missing)} listed, {replay.refused} refused and {replay.failed} failed of {len(replay.seen)} requests"


def test_sixty_identifiers_are_all_fetched_or_listed(tmp_path: Path) -> None:
    all_fetched_or_listed(tmp_path, task(36, 24, 2), 0.05, 60)


@pytest.mark.slow
def test_five_hundred_identifiers_are_all_fetched_or_listed_at_the_documented_pace(
    tmp_path: Path, record_property: object
) -> None:
    told = all_fetched_or_listed(tmp_path, task(300, 200, 5), 1.0, 400)
    record_property("figure", f"500 identifiers: {told}")  # type: ignore[operator]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for other processes")
@pytest.mark.parametrize(
    ("dois", "ids", "waits"), [(40, 20, 0.2), pytest.param(300, 200, 0.3, marks=pytest.mark.slow)], ids=["60", "500"]
)
def test_an_interrupt_loses_nothing_that_was_told_as_added(tmp_path: Path, dois: int, ids: int, waits: float) -> None:
    wanted = task(dois, ids, 0)
    (tmp_path / "papers.txt").write_text(wanted.lines, encoding="utf-8")
    with Troubled(wanted) as replay:
        process = start(tmp_path, replay, waits)
        until = time.monotonic() + 60
        while len(replay.seen) < dois // 3 and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        interrupted = time.monotonic()
        out, err = (stream.decode() for stream in process.communicate(timeout=60))
        assert time.monotonic() - interrupted < 5
        assert process.returncode == 130
        assert "Traceback" not in err
        first = written(tmp_path)
        assert set(out.split()) == set(first.values())
        asked = len(replay.seen)
        again = start(tmp_path, replay, waits / 10)
        out, err = (stream.decode() for stream in again.communicate(timeout=200))
    then = written(tmp_path)
    assert first.items() <= then.items()
    missing = set(wanted.known) - set(then)
    assert listed(err, tuple(missing)) == missing
    assert len(missing) <= len(wanted.known) // 50
    asked_again = {seen.path.removeprefix("/works/") for seen in replay.seen[asked:] if seen.service == "crossref"}
    assert not asked_again & set(first)
    assert first, "the interrupt came before anything was added, so this shows nothing"
