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


def test_every_draft_is_accounted_for() -> None:
    bends = Draft("Bends", 1, authors="Adams, Ann", year="2020")
    untitled = Draft("", 2, urls=("https://x.org/a",))
    drafts = [SAILS, bends, PUBLISHED, bends, untitled, untitled]
    there = library(THERE)
    for how_many, new, updated, unchanged, repeats in ((1, 0, 1, 0, 0), (2, 1, 1, 0, 0), (6, 2, 1, 0, 3)):
        plan = plan_additions(drafts[:how_many], there, VENUES, AddOptions(Duplicates.UPDATE))
        assert (len(plan.added), len(plan.updated), plan.unchanged, plan.repeats) == (new, updated, unchanged, repeats)
    again = library(after(THERE, plan.changes))
    plan = plan_additions(drafts, again, VENUES, AddOptions(Duplicates.UPDATE))
    assert (plan.changes, plan.unchanged, plan.repeats) == ((), 3, 3)


FULL = "International Conference on Learning Representations"


def _in_full(*names: str) -> str:
    return "".join(f"@inproceedings{{k{i}, title={{T {i}}}, booktitle={{{name}}}}}\n" for i, name in enumerate(names))


@pytest.mark.parametrize(
    ("there", "given", "written"),
    [
        ([FULL], "ICLR", FULL),
        ([FULL, FULL, "ICLR"], "ICLR 2024", FULL),
        (["ICLR", "ICLR", FULL], "ICLR", "ICLR"),
        ([f"The Twelfth {FULL}", f"{FULL}, 2023", f"12th {FULL}"], "ICLR", "ICLR"),
        ([f"{FULL}, 2023", f"{FULL}, 2023", f"The {FULL}"], "ICLR", f"The {FULL}"),
        (["NIPS", "NIPS"], "NeurIPS", "NeurIPS"),
        (["iclr", "iclr"], "ICLR", "ICLR"),
        ([FULL], "ICML", "ICML"),
        (["Proceedings of the Knot {\\&} Rope Society"], "KRS", "KRS"),
    ],
)
def test_a_new_paper_names_its_venue_as_the_library_does(there: list[str], given: str, written: str) -> None:
    draft = Draft("Bends", 1, year="2024", venue=given)
    plan = plan_additions([draft], library(_in_full(*there)), VENUES, AddOptions())
    assert plan.added[0].venue == written


def test_what_comes_as_bibtex_keeps_its_spelling() -> None:
    draft = Draft("Bends", 1, type="inproceedings", key="b", fields={"title": "Bends", "booktitle": "ICLR"})
    plan = plan_additions([draft], library(_in_full(FULL)), VENUES, AddOptions())
    assert plan.added[0].get("booktitle") == "ICLR"
