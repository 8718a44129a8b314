import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from hostile_papers import listings
from hypothesis import given
from hypothesis import strategies as st
from render_samples import COLUMNS
from render_samples import ids as ids_of

from unlcli.domain.listing import Listing, Row, Section
from unlcli.render.escape import safe_url
from unlcli.render.listing.atom import MOST, render
from unlcli.render.options import RenderOptions
from unlcli.render.page.render import render as page_of

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = RenderOptions(title="Knots & <Sails>", url="https://ada.example/list/", description="All of them.")
ADDRESSES = st.sampled_from(
    ("", PAGE.url, "https://ada.example/feed.xml", "https://ada.example/l/#top", "javascript:x")
)


def paper(key: str, day: str = "", **facts: object) -> Row:
    given_facts = {
        "title": key.upper(),
        "authors": ["Ada L."],
        "venue": "ICML",
        "year": "2024",
        "line": len(key),
        **facts,
    }
    return Row(key, (), {**given_facts, "fields": {"creationdate": day, "abstract": str(facts.get("abstract", ""))}})


def listing(*rows: Row) -> Listing:
    return Listing("", (), (Section("", rows=rows),))


def parsed(text: str) -> ElementTree.Element:
    assert "<!DOCTYPE" not in text
    assert "<!ENTITY" not in text
    return ElementTree.fromstring(text.encode())


def texts(feed: ElementTree.Element, path: str) -> list[str]:
    return [node.text or "" for node in feed.iterfind(path.replace("atom:", ATOM))]


def check(feed: ElementTree.Element) -> None:
    """Hold a feed to what RFC 4287 asks of feeds and entries (sections 4.1.1 and 4.1.2)."""
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iterfind(f"{ATOM}entry")):
        for once in ("id", "title", "updated"):
            assert len(element.findall(ATOM + once)) == 1, once
        assert urlsplit(element.findtext(f"{ATOM}id") or "").scheme in ("https", "urn")
        for day in ("updated", "published"):
            for node in element.findall(ATOM + day):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", node.text or "")
                datetime.fromisoformat(node.text or "")
        assert all(node.findtext(f"{ATOM}name") for node in element.findall(f"{ATOM}author"))
        links = element.findall(f"{ATOM}link")
        assert all(safe_url(link.attrib["href"]) for link in links)
        assert len({link.attrib["rel"] for link in links}) == len(links)
    assert feed.find(f"{ATOM}author") is not None
    for entry in feed.iterfind(f"{ATOM}entry"):
        leads = [link for link in entry.findall(f"{ATOM}link") if link.attrib["rel"] == "alternate"]
        assert leads or entry.find(f"{ATOM}content") is not None
        assert all(node.attrib["term"] is not None for node in entry.findall(f"{ATOM}category"))
    names = texts(feed, "atom:entry/atom:id")
    assert len(set(names)) == len(names)


def test_golden(golden: Callable[[str, str], None]) -> None:
    rows = (
        paper("ada2024", "2026-01-02T03:04:05", url="https://x.org/?a=1&b=2", categories=["Knots > <Ties>", "C"]),
        paper("bo2023", "2026-01-03T01:00:00+02:00", title="A & B", abstract="Long\nago."),
        paper("old1999"),
    )
    golden("render/listing.atom", render(listing(*rows), PAGE))


def test_the_newest_come_first_and_those_without_a_day_do_not_come() -> None:
    rows = [
        paper("a", "2025-01-01"),
        paper("b", "2026-01-01T00:00:00"),
        paper("c", "soon"),
        paper("d"),
        paper("e", "2024-01-01"),
    ]
    feed = parsed(render(listing(*rows), PAGE))
    assert texts(feed, "atom:entry/atom:title") == ["B", "A", "E"]
    assert texts(feed, "atom:updated") == ["2026-01-01T00:00:00Z"]


