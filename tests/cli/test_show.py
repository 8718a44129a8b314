from pathlib import Path

import pytest
from cli_runs import Unl

CARD = """\
Ropes and Müller's Theorem
Cara Curl
Journal of Ropes 2022
curl2022ropes (article, line 24)
  doi  10.1234/abc_d
  ids  old2022, older2022
"""


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    "name",
    [
        "curl2022ropes",
        "CURL2022ropes",
        "old2022",
        "10.1234/abc_d",
        "doi:10.1234/ABC_D",
        "https://doi.org/10.1234/abc_d",
        "http://dx.doi.org/10.1234/abc_d",
        "ropes and mullers theorem",
        "muller theorem",
    ],
)
def test_an_entry_goes_by_many_names(unl: Unl, name: str) -> None:
    assert unl.ok("show", name).out == CARD


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    "name", ["arXiv:2101.00001v9", "https://arxiv.org/pdf/2101.00001", "https://arxiv.org/abs/2101.00001#s2"]
)
def test_an_arxiv_link_in_any_form(unl: Unl, name: str) -> None:
    assert unl.entry(name)["key"] == "byte2021sails"


def test_a_key_goes_before_words(unl: Unl) -> None:
    unl.write("library.bib", "@misc{sails, title={Ropes}}\n@misc{b, title={Sails}}\n")
    assert unl.entry("sails")["title"] == "Ropes"


def test_a_present_key_goes_before_an_old_one(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={One}, ids={b}}\n@misc{b, title={Two}}\n")
    assert unl.entry("b")["title"] == "Two"


def test_a_whole_title_goes_before_words_in_others(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={Sails and Sheets}}\n@misc{b, title={Sails}}\n")
    assert unl.entry("Sails")["key"] == "b"


@pytest.mark.usefixtures("lib")
def test_several_are_shown_in_the_order_named(unl: Unl) -> None:
    assert unl.ok("show", "sails", "adams2020knots", "-f", "keys").out == "byte2021sails\nadams2020knots\n"
    assert unl.ok("show", "sails", "adams2020knots").out.count("\n\n") == 1


@pytest.mark.usefixtures("lib")
def test_one_that_is_not_there_shows_nothing(unl: Unl) -> None:
    refused = unl.refused(1, "show", "byte2021sails", "bite2021sails")
    assert "'bite2021sails'" in refused.err
    assert "did you mean byte2021sails" in refused.err


@pytest.mark.usefixtures("lib")
def test_words_that_name_several(unl: Unl) -> None:
    refused = unl.refused(2, "show", "byte bob")
    assert "names 2 entries" in refused.err
    assert "adams2020knots, byte2021sails" in refused.err


@pytest.mark.usefixtures("lib")
def test_an_identifier_that_is_not_there_is_not_taken_for_words(unl: Unl) -> None:
    unl.refused(1, "show", "https://arxiv.org/abs/2101.00002")
    unl.refused(1, "show", "10.1234/abc")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("name", ["", " ", "-", "?"])
def test_nothing_names_nothing(unl: Unl, name: str) -> None:
    unl.refused(1, "show", "--", name)


def test_bibtex_is_the_text_of_the_file(unl: Unl, lib: Path) -> None:
    out = unl.ok("show", "byte2021sails", "--format", "bibtex").out
    assert out.strip() in lib.read_text()
    assert out.startswith("@misc{byte2021sails,\n  author = {Byte, Bob},\n")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("form", ["html", "table", "xml", "card"])
def test_formats_that_show_has_not(unl: Unl, form: str) -> None:
    assert "text, bibtex, markdown, lines, keys, json" in unl.refused(2, "show", "byte2021sails", "-f", form).err


@pytest.mark.usefixtures("lib")
def test_a_key_is_wanted(unl: Unl) -> None:
    assert unl("show").code == 2


def test_unfinished_entries_are_shown_and_not_edited(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={Whole}}\n\n@misc{b,\n  title = {Half},\n  year = 2020\n")
    assert unl.entry("b")["year"] == "2020"
    assert "library.bib:3: b cannot be edited" in unl.refused(3, "edit", "b", "--set", "year=1").err
    assert "cannot be edited" in unl.refused(3, "remove", "b").err
    unl.ok("edit", "a", "--set", "year=2020")
    assert unl.read().endswith("@misc{b,\n  title = {Half},\n  year = 2020\n")
