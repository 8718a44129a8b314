import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import COLUMNS, EMPTY, FLAT, LISTING, expected_grid, grid, hostile, ids, links, paper, table_of
from selectolax.lexbor import LexborHTMLParser

from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.render.escape import one_line
from unlcli.render.options import RenderOptions
from unlcli.render.page import abstracts
from unlcli.render.page.render import render, valid_id


def test_golden(golden: Callable[[str, str], None]) -> None:
    page = render(LISTING, RenderOptions(title="Knots and Sails", description="On rope & wind."))
    # Look and script are not part of it: their changes are reviewed in their own files.
    for name in ("style", "script"):
        page = re.sub(f"<{name}>.*?</{name}>", f"<{name}></{name}>", page, flags=re.DOTALL)
    golden("render/page.html", re.sub("sha256-[^']*", "sha256-...", page))


def test_it_says_each_paper_in_the_page_itself() -> None:
    rows = [row for table in grid(render(LISTING, RenderOptions())) for row in table[1:]]
    assert len(rows) == len(LISTING.rows)
    assert rows[0] == ["Sailing by Stars: A Survey", "2024", "TMLR", "-"]


@given(texts=st.lists(hostile, min_size=1, max_size=6), title=hostile)
def test_any_texts_stay_text(texts: list[str], title: str) -> None:
    listing = table_of(texts, url="javascript:x")
    page = render(listing, RenderOptions(title=title, description=title))
    assert grid(page) == expected_grid(filled(listing))
    tree = LexborHTMLParser(page)
    assert not tree.css("img, iframe, object, form, main a")
    assert not [attribute for node in tree.css("*") for attribute in node.attributes if attribute.startswith("on")]
    assert len(tree.css("style")) == len(tree.css("script")) == len(tree.css("title")) == 1


def filled(listing: Listing) -> Listing:
    """Return a listing of one section without the columns that show nothing in any row; the first one stays."""
    cells = [(*row.cells, *(Cell(),) * len(listing.columns)) for row in listing.rows]
    kept = [
        n for n in range(len(listing.columns)) if n == 0 or any(one_line(row[n].text) or row[n].links for row in cells)
    ]
    rows = tuple(
        replace(row, cells=tuple(all_of[n] for n in kept)) for row, all_of in zip(listing.rows, cells, strict=True)
    )
    section = replace(listing.sections[0], rows=rows)
    return replace(listing, columns=tuple(listing.columns[n] for n in kept), sections=(section,))


def test_nothing_is_asked_of_other_hosts() -> None:
    page = render(LISTING, RenderOptions())
    tree = LexborHTMLParser(page)
    assert not tree.css("[src], [srcset], [style], link:not([rel=icon])")
    assert (tree.css_first("link").attributes["href"] or "").startswith("data:")
    style = tree.css_first("style").text()
    assert "url(" not in style
    assert "@import" not in style
    policy = tree.css_first("meta[http-equiv]").attributes["content"] or ""
    assert policy == (
        f"default-src 'none'; script-src '{digest(tree.css_first('script').text())}'; style-src '{digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def digest(source: str) -> str:
    return "sha256-" + b64encode(sha256(source.encode()).digest()).decode()


def test_links_tell_their_target_nothing() -> None:
    tree = LexborHTMLParser(render(LISTING, RenderOptions()))
    assert all(node.attributes.get("rel") == "noopener" for node in tree.css("main a"))
    assert not [link for link in links(tree.html or "") if not link.startswith(("https://", "#"))]


def test_ids_are_valid_and_unique_and_links_have_targets() -> None:
    page = render(LISTING, RenderOptions())
    assert len(ids(page)) == len(set(ids(page)))
    assert {"ada2024sail", "bo2023knots", "surveys", "knots-c-2023"} <= set(ids(page))
    assert LexborHTMLParser(page).css_matches('tr[data-of="ada2024sail"]')
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
        paper(key, "T", "2024", "V", line=number) for number, key in enumerate(("a", "a", "a-2", "page_top", "a:2"))
    )
    page = render(Listing("", COLUMNS, (Section("A", "a", rows=rows),)), RenderOptions())
    assert len(ids(page)) == len(set(ids(page))) == 5 + len(("top", "papers", "controls", "section"))


