import itertools
import re
import subprocess
from collections.abc import Callable

import cmarkgfm
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from render_samples import (
    COLUMNS,
    EMPTY,
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

from unlcli.domain.listing import Cell, Column, Link, Listing, Row, Section
from unlcli.render import escape
from unlcli.render.listing.jekyll import render
from unlcli.render.listing.markdown import render as render_markdown
from unlcli.render.options import RenderOptions

OPTIONS = RenderOptions(title="Knots: {{ and }} Sails", permalink="/knots/", description="A list.")
ALLOWED = {"caption", "thead", "tbody", "tr", "th", "td", "a"}


def parts(page: str) -> tuple[dict[str, str], str]:
    _, front, body = page.split("---\n", 2)
    return yaml.safe_load(front), body


def github(text: str) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)


def test_golden(golden: Callable[[str, str], None]) -> None:
    golden("render/jekyll.md", render(LISTING, OPTIONS))


@given(hostile, hostile, hostile)
def test_front_matter_reads_back(title: str, permalink: str, description: str) -> None:
    page = render(EMPTY, RenderOptions(title=title, permalink=permalink, description=description))
    front, body = parts(page)
    given_title = escape.one_line(title or EMPTY.title)
    wanted = {
        "title": given_title, "layout": "topic", "permalink": permalink, "description": escape.one_line(description),
    }  # fmt: skip
    assert front == {name: value for name, value in wanted.items() if value}
    assert "{" not in body


@given(st.lists(hostile, min_size=1, max_size=9))
def test_no_liquid_and_the_same_cells_everywhere(texts: list[str]) -> None:
    listing = table_of(texts, url="https://x.org/{{a}}|b")
    _, body = parts(render(listing, RenderOptions(title="T")))
    assert "{" not in body
    for page in (body, github(body)):
        assert grid(page) == expected_grid(listing)
        assert tags(page) <= ALLOWED


@pytest.mark.needs("kramdown")
def test_every_pair_of_fragments_on_kramdown(kramdown: Callable[[str], str]) -> None:
    listing = table_of(
        ("".join(pair) for pair in itertools.product(FRAGMENTS, repeat=2)), url="https://x.org/{{a}}", width=4
    )
    _, body = parts(render(listing, RenderOptions(title="T")))
    page = kramdown(body)
    assert grid(page) == expected_grid(listing)
    assert tags(page) <= ALLOWED


@pytest.mark.needs("kramdown")
def test_every_contents_link_has_its_id(kramdown: Callable[[str], str]) -> None:
    _, body = parts(render(LISTING, OPTIONS))
    for page in (kramdown(body), github(body)):
        targets = [link.removeprefix("#") for link in links(page) if link.startswith("#")]
        assert targets == ["surveys", "knots-c", "knots-c-2023", "knots-c-2021"]
        assert set(targets) <= set(ids(page))
        assert len(ids(page)) == len(set(ids(page)))
        assert len(LexborHTMLParser(page).css("details")) == 4


@pytest.mark.needs("kramdown")
def test_a_section_called_like_the_page_keeps_its_id(kramdown: Callable[[str], str]) -> None:
    section = Section("Rope, old & new", "rope-old--new", rows=(paper("k", "T", "2024", "V"),))
    _, body = parts(render(Listing("Rope, old & new", COLUMNS, (section,)), RenderOptions()))
    assert ids(kramdown(body)) == ["rope-old--new"]


@pytest.mark.needs("kramdown")
def test_tables_say_what_they_are(kramdown: Callable[[str], str]) -> None:
    _, body = parts(render(LISTING, OPTIONS))
    tree = LexborHTMLParser(kramdown(body))
    assert [node.text() for node in tree.css("caption")] == [
        "Surveys", "Knots (C#)", "Knots (C#): 2023", "Knots (C#): 2021",
    ]  # fmt: skip
    assert all(node.attributes.get("scope") == "col" for node in tree.css("th"))
    assert [node.text() for node in tree.css("h1, h2, h3")] == [
        "Knots: {{ and }} Sails", "Surveys", "Knots (C#)", "2023", "2021",
    ]  # fmt: skip


def test_links_name_what_they_lead_to() -> None:
    row = Row("k", (Cell("Knots <1>"), Cell("", (Link("Paper", "https://x.org"), Link("Code", "javascript:x")))))
    columns = (Column("title", "Title"), Column("link", "Link"))
    page = render(Listing("", columns, (Section("", rows=(row,)),)), RenderOptions())
    assert '<td><a href="https://x.org" aria-label="Paper: Knots &lt;1&gt;">Paper</a> · Code</td>' in page


def test_a_new_paper_changes_one_line_of_the_table() -> None:
    def lines(*rows: Row) -> list[str]:
        return render(Listing("", COLUMNS, (Section("A", "a", rows=rows),)), RenderOptions()).splitlines()

    first, second = paper("a", "A", "2024", "V"), paper("b", "B", "2024", "V")
    before, after = lines(first), lines(first, second)
    assert [line for line in after if line not in before] == ["<tr><td>B</td><td>2024</td><td>V</td><td>-</td></tr>"]


def test_counts_and_the_day_stand_where_they_are_asked_for() -> None:
    asked = render(LISTING, RenderOptions(title="T", counts=True, updated="2026-11-22"))
    assert re.findall("<summary>(?!<strong>)(.*)</summary>", asked)[-2:] == ["Surveys: 1 paper", "Knots (C#): 4 papers"]
    assert "<p>Last updated 2026-11-22.</p>" in asked
    assert "paper<" not in render(LISTING, OPTIONS)
    assert "updated" not in render(LISTING, OPTIONS)


@pytest.mark.needs("liquid")
def test_liquid_changes_nothing() -> None:
    listing = table_of(
        ("".join(pair) for pair in itertools.product(FRAGMENTS, repeat=2)), url="https://x.org/{{a}}", width=4
    )
    program = 'print Liquid::Template.parse(STDIN.read, error_mode: :strict).render("a" => "LIQUID")'
    for text in (parts(render(listing, OPTIONS))[1], render_markdown(listing, OPTIONS)):
        command = ["ruby", "-Ku", "-rliquid", "-e", program]
        result = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
        assert result.stdout.decode() == text
