import re
from collections.abc import Iterable
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import VENUES, library

from unlcli.domain.listing import Section
from unlcli.errors import UsageError
from unlcli.services.list_entries import ListOptions, list_entries
from unlcli.store.config import CategorySetting

LIBRARY = library("""
@misc{a, title={A}, year={2020}, category={Two > Sub; One}}
@misc{b, title={B}, year={2022}, category={one}}
@misc{c, title={C}, year={2021}}
@inproceedings{d, title={D}, year={2022}, category={Two}, booktitle={Findings of EMNLP}}
@inproceedings{e, title={E}, date={2021-05}, category={Two > Sub > Deep}, booktitle={EMNLP}}
""")


def _outline(sections: Iterable[Section], depth: int = 0) -> list[str]:
    lines = []
    for section in sections:
        keys = " ".join(row.key for row in section.rows)
        lines.append(f"{'  ' * depth}{section.title}: {keys}".rstrip())
        lines += _outline(section.sections, depth + 1)
    return lines


def _listed(*group_by: str, **named: object) -> list[str]:
    return _outline(list_entries(LIBRARY.entries, VENUES, ListOptions(group_by=group_by, **named)).sections)  # type: ignore[arg-type]


def test_by_category() -> None:
    assert _listed("category") == ["Two: d", "  Sub: a", "    Deep: e", "One: b a", "Uncategorised: c"]


def test_settings_order_and_title_categories_and_empty_ones_do_not_show() -> None:
    settings = tuple(CategorySetting(name) for name in ("ONE", "Nobody", "Two > Sub > Deep"))
    assert _listed("category", categories=settings) == [
        "ONE: b a",
        "Two: d",
        "  Sub: a",
        "    Deep: e",
        "Uncategorised: c",
    ]
    titled = (CategorySetting("one", "Number One", "Read."),)
    (first, *_) = list_entries(LIBRARY.entries, VENUES, ListOptions(group_by=("category",), categories=titled)).sections
    assert (first.title, first.intro, first.anchor) == ("Number One", "Read.", "number-one")


def test_by_venue_series_and_year() -> None:
    assert _listed("venue", "year") == [
        "EMNLP:",
        "  2022: d",
        "  2021: e",
        "No venue:",
        "  2022: b",
        "  2021: c",
        "  2020: a",
    ]


def test_by_year_and_category() -> None:
    expected = """
    2022:
      Two: d
      One: b
    2021:
      Two:
        Sub:
          Deep: e
      Uncategorised: c
    2020:
      Two:
        Sub: a
      One: a
    """
    assert _listed("year", "category") == dedent(expected).strip().splitlines()


def test_without_groups_newest_first_or_in_order() -> None:
    assert _listed() == [": b d e c a"]
    assert _listed(in_order=True) == [": a b c d e"]


def test_a_library_without_categories_is_one_section() -> None:
    listing = list_entries(library("@misc{a, title={A}}").entries, VENUES, ListOptions(group_by=("category",)))
    assert _outline(listing.sections) == ["Papers: a"]


@given(
    st.permutations(("category", "venue", "year", "type", "code", "month")).flatmap(
        lambda groups: st.integers(0, 3).map(lambda n: groups[:n])
    )
)
def test_anchors_are_unique_valid_ids(groups: list[str]) -> None:
    listing = list_entries(LIBRARY.entries, VENUES, ListOptions(group_by=tuple(groups)))

    def anchors(sections: Iterable[Section]) -> list[str]:
        return [a for s in sections if s.title for a in (s.anchor, *anchors(s.sections))]

    found = anchors(listing.sections)
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", anchor) for anchor in found)
    assert {row.key for row in listing.rows} == set("abcde")


@pytest.mark.parametrize("category", ["日本語", "!!!", "2024", "A/B", "Ünï", "a b", "Two-Sub"])
def test_anchors_of_strange_titles(category: str) -> None:
    entries = library(f"@misc{{a, title={{A}}, category={{{category}; Two > Sub; 日本}}}}").entries
    sections = list_entries(entries, VENUES, ListOptions(group_by=("category",))).sections
    found = [s.anchor for s in sections] + [s.anchor for outer in sections for s in outer.sections]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", anchor) for anchor in found)


