import pytest
from libraries import VENUES, after, library

from unlcli.errors import UsageError
from unlcli.services.decide import Deciding
from unlcli.services.dedupe import group_of, plan_decisions

KEYS = "abcde"
TEXT = "".join(f"@misc{{{key},\n  title = {{Sails of the North}},\n}}\n\n" for key in KEYS)
THERE = library(TEXT)


def _group(keys: str):  # type: ignore[no-untyped-def]
    return group_of([entry for entry in THERE if entry.key in keys], "library.bib")


def _result(*decisions: tuple[str, str]) -> dict[str, dict[str, str]]:
    deciding = Deciding("library.bib")
    for what, keys in decisions:
        getattr(deciding, what)(_group(keys))
    plan = plan_decisions(deciding.decisions, THERE, VENUES)
    left = library(after(TEXT, plan.changes))
    return {entry.key: {name: entry.get(name) for name in ("ids", "notsame") if entry.get(name)} for entry in left}


def test_a_group_that_holds_a_merged_one_makes_one_work_of_all() -> None:
    assert _result(("merge", "ab"), ("merge", "abc")) == {"a": {"ids": "b, c"}, "d": {}, "e": {}}
    assert _result(("merge", "bc"), ("merge", "ab"), ("merge", "cd")) == {"a": {"ids": "b, c, d"}, "e": {}}


def test_what_was_merged_stays_one_when_its_group_is_told_apart() -> None:
    expected = {"a": {"ids": "b", "notsame": "c"}, "c": {}, "d": {}, "e": {}}
    assert _result(("merge", "ab"), ("differ", "abc")) == expected
    assert _result(("merge", "ab"), ("differ", "bc")) == expected


def test_a_key_that_goes_later_is_marked_by_the_one_that_stays() -> None:
    assert _result(("differ", "ac"), ("merge", "cd")) == {"a": {"notsame": "c"}, "b": {}, "c": {"ids": "d"}, "e": {}}
    assert _result(("differ", "ac"), ("merge", "bc")) == {"a": {"notsame": "b"}, "b": {"ids": "c"}, "d": {}, "e": {}}


def test_all_pairs_of_a_group_are_told_apart() -> None:
    assert _result(("differ", "bcd")) == {"a": {}, "b": {"notsame": "c, d"}, "c": {"notsame": "d"}, "d": {}, "e": {}}


def test_a_group_with_works_told_apart_is_contradicted() -> None:
    deciding = Deciding("library.bib")
    deciding.differ(_group("ab"))
    assert deciding.contradicts(_group("abc"))
    assert not deciding.contradicts(_group("bc"))
    deciding.merge(_group("ac"))
    assert deciding.contradicts(_group("bc"))


def test_entries_of_one_key_are_not_told_apart() -> None:
    there = library(TEXT.replace("{b,", "{A,"))
    deciding = Deciding("library.bib")
    with pytest.raises(UsageError, match="is the key of several"):
        deciding.differ(group_of(there.entries[:2], "library.bib"))
    assert deciding.lines == ()


def test_the_lines_do_the_same() -> None:
    deciding = Deciding("refs.bib")
    deciding.merge(_group("ab"))
    deciding.differ(_group("cd"))
    assert deciding.lines == (
        "unl dedupe --merge a b -l refs.bib",
        "unl dedupe --not-same c d -l refs.bib",
    )
    assert deciding.told_apart == "recorded that c and d differ"