def test_sections_may_be_called_as_parts_of_the_page_are() -> None:
    names = ("Top", "Papers", "Contents", "Controls", "Page Top", "Nothing")
    sections = tuple(
        Section(name, name.lower().replace(" ", "-"), rows=(paper(name.lower(), name, "2024", "V", line=number),))
        for number, name in enumerate(names)
    )
    page = render(Listing("", COLUMNS, sections), RenderOptions())
    assert len(ids(page)) == len(set(ids(page)))
    assert [node.text().strip() for node in LexborHTMLParser(page).css("h2")] == list(names)
    assert {section.anchor for section in sections} <= set(ids(page))


def test_columns_that_no_paper_fills_are_left_out() -> None:
    columns = (Column("code", "Code"), Column("title", "Title"), Column("year", "Year"), Column("venue", "Venue"))
    rows = [Row("a", (Cell(), Cell("A"), Cell("2024"), Cell())), Row("b", (Cell(), Cell("B"), Cell(), Cell("V")))]

    def tables(*rows: Row) -> list[list[list[str]]]:
        return grid(render(Listing("", columns, (Section("", rows=rows),)), RenderOptions()))

    assert tables(*rows) == [[["Title", "Year", "Venue"], ["A", "2024", "-"], ["B", "-", "V"]]]
    assert tables(rows[1]) == [[["Title", "Venue"], ["B", "V"]]]
    assert tables(Row("c", (Cell(),) * 4))[0][0] == ["Title"]


def test_a_paper_that_stands_twice_in_a_section_is_counted_once() -> None:
    twice = paper("a", "A", "2024", "V")
    below = Section("Below", "below", rows=(twice, paper("b", "B", "2024", "V", line=2)))
    page = render(
        Listing("", COLUMNS, (Section("Above", "above", rows=(twice,), sections=(below,)),)), RenderOptions(counts=True)
    )
    assert [node.text() for node in LexborHTMLParser(page).css("h2, h3")] == ["Above 2", "Below 2"]