def test_cells() -> None:
    entries = library(
        "@inproceedings{a, title={On {T}hings}, author={Ann Adams and others}, booktitle={NIPS 2021}, year={2021}, doi={10.1234/X},"
        " eprint={2101.00001}, code={https://a.org https://b.org}, slides={https://s.org}, keywords={x, y}, note={see https://n.org}}"
    ).entries
    names = (
        "title",
        "authors",
        "venue",
        "year",
        "code",
        "link",
        "key",
        "doi",
        "arxiv",
        "type",
        "slides",
        "keywords",
        "note",
        "video",
    )
    (row,) = list_entries(entries, VENUES, ListOptions(names)).rows
    shown = {
        name: cell.text or [(link.text, link.url) for link in cell.links]
        for name, cell in zip(names, row.cells, strict=True)
    }
    assert shown == {
        "title": [("On Things", "https://doi.org/10.1234/x")],
        "authors": "Ann Adams et al.",
        "venue": "NeurIPS",
        "year": "2021",
        "code": [("code", "https://a.org"), ("code 2", "https://b.org")],
        "link": [("paper", "https://doi.org/10.1234/x")],
        "key": "a",
        "doi": [("10.1234/x", "https://doi.org/10.1234/x")],
        "arxiv": [("2101.00001", "https://arxiv.org/abs/2101.00001")],
        "type": "inproceedings",
        "slides": [("slides", "https://s.org")],
        "keywords": "x, y",
        "note": "see https://n.org",
        "video": [],
    }


@pytest.mark.parametrize(
    "options",
    [ListOptions(("nope",)), ListOptions(group_by=("nope",)), ListOptions(facets=("nope",)), ListOptions(("Title",))],
)
def test_what_is_not_there_is_refused(options: ListOptions) -> None:
    with pytest.raises(UsageError):
        list_entries(LIBRARY.entries, VENUES, options)


@pytest.mark.parametrize(("written", "meant"), [("titel", "title"), ("autors", "authors"), ("bench", "benchmark")])
def test_a_slip_in_a_name_is_answered_with_what_was_meant(written: str, meant: str) -> None:
    entries = library("@misc{a, title={A}, benchmark={MUSE}}").entries
    with pytest.raises(UsageError) as raised:
        list_entries(entries, VENUES, ListOptions(group_by=(written,)))
    assert f"did you mean {meant}" in raised.value.hint


def test_a_field_that_another_paper_of_the_library_has_is_no_slip() -> None:
    every = library("@misc{a, title={A}}\n@misc{b, title={B}, benchmark={MUSE}}").entries
    listing = list_entries(every[:1], VENUES, ListOptions(("benchmark", "keywords"), library=every))
    assert [column.heading for column in listing.columns] == ["Benchmark", "Keywords"]


TAGGED = library("""
@misc{a, title={A}, year={2020}, keywords={Privacy, LLM}, benchmark={MUSE; TOFU, small}, publisher={Springer, Cham}}
@misc{b, title={B}, year={2021}, keywords={llm;  Audit}, benchmark={tofu, SMALL}, code={https://c.org}}
@misc{c, title={C}, year={2021}, eprint={2101.00001}}
""")


def _tagged(*group_by: str) -> list[str]:
    return _outline(list_entries(TAGGED.entries, VENUES, ListOptions(group_by=group_by)).sections)


def test_a_paper_stands_under_each_value_of_a_field_whose_case_does_not_count() -> None:
    assert _tagged("keywords") == ["Privacy: a", "LLM: b a", "Audit: b", "No keywords: c"]


def test_a_field_of_ones_own_holds_several_values() -> None:
    assert _tagged("benchmark") == ["MUSE: a", "TOFU, small: a", "tofu: b", "SMALL: b", "No benchmark: c"]


def test_a_field_of_bibtex_holds_one() -> None:
    assert _tagged("publisher") == ["Springer, Cham: a", "No publisher: c b"]


