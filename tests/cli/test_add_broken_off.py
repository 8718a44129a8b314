"""`unl add` of several papers when looking one up fails in a way that nobody foresaw."""

from collections.abc import Iterator

import pytest
from cli_runs import Unl
from made_answers import AUTHORS, MADE
from replay import Replay

from unlcli.errors import SettingsError
from unlcli.services import fetch

TITLE = "Bowlines for LLMs & Others"


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with Replay() as running:
        running.stand_in(monkeypatch)
        for made in MADE:
            running.answer(made.url, made.body(TITLE, AUTHORS), content_type=made.content_type)
        yield running


def breaks(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    whole = fetch.fetch

    def broken(thing: object, *given: object) -> object:
        if "broken" in str(thing):
            raise error
        return whole(thing, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(fetch, "fetch", broken)
    monkeypatch.setattr(fetch, "THREADS", 1)
    monkeypatch.setattr(fetch.fetch_all, "__kwdefaults__", {"keep": None, "threads": 1})


@pytest.mark.usefixtures("replay")
@pytest.mark.parametrize(("error", "code"), [(LookupError("a bug"), 70), (SettingsError("no proxy"), 3)])
def test_what_was_fetched_before_a_bug_is_added_and_the_bug_is_told(
    unl: Unl, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    breaks(monkeypatch, error)
    done = unl("add", MADE[0].thing, "10.1234/broken", "10.1234/after")
    assert done.code == code
    assert TITLE.split()[0] in (unl.folder / "library.bib").read_text(encoding="utf-8")
    assert str(error) in done.err
    assert "2 of 3 were not looked up" in done.err


@pytest.mark.usefixtures("replay")
def test_a_bug_with_nothing_fetched_is_told_as_any(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks(monkeypatch, LookupError("a bug"))
    assert unl("add", "10.1234/broken").code == 70
    assert not (unl.folder / "library.bib").exists()


def test_an_empty_argument_is_told_as_what_it_is(unl: Unl) -> None:
    assert "error: an empty text: is no identifier" in unl.refused(2, "add", "").err
