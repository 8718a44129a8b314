from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl, process

WITHOUT_SAILS = LIBRARY[: LIBRARY.index("@misc")] + LIBRARY[LIBRARY.index("@article") :]


@pytest.mark.parametrize("name", ["byte2021sails", "BYTE2021sails", "2101.00001", "https://arxiv.org/pdf/2101.00001v2"])
def test_told_exactly_it_removes(unl: Unl, lib: Path, name: str) -> None:
    done = unl.ok("remove", name)
    assert done.err == "unl: removed byte2021sails (unl undo takes it back)\n"
    assert lib.read_text() == WITHOUT_SAILS


@pytest.mark.usefixtures("lib")
def test_several_named_in_several_ways(unl: Unl) -> None:
    done = unl.ok("remove", "old2022", "curl2022ropes", "adams2020knots")
    assert done.err == "unl: removed curl2022ropes, adams2020knots (unl undo takes it back)\n"
    assert unl.listed() == ["byte2021sails"]


@pytest.mark.usefixtures("lib")
def test_by_words_it_asks_and_without_a_terminal_touches_nothing(unl: Unl) -> None:
    refused = unl.refused(2, "remove", "sails")
    assert "remove byte2021sails needs your consent" in refused.err
    assert "--yes" in refused.err


def test_by_words_with_yes_it_removes(unl: Unl, lib: Path) -> None:
    assert "removed byte2021sails" in unl.ok("remove", "sails", "--yes").err
    assert lib.read_text() == WITHOUT_SAILS


@pytest.mark.usefixtures("lib")
def test_by_words_with_a_key_beside_it_still_asks(unl: Unl) -> None:
    unl.refused(2, "remove", "adams2020knots", "sails")


@pytest.mark.usefixtures("lib")
def test_words_that_name_several_or_none(unl: Unl) -> None:
    assert "names 2 entries" in unl.refused(2, "remove", "survey", "--yes").err
    unl.refused(1, "remove", "zzz", "--yes")
    unl.refused(1, "remove", "adams2020knots", "zzz")


def test_a_dry_run_by_words_shows_without_asking(unl: Unl, lib: Path) -> None:
    done = unl.ok("remove", "sails", "--dry-run")
    assert "-  title = {Sails},\n" in done.out
    assert lib.read_text() == LIBRARY


def test_one_of_two_entries_with_one_key_cannot_be_named_by_it(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={One}}\n\n@misc{a, title={Two}}\n")
    assert "a (line 1), a (line 3)" in unl.refused(2, "remove", "a").err
    unl.ok("remove", "two", "--yes")
    assert unl.read() == "@misc{a, title={One}}\n"


def test_the_only_entry_can_be_removed(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={One}}\n")
    # a process, for this once went round in circles until memory was full
    assert process("remove", "a", folder=unl.folder, patience=10).returncode == 0
    assert unl.read().strip() == ""
    unl.ok("undo")
    assert unl.read() == "@misc{a, title={One}}\n"


def test_the_last_entry_leaves_the_rest_of_the_file(unl: Unl) -> None:
    unl.write("library.bib", "% my list\n\n@misc{a, title={One}}\n")
    unl.ok("remove", "a")
    assert unl.read().startswith("% my list\n")
    assert "@" not in unl.read()
    unl.ok("undo")
    assert unl.read() == "% my list\n\n@misc{a, title={One}}\n"


def test_who_still_names_what_goes_is_told(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={One}, crossref={b}}\n\n@misc{b, title={Two}}\n")
    done = unl.ok("remove", "b")
    assert done.err.startswith("unl: warning: a (library.bib:1) still names b in its crossref\n")
    assert unl.ok("remove", "a").err == "unl: removed a (unl undo takes it back)\n"