@pytest.mark.parametrize("written", ["x, Y", "x; y", "X ;y, x", "x,, y;"])
def test_keywords_have_commas_or_semicolons_between(written: str) -> None:
    entries = library(f"@misc{{a, title={{A}}, keywords={{{written}}}}}").entries
    listing = list_entries(entries, VENUES, ListOptions(("keywords",), ("keywords",), facets=("keywords",)))
    assert [section.title.lower() for section in listing.sections] == ["x", "y"]
    assert [value.lower() for value in listing.rows[0].facets[0]] == ["x", "y"]
    assert listing.rows[0].cells[0].text.lower() in ("x, y", "x, y, x")


def test_by_code_preprint_and_type() -> None:
    assert _tagged("code") == ["With code: b", "Without code: c a"]
    assert _tagged("preprint", "year") == ["Preprints:", "  2021: c", "Other papers:", "  2021: b", "  2020: a"]
    assert _tagged("type") == ["misc: c b a"]


def test_by_author() -> None:
    entries = library("@misc{a, author={Ann Adams and Bo, Bea}}\n@misc{b, author={Bea Bo}}\n@misc{c}").entries
    listing = list_entries(entries, VENUES, ListOptions(group_by=("authors",)))
    assert _outline(listing.sections) == ["Ann Adams: a", "Bea Bo: a b", "No authors: c"]


def test_facets_are_what_papers_may_be_chosen_by() -> None:
    entries = library(
        "@misc{a, title={A}, year={2021}, category={B > C; D}, eprint={2101.00001}, keywords={x, y, X}, code={https://c.org}}"
        "@article{b, journal={JMLR}}"
    ).entries
    names = ("category", "venue", "year", "code", "preprint", "keywords")
    listing = list_entries(entries, VENUES, ListOptions(facets=names))
    assert [(facet.name, facet.heading) for facet in listing.facets][-2:] == [
        ("preprint", "Preprint"),
        ("keywords", "Keywords"),
    ]
    assert {row.key: row.facets for row in listing.rows} == {
        "a": (("B", "B > C", "D"), ("arXiv",), ("2021",), ("yes",), ("yes",), ("x", "y")),
        "b": ((), ("JMLR",), (), (), (), ()),
    }


def test_papers_are_chosen_by_titles_of_categories_and_by_those_above() -> None:
    entries = library("@misc{a, title={A}, category={Bench > Sub}}@misc{b, title={B}, category={bench; x}}").entries
    settings = (CategorySetting("bench", "Benchmarks"), CategorySetting("Bench > SUB", "Below"))
    listing = list_entries(entries, VENUES, ListOptions(categories=settings, facets=("category",)))
    assert {row.key: row.facets[0] for row in listing.rows} == {
        "a": ("Benchmarks", "Benchmarks > Below"),
        "b": ("Benchmarks", "x"),
    }


def test_what_papers_are_chosen_by_has_one_spelling() -> None:
    entries = library("@misc{a, title={A}, keywords={llm}}@misc{b, title={B}, keywords={LLM}}").entries
    for some in (entries, entries[1:]):
        listing = list_entries(some, VENUES, ListOptions(facets=("keywords",), library=entries))
        assert {row.facets for row in listing.rows} == {(("llm",),)}


@pytest.mark.parametrize(
    "options",
    [
        ListOptions(("title", "year", "title")),
        ListOptions(("author", "authors")),
        ListOptions(facets=("year", "year")),
        ListOptions(group_by=("authors", "author")),
    ],
)
def test_what_stands_twice_is_refused(options: ListOptions) -> None:
    with pytest.raises(UsageError, match="stands twice"):
        list_entries(LIBRARY.entries, VENUES, options)


def test_a_value_of_which_nothing_is_seen_has_a_heading_all_the_same() -> None:
    entries = library("@misc{a, title={A}, theme={\x01}}@misc{b, title={B}, theme={\u202e\u200b}}").entries
    listing = list_entries(entries, VENUES, ListOptions(group_by=("theme",)))
    assert [(section.title, section.anchor) for section in listing.sections] == [
        ("Unnamed", "unnamed"),
        ("Unnamed", "unnamed-2"),
    ]


