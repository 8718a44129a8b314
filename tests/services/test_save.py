import hashlib
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unlcli.bibtex.splice import Edit
from unlcli.errors import LibraryChangedError, StoreError
from unlcli.services.save import last_changes, save, undo
from unlcli.store import history
from unlcli.store.bibfile import Plan


def _saved(path: Path, state: Path, new: bytes) -> None:
    old = path.read_bytes() if path.exists() else b""
    edits = (Edit(0, len(old), new),) if old != new else ()
    save(Plan(path, old, new, edits, path.exists()), state, "test", "now")


@settings(max_examples=25)
@given(states=st.lists(st.binary(max_size=30), min_size=1, max_size=6))
def test_every_state_comes_back(tmp_path_factory: pytest.TempPathFactory, states: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("save")
    path, state = folder / "library.bib", folder / "state"
    seen = []
    for new in states:
        if not path.exists() or new != path.read_bytes():
            seen.append(path.read_bytes() if path.exists() else None)
            _saved(path, state, new)
    for before in reversed(seen):
        undo(path, state, last_changes(path, state)[0])
        assert (path.read_bytes() if path.exists() else None) == before
    with pytest.raises(StoreError):
        last_changes(path, state)


def test_a_plan_that_changes_nothing_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_bytes(b"x")
    _saved(path, tmp_path / "state", b"x")
    assert not (tmp_path / "state").exists()


def test_an_empty_new_library_is_written(tmp_path: Path) -> None:
    _saved(tmp_path / "library.bib", tmp_path / "state", b"")
    assert (tmp_path / "library.bib").read_bytes() == b""


def test_a_plan_made_on_other_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_bytes(b"theirs")
    with pytest.raises(LibraryChangedError):
        save(Plan(path, b"mine", b"new", (Edit(0, 4, b"new"),)), tmp_path / "state", "test", "now")
    assert path.read_bytes() == b"theirs"
    assert history.steps(path, tmp_path / "state") == ()


def test_a_damaged_history_is_told_or_passed_over(tmp_path: Path) -> None:
    path, state = tmp_path / "library.bib", tmp_path / "state"
    path.write_bytes(b"one")
    _saved(path, state, b"two")
    (step,) = state.rglob("*.json")
    step.write_text(step.read_text().replace(hashlib.sha256(b"one").hexdigest(), hashlib.sha256(b"two").hexdigest(), 1))
    with pytest.raises(StoreError):
        last_changes(path, state)
    step.write_text("{")
    with pytest.raises(StoreError):
        last_changes(path, state)
    assert path.read_bytes() == b"two"


def _edited(path: Path, state: Path, *states: bytes) -> None:
    for new in states:
        _saved(path, state, new)


def test_of_a_file_put_back_to_an_earlier_state_the_change_that_made_it_is_undone(tmp_path: Path) -> None:
    path, state = tmp_path / "library.bib", tmp_path / "state"
    path.write_bytes(b"zero")
    _edited(path, state, b"one", b"two")
    path.write_bytes(b"one")
    (found,) = last_changes(path, state)
    assert (found.step.number, [step.number for step in found.skipped]) == (1, [2])
    undo(path, state, found)
    assert path.read_bytes() == b"zero"
    path.write_bytes(b"two")  # and what was skipped is not forgotten
    undo(path, state, last_changes(path, state)[0])
    assert path.read_bytes() == b"one"


def test_a_new_change_drops_what_was_put_back_before_it(tmp_path: Path) -> None:
    path, state = tmp_path / "library.bib", tmp_path / "state"
    path.write_bytes(b"zero")
    _edited(path, state, b"one", b"two")
    path.write_bytes(b"one")
    _edited(path, state, b"three")
    assert [step.number for step in history.steps(path, state)] == [1, 2]
    for before in (b"one", b"zero"):
        undo(path, state, last_changes(path, state)[0])
        assert path.read_bytes() == before


def test_records_that_nobody_wrote_are_left_out(tmp_path: Path) -> None:
    path, state = tmp_path / "library.bib", tmp_path / "state"
    path.write_bytes(b"zero")
    _edited(path, state, b"one", b"two")
    (folder,) = (state / "history").iterdir()
    text = (folder / "00000002.json").read_text()
    (folder / "00000002.json").write_text(text.replace('"utf-8"', '"klingon"'))
    (folder / "00000003.json").write_text("[" * 100_000)
    (folder / "\u00b2.json").write_text(text)
    assert [step.number for step in history.steps(path, state)] == [1]
    assert history.next_number(path, state) == 4


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_the_history_of_a_library_is_its_owners_alone(tmp_path: Path) -> None:
    path, state = tmp_path / "library.bib", tmp_path / "state"
    _edited(path, state, b"one")
    (folder,) = (state / "history").iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_links_to_a_library_share_its_history(tmp_path: Path) -> None:
    path, link, state = tmp_path / "library.bib", tmp_path / "other.bib", tmp_path / "state"
    path.write_bytes(b"zero")
    link.symlink_to(path)
    _saved(link, state, b"one")
    undo(path, state, last_changes(path, state)[0])
    assert path.read_bytes() == b"zero"
