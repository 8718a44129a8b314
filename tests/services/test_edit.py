import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import after, library

from unlcli.errors import UsageError
from unlcli.services.edit import FieldEdit, Verb, edit_entries, parse_edit, replace_entry

TEXT = "@misc{a,\n  title = {A},\n  category = {One; Two > Three},\n}\n\n@misc{b,\n  title = {B},\n}\n"


def _edited(*edits: FieldEdit) -> str:
    there = library(TEXT)
    return after(TEXT, edit_entries([there.entries[0]], there, edits))


@pytest.mark.parametrize(
    ("verb", "given", "edit"),
    [
        (Verb.SET, "Year=2020", FieldEdit(Verb.SET, "year", "2020")),
        (Verb.SET, "note=a=b", FieldEdit(Verb.SET, "note", "a=b")),
        (Verb.UNSET, " YEAR ", FieldEdit(Verb.UNSET, "year")),
        (Verb.ADD, "category= One ", FieldEdit(Verb.ADD, "category", "One")),
        (Verb.ADD, "shelf=One", FieldEdit(Verb.ADD, "category", "One")),
    ],
)
def test_options_mean_edits(verb: Verb, given: str, edit: FieldEdit) -> None:
    assert parse_edit(verb, given, {"shelf": "category"}) == edit


def test_setting_nothing_is_refused_with_the_way_to_do_it() -> None:
    with pytest.raises(UsageError) as refused:
        parse_edit(Verb.SET, "note=", {})
    assert refused.value.hint == "--unset note takes it out"


@pytest.mark.parametrize("name", ["", "my field", "1st", "a{b", 'a"', "a,b", "@a", "a#"])
def test_what_bibtex_takes_for_no_field_name(name: str) -> None:
    with pytest.raises(UsageError):
        parse_edit(Verb.SET, f"{name}=x", {})


def test_edits_in_order() -> None:
    assert _edited(FieldEdit(Verb.SET, "note", "x"), FieldEdit(Verb.UNSET, "note")) == TEXT
    assert "note = {y}" in _edited(FieldEdit(Verb.SET, "note", "x"), FieldEdit(Verb.SET, "note", "y"))


def test_a_field_named_type_is_a_field_where_it_is_there() -> None:
    text = "@phdthesis{a,\n  title = {A},\n  type = {PhD thesis},\n}\n"
    there = library(text)
    changed = after(text, edit_entries(there.entries, there, [FieldEdit(Verb.SET, "type", "Diploma")]))
    assert changed == text.replace("PhD thesis", "Diploma")


@given(
    st.sampled_from(list(Verb)),
    st.sampled_from(["category", "code", "ids", "alttitle"]),
    st.text("ab;,|> ", max_size=8),
)
def test_editing_twice_is_editing_once(verb: Verb, name: str, value: str) -> None:
    try:
        once = _edited(FieldEdit(verb, name, value))
        twice = _edited(FieldEdit(verb, name, value), FieldEdit(verb, name, value))
    except UsageError:
        return
    assert once == twice


def test_only_the_entry_changes() -> None:
    changed = _edited(FieldEdit(Verb.ADD, "category", "Four"))
    assert changed == TEXT.replace("One; Two > Three", "One; Two > Three; Four")


@pytest.mark.parametrize("source", ["", "@misc{a, title={x}", "@misc{a, title={x}} @misc{c, title={y}}", "x @misc{a, title={x}}",
                                    "@misc{b, title={x}}", "@comment{x}", "@misc{a, title {x}}"])  # fmt: skip
def test_texts_that_cannot_take_an_entrys_place(source: str) -> None:
    there = library(TEXT)
    with pytest.raises(UsageError):
        replace_entry(there.entries[0], there, source)


def test_a_text_in_parentheses_with_another_key_takes_its_place() -> None:
    there = library(TEXT)
    changed = after(TEXT, replace_entry(there.entries[0], there, " @Article(new, title={x})\n"))
    assert changed == "@Article(new, title={x})" + TEXT[TEXT.index("\n\n@misc{b") :]


def test_a_link_with_a_lone_brace_is_added_once_and_can_be_dropped_as_it_was_given() -> None:
    text = TEXT
    for _ in range(2):
        there = library(text)
        text = after(text, edit_entries([there.entries[0]], there, [FieldEdit(Verb.ADD, "code", "https://x.org/{y")]))
    assert library(text).entries[0].values("code") == ("https://x.org/%7By",)
    there = library(text)
    edits = [FieldEdit(Verb.DROP, "code", "https://x.org/{y")]
    assert after(text, edit_entries([there.entries[0]], there, edits)) == TEXT