def test_a_feed_has_the_newest_hundred() -> None:
    rows = [paper(f"k{number}", f"2026-01-01T00:{number // 60:02}:{number % 60:02}") for number in range(MOST + 5)]
    found = texts(parsed(render(listing(*rows), PAGE)), "atom:entry/atom:title")
    assert found == [f"K{number}" for number in range(MOST + 4, 4, -1)]


def test_no_papers_are_a_feed_of_no_day() -> None:
    feed = parsed(render(listing(), RenderOptions()))
    check(feed)
    assert texts(feed, "atom:updated") == ["1970-01-01T00:00:00Z"]


@pytest.mark.parametrize("url", ["", PAGE.url])
def test_a_new_title_or_link_makes_no_new_entry(url: str) -> None:
    options = RenderOptions(title="T", url=url)
    before = parsed(render(listing(paper("a", "2026-01-01"), paper("b", "2026-01-02")), options))
    changed = paper("a", "2026-01-01", title="Another", url="https://z.org", venue="ACL")
    after = parsed(render(listing(paper("c", "2026-01-03"), changed), options))
    assert texts(before, "atom:entry/atom:id")[1] == texts(after, "atom:entry/atom:id")[1]


def test_an_address_is_that_of_the_page_or_of_the_feed() -> None:
    def links(url: str) -> dict[str, str]:
        feed = parsed(render(listing(paper("a b", "2026-01-01")), RenderOptions(url=url)))
        entry = feed.find(f"{ATOM}entry/{ATOM}link")
        assert entry is not None
        return {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")} | {
            "entry": entry.attrib["href"]
        }

    page = "https://ada.example/list/"
    assert links(page) == {"alternate": page, "entry": f"{page}#a-b"}
    assert links(f"{page}feed.xml") == {"alternate": page, "self": f"{page}feed.xml", "entry": f"{page}#a-b"}


@pytest.mark.parametrize("url", ["", PAGE.url])
def test_a_second_paper_of_a_key_takes_no_id_away(url: str) -> None:
    def ids(*rows: Row) -> dict[str, str]:
        feed = parsed(render(listing(*rows), RenderOptions(title="T", url=url)))
        return dict(zip(texts(feed, "atom:entry/atom:title"), texts(feed, "atom:entry/atom:id"), strict=True))

    for key in ("a", "", "a b", "contents"):
        old = paper(key, "2026-01-01", title="Old", line=5)
        new = paper(key, "2026-01-02", title="New", line=9)
        assert ids(new, old)["Old"] == ids(old)["Old"] != ids(new, old)["New"]


def test_ids_are_the_anchors_of_the_page() -> None:
    keys = ("a b", "a/b", "a-b", "", "2024", "contents", "x", "x", "é")
    rows = [paper(key, f"2026-01-{n + 1:02}", line=n, title=f"T{n}") for n, key in enumerate(keys)]
    found = texts(parsed(render(listing(*rows), PAGE)), "atom:entry/atom:id")
    anchors = {f"{PAGE.url}#{name}" for name in ids_of(page_of(replace(listing(*rows), columns=COLUMNS), PAGE))}
    assert len({*found}) == len(keys)
    assert {*found} <= anchors


def test_authors_who_are_not_named_are_told_of() -> None:
    feed = parsed(render(listing(paper("a", "2026-01-01", others=True)), PAGE))
    assert texts(feed, "atom:entry/atom:summary") == ["Ada L. et al.\nICML 2024"]


@given(listings(), ADDRESSES)
def test_every_feed_is_valid(hostile: Listing, url: str) -> None:
    text = render(hostile, RenderOptions(title=hostile.title, description=hostile.title, url=url))
    feed = parsed(text)
    check(feed)
    assert {node.tag.removeprefix(ATOM) for node in feed.iter()} <= {
        "feed", "id", "title", "subtitle", "updated", "published", "author", "name", "link", "generator", "entry",
        "category", "summary", "content",
    }  # fmt: skip
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]", text)
