import itertools
from collections.abc import Callable
from urllib.parse import unquote

import cmarkgfm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_samples import (
    COLUMNS,
    EMPTY,
    FLAT,
    FRAGMENTS,
    LISTING,
    expected_grid,
    folded,
    grid,
    hostile,
    links,
    paper,
    table_of,
    tags,
)
from selectolax.lexbor import LexborHTMLParser

from unlcli.domain.listing import Cell, Column, Link, Listing, Row, Section
from unlcli.errors import UsageError
from unlcli.render import escape
from unlcli.render.listing.markdown import render
from unlcli.render.options import RenderOptions

PLAIN = RenderOptions()
LIST = RenderOptions(style="list")
ALLOWED = {"thead", "tbody", "tr", "th", "td"}
#: Each of 30 to 120 texts, for kramdown is slow to begin; in a full run together far beyond 1,000.
DOCUMENTS = max(6, settings.default.max_examples // 16) if settings.default else 6


def github(text: str) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(text)


def test_golden(golden: Callable[[str, str], None]) -> None:
    golden("render/listing.md", render(LISTING, RenderOptions(title="Knots and Sails")))
    golden("render/flat.md", render(FLAT, PLAIN))


def test_a_list_has_a_bullet_a_paper_and_the_further_columns_below_it(golden: Callable[[str, str], None]) -> None:
    golden("render/listing_as_list.md", render(LISTING, RenderOptions(title="Knots and Sails", style="list")))


def test_the_columns_tell_what_a_list_shows_and_in_which_order() -> None:
    names = ("title", "venue", "keywords", "code", "authors", "year")
    columns = tuple(Column(name, name.capitalize()) for name in names)
    code = Cell("", (Link("code", "https://c.org"), Link("code 2", "https://d.org")))
    full = (Cell("", (Link("Why?", "https://w.org"),)), Cell("ICML"), Cell("a, b"), code, Cell("Ann B."), Cell("2024"))
    rows = (Row("k", full), Row("k", (Cell("1. Plain"), Cell(""), Cell("- c"))), Row("-k", ()))
    assert render(Listing("", columns, (Section("", rows=rows),)), LIST).splitlines() == [
        "- [Why?](https://w.org)",
        "  - Venue: ICML",
        "  - Keywords: a, b",
        "  - Code: [code](https://c.org) · [code 2](https://d.org)",
        "  - Authors: Ann B.",
        "  - Year: 2024",
        "- 1\\. Plain",
        "  - Keywords: - c",
        "- \\-k",
    ]


def test_a_list_of_one_column_is_a_line_a_paper() -> None:
    assert render(Listing("", COLUMNS[:1], FLAT.sections), LIST).count("\n") == len(FLAT.rows)


def test_the_level_of_headings_counts_and_the_day_of_the_last_change_are_as_asked() -> None:
    deep = Section("a", rows=FLAT.rows, sections=(Section("b", rows=FLAT.rows[:1]),))
    options = RenderOptions(title="T", description="= All", level=3, counts=True, updated="2026-11-22", style="list")
    lines = render(Listing("", COLUMNS[:1], (deep,)), options).splitlines()
    assert [line for line in lines if not line.lstrip().startswith("-") and line] == [
        "## T",
        r"\= All",
        "Last updated 2026-11-22.",
        "### a (2)",
        "#### b (1)",
    ]
    assert "(2)" not in render(Listing("", COLUMNS, (deep,)), PLAIN)


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(UsageError):
        render(FLAT, RenderOptions(style="poem"))


def test_names_of_which_nobody_sees_anything_make_no_heading() -> None:
    unseen = "\x01\u202e\ufffe "
    listing = Listing("", COLUMNS[:1], (Section(unseen, intro=unseen, rows=FLAT.rows),))
    assert render(listing, RenderOptions(title=unseen, description=unseen)) == render(
        Listing("", COLUMNS[:1], FLAT.sections), PLAIN
    )


def test_nothing_for_nothing() -> None:
    assert render(EMPTY, PLAIN) == ""
    assert render(EMPTY, RenderOptions(title="T")) == "# T\n"


def test_a_new_paper_adds_its_line_or_item_and_changes_no_other() -> None:
    more = Section(
        "", rows=(*FLAT.rows, paper("new2026", "A Much Longer Title than All the Others " * 4, "2026", "ICML"))
    )
    for options, added in ((PLAIN, 1), (LIST, 3)):
        before, after = (render(Listing("", COLUMNS, (s,)), options).splitlines() for s in (FLAT.sections[0], more))
        assert after[:-added] == before


def test_rows_are_as_wide_as_the_head() -> None:
    columns = (Column("a", "A"), Column("b", ""))
    rows = (Row("k", (Cell("1"),)), Row("k", (Cell("1"), Cell("2"), Cell("3"))))
    assert render(Listing("", columns, (Section("", rows=rows),)), PLAIN) == (
        "| A | - |\n| --- | --- |\n| 1 | - |\n| 1 | 2 |\n"
    )


def test_levels_of_headings() -> None:
    deep = Section("a", sections=(Section("b", sections=(Section("c", intro="- no list"),)),))
    assert render(Listing("", COLUMNS, (deep,)), PLAIN) == "## a\n\n### b\n\n#### c\n\n\\- no list\n"


@pytest.mark.parametrize(
    ("text", "seen"), [("C#", "C#"), ("# a #", "# a #"), ("{#id}", "{#id}"), ("a {: .b}", "a {: .b}")]
)
@pytest.mark.needs("kramdown")
def test_headings_stay_text(kramdown: Callable[[str], str], text: str, seen: str) -> None:
    written = render(Listing("", COLUMNS, (Section(text, intro=text),)), RenderOptions(title=text))
    for page in (github(written), kramdown(written)):
        tree = LexborHTMLParser(page)
        assert [folded(node.text()) for node in tree.css("h1, h2, p")] == [seen] * 3


@given(st.lists(hostile, min_size=1, max_size=9))
def test_any_texts_are_the_same_cells_on_github(texts: list[str]) -> None:
    listing = table_of(texts)
    page = github(render(listing, PLAIN))
    assert grid(page) == expected_grid(listing)
    # GitHub makes a link of what looks like a mail address, whatever is done about it: harmless, and the text stays.
    assert tags(page) - {"a"} <= ALLOWED
    assert all("mailto:" in link or link.startswith("xmpp:") for link in links(page))


@given(hostile, st.text(max_size=8))
def test_any_link_on_github(text: str, path: str) -> None:
    for url in (f"https://x.org/{path}", f"javascript:{path}", path):
        page = github(render(table_of([text, "b"], url=url, width=2), PLAIN))
        safe = escape.safe_url(url)
        wanted = [unquote(safe)] if safe else []
        assert [unquote(link) for link in links(page) if "mailto:" not in link] == wanted


def test_every_pair_of_fragments_on_github() -> None:
    listing = _pairs()
    page = github(render(listing, PLAIN))
    assert grid(page) == expected_grid(listing)
    assert tags(page) <= ALLOWED | {"a"}


@pytest.mark.needs("kramdown")
def test_every_pair_of_fragments_on_kramdown(kramdown: Callable[[str], str]) -> None:
    listing = _pairs()
    page = kramdown(render(listing, PLAIN))
    assert grid(page) == expected_grid(listing)
    assert tags(page) <= ALLOWED | {"a"}
    assert {unquote(link) for link in links(page)} == {"https://x.org/a_b*c|d"}


def _pairs() -> Listing:
    return table_of(
        ("".join(pair) for pair in itertools.product(FRAGMENTS, repeat=2)), url="https://x.org/a_b*c|d", width=4
    )


@pytest.mark.needs("kramdown")
@settings(max_examples=DOCUMENTS)
@given(texts=st.lists(hostile, min_size=30, max_size=120))
def test_any_texts_are_the_same_cells_on_kramdown(kramdown: Callable[[str], str], texts: list[str]) -> None:
    listing = table_of(texts)
    page = kramdown(render(listing, PLAIN))
    assert grid(page) == expected_grid(listing)
    assert tags(page) <= ALLOWED


@pytest.mark.needs("kramdown")
def test_rows_of_nothing_but_marks(kramdown: Callable[[str], str]) -> None:
    listing = table_of(["", "", "", "-", "=", ":", "--", "-", "-", "+", ":-:", "==="])
    for page in (github(render(listing, PLAIN)), kramdown(render(listing, PLAIN))):
        assert grid(page) == expected_grid(listing)


def test_unsafe_links_are_text() -> None:
    cell = Cell(
        "", (Link("Paper", "javascript:x"), Link("Code", "https://x.org"), Link("", "https://y.org"), Link("", "no"))
    )
    written = render(Listing("", COLUMNS[:1], (Section("", rows=(Row("k", (cell,)),)),)), PLAIN)
    last = written.splitlines()[-1]
    assert last == "| Paper · [Code](https://x.org) · [https&#58;//y.org](https://y.org) |"


@pytest.mark.needs("kramdown")
def test_the_listing_is_the_same_on_both(kramdown: Callable[[str], str]) -> None:
    written = render(LISTING, RenderOptions(title="Knots and Sails"))
    on_github, on_kramdown = github(written), kramdown(written)
    assert grid(on_github) == grid(on_kramdown)
    assert [len(table) for table in grid(on_github)] == [2, 2, 2, 3]
    assert [unquote(u) for u in links(on_github)] == [unquote(u) for u in links(on_kramdown)]


IN_AN_ITEM = ("title", "authors", "venue", "keywords", "year", "code")


def list_of(texts: list[str], url: str = "https://x.org/a_b*c|d") -> Listing:
    """Return papers of which each has some of these texts, the first and last of them as links."""
    columns = tuple(Column(name, name) for name in IN_AN_ITEM)
    rows = []
    for start in range(0, len(texts), len(IN_AN_ITEM)):
        given = texts[start : start + len(IN_AN_ITEM)]
        cells = [Cell(text) for text in given]
        if start % 4:
            cells[0] = Cell("", (Link(given[0], url),))
        cells[-1] = Cell("", (Link(given[-1], url),))
        rows.append(Row("key", tuple(cells)))
    return Listing("", columns, (Section("", rows=tuple(rows)),))


def wanted_items(listing: Listing) -> list[list[str]]:
    """Return what a reader must see of each paper: its name, then its columns that say something."""
    return [
        [
            _words(row.cells[0]) or "key",
            *(
                f"{column.heading}: {words}"
                for column, cell in zip(listing.columns[1:], row.cells[1:], strict=False)
                if (words := _words(cell))
            ),
        ]
        for row in listing.rows
    ]


def _words(cell: Cell) -> str:
    words = " · ".join(escape.one_line(link.text) or link.url for link in cell.links)
    return folded(words or escape.one_line(cell.text))


def items(page: str) -> list[list[str]]:
    """Return the papers of a page's list: the words of each bullet, and of those one level below it."""
    tree = LexborHTMLParser(page)
    assert {str(node.tag) for node in tree.css("body *")} <= {"ul", "li", "a"}  # no paragraphs: the list is tight
    assert not tree.css("li li li")
    papers = []
    for item in tree.css("body > ul > li"):
        below = [folded(inner.text()) for inner in item.css("li li")]
        for inner in item.css("ul"):
            inner.decompose()
        papers.append([folded(item.text()), *below])
    return papers


def _pairs_in_a_list() -> Listing:
    return list_of(["".join(pair) for pair in itertools.product(FRAGMENTS, repeat=2)])


def test_every_pair_of_fragments_in_a_list_on_github() -> None:
    listing = _pairs_in_a_list()
    assert items(github(render(listing, LIST))) == wanted_items(listing)


@pytest.mark.needs("kramdown")
def test_every_pair_of_fragments_in_a_list_on_kramdown(kramdown: Callable[[str], str]) -> None:
    listing = _pairs_in_a_list()
    page = kramdown(render(listing, LIST))
    assert items(page) == wanted_items(listing)
    assert {unquote(link) for link in links(page)} == {"https://x.org/a_b*c|d"}


LIKE_BLOCKS = (
    *"- a|+ a|* a|1. a|2) a|[ ] a|[x] a|- [ ] a|# a|## a ##|> a|---|===|***|: a|\ta|```|~~~ a|a  |=|-".split("|"),
    "| a | b |", "|---|---|", "    a", "[a]: b", "[^1]: a", "*[a]: b", "{: .a}", "<div>", "$$a$$", "a\n===", "a\n- b",
)  # fmt: skip


@pytest.mark.needs("kramdown")
def test_no_value_of_a_list_begins_a_block_of_its_own(kramdown: Callable[[str], str]) -> None:
    columns = tuple(Column(text, text) for text in LIKE_BLOCKS)
    rows = [Row(text, tuple(map(Cell, (*LIKE_BLOCKS[n:], *LIKE_BLOCKS[:n])))) for n, text in enumerate(LIKE_BLOCKS)]
    listing = Listing("", columns, (Section("", rows=tuple(rows)),))
    wanted = [
        [
            _words(row.cells[0]),
            *(
                folded(f"{escape.one_line(c.name)}: {_words(cell)}")
                for c, cell in zip(columns[1:], row.cells[1:], strict=True)
            ),
        ]
        for row in rows
    ]
    written = render(listing, LIST)
    assert items(github(written)) == wanted
    assert items(kramdown(written)) == wanted


@given(st.lists(hostile, min_size=1, max_size=12))
def test_any_texts_in_a_list_on_github(texts: list[str]) -> None:
    listing = list_of(texts)
    written, wanted = render(listing, LIST), wanted_items(listing)
    assert len(written.splitlines()) == sum(map(len, wanted))
    assert items(github(written)) == wanted


@pytest.mark.needs("kramdown")
@settings(max_examples=DOCUMENTS)
@given(texts=st.lists(hostile, min_size=30, max_size=120))
def test_any_texts_in_a_list_on_kramdown(kramdown: Callable[[str], str], texts: list[str]) -> None:
    listing = list_of(texts)
    assert items(kramdown(render(listing, LIST))) == wanted_items(listing)
