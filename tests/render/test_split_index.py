"""The index of a list in several files: whatever a part is called, its link leads to it and stays a link."""

from html.parser import HTMLParser
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from unlcli.domain.listing import Link
from unlcli.render.escape import one_line
from unlcli.render.options import RenderOptions
from unlcli.render.split_index import render

_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


class _Links(HTMLParser):
    """Collects links with their words, and the names of all elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "a":
            self.links.append((dict(attrs).get("href") or "", ""))

    def handle_data(self, data: str) -> None:
        if self.links and not self.links[-1][1]:
            self.links[-1] = (self.links[-1][0], data)


@pytest.mark.parametrize("form", ["markdown", "html", "html-table"])
@given(title=_NAMES, name=_NAMES)
def test_any_part_is_one_link_to_its_file(form: str, title: str, name: str) -> None:
    text = render(form, [(Link(title, quote(name, safe="")), 3)], RenderOptions(title=title, description=title))
    read = _Links(MarkdownIt("commonmark").render(text) if form == "markdown" else text)
    assert [unquote(href) for href, _ in read.links] == [name]
    assert read.tags <= {"html", "head", "meta", "title", "body", "main", "h1", "p", "ul", "li", "a"}
    assert not one_line(title) or read.links[0][1].strip()


def test_counts_and_the_day_stand_there_where_they_are_asked_for() -> None:
    lines = [(Link("2024", "a-2024.md"), 1), (Link("2023", "a-2023.md"), 2)]
    assert render("markdown", lines, RenderOptions(counts=True, updated="2026-01-02")) == (
        "- [2024](a-2024.md): 1 paper\n- [2023](a-2023.md): 2 papers\n\nLast updated 2026-01-02.\n"
    )
    assert "paper" not in render("markdown", lines, RenderOptions())


def test_front_matter_is_that_of_the_index() -> None:
    options = RenderOptions(title='A "title"', layout="page", permalink="/a/")
    assert render("jekyll", [], options) == (
        '---\ntitle: "A \\"title\\""\nlayout: "page"\npermalink: "/a/"\n---\n\n# A "title"\n'
    )
