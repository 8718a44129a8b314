import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.entry import Entry, join_values, required_fields, split_values


@pytest.mark.parametrize(
    ("fields", "year"),
    [({"year": "2020"}, "2020"), ({"date": "2021-05-01"}, "2021"), ({"year": "in press", "date": "2022"}, "2022"), ({"year": "c. 1999"}, "1999"),
     ({"year": "{2020}"}, "2020"), ({"year": "20201"}, ""), ({"year": "99"}, ""), ({}, "")],
)  # fmt: skip
def test_year(fields: dict[str, str], year: str) -> None:
    assert Entry("misc", "a", fields).year == year


@pytest.mark.parametrize(
    ("fields", "venue"),
    [({"booktitle": "ICML"}, "ICML"), ({"journal": "JMLR"}, "JMLR"), ({"journaltitle": "JMLR"}, "JMLR"), ({"howpublished": "Blog"}, "Blog"),
     ({"howpublished": "\\url{https://x.org}"}, ""), ({"eprint": "2310.02238"}, "arXiv"), ({"eprint": "x", "archiveprefix": "HAL"}, "HAL"), ({}, "")],
)  # fmt: skip
def test_venue(fields: dict[str, str], venue: str) -> None:
    assert Entry("misc", "a", fields).venue == venue


def test_links_are_never_read_as_latex() -> None:
    entry = Entry("misc", "a", {"url": "https://x.org/~me/a_b--c%20", "title": "a--b"})
    assert (entry.plain("url"), entry.plain("title")) == ("https://x.org/~me/a_b--c%20", "a–b")


@pytest.mark.parametrize(
    ("name", "value", "parts"),
    [
        ("category", "A; B > C ;; A", ("A", "B > C")),
        ("code", "https://a.org\n https://b.org", ("https://a.org", "https://b.org")),
        ("alttitle", "One, a Title || Two; b", ("One, a Title", "Two; b")),
        ("ids", "a, b,c", ("a", "b", "c")),
        ("keywords", "one two, three", ("one two", "three")),
        ("note", "one; two", ("one; two",)),
        ("note", "", ()),
    ],
)
def test_list_fields(name: str, value: str, parts: tuple[str, ...]) -> None:
    assert split_values(name, value) == parts


@given(
    st.sampled_from(["category", "code", "alttitle", "alturl", "ids", "notsame", "keywords"]),
    st.text("ab;,| ", max_size=12),
)
def test_lists_joined_split_again(name: str, value: str) -> None:
    parts = split_values(name, value)
    assert split_values(name, join_values(name, parts)) == parts


def test_a_place_in_a_message() -> None:
    assert Entry("misc", "a", {"title": "T"}, position=0, line=7).place("x.bib") == "a (x.bib:7)"
    assert Entry("misc", "", {"title": "{T}"}, line=7).place("x.bib") == "'T'"


def test_required_fields_are_bibtexs() -> None:
    assert required_fields("article") == ("author", "title", "journal", "year")
    assert required_fields("misc") == required_fields("nonsense") == ()


def test_digits_that_no_number_is_written_with_are_no_year() -> None:
    assert Entry("misc", "a", {"year": "²²²²"}).year == ""
    assert Entry("misc", "a", {"year": "²²²²", "date": "c. 2020-01"}).year == "2020"
