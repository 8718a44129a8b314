from libraries import VENUES, after, library

from unlcli.matching import Verdict
from unlcli.services.dedupe import (
    Decisions,
    as_json,
    dedupe,
    group_of,
    mark_not_same,
    plan_decisions,
    plan_merges,
)

TEXT = "".join(
    f"@misc{{{key},\n  title = {{{title}}},\n  author = {{Byte, Bob}},\n  doi = {{10.1/{doi}}},\n}}\n\n"
    for key, title, doi in (
        ("a", "Sails", "s"),
        ("b", "Jibs of the North", "j"),
        ("c", "Sails", "s"),
        ("d", "Jibs of the North", "j"),
    )
)


def test_groups_over_several_libraries() -> None:
    one, two = library(TEXT[: len(TEXT) // 2]), library(TEXT[len(TEXT) // 2 :])
    groups = dedupe([one, two], VENUES)
    assert [[placed.entry.key for placed in group.members] for group in groups] == [["a", "c"], ["b", "d"]]
    assert {group.verdict for group in groups} == {Verdict.CERTAIN}


def test_merging_leaves_no_group() -> None:
    there = library(TEXT)
    plan = plan_merges(dedupe([there], VENUES), there, VENUES)
    merged = library(after(TEXT, plan.changes))
    assert plan.merged == (("a", ("c",)), ("b", ("d",)))
    assert [(e.key, e.get("ids")) for e in merged] == [("a", "c"), ("b", "d")]
    assert dedupe([merged], VENUES) == ()


def test_the_first_in_the_file_stays_whatever_order_was_named() -> None:
    there = library(TEXT)
    group = group_of([there.entries[2], there.entries[0]], "library.bib")
    assert plan_merges([group], there, VENUES).merged == (("a", ("c",)),)


def test_pairs_judged_different_are_in_no_group() -> None:
    there = library(TEXT)
    marks = Decisions(differ=mark_not_same([there.entries[0], there.entries[2]]))
    text = after(TEXT, plan_decisions(marks, there, VENUES).changes)
    assert [[p.entry.key for p in g.members] for g in dedupe([library(text)], VENUES)] == [["b", "d"]]


def test_json_holds_every_member_and_the_lines_that_settle_a_group() -> None:
    groups = as_json(dedupe([library(TEXT)], VENUES))["groups"]
    assert [[e["key"] for e in g["entries"]] for g in groups] == [["a", "c"], ["b", "d"]]  # type: ignore[attr-defined]
    assert groups[0]["remedies"] == ["unl dedupe --merge a c", "unl dedupe --not-same a c"]  # type: ignore[index]


REPEATED = """\
@misc{a, title={Sails}, author={Byte, Bob}, doi={10.1/s}, howpublished={Here}}

@misc{b, title={Sails}, author={Byte, Bob}, doi={10.1/s}, howpublished={Here}, howpublished={There}, note={x}, note={x}}
"""


def test_a_repeated_field_of_the_entry_that_goes_is_told() -> None:
    there = library(REPEATED)
    sources = REPEATED.split("\n\n")
    plan = plan_merges(dedupe([there], VENUES), there, VENUES, lambda position: sources[position])
    assert plan.conflicts == ("a: howpublished: 'There', a second one in b, is left out",)