def _in_order_of(*papers: str) -> str:
    bibtex = "\n".join(f"@misc{{{paper}}}" for paper in papers)
    return " ".join(row.key for row in list_entries(library(bibtex).entries, VENUES, ListOptions()).rows)


def test_inside_a_year_the_newest_month_comes_first_and_no_month_last() -> None:
    assert (
        _in_order_of(
            "none, title={A}, year={2024}",
            "feb, title={B}, year={2024}, month=feb",
            "july, title={Z}, year={2024}, month={July 12}",
            "december, title={C}, date={2024-12-03}",
            "old, title={A}, year={2023}, month={12}",
            "may, title={D}, year={2024}, journal={JMLR}, eprint={2405.00001}",
        )
        == "december july may feb none old"
    )


def test_equal_months_are_in_the_order_of_titles_then_keys() -> None:
    assert (
        _in_order_of(
            "b, title={{\\'A}B}, year={2024}",
            "c, title={Zoo}, year={2024}",
            "a, title={ab}, year={2024}",
            "d, title={aa}, year={2024}",
        )
        == "d a b c"
    )


def test_months_are_sections_newest_first() -> None:
    entries = library(
        "@misc{a, year={2024}, month=jan}@misc{b, year={2024}, month={7}}@misc{c, year={2024}}@misc{d, date={2024-07}}"
    ).entries
    listing = list_entries(entries, VENUES, ListOptions(("month",), group_by=("month",)))
    assert _outline(listing.sections) == ["July: b d", "January: a", "No month: c"]
    assert [row.cells[0].text for row in listing.rows] == ["July", "", "January", ""]


def test_a_record_is_made_only_when_it_is_read() -> None:
    (row,) = list_entries(library("@misc{a, title={A}}").entries, VENUES, ListOptions()).rows
    assert (row.record["key"], row.record["title"], row.record.get("line")) == ("a", "A", 1)
    assert dict(row.record)["version"] == "unknown"
    with pytest.raises(KeyError):
        row.record["nothing"]


def _sections_of(*papers: str) -> str:
    bibtex = "\n".join(f"@misc{{{paper}}}" for paper in papers)
    options = ListOptions(group_by=("theme",))
    return " ".join(section.title for section in list_entries(library(bibtex).entries, VENUES, options).sections)


DAY = "creationdate={2026-01-0"


def test_sections_stand_as_their_first_papers_came_into_the_library() -> None:
    assert _sections_of(f"z, theme=B, {DAY}2}}", f"b, theme=C, {DAY}1}}", f"a, theme=B, {DAY}3}}") == "C B"
    # Without a day: with the newest before it in the file.
    assert _sections_of("z, theme=B", "m, theme=C", f"b, theme=D, {DAY}2}}", "a, theme=A", f"c, theme=E, {DAY}1}}") == (
        "B C E D A"
    )
    assert _sections_of("z, theme=B, creationdate={once}", f"b, theme=C, {DAY}1}}") == "B C"


SORTED = [f"{key}, theme={theme}" for key, theme in zip("acegik", "ABCBAC", strict=True)]


def test_in_a_file_by_key_a_new_paper_moves_no_section_wherever_it_stands() -> None:
    for place in range(7):
        new = f"{'abdfhjl'[place]}, theme=C"
        papers = [*SORTED[:place], f"{new}, {DAY}9}}", *SORTED[place:]]
        assert _sections_of(*papers) == "A B C"
        dated = [f"{paper}, {DAY}{number + 1}}}" for number, paper in enumerate(SORTED)]
        assert _sections_of(*dated[:place], new, *dated[place:]) == "A B C"


def test_a_query_has_the_sections_in_the_order_of_the_whole_library() -> None:
    every = library("@misc{z, theme=B}\n@misc{b, theme=C}\n@misc{a, theme=A}\n@misc{c, theme=B}").entries
    options = ListOptions(group_by=("theme",), library=every)
    assert [section.title for section in list_entries(every[1:], VENUES, options).sections] == ["B", "C", "A"]
