"""Earlier states: the smallest stretch that differs, bounded, and never trusted blindly."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.change import AddEntry
from unlcli.errors import StoreError
from unlcli.services import save
from unlcli.store import history
from unlcli.store.bibfile import BibFile


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_a_step_leads_back(before: bytes, after: bytes) -> None:
    step = history.step(1, "edit", "now", before, after)
    assert step.undone(after) == before


def test_a_step_keeps_only_what_differs() -> None:
    before = b"x" * 100_000 + b"old" + b"y" * 100_000
    assert history.step(1, "edit", "now", before, before.replace(b"old", b"newer")).old == b"old"


def test_steps_are_bounded_oldest_first(tmp_path: Path) -> None:
    library = tmp_path / "library.bib"
    for number in range(1, history.MOST_STEPS + 6):
        history.record(library, tmp_path / "state", history.step(number, "edit", "now", b"a", b"b"))
    kept = [step.number for step in history.steps(library, tmp_path / "state")]
    assert kept == list(range(6, history.MOST_STEPS + 6))


def test_a_damaged_step_is_left_out(tmp_path: Path) -> None:
    library = tmp_path / "library.bib"
    history.record(library, tmp_path, history.step(1, "edit", "now", b"a", b"b"))
    history.record(library, tmp_path, history.step(2, "edit", "now", b"b", b"c"))
    next(tmp_path.rglob("00000002.json")).write_text("{")
    assert [step.number for step in history.steps(library, tmp_path)] == [1]


def test_a_state_folder_that_cannot_be_written_costs_only_the_undo(tmp_path: Path) -> None:
    library, state = tmp_path / "library.bib", tmp_path / "state"
    state.write_text("a file where a folder should be")
    plan = BibFile.open(library, may_be_missing=True).plan([AddEntry("misc", "a", {"title": "x"})])
    save.save(plan, state, "add", "now")
    assert b"@misc{a" in library.read_bytes()
    with pytest.raises(StoreError, match="no change to undo"):
        save.last_change(library, state)
