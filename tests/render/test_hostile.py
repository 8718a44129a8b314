"""Whatever a library holds stays text in every format, as real readers of that format see it.

A renderer that costs a third of a second to start (kramdown) gets many texts in one document.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import unquote
from xml.etree import ElementTree

import cmarkgfm
import pytest
import yaml
from cmarkgfm.cmark import Options
from hostile_texts import listings, made_listing, one_listing, texts, twin, urls
from hypothesis import given, settings
from render_samples import folded, grid
from selectolax.lexbor import LexborHTMLParser, LexborNode

from unlcli.domain.listing import Cell, Listing, Row, Section
from unlcli.render.escape import one_line, safe_url
from unlcli.render.listing import formats, renderer
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, links_of
from unlcli.render.spreadsheet import guarded
from unlcli.services.in_place.lines import split
from unlcli.services.in_place.markers import find_blocks
from unlcli.services.in_place.state import content_of, written

TITLED = RenderOptions(title="Papers")
TEMPLATE = "{% for entry in entries %}<p title='{{ entry.title|line }}'><a href=\"{{ entry.url|url }}\">{{ entry.title|line }}</a></p>\n{% endfor %}"
#: Formats that markdown renderers read, and how.
IN_MARKDOWN = {
    "table": ("markdown", RenderOptions(title="Papers", counts=True)),
    "list": ("markdown", RenderOptions(title="Papers", style="list")),
    "html-table": ("html-table", RenderOptions(title="Papers", description="Words.", updated="2024-01-01")),
    "jekyll": ("jekyll", RenderOptions(title="Papers", description="Words.", counts=True)),
}
DOCUMENTS = max(3, settings.default.max_examples // 25) if settings.default else 3
MANY = {"max_examples": DOCUMENTS}


def written_as(name: str, listing: Listing, options: RenderOptions = TITLED) -> str:
    return renderer(name)(listing, options)


def github(text: str) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)


def body_of(format_: str, text: str) -> str:
    """Return what a Markdown renderer is given: Jekyll takes the front matter away."""
    return text.split("---\n", 2)[2] if format_ == "jekyll" else text


def tags(page: str) -> list[str]:
    """Return all elements in order, but for links to mail addresses: GitHub makes such of what looks like one."""
    return [str(node.tag) for node in LexborHTMLParser(page).css("*") if not _is_mail(node)]


def _is_mail(node: LexborNode) -> bool:
    # Of two addresses in one word GitHub forgets the scheme of the second, and of `--mailto:a@b.c` it takes the dashes, too.
    address = node.attributes.get("href") or ""
    return "@" in address and (":" not in address or re.match(r"[^:/]*(?:mailto|xmpp):", address, re.I) is not None)


def attributes(page: str) -> set[str]:
    return {name for node in LexborHTMLParser(page).css("*") for name in node.attributes}


def assert_links(page: str, listing: Listing) -> None:
    """Every link of the library that may be followed is there, in order, and no other.

    Of mail addresses there may be more: GitHub makes a link of what looks like one.
    """
    nodes = [
        node for node in LexborHTMLParser(page).css("a") if not (node.attributes.get("href") or "").startswith("#")
    ]
    links = [url for row in listing.rows for cell in row.cells for _, url in links_of(cell) if url]
    found = [same(node.attributes.get("href") or "") for node in nodes if not _is_mail(node)]
    mails = Counter(same(node.attributes.get("href") or "") for node in nodes if _is_mail(node))
    assert found == [same(url) for url in links if not url.lower().startswith("mailto:")]
    assert all(re.match(r"https?://", url, re.IGNORECASE) for url in found)
    assert Counter(same(url) for url in links if url.lower().startswith("mailto:")) <= mails


def same(url: str) -> str:
    """Return a link without the differences that percent-encoding makes."""
    return unquote(unquote(url.strip()), errors="surrogateescape")


def tables_of(listing: Listing) -> list[list[list[str]]]:
    """Return the words that a reader must see: for each table its rows, for each row its cells."""
    headings = [column.heading for column in listing.columns]
    return [[headings, *map(words_of, section.rows)] for section in _sections(listing.sections) if section.rows]


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def words_of(row: Row) -> list[str]:
    return [folded(one_line(_words(cell))) or "-" for cell in row.cells]


def _words(cell: Cell) -> str:
    return " · ".join(words for words, _ in links_of(cell)) or cell.text


def headings(page: str, names: str = "h1, h2, h3") -> list[str]:
    return [folded(re.sub(r" \(\d+\)$", "", node.text())) for node in LexborHTMLParser(page).css(names)]


def headings_of(listing: Listing) -> list[str]:
    return ["Papers", *filter(None, (folded(one_line(section.title)) for section in _sections(listing.sections)))]


# Everything.


@given(listing=listings())
def test_no_control_reaches_a_terminal_or_turns_text_around(listing: Listing) -> None:
    options = RenderOptions(title=listing.title, description=listing.title, width=80)
    for name in set(formats()) - {"bibtex", "template"}:
        text = written_as(name, listing, options)
        shown = text.replace("\r\n", "\n") if name in ("csv", "ris") else text
        assert not re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown), name
        assert not re.findall(r"[\ud800-\udfff\ufffe\uffff]", shown), name


# Markdown, and HTML inside it.


def assert_read_alike(style: str, listing: Listing, read: Callable[[str], str]) -> None:
    """Compare what a Markdown renderer makes of a listing with the listing, and with what it makes of harmless words."""
    name, options = IN_MARKDOWN[style]
    page, harmless = (read(body_of(name, written_as(name, each, options))) for each in (listing, twin(listing)))
    assert tags(page) == tags(harmless)
    assert attributes(page) <= attributes(harmless) | {"aria-label", "href", "id"}
    assert_links(page, listing)
    assert headings(page) == headings_of(listing)
    if style == "list":
        assert_items(page, listing)
    else:
        assert grid(page) == tables_of(listing)


def assert_items(page: str, listing: Listing) -> None:
    """Each paper is an item, and each further column that says something one below it."""
    papers = LexborHTMLParser(page).css("body > ul > li")
    assert len(papers) == len(listing.rows)
    for paper, row in zip(papers, listing.rows, strict=True):
        name, *cells = [folded(one_line(_words(cell))) for cell in row.cells]
        below = [f"{column.heading}: {cell}" for column, cell in zip(listing.columns[1:], cells, strict=True) if cell]
        assert [folded(item.text()) for item in paper.css("li li")] == below
        assert folded(paper.text()).startswith(name or folded(one_line(row.key)))


@pytest.mark.parametrize("style", IN_MARKDOWN)
@given(listing=listings())
def test_github_shows_the_texts_of_the_library(style: str, listing: Listing) -> None:
    assert_read_alike(style, listing, github)


@pytest.mark.needs("kramdown")
@pytest.mark.parametrize("style", IN_MARKDOWN)
@settings(**MANY)
@given(listing=listings(25, 60))
def test_kramdown_shows_the_texts_of_the_library(kramdown: Callable[[str], str], style: str, listing: Listing) -> None:
    assert_read_alike(style, listing, kramdown)


@pytest.mark.needs("kramdown")
def test_a_title_like_a_definition_of_a_link_stays_in_its_item(kramdown: Callable[[str], str]) -> None:
    listing = made_listing(["A [b]: c", "words"], ["https://example.org"])
    assert_read_alike("list", listing, kramdown)


@pytest.mark.parametrize("style", ["table", "list", "html-table"])
@given(listing=listings())
def test_no_text_ends_a_block_in_a_document(style: str, listing: Listing) -> None:
    text = written_as(*(IN_MARKDOWN[style][0], listing, IN_MARKDOWN[style][1]))
    head, tail = "# Mine\n\n", "\nMine, *too*.\n"
    lines = split(f"{head}<!-- unl:begin -->\n<!-- unl:end -->\n{tail}")
    document = written(lines, find_blocks(lines, "README.md"), [text])
    again = split(document)
    (block,) = find_blocks(again, "README.md")
    assert document.startswith(head)
    assert document.endswith(f"<!-- unl:end -->\n{tail}")
    assert content_of(again, block).strip("\n") == text.strip("\n")
    assert written(again, [block], [text]) == document
    assert github(document).endswith("<p>Mine, <em>too</em>.</p>\n")


# Jekyll.


@given(title=texts, layout=texts, permalink=texts, description=texts)
def test_front_matter_has_our_keys_alone(title: str, layout: str, permalink: str, description: str) -> None:
    given_options = {"title": title, "layout": layout, "permalink": permalink, "description": description}
    page = written_as("jekyll", Listing("", (), ()), RenderOptions(**given_options))
    opened, front, _ = page.split("---\n", 2)
    assert opened == ""
    read = yaml.safe_load(front) or {}
    assert {name: one_line(str(value)) for name, value in read.items()} == {
        name: one_line(value) for name, value in given_options.items() if name in read
    }
    assert {name for name, value in given_options.items() if one_line(value)} <= set(read)


@given(listing=listings(), title=texts)
def test_no_tag_of_liquid_survives(listing: Listing, title: str) -> None:
    options = RenderOptions(title=title, description=title, counts=True)
    for name in ("markdown", "html-table", "jekyll"):
        body = body_of(name, written_as(name, listing, options))
        assert "{{" not in body
        assert "{%" not in body


# HTML.


@given(listing=listings())
def test_a_fragment_shows_the_texts_of_the_library(listing: Listing) -> None:
    assert_read_alike("html-table", listing, lambda text: text)


@given(listing=listings(), words=texts, link=urls)
def test_the_page_shows_the_texts_of_the_library(listing: Listing, words: str, link: str) -> None:
    words = words if one_line(words) else ""
    options = RenderOptions(title=words, description=words, url=link, image=link)
    harmless = RenderOptions(
        title="words" if words else "", description="words" if words else "",
        url="https://x.org" if _is_web(link) else "", image="https://x.org" if _is_web(link) else "",
    )  # fmt: skip
    page, plain = written_as("html", listing, options), written_as("html", twin(listing), harmless)
    assert tags(_without_the_optional(page)) == tags(_without_the_optional(plain))
    assert not {name for name in attributes(page) if name.startswith("on") or name in ("style", "srcdoc", "src")}
    assert_links(page, listing)
    tree = LexborHTMLParser(page)
    kept = _filled(listing)
    assert [[folded(node.text()) for node in row.css("div.t, td:not(.more)")] for row in tree.css("tbody tr")] == [
        [words_of(row)[place] for place in kept] for row in listing.rows
    ]
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    assert all(name and not re.search(r"\s", name) for name in ids)


def _filled(listing: Listing) -> list[int]:
    """Return the places of the columns that the page shows: not those with nothing to see, but for the title."""
    names = [column.name for column in listing.columns]
    heading = names.index("title") if "title" in names else 0
    columns = list(zip(*(cells_of(row, listing.columns) for row in listing.rows), strict=True))
    seen = [any(links_of(cell) or one_line(cell.text) for cell in cells) for cells in columns]
    return [place for place in range(len(names)) if place == heading or not columns or seen[place]]


def _without_the_optional(page: str) -> str:
    """Return a page without names and abstracts, which some texts have none of; these hold nothing but text."""
    tree = LexborHTMLParser(page)
    for node in tree.css("p.by, td.more"):
        assert {str(inner.tag) for inner in node.css("*")} - {str(node.tag)} <= {"details", "summary", "p"}
        node.decompose()
    return tree.html or ""


def _is_web(url: str) -> bool:
    return (safe_url(url) or "").lower().startswith("http")


@given(listing=listings())
def test_a_template_of_html_shows_the_texts_of_the_library(listing: Listing) -> None:
    page = written_as("template", listing, RenderOptions(template=TEMPLATE, template_name="papers.html"))
    tree = LexborHTMLParser(page)
    titles = [one_line(str(row.record["title"])) for row in listing.rows]
    assert [str(node.tag) for node in tree.css("body *")] == ["p", "a"] * len(titles)
    assert attributes(page) == {"title", "href"}
    assert [one_line(node.text()) for node in tree.css("p")] == titles
    assert [one_line(node.attributes["title"] or "") for node in tree.css("p")] == titles
    assert [node.attributes["href"] or "" for node in tree.css("a")] == [
        safe_url(str(row.record["url"])) or "" for row in listing.rows
    ]


# For programs.


@given(listing=listings())
def test_csv_has_the_texts_of_the_library_and_no_formula(listing: Listing) -> None:
    text = written_as("csv", listing)
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read[0] == [column.name for column in listing.columns]
    assert [len(row) for row in read] == [len(listing.columns)] * (len(listing.rows) + 1)
    # Spreadsheets of many countries divide at `;`, and cut blanks and quotes away.
    for cell in (cell for row in read for cell in row):
        assert not any(re.match(r"[=+\-@\t\r＝＋－＠]", part.strip(" \"'\u200b\ufeff")) for part in _unguarded(cell))
    for row, cells in zip(listing.rows, read[1:], strict=True):
        assert [cells[index].replace("'", "") for index in (0, 2, 4)] == [
            one_line(row.cells[index].text or _words(row.cells[index])).replace("'", "") for index in (0, 2, 4)
        ]
        urls = {url for link in row.cells[3].links if (url := safe_url(link.url))}
        assert set(cells[3].split()) <= {guarded(url) for url in urls}


def _unguarded(cell: str) -> list[str]:
    """Return what of a cell a spreadsheet may take for the begin of another: what an apostrophe leads is text."""
    return [part for part in cell.split(";") if not part.startswith("'")]


@given(listing=listings(), words=texts, link=urls)
def test_a_feed_has_the_texts_of_the_library(listing: Listing, words: str, link: str) -> None:
    text = written_as("atom", listing, RenderOptions(title=words, description=words, url=link))
    feed = ElementTree.fromstring(text)
    space = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{space}entry")
    assert sorted(entry.findtext(f"{space}title") or "" for entry in entries) == sorted(
        one_line(str(row.record["title"])) or one_line(row.key) for row in listing.rows
    )
    assert {node.tag.removeprefix(space) for node in feed.iter()} <= {
        *"feed id title subtitle updated author name link generator entry published category summary content".split()
    }
    addresses = {node.get("href", "") for node in feed.iter(f"{space}link")}
    assert all(re.match(r"https?://|mailto:", address, re.IGNORECASE) for address in addresses)
    ids = [node.text for node in feed.iter(f"{space}id")]
    assert len(ids) == len(set(ids))


@given(listing=listings())
def test_ris_has_a_record_for_each_paper_and_no_other(listing: Listing) -> None:
    text = written_as("ris", listing)
    records = [record for record in re.split(r"(?m)^ER  - \r\n", text) if record.strip()]
    assert len(records) == len(listing.rows)
    for record, row in zip(records, listing.rows, strict=True):
        lines = re.split(r"\r\n", record.strip("\r\n"))
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
        values = [(line[:2], line[6:]) for line in lines]
        assert [value for tag, value in values if tag == "TY"] == ["CONF"]
        assert [value for tag, value in values if tag == "TI"] == list(
            filter(None, [one_line(str(row.record["title"]))])
        )
        assert {same(value) for tag, value in values if tag == "UR"} <= {
            same(url) for value in row.record["urls"] if (url := safe_url(value))
        }


@given(listing=listings())
def test_json_has_the_texts_of_the_library(listing: Listing) -> None:
    assert json.loads(written_as("json", listing))["entries"] == [row.record for row in listing.rows]
    assert [item["title"] for item in json.loads(written_as("csl-json", listing))] == [
        row.record["title"] for row in listing.rows
    ]


# Many at once.


@pytest.mark.parametrize("style", IN_MARKDOWN)
def test_many_rows_in_one_document(style: str) -> None:
    for seed in range(max(1, DOCUMENTS // 10)):
        assert_read_alike(style, one_listing(200, seed), github)
