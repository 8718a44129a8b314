import shlex
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl


def test_undo_goes_back_step_by_step(unl: Unl, lib: Path) -> None:
    states = [lib.read_bytes()]
    for argv in (
        ["add", "--title", "Bowlines"],
        ["edit", "bowlines", "--set", "year=2020"],
        ["categories", "--rename", "Survey", "Review"],
        ["remove", "bowlines"],
    ):
        unl.ok(*argv)
        states.append(lib.read_bytes())
    assert len(set(states)) == 5
    for state in reversed(states[:-1]):
        unl.ok("undo")
        assert lib.read_bytes() == state
    assert "no change to undo" in unl.refused(3, "undo").err


@pytest.mark.usefixtures("lib")
def test_it_says_what_it_undid(unl: Unl) -> None:
    unl.ok("add", "--title", "Bowlines")
    assert unl.ok("undo").err == "unl: undid `add` of 2026-01-01T00:00:00+00:00; library.bib has 3 entries again\n"
    unl.ok("remove", "byte2021sails", "curl2022ropes")
    unl.ok("remove", "adams2020knots")
    assert "has 1 entry again" in unl.ok("undo").err


def test_after_another_program_wrote_the_file_it_refuses(unl: Unl, lib: Path) -> None:
    unl.ok("add", "--title", "Bowlines")
    lib.write_text(lib.read_text() + "% mine\n")
    assert "was changed by something else" in unl.refused(3, "undo").err


def test_after_the_file_was_deleted_it_refuses(unl: Unl, lib: Path) -> None:
    unl.ok("add", "--title", "Bowlines")
    lib.unlink()
    unl.refused(3, "undo")


def test_the_file_that_a_command_made_is_removed(unl: Unl) -> None:
    unl.ok("add", "--title", "Bowlines")
    assert "removed the file it made" in unl.ok("undo").err
    assert unl.everything() == {}


def test_undo_then_another_change_then_undo(unl: Unl, lib: Path) -> None:
    unl.ok("add", "--title", "Bowlines")
    unl.ok("undo")
    unl.ok("add", "--title", "Cleats")
    unl.ok("undo")
    assert lib.read_text() == LIBRARY


def test_each_library_has_its_own_history(unl: Unl, lib: Path) -> None:
    unl.ok("add", "--title", "Bowlines")
    unl.ok("add", "--title", "Cleats", "-l", "other.bib")
    unl.ok("undo")
    assert lib.read_text() == LIBRARY
    assert "cleats" in unl.read("other.bib")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("name", ["other.bib", "my papers.bib"])
def test_the_line_that_takes_it_back_names_a_library_that_undo_alone_would_not_take(unl: Unl, name: str) -> None:
    unl.write(name, "@misc{a, title={A}, year={2020}}\n")
    shown = shlex.quote(name)
    for argv in (["add", "--title", "Cleats"], ["edit", "a", "--set", "year=2021"], ["export", "-o", "page.md"]):
        assert f"(unl undo -l {shown} takes it back)\n" in unl.ok(*argv, "-l", name).err
    assert "(unl undo takes it back)" in unl.ok("add", "--title", "Bowlines", "-l", "./library.bib").err
    unl.env.setenv("UNL_LIBRARY", name)
    assert "(unl undo takes it back)" in unl.ok("add", "--title", "Masts").err
    assert "(unl undo -l library.bib takes it back)" in unl.ok("remove", "bowlines", "-l", "library.bib").err


def test_the_line_names_one_of_several_libraries(unl: Unl) -> None:
    unl.write("a.bib", "@misc{a, title={A}, year={2020}}\n")
    assert unl.ok("edit", "a", "--set", "year=2021").err.endswith("(unl undo takes it back)\n")
    unl.write("b.bib", "")
    assert "(unl undo -l a.bib takes it back)" in unl.ok("edit", "a", "--set", "year=2022", "-l", "a.bib").err


def test_a_dry_run_shows_what_would_come_back(unl: Unl, lib: Path) -> None:
    unl.ok("remove", "byte2021sails")
    after = lib.read_bytes()
    done = unl.ok("undo", "--dry-run")
    assert "+@misc{byte2021sails,\n" in done.out
    assert lib.read_bytes() == after
    unl.ok("undo")
    assert lib.read_text() == LIBRARY


def test_nothing_to_undo(unl: Unl) -> None:
    assert "no change to undo" in unl.refused(3, "undo").err


@pytest.mark.usefixtures("lib")
def test_a_lost_history_is_no_harm(unl: Unl) -> None:
    import os
    import shutil

    unl.ok("add", "--title", "Bowlines")
    shutil.rmtree(os.environ["UNL_STATE_DIR"])
    unl.refused(3, "undo")
    unl.ok("add", "--title", "Cleats")
    unl.ok("undo")
    assert unl.listed() == ["adams2020knots", "bowlines", "byte2021sails", "curl2022ropes"]


@pytest.mark.usefixtures("lib")
def test_an_export_is_taken_back_too(unl: Unl) -> None:
    unl.write("page.md", "by hand\n")
    unl.ok("export", "-o", "page.md")
    unl.ok("export", "-o", "new.md")
    assert "removed" in unl.ok("undo").err
    assert "is as it was" in unl.ok("undo").err
    assert unl.read("page.md") == "by hand\n"
    assert not (unl.folder / "new.md").exists()
    unl.refused(3, "undo")


def test_a_page_changed_since_stands_in_no_ones_way(unl: Unl, lib: Path) -> None:
    unl.ok("remove", "byte2021sails")
    unl.ok("export", "-o", "page.md")
    unl.write("page.md", "by hand\n")
    assert "undid `remove`" in unl.ok("undo").err
    assert (lib.read_text(), unl.read("page.md")) == (LIBRARY, "by hand\n")


@pytest.mark.usefixtures("lib")
def test_library_and_pages_are_taken_back_in_order(unl: Unl) -> None:
    states = [unl.everything()]
    for argv in (
        ["export", "-o", "a.md"],
        ["remove", "byte2021sails"],
        ["export", "-o", "a.md"],
        ["add", "--title", "Jibs"],
    ):
        unl.ok(*argv)
        states.append(unl.everything())
    for state in reversed(states[:-1]):
        unl.ok("undo")
        assert unl.everything() == state
