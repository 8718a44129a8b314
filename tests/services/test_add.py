import pytest
from libraries import VENUES, after, library

from unlcli.domain.draft import Draft
from unlcli.services.add import AddOptions, Duplicates, plan_additions

EMPTY = library("")
THERE = """\
@misc{byte2021sails,
  title = {Sails},
  author = {Byte, Bob},
  eprint = {2101.00001},
  archiveprefix = {arXiv},
  year = {2021},
}
"""
SAILS = Draft("Sails", 7, authors="Byte, Bob", year="2021", urls=("https://arxiv.org/abs/2101.00001",))
PUBLISHED = Draft(
    "Sails", 8, authors="Byte, Bob", year="2022", venue="ICML", urls=("https://arxiv.org/abs/2101.00001",)
)


@pytest.mark.parametrize("how", list(Duplicates))
def test_what_happens_to_a_paper_that_is_there(how: Duplicates) -> None:
    plan = plan_additions([PUBLISHED], library(THERE), VENUES, AddOptions(how))
    assert len(plan.refused) == (how is Duplicates.REFUSE)
    assert [e.key for e in plan.updated] == (["byte2021sails"] if how is Duplicates.UPDATE else [])
    assert [e.key for e in plan.added] == (["byte2022sails"] if how is Duplicates.ALLOW else [])
    assert bool(plan.changes) == (how is not Duplicates.REFUSE)


def test_a_paper_that_brings_nothing_new_changes_nothing() -> None:
    plan = plan_additions([SAILS], library(THERE.replace("  year", "  url = {https://arxiv.org/abs/2101.00001},\n  year")),
                          VENUES, AddOptions(Duplicates.UPDATE))  # fmt: skip
    assert (plan.changes, plan.updated) == ((), ())


@pytest.mark.parametrize("drafts", [[SAILS, PUBLISHED], [PUBLISHED, SAILS], [SAILS, PUBLISHED, SAILS]])
def test_versions_of_one_paper_become_one_entry_in_any_order(drafts: list[Draft]) -> None:
    plan = plan_additions(drafts, EMPTY, VENUES, AddOptions(Duplicates.UPDATE))
    (added,) = plan.added
    assert (added.type, added.get("booktitle"), added.year, added.get("eprint")) == (
        "inproceedings",
        "ICML",
        "2022",
        "2101.00001",
    )


def test_new_entries_are_dated_and_old_ones_are_not() -> None:
    other = Draft("Quite Another Matter", 1, year="1999")
    text = after(
        THERE,
        plan_additions(
            [other, PUBLISHED], library(THERE), VENUES, AddOptions(Duplicates.UPDATE, today="2026-01-01")
        ).changes,
    )
    assert text.count("creationdate") == 1
    assert text.index("1999") < text.index("creationdate")


def test_a_date_that_came_along_is_kept() -> None:
    draft = Draft("Old", 1, type="misc", key="old", fields={"title": "Old", "creationdate": "2001-01-01"})
    plan = plan_additions([draft], EMPTY, VENUES, AddOptions(today="2026-01-01"))
    assert plan.added[0].get("creationdate") == "2001-01-01"


@pytest.mark.parametrize("key", ["has blank", "a,b", "a}b", "", "ünï"])
def test_keys_that_come_along_are_kept_when_they_can_be_written(key: str) -> None:
    draft = Draft("Sails", 1, type="misc", key=key, fields={"title": "Sails", "author": "Byte, Bob", "year": "2021"})
    (added,) = plan_additions([draft], EMPTY, VENUES, AddOptions()).added
    assert added.key == ("ünï" if key == "ünï" else "byte2021sails")
    assert "ids" not in added.fields


def test_two_drafts_with_one_key_get_two() -> None:
    drafts = [
        Draft(t, 1, type="misc", key="Same", fields={"title": t, "author": "Byte, Bob"})
        for t in ("Sails", "Weather Maps")
    ]
    first, second = plan_additions(drafts, EMPTY, VENUES, AddOptions()).added
    assert (first.key, second.key, second.get("ids")) == ("Same", "byteweather", "Same")


def test_conflicts_name_the_entry() -> None:
    there = THERE.replace("  year", "  note = {one},\n  year")
    draft = Draft(
        "Sails",
        1,
        type="misc",
        key="x",
        fields={"title": "Sails", "author": "Byte, Bob", "eprint": "2101.00001", "note": "two"},
    )
    plan = plan_additions([draft], library(there), VENUES, AddOptions(Duplicates.UPDATE))
    assert plan.conflicts == ("byte2021sails: note: kept 'one', not 'two'",)
