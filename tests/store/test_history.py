"""Earlier states: the smallest stretch that differs, bounded, and never trusted blindly."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.bibtex import splice
from unlcli.bibtex.encoding import DEFAULT
from unlcli.bibtex.splice import Edit
from unlcli.domain.change import AddEntry
from unlcli.errors import StoreError
from unlcli.services import save
from unlcli.store import history
from unlcli.store.bibfile import BibFile


def made(number: int, before: bytes, after: bytes) -> history.Step:
    led = history.hunks(before, [Edit(0, len(before), after)], DEFAULT)
    return history.Step(number, "edit", "now", history.digest(before), history.digest(after), led)


@given(st.binary(min_size=30, max_size=60), st.lists(st.tuples(st.integers(0, 29), st.binary(max_size=5)), max_size=4))
def test_hunks_lead_back(before: bytes, given_edits: list[tuple[int, bytes]]) -> None:
    edits = [Edit(at, at + 1, text) for at, text in sorted(dict(given_edits).items())]
    step = history.Step(1, "edit", "now", "", "", history.hunks(before, edits, DEFAULT))
    assert step.undone(splice.apply(before, edits)) == before


def test_steps_are_bounded_oldest_first(tmp_path: Path) -> None:
    library = tmp_path / "library.bib"
    for number in range(1, history.MOST_STEPS + 6):
        history.record(library, tmp_path / "state", made(number, b"a", b"b"))
    kept = [step.number for step in history.steps(library, tmp_path / "state")]
    assert kept == list(range(6, history.MOST_STEPS + 6))


def test_a_damaged_step_is_left_out(tmp_path: Path) -> None:
    library = tmp_path / "library.bib"
    history.record(library, tmp_path, made(1, b"a", b"b"))
    history.record(library, tmp_path, made(2, b"b", b"c"))
    next(tmp_path.rglob("00000002.json")).write_text("{")
    assert [step.number for step in history.steps(library, tmp_path)] == [1]


def test_a_state_folder_that_cannot_be_written_costs_only_the_undo(tmp_path: Path) -> None:
    library, state = tmp_path / "library.bib", tmp_path / "state"
    state.write_text("a file where a folder should be")
    plan = BibFile.open(library, may_be_missing=True).plan([AddEntry("misc", "a", {"title": "x"})])
    save.save(plan, state, "add", "now")
    assert b"@misc{a" in library.read_bytes()
    with pytest.raises(StoreError, match="no change to undo"):
        save.last_changes(library, state)


def test_of_a_run_all_steps_are_kept_or_none(tmp_path: Path) -> None:
    library, state = tmp_path / "library.bib", tmp_path / "state"

    def kept() -> list[tuple[int, str]]:
        return [(step.number, step.run) for step in history.steps(library, state)]

    history.record(library, state, made(1, b"a", b"b"))
    for number in range(2, history.MOST_STEPS + 5):
        history.record(library, state, replace(made(number, b"a", b"b"), run="one"))
    assert kept() == [(number, "one") for number in range(2, history.MOST_STEPS + 5)]
    last = history.MOST_STEPS + 5
    history.record(library, state, made(last, b"a", b"b"))
    assert kept() == [(last, "")]
