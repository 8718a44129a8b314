from pathlib import Path

from unlcli.services.changed_entries import Touched, touched_since
from unlcli.store.bibfile import BibFile

OLD = "@misc{a, title={A}}\n@misc{b,\n  title={B}\n}\n@misc{c, title={C}}\n"


def touched(now: str, before: str = OLD) -> Touched:
    return touched_since(BibFile(Path("x.bib"), now.encode()), BibFile(Path("x.bib"), before.encode()))


def test_nothing_is_touched_in_the_same_file_nor_by_moving_entries() -> None:
    assert touched(OLD) == Touched(frozenset(), frozenset())
    moved = "% words\n@misc{c, title={C}}\n\n@misc{b,\n  title={B}\n}\n@misc{a, title={A}}\n"
    assert touched(moved) == Touched(frozenset(), frozenset())


def test_an_edited_and_a_new_entry_are() -> None:
    now = OLD.replace("{B}", "{BB}") + "@misc{d, title={D}}\n"
    assert touched(now) == Touched(frozenset({1, 3}), frozenset({2, 3, 4, 6}))


def test_a_second_copy_is_new() -> None:
    assert touched(OLD + "@misc{a, title={A}}\n").positions == {3}


def test_all_of_a_file_that_was_not_there() -> None:
    assert touched(OLD, "").positions == {0, 1, 2}


def test_what_cannot_be_read_any_more() -> None:
    assert touched(OLD + "@misc{e, title={E}\n").lines == {6}
    broken = OLD + "@misc{e, title={E}\n"
    assert touched("% one line more\n" + broken, broken).lines == frozenset()
