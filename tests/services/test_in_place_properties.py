"""Whatever a document and its blocks hold: nothing outside is touched, nothing that was edited is passed over."""

import re
from collections import Counter
from collections.abc import Callable

import cmarkgfm
import pytest
from hostile_texts import hostile
from hypothesis import assume, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from unlcli.domain.listing import Cell, Column, Link, Listing, Row, Section
from unlcli.errors import UsageError
from unlcli.render.listing import RenderOptions, renderer
from unlcli.services.in_place.differences import Kind, differences
from unlcli.services.in_place.lines import split
from unlcli.services.in_place.markers import find_blocks
from unlcli.services.in_place.options import read_options
from unlcli.services.in_place.reading import digest_of
from unlcli.services.in_place.state import State, content_of, state_of, written

ENDS = st.sampled_from(["\n", "\r\n", "\r"])
PIECES = st.one_of(
    st.binary(max_size=12).map(lambda data: data.decode("utf-8", "surrogateescape")),
    st.text(max_size=12),
    st.sampled_from(
        [
            "# A",
            "---",
            "===",
            "```",
            "~~~",
            "    ",
            "> q",
            "- i",
            "| a | b |",
            "`",
            "<pre>",
            "</pre>",
            "<!-- c",
            "-->",
            "\ufeff",
        ]
    ),
)
PROSE = st.lists(st.tuples(PIECES, ENDS), max_size=6).map(lambda parts: "".join(a + b for a, b in parts))
MARKERS = st.sampled_from(
    ["<!-- unl:begin -->", "<!--unl:begin title='a  b' digest=00000000-->  ", "<!-- unl:begin counts -->"]
)
TITLES = st.lists(hostile, min_size=1, max_size=4)


def generated(titles: list[str], form: str = "markdown", style: str = "table") -> str:
    """Return a real export of papers with these titles, each with a link of its own."""
    rows = tuple(
        Row(f"k{number}", (Cell(title, (Link(title, f"https://example.org/{number}"),)), Cell("NeurIPS"), Cell("2020")))
        for number, title in enumerate(titles)
    )
    columns = (Column("title", "Title"), Column("venue", "Venue"), Column("year", "Year"))
    return renderer(form)(Listing("", columns, (Section("Survey", "survey", "", rows),)), RenderOptions(style=style))


def outside(text: str) -> list[str]:
    """Return what stands around blocks, found in another way than the code does."""
    return re.split(
        r"(?<![^\r\n])<!--\s*unl:begin[^\r\n]*(?:\r\n|\r|\n)(?:.*?)(?<![^\r\n])<!--\s*unl:end\s*-->", text, flags=re.S
    )


@given(PROSE, st.lists(st.tuples(MARKERS, ENDS, PROSE, ENDS, PROSE), min_size=1, max_size=3), TITLES)
def test_bytes_outside_blocks_stay_and_a_second_run_changes_nothing(
    before: str, parts: list[tuple[str, str, str, str, str]], titles: list[str]
) -> None:
    text = before + "".join(f"{m}{e}{inner}<!-- unl:end -->{f}{after}" for m, e, inner, f, after in parts)
    try:
        found = find_blocks(split(text), "a.md")
    except UsageError:
        assume(False)
        return
    assume(len(found) == len(parts))
    table = generated(titles)
    new = written(split(text), found, [table] * len(found))
    assert outside(new) == outside(text)
    assert len(outside(new)) == len(parts) + 1
    lines = split(new)
    again = find_blocks(lines, "a.md")
    assert len(again) == len(found)
    for block in again:
        digest = read_options(block.options, "a")["digest"]
        assert state_of(content_of(lines, block), digest, table) is State.CURRENT
    assert written(lines, again, [table] * len(again)) == new


@given(TITLES, ENDS, ENDS, st.integers(0, 3), st.sampled_from(["table", "list"]))
def test_a_digest_outlives_line_ends_and_blank_lines_around(
    titles: list[str], old: str, new: str, blank: int, style: str
) -> None:
    text = generated(titles, style=style)
    lines = split(f"<!-- unl:begin -->{old}<!-- unl:end -->{old}")
    made = written(lines, find_blocks(lines, "a.md"), [text])
    moved = split(made.replace(old, new) + new * blank)
    [block] = find_blocks(moved, "a.md")
    assert read_options(block.options, "a")["digest"] == digest_of(new * blank + content_of(moved, block) + new * blank)


