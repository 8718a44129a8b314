import os
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl


def test_each_change_is_shown_as_a_diff_newest_first(unl: Unl, lib: Path) -> None:
    unl.ok("edit", "byte2021sails", "--set", "year=2022")
    unl.ok("remove", "curl2022ropes")
    shown = unl.ok("log").out
    first, second = shown.split("\n\n", 1)[0], shown
    assert first.startswith(
        f"2026-01-01T00:00:00+00:00  remove  {lib.name}  (+0 -9 lines)\n--- {lib.name}\n+++ {lib.name}\n@@ "
    )
    assert "-@article{curl2022ropes," in first
    assert shown.index("-@article{curl2022ropes,") < shown.index("-  year = 2021,\n+  year = 2022,\n")
    assert second.count("\n@@ ") == 2


def test_the_lines_of_a_diff_are_those_of_the_file(unl: Unl, lib: Path) -> None:
    unl.ok("edit", "adams2020knots", "curl2022ropes", "--set", "note=x")
    heads = [line for line in unl.ok("log").out.splitlines() if line.startswith("@@")]
    old = LIBRARY.splitlines()
    for head in heads:
        start, count = head.split()[1].lstrip("-").split(",")
        at = int(start) - 1
        assert old[at : at + int(count)]
        following = unl.ok("log").out.split(head + "\n", 1)[1].splitlines()[0]
        assert following == " " + old[at]
    assert lib.read_text() != LIBRARY


@pytest.mark.usefixtures("lib")
def test_it_can_be_cut_and_short(unl: Unl) -> None:
    for number in range(3):
        unl.ok("edit", "byte2021sails", "--set", f"note={number}")
    short = unl.ok("log", "--oneline")
    assert [line.split("  ")[1:3] for line in short.out.splitlines()] == [["edit", "library.bib"]] * 3
    cut = unl.ok("log", "--limit", "1", "--oneline")
    assert len(cut.out.splitlines()) == 1
    assert cut.err == "unl: 2 older changes (--limit 3)\n"
    unl.refused(2, "log", "--limit", "0")


@pytest.mark.usefixtures("lib")
def test_it_is_there_for_scripts(unl: Unl) -> None:
    unl.ok("edit", "byte2021sails", "--set", "year=2022")
    unl.ok("export", "-o", "page.md")
    page, change = unl.ok("log", "--json").json["changes"]
    assert (page["command"], page["file"].endswith("page.md"), page["undoable"]) == ("export", True, True)
    assert change == {
        "number": 1,
        "command": "edit",
        "when": "2026-01-01T00:00:00+00:00",
        "file": "library.bib",
        "added": 1,
        "removed": 1,
        "undoable": True,
        "diff": change["diff"],
    }
    assert "+  year = 2022," in change["diff"]


def test_what_was_undone_is_gone_and_what_cannot_be_undone_is_marked(unl: Unl, lib: Path) -> None:
    unl.ok("edit", "byte2021sails", "--set", "year=2022")
    unl.ok("edit", "byte2021sails", "--set", "year=2023")
    unl.ok("undo")
    assert len(unl.ok("log", "--oneline").out.splitlines()) == 1
    lib.write_text(lib.read_text() + "% by hand\n")
    assert "cannot be undone: the file was changed since" in unl.ok("log", "--oneline").out
    assert "+  year = 2022," in unl.ok("log").out


def test_a_change_that_was_killed_before_it_was_made_is_no_change(unl: Unl, lib: Path) -> None:
    unl.ok("edit", "byte2021sails", "--set", "year=2022")
    lib.write_text(LIBRARY)  # what a kill between the record and the replacement leaves
    assert unl.ok("log").err == "unl: no change of library.bib is kept\n"
    assert "no change to undo" in unl.refused(3, "undo").err
    unl.ok("remove", "curl2022ropes")
    unl.ok("undo")
    assert lib.read_text() == LIBRARY


def test_control_characters_of_a_change_never_reach_the_terminal(unl: Unl, lib: Path) -> None:
    lib.write_bytes(b"@misc{a,\n  title = {\x1b[31mred\x1b]52;c;x\x07},\n}\n")
    unl.ok("remove", "a")
    assert "\x1b" not in unl.ok("log").out
    assert "\x1b" not in unl.ok("undo", "--dry-run").out


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such file names")
def test_a_file_name_commands_no_terminal_and_breaks_no_line(unl: Unl) -> None:
    unl.write("a\n\x1b[2Jb.bib", LIBRARY)
    unl.ok("edit", "-l", "a\n\x1b[2Jb.bib", "byte2021sails", "--set", "year=2022")
    shown = unl.ok("log", "-l", "a\n\x1b[2Jb.bib", "--oneline").out
    assert shown.count("\n") == 1
    assert "  a <U+001B>[2Jb.bib  (+1 -1 lines)" in shown
    undone = unl.ok("undo", "-l", "a\n\x1b[2Jb.bib").err
    assert undone.endswith("; a <U+001B>[2Jb.bib has 3 entries again\n")
    assert undone.count("\n") == 1


@pytest.mark.usefixtures("lib")
def test_without_a_change_it_says_so(unl: Unl) -> None:
    assert unl.ok("log").err == "unl: no change of library.bib is kept\n"
    assert unl.ok("log", "--json").json == {"version": 1, "changes": []}


def test_several_steps_are_undone_at_once_or_none(unl: Unl, lib: Path) -> None:
    for number in range(3):
        unl.ok("edit", "byte2021sails", "--set", f"note={number}")
    changed = lib.read_bytes()
    assert "only 3 changes can be undone" in unl.refused(3, "undo", "--steps", "4").err
    shown = unl.ok("undo", "--steps", "2", "--dry-run")
    assert shown.out.count("@@ -") == 2
    assert lib.read_bytes() == changed
    assert unl.ok("undo", "--steps", "3").err.count("undid `edit`") == 3
    assert lib.read_text() == LIBRARY
    unl.refused(2, "undo", "--steps", "0")


def test_when_the_history_cannot_be_kept_the_change_says_so(unl: Unl, lib: Path, tmp_path: Path) -> None:
    state = tmp_path / "state2"
    (state / "locks").mkdir(parents=True)
    (state / "history").write_text("a file where a folder should be")
    unl.env.setenv("UNL_STATE_DIR", str(state))
    assert "no undo: " in unl.ok("edit", "byte2021sails", "--set", "year=2022").err
    assert "2022" in lib.read_text()
