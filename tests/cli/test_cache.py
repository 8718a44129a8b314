from pathlib import Path

import pytest
from cli_runs import Unl

from unlcli.store import index_files


@pytest.fixture
def indexes(unl: Unl, tmp_path: Path) -> Path:
    """An empty cache folder."""
    folder = tmp_path / "a cache"
    unl.env.setenv("UNL_CACHE_DIR", str(folder))
    return folder / "index"


def states(unl: Unl) -> dict[str, str]:
    """Return the state of each index by the name of its library."""
    found = unl.ok("cache", "--json").json["indexes"]
    return {Path(index["library"]).name or Path(index["file"]).name: index["state"] for index in found}


@pytest.mark.usefixtures("lib")
def test_searches_leave_an_index_of_each_library(unl: Unl, indexes: Path) -> None:
    assert unl.ok("cache").err == f"unl: 0 indexes, 0.0 kB, in {indexes}\n"
    unl.write("other.bib", "@misc{a, title={One}}\n")
    unl.ok("search", "sails")
    unl.ok("search", "one", "-l", "other.bib")
    document = unl.ok("cache", "--json").json
    assert document["folder"] == str(indexes)
    assert {Path(index["library"]).name: index["entries"] for index in document["indexes"]} == {
        "library.bib": 3,
        "other.bib": 1,
    }
    assert {index["state"] for index in document["indexes"]} == {"current"}
    assert all(Path(index["file"]).stat().st_size == index["bytes"] for index in document["indexes"])
    shown = unl.ok("cache")
    assert [line.split()[0] for line in shown.out.splitlines()] == ["3", "1"]
    assert shown.err.startswith("unl: 2 indexes, ")


def test_what_became_of_a_library_is_told(unl: Unl, indexes: Path) -> None:
    for name in ("changed.bib", "gone.bib", "kept.bib"):
        unl.ok("search", "-l", str(unl.write(name, "@misc{a, title={One}}\n")))
    unl.write("changed.bib", "@misc{a, title={One and more}}\n")
    (unl.folder / "gone.bib").unlink()
    (indexes / "damaged.sqlite").write_bytes(b"SQLite format 3\0 or not")
    assert states(unl) == {
        "changed.bib": "stale",
        "gone.bib": "orphaned",
        "kept.bib": "current",
        "damaged.sqlite": "unusable",
    }


@pytest.mark.usefixtures("lib")
def test_clearing_removes_them_all_and_the_next_search_is_right(unl: Unl, indexes: Path) -> None:
    before = unl.ok("search", "sails").out
    (indexes / "damaged.sqlite").write_bytes(b"x")
    assert "would have removed 2 indexes" in unl.ok("cache", "--clear", "--dry-run").err
    assert len(states(unl)) == 2
    assert "unl: removed 2 indexes, " in unl.ok("cache", "--clear").err
    assert states(unl) == {}
    assert unl.ok("search", "sails").out == before


@pytest.mark.usefixtures("lib")
def test_clearing_leaves_alone_what_is_no_index(unl: Unl, indexes: Path) -> None:
    unl.ok("search", "sails")
    (indexes / "notes.txt").write_text("mine")
    unl.ok("cache", "--clear")
    assert [file.name for file in indexes.iterdir()] == ["notes.txt"]


@pytest.mark.usefixtures("lib")
def test_no_cache_leaves_no_index(unl: Unl, indexes: Path) -> None:
    assert unl.ok("search", "sails", "--no-cache").out == unl.ok("search", "sails", "--no-cache").out
    unl.ok("stats", "--no-cache")
    assert not indexes.exists() or states(unl) == {}


def test_a_format_that_cache_has_not(unl: Unl) -> None:
    unl.refused(2, "cache", "--format", "lines")


@pytest.mark.usefixtures("lib")
def test_clearing_leaves_a_folder_alone_that_has_the_name_of_an_index(unl: Unl, indexes: Path) -> None:
    unl.ok("search", "sails")
    (indexes / "folder.sqlite").mkdir()
    assert "unl: removed 1 index, " in unl.ok("cache", "--clear").err
    assert [file.name for file in indexes.iterdir()] == ["folder.sqlite"]


def test_an_index_goes_a_month_after_its_library(unl: Unl, indexes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("gone.bib", "kept.bib"):
        unl.ok("search", "-l", str(unl.write(name, "@misc{a, title={One}}\n")))
    (unl.folder / "gone.bib").unlink()
    unl.ok("search", "-l", str(unl.write("new.bib", "@misc{a, title={One}}\n")))
    assert states(unl) == {"gone.bib": "orphaned", "kept.bib": "current", "new.bib": "current"}
    monkeypatch.setattr(index_files, "_KEPT", -index_files._KEPT)  # as if a month had gone by
    unl.ok("search", "-l", str(unl.write("newer.bib", "@misc{a, title={One}}\n")))
    assert states(unl) == {"kept.bib": "current", "new.bib": "current", "newer.bib": "current"}
    assert len(list(indexes.iterdir())) == 3
