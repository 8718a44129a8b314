"""Whatever comes in: nothing raises, nothing takes long, and titles come back as they were."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.draft import Reading

Read = Callable[..., Reading]

_HEADER = "| Title | Year |\n|---|---|\n"
_MARKUP = st.sampled_from(
    [
        "|", "\n", "\\", "`", "[", "](", ")", "# ", "---", "|--|--|\n", "<table>", "</table>", "<tr>", "<td>", "<th>", "<a href='",
        "<h2>", "<!--", "-->", "```\n", "Title", "Year", "| Title | Year |\n|--|--|\n", "https://x.org", "&amp;", "\x00", "\r", " ", "a",
        "rowspan=3>", "$", "*", "_", "2024", "â€™", "\n- ", "\n  - ", "\n1. ", "\n\n", "**", "Paper: ", "> ", "[Words of a title](https://arxiv.org/abs/2401.00001)",
        "<ul>", "<li>", "</ul>", "<p>", "<dl><dt>", "<pre>", "\n<details>\n", "\n</details>\n",
    ]
)  # fmt: skip


def check(text: str, reading: Reading) -> None:
    lines = len(re.split(r"\r\n|\r|\n", text))
    for item in (*reading.drafts, *reading.skipped, *reading.repairs):
        assert 1 <= item.line <= lines
    assert all(1 <= part.first_line <= part.last_line <= lines for part in reading.parts)
    assert all(draft.title.strip() and draft.title == " ".join(draft.title.split()) for draft in reading.drafts)
    assert [d.line for d in reading.drafts] == sorted(d.line for d in reading.drafts)


@given(text=st.text())
def test_any_text(read: Read, text: str) -> None:
    check(text, read(text))
    check(text, read("<html>" + text, "page.html"))


@given(parts=st.lists(_MARKUP, max_size=60))
def test_any_markup(read: Read, parts: list[str]) -> None:
    text = "".join(parts)
    check(text, read(text))
    check(text, read(text, "page.html"))


# Characters that mojibake is made of stand in no word, nor does what is taken for a leftover entity and written out.
_MOJIBAKE = "".join(map(chr, (*range(0x80, 0x100), *range(0x152, 0x193), 0x2C6, 0x2DC, *range(0x2010, 0x2123))))
_WORD = st.text(
    st.characters(
        codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="$\u00ad\u061c\u180e\u200b" + _MOJIBAKE
    ),
    min_size=1,
    max_size=12,
).map(lambda word: re.sub(r"&(?=#?\w+;)", "+", word))
_TITLE = st.lists(_WORD, min_size=4, max_size=9).map(" ".join)
_PATH = st.text("abcdefghijklmnop0123456789_-~!*'();:@+,%/", min_size=1, max_size=20)


def escaped(title: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", title)


@given(papers=st.lists(st.tuples(_TITLE, _PATH, st.integers(1950, 2050)), min_size=1, max_size=6))
def test_a_table_of_odd_titles_and_links_comes_back(read: Read, papers: list[tuple[str, str, int]]) -> None:
    papers = [(f"Study {title} bees", "https://x.org/p/" + path, year) for title, path, year in papers]
    rows = "".join(f"| [{escaped(title)}](<{url}>) | {year} |\n" for title, url, year in papers)
    drafts = read(_HEADER + rows).drafts
    assert [(draft.title, draft.year) for draft in drafts] == [(title, str(year)) for title, _, year in papers]
    assert [draft.urls for draft in drafts] == [(url,) for _, url, _ in papers]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "|" * 1_000_000,
        _HEADER + "| " + "[" * 1_000_000 + " | 2020 |\n",
        "| Title " * 10_000 + "|\n" + "|--" * 10_000 + "|\n" + "| v " * 10_000 + "|\n",
        "<table><tr><td>" * 20_000,
        "<div>" * 100_000,
        "<table><tr>" + "<td rowspan=1000>x" * 10_000 + "<tr><td>y" * 10_000,
        "<a href='" * 50_000,
        "<!-- " * 100_000,
        "<!-- -->" * 50_000,
        "```py\n" * 50_000,
        "#" + " #" * 200_000 + "x\n" + "# " + " " * 200_000 + "x",
        "> " * 200_000 + "| a |",
        _HEADER + "| a\x00b | 2020 |\n" + "\x00" * 100_000,
        "# h\n" * 50_000,
        "&" * 100_000 + _HEADER + "| " + "&amp;" * 3000 + " | 2020 |\n",
        "- [" * 300_000,
        "".join(" " * n + "- [a](https://x.org)\n" for n in range(700)),
        "- **a\n<details>\n" * 10_000,
        "<ul><li>" * 50_000,
        "- " + ":" * 500_000 + "\n" + "_" * 500_000 + ":",
        "<p><dl><dt>a<pre>" * 20_000,
    ],
    ids=range(22),
)
def test_hostile_documents_are_read_in_linear_time(read: Read, text: str) -> None:
    began = time.process_time()
    check(text, read(text))
    assert time.process_time() - began < 8