def page(text: str) -> str:
    """Return what GitHub shows of a text, blanks aside."""
    html = cmarkgfm.github_flavored_markdown_to_html(text.replace("\x00", ""))
    return re.sub(r"\s+", " ", LexborHTMLParser(html).body.html or "")  # type: ignore[union-attr]


def words(text: str) -> Counter[str]:
    """Return the words of a text that GitHub shows, found in another way than the code does."""
    shown = LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html(text)).text(separator=" ")
    return Counter(re.findall(r"\w+", shown))


@given(
    TITLES,
    st.lists(
        st.tuples(st.sampled_from(["drop", "twice", "put", "say"]), st.integers(0, 20), hostile), min_size=1, max_size=3
    ),
)
def test_no_word_that_was_edited_is_passed_over(titles: list[str], edits: list[tuple[str, int, str]]) -> None:
    table = generated(titles)
    lines = f"\n{table}\n".split("\n")
    for verb, place, text in edits:
        index = place % len(lines)
        put = {"drop": [], "twice": [lines[index]] * 2, "put": [lines[index], text], "say": [text]}[verb]
        lines[index : index + 1] = put
    content = "\n".join(lines)
    state = state_of(content, digest_of(table), table)
    if state in (State.CURRENT, State.UNTOUCHED):
        assert not content.strip() or page(content) == page(table)
    elif state is State.LAYOUT:
        assert words(content) == words(table)


@given(st.lists(hostile, min_size=3, max_size=6), st.data())
@pytest.mark.parametrize(("form", "style"), [("markdown", "table"), ("markdown", "list"), ("html-table", "")])
def test_a_row_added_a_venue_changed_and_a_row_deleted_are_each_told(
    form: str, style: str, titles: list[str], data: st.DataObject
) -> None:
    names = ("Anchors", "Boats", "Capstans", "Docks", "Eddies", "Flags")
    text = generated([f"{name} {title}" for name, title in zip(names, titles, strict=False)], form, style)
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if "https://example.org/" in line]
    gone, changed = data.draw(st.lists(st.sampled_from(rows), min_size=2, max_size=2, unique=True))
    added = lines[gone].replace("https://example.org/", "https://example.com/new").replace("2020", "1999")
    added = re.sub(
        r"\[.*\]\(|>[^<>]*</a>",
        lambda m: "[Quite Another](" if m[0].startswith("[") else ">Quite Another</a>",
        added,
        count=1,
    )
    venue = next(number for number in range(changed, len(lines)) if "NeurIPS" in lines[number])
    lines[venue] = lines[venue].replace("NeurIPS", "ICML")
    lines[gone] = added
    found = differences("\n".join(lines), text)
    assert Counter(each.kind for each in found) == Counter([Kind.ROW_ONLY_HERE, Kind.ROW_ONLY_THERE, Kind.CELL])
    assert next(each.column for each in found if each.kind is Kind.CELL) == "Venue"


AROUND = ("# T\n\nBefore *it*.\n\n", "\nAfter [it](https://example.org).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")


def seen(page: str) -> tuple[list[int], list[str]]:
    """Return how many rows each table of a page has, and the paragraphs."""
    tree = LexborHTMLParser(page)
    return [len(table.css("tr")) for table in tree.css("table")], [p.text().strip() for p in tree.css("p")]


def checked(page: str, titles: list[str]) -> None:
    tables, paragraphs = seen(page)
    assert tables == [len(titles) + 1, 2]
    assert paragraphs == ["Before it.", "After it."]
    assert "unl:" not in LexborHTMLParser(page).root.text()  # type: ignore[union-attr]


def readme(titles: list[str]) -> str:
    lines = split(f"{AROUND[0]}<!-- unl:begin -->\n<!-- unl:end -->\n{AROUND[1]}")
    return written(lines, find_blocks(lines, "a.md"), [generated(titles)])


@given(TITLES)
def test_a_readme_with_a_block_shows_it_on_github(titles: list[str]) -> None:
    checked(cmarkgfm.github_flavored_markdown_to_html(readme(titles)), titles)


@pytest.mark.needs("kramdown")
def test_a_readme_with_a_block_shows_it_on_github_pages(kramdown: Callable[[str], str]) -> None:
    titles = ["Knots", "Sails | and *oars* <b>", "`Ropes` {{ x }}"]
    checked(kramdown(readme(titles)), titles)
