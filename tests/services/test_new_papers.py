"""A new paper adds its lines to an export and moves no other one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import VENUES, library

from unlcli.render.listing import renderer
from unlcli.render.options import RenderOptions
from unlcli.services.list_entries import ListOptions, list_entries

FORMATS = [("markdown", "table"), ("markdown", "list"), ("html-table", "table"), ("jekyll", "table"), ("html", "table")]
GROUPS = [("category",), ("venue", "year"), ("theme",), ("keywords", "category"), ("year",)]


class Paper(NamedTuple):
    category: str
    venue: str
    year: int
    theme: str
    keywords: str
    day: int  # none where it is 0

    def bibtex(self, key: str, title: str) -> str:
        day = f", creationdate={{2026-01-{self.day:02}}}" if self.day else ""
        return (
            f"@inproceedings{{{key}, title={{{title}}}, category={{{self.category}}}, booktitle={{{self.venue}}}, "
            f"year={self.year}, theme={{{self.theme}}}, keywords={{{self.keywords}}}{day}}}"
        )


papers = st.builds(
    Paper,
    st.sampled_from(["A", "B", "A > C", "B; A > D", ""]),
    st.sampled_from(["ICML", "ACL", "NeurIPS", "Findings of ACL"]),
    st.integers(2020, 2023),
    st.sampled_from(["x", "y", "X; z", ""]),
    st.sampled_from(["k, l", "m", "L", ""]),
    st.sampled_from([0, 0, 1, 2, 3]),
)


def _export(bibtex: Sequence[str], groups: tuple[str, ...], form: str, style: str) -> list[str]:
    facets = ("category", "venue", "keywords") if form == "html" else ()
    options = ListOptions(("title", "authors", "venue", "year"), groups, facets=facets)
    listing = list_entries(library("\n".join(bibtex)).entries, VENUES, options)
    return renderer(form)(listing, RenderOptions(title="Papers", style=style)).splitlines()


def _still_there(lines: Sequence[str], before: Sequence[str]) -> Iterator[str]:
    """Yield the lines that were there before, as long as they come in the same order."""
    rest = iter(before)
    wanted = next(rest, None)
    for line in lines:
        if line == wanted:
            yield line
            wanted = next(rest, None)


@pytest.mark.parametrize("groups", GROUPS, ids=",".join)
@pytest.mark.parametrize(("form", "style"), FORMATS)
@given(there=st.lists(papers, min_size=1, max_size=8), which=st.integers(0, 7), dated=st.booleans())
def test_at_the_end_of_a_file_a_new_paper_moves_no_line(
    form: str, style: str, groups: tuple[str, ...], there: list[Paper], which: int, dated: bool
) -> None:
    # Not by key: in a file by key a place tells no time, and one without a day may be old or new.
    bibtex = [paper.bibtex(f"k{99 - number}", f"Title {number}") for number, paper in enumerate(there)]
    new = there[which % len(there)]._replace(day=9 if dated else 0).bibtex("new", "Quite New")
    before, after = (_export(each, groups, form, style) for each in (bibtex, [*bibtex, new]))
    assert list(_still_there(after, before)) == before
    assert "Quite New" in "\n".join(after)


@given(
    there=st.lists(papers, min_size=5, max_size=9),
    which=st.integers(0, 8),
    place=st.integers(0, 9),
    dated=st.booleans(),
)
def test_in_a_file_by_key_a_paper_with_a_day_moves_no_line_wherever_it_stands(
    there: list[Paper], which: int, place: int, dated: bool
) -> None:
    there = [paper._replace(day=paper.day or 1) if dated else paper._replace(day=0) for paper in there]
    bibtex = [paper.bibtex(f"k{number * 2:02}", f"Title {number}") for number, paper in enumerate(there)]
    place = min(place, len(there))
    new = there[which % len(there)]._replace(day=9).bibtex(f"k{place * 2 - 1:02}" if place else "a", "Quite New")
    for groups in GROUPS:
        before = _export(bibtex, groups, "markdown", "table")
        after = _export([*bibtex[:place], new, *bibtex[place:]], groups, "markdown", "table")
        assert list(_still_there(after, before)) == before
