import itertools
import re
from collections.abc import Callable

import cmarkgfm
import pytest
from hostile_papers import listings
from hypothesis import given
from hypothesis import strategies as st
from render_samples import (
    EMPTY,
    FLAT,
    FRAGMENTS,
    LISTING,
    expected_grid,
    grid,
    hostile,
    ids,
    links,
    paper,
    table_of,
    tags,
)
from selectolax.lexbor import LexborHTMLParser

from unlcli.domain.listing import Listing, Section
from unlcli.render.escape import safe_url
from unlcli.render.listing.html_table import render
from unlcli.render.options import RenderOptions

ALLOWED = {"caption", "thead", "tbody", "tr", "th", "td", "a"}
PLAIN = RenderOptions()


def github(text: str) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)


def test_golden(golden: Callable[[str, str], None]) -> None:
    options = RenderOptions(title="Knots", description="Of rope.", level=3, counts=True, updated="2026-11-22")
    golden("render/listing.table.html", render(LISTING, options))


def test_nothing_for_nothing() -> None:
    assert render(EMPTY, PLAIN) == ""


def test_it_is_a_piece_of_a_page() -> None:
    assert not re.search("<(html|head|body|style|script)", render(LISTING, PLAIN))


def test_headings_take_the_level_they_are_told() -> None:
    def headings(options: RenderOptions) -> list[tuple[str, str]]:
        tree = LexborHTMLParser(render(LISTING, options))
        return [(str(node.tag), node.text()) for node in tree.css("h1, h2, h3, h4, h5, h6")]

    assert headings(PLAIN) == [("h2", "Surveys"), ("h2", "Knots (C#)"), ("h3", "2023"), ("h3", "2021")]
    assert headings(RenderOptions(level=6)) == [("h6", "Surveys"), ("h6", "Knots (C#)"), ("h6", "2023"), ("h6", "2021")]
    assert headings(RenderOptions(level=4, title="T"))[0] == ("h3", "T")


def test_counts_and_the_day_stand_where_they_are_asked_for() -> None:
    assert "(1)" not in render(LISTING, PLAIN)
    twice = Listing("", LISTING.columns, (Section("A", "a", rows=(*FLAT.rows, *FLAT.rows)),))
    assert '<h2 id="a">A (2)</h2>' in render(twice, RenderOptions(counts=True))
    assert render(LISTING, RenderOptions(updated="2026-11-22")).startswith("<p>Last updated 2026-11-22.</p>\n")


def test_a_new_paper_changes_one_line() -> None:
    def lines(*keys: str) -> list[str]:
        rows = tuple(paper(key, key, "2024", "V") for key in keys)
        return render(Listing("", LISTING.columns, (Section("A", "a", rows=rows),)), PLAIN).splitlines()

    before, after = lines("a", "c"), lines("a", "b", "c")
    assert [line for line in after if line not in before] == ["<tr><td>b</td><td>2024</td><td>V</td><td>-</td></tr>"]


@pytest.mark.needs("kramdown")
def test_github_and_kramdown_leave_it_alone(kramdown: Callable[[str], str]) -> None:
    page = f"# Here\n\nText before.\n\n{render(LISTING, PLAIN)}\nText after.\n"
    for made in (github(page), kramdown(page)):
        assert grid(made) == grid(render(LISTING, PLAIN))
        assert [name for name in ids(made) if name != "here"] == ["surveys", "knots-c", "knots-c-2023", "knots-c-2021"]


@pytest.mark.needs("kramdown")
def test_every_pair_of_fragments_on_kramdown(kramdown: Callable[[str], str]) -> None:
    pairs = ("".join(pair) for pair in itertools.product(FRAGMENTS, repeat=2))
    listing = table_of(pairs, url="https://x.org/{{a}}|b", width=4)
    page = kramdown(render(listing, PLAIN))
    assert grid(page) == expected_grid(listing)
    assert tags(page) <= ALLOWED


@given(st.lists(hostile, min_size=1, max_size=9))
def test_no_liquid_and_the_same_cells_everywhere(texts: list[str]) -> None:
    listing = table_of(texts, url="https://x.org/{{a}}|b")
    text = render(listing, PLAIN)
    assert "{" not in text
    for page in (text, github(text)):
        assert grid(page) == expected_grid(listing)
        assert tags(page) <= ALLOWED


@given(listings(), hostile)
def test_no_fact_becomes_an_element_or_a_link_that_runs(listing: Listing, title: str) -> None:
    page = render(listing, RenderOptions(title=title, description=title))
    for made in (page, github(page)):
        found = {str(node.tag) for node in LexborHTMLParser(made).css("body *")}
        assert found <= ALLOWED | {"h1", "h2", "p", "table"}
        assert all(safe_url(link) for link in links(made))
        assert len(LexborHTMLParser(made).css("table tbody tr")) == len(listing.rows)
