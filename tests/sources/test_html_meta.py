import time

import pytest

from unlcli.sources.reading.html_meta import links, meta, scripts, text_of, text_of_class

PAGE = """<!DOCTYPE html><HTML><head>
<meta name="citation_title" content="A &amp; B: In&nbsp;Vitro
   &lt;i&gt;Study&lt;/i&gt;">
<META CONTENT='One, A.' NAME=Citation_Author>
<meta content=2021/6 name=citation_publication_date/>
<meta name=citation_author content="Two > One, B."/>
<meta property="og:title" content="T"><meta name="empty" content=""><meta charset=utf-8>
<!-- <meta name="citation_title" content="in a comment"> -->
<script>var x = '<meta name="citation_title" content="in a script">';</script>
</head><body>
<pre id=citeBibtexContent class="x y">@misc{k,
  title = "A &amp; <b>B</b>"}</pre>
<div class="a note b"><div>Inner</div> words</div>
<a href="https://github.com/lab/tool" target=_blank> Soft<b>ware</b> </a><a>no</a><A HREF=x.pdf>PDF</A>
<script type="application/ld+json">{"a": "</b>"}</script>
"""


def test_tags_are_read_as_pages_write_them() -> None:
    assert meta(PAGE) == [
        ("citation_title", "A & B: In Vitro <i>Study</i>"),
        ("citation_author", "One, A."),
        ("citation_publication_date", "2021/6"),
        ("citation_author", "Two > One, B."),
        ("og:title", "T"),
    ]


def test_the_text_of_an_element_keeps_its_lines() -> None:
    assert text_of(PAGE, "citeBibtexContent") == '@misc{k,\n  title = "A & B"}'
    assert text_of_class(PAGE, "note") == "Inner words"
    assert text_of(PAGE, "bibtex") == ""


def test_links_and_scripts_are_read() -> None:
    assert links(PAGE) == [("https://github.com/lab/tool", "Software"), ("x.pdf", "PDF")]
    assert scripts(PAGE, "application/ld+json") == ['{"a": "</b>"}']


def test_a_tag_that_is_not_closed_does_not_hide_the_next() -> None:
    assert meta('<meta name="a" content="1" <meta name="b" content="2">') == [("a", "1"), ("b", "2")]


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<!--", "<a ", "<meta ", '<meta content="', "<meta a='", "<script>", "</", "<a href=", "<pre id=x>", "&", "<!-",
        "<![CDATA[", '<a b="c', " ", "<meta name=citation_title content=", "<a =", "<title", "<x/", "&#", "<script", "</script",
    ],
)  # fmt: skip
def test_a_hostile_page_is_read_in_time_of_its_length(piece: str) -> None:
    page = "<div id=y>" + piece * (300_000 // len(piece))
    start = time.perf_counter()
    meta(page)
    text_of(page, "x")
    text_of(page, "y")
    links(page)
    assert time.perf_counter() - start < 5


def test_a_megabyte_of_tags_that_never_close_is_read() -> None:
    start = time.perf_counter()
    assert meta("<" * 1_000_000 + '<meta name="a" content="1">') == [("a", "1")]
    assert time.perf_counter() - start < 5
