"""Entries that name others by their keys (crossref and the like) still name them after a change."""

import pytest
from libraries import VENUES, after, library

from unlcli.domain import references
from unlcli.domain.draft import Draft
from unlcli.importers import bibtex_file
from unlcli.services.add import AddOptions, AddPlan, Duplicates, plan_additions
from unlcli.services.dedupe import group_of, plan_merges
from unlcli.services.edit import FieldEdit, Verb, edit_entries
from unlcli.services.remove import has_references, left_naming

TEXT = """\
@inproceedings{child, title = {C}, crossref = {Old}, related = "x,old , y", xdata={older}}

@proceedings{old, title = {P}, year = 2020}

@proceedings{twin, title = {P}, year = 2020, xref = {z}}
"""


def _named(text: str, key: str = "child") -> list[tuple[str, str]]:
    return list(references.of_entry(library(text).by_key[key][0]))


def test_a_new_key_goes_to_all_that_name_it() -> None:
    there = library(TEXT)
    changed = after(TEXT, edit_entries([there.entries[1]], there, [FieldEdit(Verb.SET, "key", "new")]))
    assert changed.startswith(
        '@inproceedings{child, title = {C}, crossref = {new}, related = "x,new , y", xdata={older}}\n'
    )
    assert "@proceedings{new," in changed


def test_of_two_entries_with_one_key_the_first_is_the_one_that_is_named() -> None:
    text = TEXT.replace("{twin", "{old")
    there = library(text)
    second = after(text, edit_entries([there.entries[2]], there, [FieldEdit(Verb.SET, "key", "new")]))
    assert _named(second) == _named(text)


def test_who_named_the_entry_that_goes_names_the_survivor() -> None:
    text = TEXT.replace("Old", "twin").replace("x,old ", "twin, old")
    there = library(text)
    plan = plan_merges([group_of(there.entries[1:], "library.bib")], there, VENUES)
    assert _named(after(text, plan.changes)) == [
        ("crossref", "old"),
        ("xdata", "older"),
        ("related", "old"),
        ("related", "y"),
    ]


def test_a_survivor_does_not_name_itself() -> None:
    text = TEXT.replace("xref = {z}", "xref = {old}")
    there = library(text)
    plan = plan_merges([group_of(there.entries[1:], "library.bib")], there, VENUES)
    assert _named(after(text, plan.changes), "old") == []


def test_merging_entries_with_one_key_leaves_who_names_them_alone() -> None:
    text = TEXT.replace("{twin", "{old")
    there = library(text)
    plan = plan_merges([group_of(there.entries[1:], "library.bib")], there, VENUES)
    assert _named(after(text, plan.changes)) == _named(text)


def test_what_still_names_an_entry_that_goes() -> None:
    there = library(TEXT)
    told = [(entry.key, field, key) for entry, field, key in left_naming([there.entries[1]], there)]
    assert told == [("child", "crossref", "Old"), ("child", "related", "old")]
    assert list(left_naming(there.entries[:2], there)) == []
    twins = library(TEXT.replace("{twin", "{old"))
    assert list(left_naming([twins.entries[2]], twins)) == []


@pytest.mark.parametrize(
    ("text", "is_there"),
    [(TEXT, True), ("@misc{a, CrossRef\n= {b}}", True), ("@misc{a, title={Related work}}", False), ("", False)],
)
def test_a_file_without_such_fields_is_known_by_its_bytes(text: str, is_there: bool) -> None:
    assert has_references(text.encode()) is is_there


BATCH = """\
@proceedings{old, title = {Quite Another Volume}, year = 2021}
@inproceedings{paper, title = {A Paper on Ropes}, author = {Zed, Zoe}, crossref = {old}, year = 2021}
"""


def _drafts(text: str) -> list[Draft]:
    return list(bibtex_file.read(text, venues=VENUES).drafts)


def _added(text: str, there: str, how: Duplicates = Duplicates.UPDATE) -> AddPlan:
    return plan_additions(_drafts(text), library(there), VENUES, AddOptions(how))


@pytest.mark.parametrize("how", [Duplicates.UPDATE, Duplicates.ALLOW])
def test_a_parent_that_gets_another_key_keeps_its_children(how: Duplicates) -> None:
    plan = _added(BATCH, TEXT, how)
    child, parent = plan.added
    assert (child.key, parent.get("ids")) == ("paper", "old")
    assert child.get("crossref") == parent.key != "old"
    # BibTeX finds what an entry names in crossref only behind it
    changed = after(TEXT, plan.changes)
    assert changed.index("{paper,") < changed.index(f"{{{parent.key},")
    assert _added(BATCH, changed).changes == ()


@pytest.mark.parametrize("how", [Duplicates.UPDATE, Duplicates.REFUSE])
def test_a_child_of_what_is_there_under_another_key_names_that(how: Duplicates) -> None:
    there = "@proceedings{mine, title = {Quite Another Volume}, year = 2021, isbn = {978}, doi = {10.1234/v}}\n"
    plan = _added(BATCH.replace("year = 2021}\n@in", "doi = {10.1234/v}}\n@in"), there, how)
    (child,) = plan.added
    assert child.get("crossref") == "mine"


def test_an_entry_brought_up_to_date_keeps_whom_it_names() -> None:
    there = (
        TEXT
        + "\n@inproceedings{kept, title = {A Paper on Ropes}, author = {Zed, Zoe}, crossref = {old}, year = 2021}\n"
    )
    changed = after(there, _added(BATCH.replace("year = 2021}\n", "year = 2021, note = {n}}\n"), there).changes)
    assert "note = {n}" in changed
    assert _named(changed, "kept") == [("crossref", "old")]
