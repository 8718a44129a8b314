from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl


@pytest.mark.usefixtures("lib")
def test_counts_include_what_stands_below(unl: Unl) -> None:
    assert unl.ok("categories").out == (
        "     1  Benchmark\n     1    Multimodal\n     2  Survey\n     1  (no category)\n"
    )


@pytest.mark.usefixtures("lib")
def test_json(unl: Unl) -> None:
    expected = {
        "version": 1,
        "categories": [
            {"category": "Benchmark", "count": 1},
            {"category": "Benchmark > Multimodal", "count": 1},
            {"category": "Survey", "count": 2},
            {"category": None, "count": 1},
        ],
    }
    assert unl.ok("categories", "--json").json == expected
    assert unl.ok("categories", "--format", "json").json == expected
    unl.refused(2, "categories", "--format", "xml")


def test_letter_case_makes_no_other_category(unl: Unl) -> None:
    unl.write(
        "library.bib", "@misc{a, category={Survey}}\n@misc{b, category={SURVEY}}\n@misc{c, category={survey > x}}\n"
    )
    assert unl.ok("categories").out == "     3  Survey\n     1    x\n"


def test_rename_changes_only_the_values(unl: Unl, lib: Path) -> None:
    done = unl.ok("categories", "--rename", "survey", "Overview")
    assert done.err == "unl: renamed survey to Overview in 2 entries (unl undo takes it back)\n"
    assert lib.read_text() == LIBRARY.replace("Survey", "Overview")


def test_rename_takes_what_stands_below_along(unl: Unl, lib: Path) -> None:
    unl.ok("categories", "--rename", "Benchmark", "Tests")
    assert lib.read_text() == LIBRARY.replace("Benchmark > Multimodal", "Tests > Multimodal")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("Benchmark > Multimodal", "Multimodal", "Multimodal; Survey"),
        ("Benchmark > Multimodal", "Multimodal > Benchmark", "Multimodal > Benchmark; Survey"),
        ("benchmark>multimodal", "A>B", "A > B; Survey"),
        ("Survey", "Benchmark", "Benchmark > Multimodal"),
        ("Survey", "benchmark > multimodal", "Benchmark > Multimodal"),
        ("Survey", "survey", "Benchmark > Multimodal; survey"),
        ("Survey", "R&D 100%", "Benchmark > Multimodal; R&D 100%"),
        ("Survey", "Benchmark > Multimodal > Deep", "Benchmark > Multimodal > Deep"),
    ],
)
def test_renaming_merges_and_moves(unl: Unl, old: str, new: str, after: str) -> None:
    unl.ok("categories", "--rename", old, new)
    assert unl.entry("adams2020knots")["fields"]["category"] == after


@pytest.mark.usefixtures("lib")
def test_rename_to_the_same_name_changes_nothing(unl: Unl) -> None:
    assert unl.ok("categories", "--rename", "Survey", "Survey").err == "unl: nothing to change\n"


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Nope", "X", "no paper has the category 'Nope'"),
        ("Multimodal", "X", "no paper has the category"),
        ("Survey", "A; B", "cannot be a category's name"),
        ("Survey", "", "cannot be a category's name"),
        ("Survey", "A >", "cannot be a category's name"),
        ("", "A", "is no category"),
        ("Survey; Benchmark", "A", "is no category"),
    ],
)
def test_what_cannot_be_renamed(unl: Unl, old: str, new: str, said: str) -> None:
    assert said in unl.refused(2, "categories", "--rename", old, new).err


@pytest.mark.usefixtures("lib")
def test_a_search_finds_parents_and_sub_categories(unl: Unl) -> None:
    for query in ("category:benchmark", "category:MULTIMODAL", 'category:"Benchmark > Multimodal"'):
        assert unl.listed(query) == ["adams2020knots"]
    assert unl.listed('category:"Survey > Multimodal"') == []


def test_the_field_may_have_another_name(unl: Unl) -> None:
    unl.write("unl.toml", '[fields]\ncategory = "awesome-category"\n')
    unl.write("library.bib", "@misc{a,\n  awesome-category = {One},\n  category = {other},\n}\n")
    assert unl.ok("categories").out == "     1  One\n"
    unl.ok("categories", "--rename", "One", "Two")
    assert unl.read() == "@misc{a,\n  awesome-category = {Two},\n  category = {other},\n}\n"
    unl.ok("add", "--title", "Bowlines", "--category", "Three")
    assert "  awesome-category = {Three},\n" in unl.read()


def test_renaming_keeps_the_text_of_other_categories(unl: Unl) -> None:
    field = '@misc{{a,\n  category = {{{{S}}urvey; {}; G{{\\"o}}del > {{X}}}},\n}}\n'
    unl.write("library.bib", field.format("Benchmark > {M}any"))
    unl.ok("categories", "--rename", "Benchmark", "Tests")
    assert unl.read() == field.format("Tests > Many")


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("{S}urvey; Survey; One", "{S}urvey; Two"),
        ("{S}urvey > Deep; One", "{S}urvey > Deep; Two"),
        ("{One; Three}", "Two; Three"),
        ("{T}wo; One", "{T}wo"),
        ("One; {T}wo", "Two"),
        (r"R\&D; One", r"R\&D; Two"),
        ("; One; ;A;", "Two; A"),
    ],
)
def test_renaming_in_a_field_of_any_form(unl: Unl, value: str, after: str) -> None:
    unl.write("library.bib", f"@misc{{a,\n  category = {{{value}}},\n}}\n")
    unl.ok("categories", "--rename", "One", "Two")
    assert unl.read() == f"@misc{{a,\n  category = {{{after}}},\n}}\n"


def test_control_characters_of_a_category_never_reach_the_terminal(unl: Unl) -> None:
    unl.write("library.bib", b"@misc{a,\n  category = {\x1b]0owned\x07\xc2\x9b31m},\n}\n")
    shown = unl.ok("categories").out
    assert shown == "     1  <U+001B>]0owned<U+0007><U+009B>31m\n"
    assert "\x9b" not in unl.ok("categories", "--json").out
    assert unl.ok("categories", "--json").json["categories"][0]["category"] == "\x1b]0owned\x07\x9b31m"
