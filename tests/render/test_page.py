import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_samples import COLUMNS, EMPTY, FLAT, LISTING, expected_grid, grid, hostile, ids, links, paper, table_of
from selectolax.lexbor import LexborHTMLParser

from unlcli.domain.listing import Listing, Section
from unlcli.render.options import RenderOptions
from unlcli.render.page.render import render, valid_id


def test_golden(golden: Callable[[str, str], None]) -> None:
    page = render(LISTING, RenderOptions(title="Knots and Sails", description="On rope & wind."))
    head, body = page.split("<style>")[0], page.split("</style>")[1]
    # The look is not part of it: changes of the style sheet are reviewed in the style sheet.
    golden("render/page.html", re.sub("sha256-[^']*", "sha256-...", head) + body)


def test_it_says_each_paper_in_the_page_itself() -> None:
    rows = [row for table in grid(render(LISTING, RenderOptions())) for row in table[1:]]
    assert len(rows) == len(LISTING.rows)
    assert rows[0] == ["Sailing by Stars: A Survey", "2024", "TMLR", "-"]


@settings(max_examples=60)
@given(texts=st.lists(hostile, min_size=1, max_size=6), title=hostile)
def test_any_texts_stay_text(texts: list[str], title: str) -> None:
    listing = table_of(texts, url="javascript:x")
    page = render(listing, RenderOptions(title=title, description=title))
    assert grid(page) == expected_grid(listing)
    tree = LexborHTMLParser(page)
    assert not tree.css("script, img, iframe, object, form, main a")
    assert not [attribute for node in tree.css("*") for attribute in node.attributes if attribute.startswith("on")]
    assert len(tree.css("style")) == len(tree.css("title")) == 1


def test_nothing_is_asked_of_other_hosts() -> None:
    page = render(LISTING, RenderOptions())
    tree = LexborHTMLParser(page)
    assert not tree.css("[src], [srcset], script")
    assert (tree.css_first("link").attributes["href"] or "").startswith("data:")
    style = tree.css_first("style").text()
    assert "url(" not in style
    assert "@import" not in style
    policy = tree.css_first("meta[http-equiv]").attributes["content"] or ""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_links_tell_their_target_nothing() -> None:
    tree = LexborHTMLParser(render(LISTING, RenderOptions()))
    assert all(node.attributes.get("rel") == "noopener" for node in tree.css("main a"))
    assert not [link for link in links(tree.html or "") if not link.startswith(("https://", "#"))]


def test_ids_are_valid_and_unique_and_links_have_targets() -> None:
    page = render(LISTING, RenderOptions())
    assert len(ids(page)) == len(set(ids(page)))
    assert {"ada2024sail", "ada2024sail-2", "bo2023knots", "surveys", "knots-c-2023"} <= set(ids(page))
    assert {link.removeprefix("#") for link in links(page) if link.startswith("#")} <= set(ids(page))


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("a2024", "a2024"),
        ("DBLP:conf/x/Y24", "DBLP-conf-x-Y24"),
        ("2024a", "paper-2024a"),
        ("é", "paper"),
        ("a b\n", "a-b"),
    ],
)
def test_a_key_as_an_id(key: str, wanted: str) -> None:
    assert valid_id(key) == wanted


def test_keys_and_anchors_do_not_meet() -> None:
    rows = tuple(
        paper(key, "T", "2024", "V", line=number) for number, key in enumerate(("a", "a", "a-2", "top", "a:2"))
    )
    page = render(Listing("", COLUMNS, (Section("A", "a", rows=rows),)), RenderOptions())
    assert len(ids(page)) == len(set(ids(page))) == 5 + len(("top", "papers", "section"))


def test_one_section_needs_no_contents() -> None:
    assert not LexborHTMLParser(render(FLAT, RenderOptions())).css("nav")
    assert "0 papers" in render(EMPTY, RenderOptions())


def test_tables_and_regions_say_what_they_are() -> None:
    tree = LexborHTMLParser(render(LISTING, RenderOptions()))
    assert all(node.attributes.get("scope") in ("col", "row") for node in tree.css("th"))
    assert len(tree.css("table > caption")) == len(tree.css("table")) == 4
    assert tree.css_first("html").attributes["lang"]
    assert [len(tree.css(name)) for name in ("h1", "header", "nav", "main", "footer")] == [1] * 5
    assert tree.css('a[aria-label^="Code: Knots & <Ties>"]')