@pytest.mark.parametrize(
    ("feed", "there"),
    [
        ("feed.atom", "feed.atom"),
        ("../a feed.xml", "../a%20feed.xml"),
        ("https://example.org/feed.xml", "https://example.org/feed.xml"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("//example.org/feed", None),
        ("ftp://example.org/feed", None),
        ("", None),
    ],
)
def test_a_feed_is_told(feed: str, there: str | None) -> None:
    tree = LexborHTMLParser(render(LISTING, RenderOptions(title="T", feed=feed)))
    assert [node.attributes["href"] for node in tree.css("link[type='application/atom+xml']")] == [there][
        : there is not None
    ]
    assert [node.attributes["href"] for node in tree.css("footer a[type]")] == [there][: there is not None]


def test_one_section_needs_no_contents() -> None:
    assert not LexborHTMLParser(render(FLAT, RenderOptions())).css("nav")
    assert "no papers here yet" in render(EMPTY, RenderOptions())


def test_tables_and_regions_say_what_they_are() -> None:
    tree = LexborHTMLParser(render(LISTING, RenderOptions()))
    assert all(node.attributes.get("scope") in ("col", "row") for node in tree.css("th"))
    assert len(tree.css("table > caption")) == len(tree.css("table")) == 4
    assert tree.css_first("html").attributes["lang"]
    assert [len(tree.css(name)) for name in ("h1", "header", "nav", "main", "footer")] == [1] * 5
    assert tree.css('a[aria-label^="Code: Knots & <Ties>"]')


def one(*rows: Row, facets: tuple[Column, ...] = ()) -> LexborHTMLParser:
    return LexborHTMLParser(render(Listing("", COLUMNS, (Section("", rows=rows),), facets), RenderOptions()))


def row_ids(*keys: str) -> dict[str, str]:
    """Return the ids that papers under these keys have on one page."""
    tree = one(*(paper(key, key, "2024", "V", line=number) for number, key in enumerate(keys)))
    return dict(zip(keys, [row.attributes["id"] or "" for row in tree.css("tbody tr")], strict=True))


def test_an_anchor_does_not_depend_on_the_order_of_papers() -> None:
    there, back = row_ids("a:2", "a/2", "a-2", "b"), row_ids("b", "a-2", "a/2", "a:2")
    assert there == back
    assert there["a-2"] == "a-2"
    assert there["a:2"] != there["a/2"]
    assert row_ids("b", "c")["b"] == there["b"] == "b"


def test_old_keys_lead_to_the_paper_and_take_no_id_from_another() -> None:
    told = replace(paper("new", "T", "2024", "V"), raw={"ids": "old, older:2024, other, page_top, old"})
    tree = one(told, paper("other", "O", "2024", "V", line=2))
    assert [node.attributes["id"] for node in tree.css("#new span")] == ["old", "older-2024"]
    assert len(tree.css("#other")) == len(tree.css("#page_top")) == 1


def test_a_new_paper_changes_one_row() -> None:
    papers = [paper(f"k{number}", f"Paper {number}", "2024", "V", line=number) for number in range(300)]
    for place in (0, 100, 299):
        before = Listing("", COLUMNS, (Section("A", "a", rows=(*papers[:place], *papers[place + 1 :])),))
        after = Listing("", COLUMNS, (Section("A", "a", rows=(*papers,)),))
        old, new = (render(listing, RenderOptions()).splitlines() for listing in (before, after))
        added = [line for line in new if line not in set(old)]
        assert len(added) == 1
        assert len(new) - len(old) in (1, 3)  # with the cut of the table's body that may follow a row


def test_counts_and_the_day_of_the_last_change_are_told_when_asked_for() -> None:
    page = render(LISTING, RenderOptions(counts=True, updated="2026-11-22"))
    tree = LexborHTMLParser(page)
    assert " ".join(tree.css_first(".total").text().split()) == "4 papers in 2 sections · Last updated 2026-11-22"
    assert tree.css_first("#knots-c").text().split()[-1] == "4"
    plain = LexborHTMLParser(render(LISTING, RenderOptions()))
    assert not plain.css(".total, .count")


def test_the_script_is_told_what_a_citation_needs() -> None:
    raw = {
        "author": 'Lovelace, Ada and M{\\"u}ller, Max',
        "title": "Sailing by {Stars}",
        "booktitle": "Proceedings of\n  Sails",
        "year": "2024",
        "url": "https://example.org/sail",
        "code": "https://example.com",
        "abstract": "We sail & <sink>.",
        "note": "unbalanced } brace",
        "publisher": "A } B",
    }
    tree = one(replace(paper("k:1", "Sailing by Stars", "2024", "V", "https://example.org/sail"), raw=raw))
    assert (tree.css_first("tbody tr").attributes["data-bib"] or "").split("\t") == [
        "inproceedings",
        "k:1",
        'author=Lovelace, Ada and M{\\"u}ller, Max',
        "title=Sailing by {Stars}",
        "booktitle=Proceedings of Sails",
        "publisher=A \\textbraceright{} B",
        "year=2024",
        "url",
    ]
    assert tree.css_first(".by").text() == "Ada Lovelace, Max Müller"
    assert tree.css_first("tbody details p").text() == "We sail & <sink>."


def test_facets_stand_in_the_row() -> None:
    tree = one(
        replace(paper("k", "T", "2024", "V"), facets=(("A > B", 'C"'), (), ("2024",))),
        facets=(Column("category", "Category"), Column("code", "Code"), Column("year", "Year")),
    )
    told = {name: value for name, value in tree.css_first("#k").attributes.items() if name.startswith("data-f")}
    assert told == {"data-f0": 'A > B\tC"', "data-f2": "2024"}
    assert (
        tree.css_first("#page_papers").attributes["data-facets"]
        == '[["category", "Category"], ["code", "Code"], ["year", "Year"]]'
    )


def test_links_to_the_page_show_what_it_is() -> None:
    page = render(
        LISTING,
        RenderOptions(description="On <rope>", url="https://example.org/list", image="https://example.org/a.png"),
    )
    tree = LexborHTMLParser(page)
    said = {m.attributes["property"]: m.attributes["content"] for m in tree.css("meta[property]")}
    assert said == {
        "og:type": "website",
        "og:title": "Knots and Sails",
        "og:description": "On <rope>",
        "og:url": "https://example.org/list",
        "og:image": "https://example.org/a.png",
    }
    assert tree.css_first("link[rel=canonical]").attributes["href"] == "https://example.org/list"
    unsafe = LexborHTMLParser(render(LISTING, RenderOptions(url="javascript:x", image="data:x")))
    assert not unsafe.css("link[rel=canonical], meta[property='og:url'], meta[property='og:image']")
    assert "citation_" not in page


def test_thousands_of_abstracts_are_cut() -> None:
    words = "word " * 300
    few = [Row(str(number), (), raw={"abstract": words}) for number in range(100)]
    assert abstracts.limit(few) is None
    assert abstracts.shown(few[0], None) == words.strip()
    many = few * 20
    most = abstracts.limit(many)
    assert most is not None
    assert 0 < len(abstracts.shown(many[0], most)) <= most
    assert len(many) * most <= abstracts.BUDGET
    assert abstracts.limit(few * 200) == 0
    assert abstracts.shown(few[0], 0) == ""
