from pathlib import Path

import pytest

from unlcli.services.changed_entries import Touched, touched_since
from unlcli.store.bibfile import BibFile

OLD = "@misc{a, title={A}}\n@misc{b,\n  title={B}\n}\n@misc{c, title={C}}\n"


def touched(now: str, before: str = OLD) -> Touched:
    return touched_since(BibFile(Path("x.bib"), now.encode()), BibFile(Path("x.bib"), before.encode()))


def lines(now: str, before: str = OLD) -> frozenset[int]:
    return touched(now, before).lines(BibFile(Path("x.bib"), now.encode()).entries)


def test_nothing_is_touched_in_the_same_file_nor_by_moving_entries() -> None:
    assert touched(OLD) == Touched(frozenset())
    moved = "% words\n@misc{c, title={C}}\n\n@misc{b,\n  title={B}\n}\n@misc{a, title={A}}\n"
    assert touched(moved) == Touched(frozenset())


def test_an_edited_and_a_new_entry_are() -> None:
    now = OLD.replace("{B}", "{BB}") + "@misc{d, title={D}}\n"
    assert touched(now) == Touched(frozenset({1, 3}))
    assert lines(now) == {2, 3, 4, 6}


def test_a_second_copy_is_new() -> None:
    assert touched(OLD + "@misc{a, title={A}}\n").positions == {3}


def test_all_of_a_file_that_was_not_there() -> None:
    assert touched(OLD, "").positions == {0, 1, 2}


def test_what_cannot_be_read_any_more() -> None:
    assert lines(OLD + "@misc{e, title={E}\n") == {6}
    broken = OLD + "@misc{e, title={E}\n"
    assert lines("% one line more\n" + broken, broken) == set()


@pytest.mark.parametrize(
    "now",
    [
        "@misc{b, title={B}}",
        "@MISC{b,\n\ttitle = {B},\n}",
        "@misc(b,\r\n    TITLE  =  {\r\n B\r\n }\r\n)",
        '@misc{b,\n  title="B"\n}',
    ],
)
def test_laying_an_entry_out_otherwise_touches_nothing(now: str) -> None:
    assert touched(OLD.replace("@misc{b,\n  title={B}\n}", now)) == Touched(frozenset())


@pytest.mark.parametrize(
    "now",
    [
        "@misc{b, title={B b}}",
        "@misc{B, title={B}}",
        "@book{b, title={B}}",
        "@misc{b, titles={B}}",
        "@misc{b, title={B}, year=2020}",
        "@misc{b, title={B}, title={B}}",
        "@misc{b,}",
    ],
)
def test_saying_something_else_does(now: str) -> None:
    assert touched(OLD.replace("@misc{b,\n  title={B}\n}", now)).positions == {1}


def test_losing_a_blank_inside_a_value_does() -> None:
    old = OLD.replace("{B}", "{data base}")
    assert touched(old.replace("data base", "database"), old).positions == {1}
    assert touched(old.replace("data base", "data\n    base"), old).positions == set()


def test_a_comma_lost_while_reformatting_is_told_at_the_entry() -> None:
    old = "@misc{a,\n  title={A},\n  year=2020\n}\n"
    assert lines(old.replace("},", "}"), old) == {1}


def test_a_new_comment_that_switches_rules_off() -> None:
    assert lines(OLD + "\n% unl: ignore[S001]\n") == {7}
    assert lines("\n" + OLD + "% unl: ignore[S001]\n", OLD + "% unl: ignore[S001]\n") == set()
