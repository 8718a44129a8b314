"""BibTeX read as a list: nothing of an entry is dropped in silence."""

from collections.abc import Callable

import pytest

from unlcli.domain.draft import Macro, Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("fields", "kept", "told"),
    [
        ("9x = {a}, note = {b}", {"note": "b"}, "a: '9x' is no field name BibTeX takes; 'a' is left out"),
        ("note = {a}, Note = {b}", {"note": "a"}, "a: note: a second value, 'b', is left out"),
        ("note = {a\0b}", {"note": "ab"}, "a: note: a NUL character is left out"),
    ],
)
def test_what_of_an_entry_cannot_come_along_is_told(read: Read, fields: str, kept: dict[str, str], told: str) -> None:
    reading = read(f"@misc{{a, {fields}}}", "a.bib")
    assert dict(reading.drafts[0].fields) == kept
    assert told in [repair.what for repair in reading.repairs]


def test_a_value_that_stands_twice_is_no_loss(read: Read) -> None:
    assert read("@misc{a, note = {x}, note = {x}}", "a.bib").repairs == ()


def test_a_type_bibtex_does_not_take(read: Read) -> None:
    reading = read("@9misc{a, note = {x}}", "a.bib")
    assert reading.drafts[0].type == "misc"
    assert "a: '9misc' is no entry type BibTeX takes; misc stands for it" in [r.what for r in reading.repairs]


def test_entries_that_are_no_papers_are_told(read: Read) -> None:
    reading = read("@xdata{x, publisher = {P}}\n@misc{e,}\n@misc{a, note = {x}}", "a.bib")
    assert [(s.line, s.reason) for s in reading.skipped] == [
        (1, "@xdata serves other entries and is no paper"),
        (2, "it has no fields"),
    ]
    assert [draft.key for draft in reading.drafts] == ["a"]


def test_macros_of_the_document_months_and_numbers_are_values_others_are_left_open(read: Read) -> None:
    text = (
        "@string{me = {Mine}}\n@misc{a, note = me # { b}, month = Jan, year = 2020, journal = you, series = {x } # you}"
    )
    (draft,) = read(text, "a.bib").drafts
    assert dict(draft.fields) == {"note": "Mine b", "month": "Jan", "year": "2020", "journal": "you", "series": "x you"}
    assert draft.parts == {"journal": (Macro("you"),), "series": ("x ", Macro("you"))}


def test_a_macro_holds_for_what_follows_its_definition(read: Read) -> None:
    first, second = read("@misc{a, note = me}\n@string{me = {Mine}}\n@misc{b, note = me}", "a.bib").drafts
    assert (first.parts, second.parts) == ({"note": (Macro("me"),)}, {})
    assert second.fields["note"] == "Mine"
