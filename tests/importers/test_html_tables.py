"""HTML tables: in pages, in Markdown, with all that HTML allows."""

from collections.abc import Callable

from unlcli.domain.draft import Reading

Read = Callable[..., Reading]

PAGE = """---
title: Bee Studies
layout: topic
---

# Bee Studies

<details markdown="1">
<summary><strong>Table of Contents</strong></summary>

  - [2024](#icml-2024)

</details>

## ICML <a id="venue-icml"></a>

<details>
<summary>Expand ICML</summary>

<a id="icml-2024"></a>
<h3 class="year-heading">2024</h3>
<table class="paper-table">
<colgroup><col style="width: 60%"></colgroup>
<thead><tr>
<th>Title</th>
<th> Venue</th>
<th> Year </th>
<th>Link</th>
</tr></thead>
<tbody>
<tr>
<td>Bees&apos; Dances.</td>
<td>ICML</td>
<td>2024</td>
<td><a href="https://openreview.net/forum?id=abcdef1&amp;x=1">Link</a></td>
</tr>
</tbody></table>

</details>

## Journal of Beekeeping
<table><tr><th>Title</th><th>Venue</th></tr>
<tr><td><a href='https://x.org/2'>A Second <b>Title</b></a></td><td>Journal of Beekeeping</td></tr></table>
"""


def test_a_topic_page(read: Read) -> None:
    reading = read(PAGE)
    first, second = reading.drafts
    assert (first.title, first.line, first.year, first.venue) == ("Bees' Dances", 32, "2024", "ICML")
    assert first.urls == ("https://openreview.net/forum?id=abcdef1&x=1",)
    assert (second.title, second.line, second.urls) == ("A Second Title", 43, ("https://x.org/2",))
    assert (first.categories, second.categories, reading.skipped) == ((), (), ())
    assert [(r.line, r.what) for r in reading.repairs] == [
        (32, "entity &apos; read as '"),
        (32, "full stop taken from the title"),
    ]


def test_a_page_without_markdown(read: Read) -> None:
    text = (
        "<!DOCTYPE html><html><head><title>Bees</title></head><body><h1>Bees</h1>\n<h2>Vision</h2>\n"
        "<table><tr><td>Title</td><td>Year</td></tr>\n<tr><td>One</td><td>2020</td></tr></table><!-- <table> --></body></html>"
    )
    (draft,) = read(text, "bees.html").drafts
    assert (draft.title, draft.year, draft.line, draft.categories) == ("One", "2020", 4, ("Vision",))
    assert read(text, "").drafts == (draft,)


def test_spans_and_missing_end_tags(read: Read) -> None:
    text = (
        "<table><tr><th>Title<th>Year<tr><td>One<td rowspan=2>2020<tr><td>Two"
        "<tr><td colspan=2><b>Wild bees</b></td></tr><tr><td>Three<td>2021</table>"
    )
    assert [(draft.title, draft.year, draft.categories) for draft in read(text).drafts] == [
        ("One", "2020", ()),
        ("Two", "2020", ()),
        ("Three", "2021", ("Wild bees",)),
    ]


def test_contents_and_layout_tables_are_no_rows(read: Read) -> None:
    text = "<table><tr><td><a href='#a'>1. Bees</a></td></tr></table>\n<table><tr><td><img src=x></td><td>Ada</td></tr></table>"
    assert read(text) == Reading()


def test_markdown_links_in_html_cells(read: Read) -> None:
    (draft,) = read(
        "<table><tr><th>Title</th><th>Year</th></tr><tr><td>[One](https://x.org)</td><td>2020</td></tr></table>"
    ).drafts
    assert (draft.title, draft.urls) == ("One", ("https://x.org",))


def test_scripts_are_not_read(read: Read) -> None:
    (draft,) = read(
        "<table><tr><th>Title</th><th>Year</th></tr><tr><td>One<script>alert('<td>')</script></td><td>2020</td></tr></table>"
    ).drafts
    assert draft.title == "One"
