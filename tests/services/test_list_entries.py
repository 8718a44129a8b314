import re
from collections.abc import Iterable
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import VENUES, library

from unlcli.domain.listing import Section
from unlcli.errors import UsageError
from unlcli.services.list_entries import GROUPS, ListOptions, list_entries
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
    assert _listed() == [": b d c e a"]
    assert _listed(in_order=True) == [": a b c d e"]


def test_a_library_without_categories_is_one_section() -> None:
    listing = list_entries(library("@misc{a, title={A}}").entries, VENUES, ListOptions(group_by=("category",)))
    assert _outline(listing.sections) == ["Papers: a"]


@given(st.permutations(GROUPS).flatmap(lambda groups: st.integers(0, 3).map(lambda n: groups[:n])))
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
    "options", [ListOptions(("nope",)), ListOptions(group_by=("nope",)), ListOptions(group_by=("title",))]
)
def test_what_is_not_there_is_refused(options: ListOptions) -> None:
    with pytest.raises(UsageError):
        list_entries(LIBRARY.entries, VENUES, options)
