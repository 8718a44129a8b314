import html as stdlib_html
import json
import string
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from unlcli.render import escape

ORDINARY = [
    "To Forget or Not? Towards Practical Knowledge Unlearning for Large Language Models",
    'Who\'s Harry Potter: "Approximate", Well-Known (and Not)',
    "Erasure, Unlearning & Editing; 50% faster, 2024/25!",
]


@pytest.mark.parametrize("title", ORDINARY)
def test_ordinary_titles_stay_as_they_are_in_markdown(title: str) -> None:
    assert escape.markdown(title) == title
    assert escape.paragraph(title) == title


@pytest.mark.parametrize("text", ["{{ site.x }}", "{% include x %}", "{# x #}", "a {{", "{", "{%"])
def test_no_brace_is_left_for_liquid(text: str) -> None:
    for escaped in (escape.markdown(text), escape.paragraph(text), escape.html(text), escape.markdown_url(text)):
        assert "{" not in escaped


@pytest.mark.parametrize(
    "start", ["- a", "+ a", "1. a", "12) a", ": a", "# a", "> a", "* a", "=====", "---", "    a", "^"]
)
def test_a_paragraph_starts_no_block(start: str) -> None:
    assert escape.paragraph(start)[0] in "\\1&a"
    assert not escape.paragraph(start).startswith(("1. ", "12) "))


@given(st.text())
def test_html_reads_back_and_holds_no_markup(text: str) -> None:
    escaped = escape.html(text)
    assert stdlib_html.unescape(escaped) == escape.one_line(text)
    assert not set(escaped) & set("<>\"'{}")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(escape.one_line(text).splitlines()) <= 1
    assert escape.one_line(escape.one_line(text)) == escape.one_line(text)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.org",
        "http://x.org/a?b=c#d",
        "HTTPS://X.ORG/a",
        "mailto:a@b.c",
        "https://x.org/javascript:x",
        "https://é.org",
    ],
)
def test_links_that_may_be_followed(url: str) -> None:
    assert escape.safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "\tjavascript:x", "java\nscript:x",
        "java\x00script:x", "javascript&colon;x", "&#106;avascript:x", "data:text/html,x", "vbscript:x",
        "file:///etc/passwd", "ftp://x.org/a", "//x.org", "/a", "x.org", "http:", "http://", "http:x",
        "https:\\\\x.org", "https&#58;//x.org", "https://x.org/\x1b[31m", "https://x.org/\n", "\nhttps://x.org",
        "ht tps://x.org", "https://x.org/\u202egro.live", "https://x.org/\ud800", "mailto:",
    ],
)  # fmt: skip
def test_links_that_may_not(url: str) -> None:
    assert escape.safe_url(url) is None


def test_blanks_in_a_link_are_encoded() -> None:
    assert escape.safe_url(" https://x.org/a b ") == "https://x.org/a%20b"


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_a_markdown_link_leads_to_the_same_place(url: str) -> None:
    escaped = escape.markdown_url(url)
    assert not set(escaped) & set(" ()<>|\"'`\\{}[]*\n\t")
    assert unquote(stdlib_html.unescape(escaped)) == unquote(stdlib_html.unescape(url.replace("&", "&amp;")))


def test_markdown_links_keep_what_they_can() -> None:
    url = "https://x.org/paper_files/a-b~c?d=1&e=2%20f#g:h"
    assert escape.markdown_url(url) == url
    assert escape.markdown_url("https://x.org/?a=1&copy;=2") == "https://x.org/?a=1&amp;copy;=2"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_yaml_reads_back(text: str) -> None:
    written = escape.yaml(text)
    assert yaml.safe_load(f"title: {written}\n") == {"title": text}
    assert "\n" not in written


@given(st.text())
def test_json_reads_back(text: str) -> None:
    assert json.loads(escape.json_text({"a": text})) == {"a": text}
    assert escape.terminal(escape.json_text(text)) == escape.json_text(text)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("a.bib:3: error ::error::x", "a.bib:3: error ::error::x"),
        ("::error::x", ": :error::x"),
        (" \t::stop-commands::x", "  : :stop-commands::x"),
        ("\u3000:::x", "\u3000: ::x"),
        ("a ##[add-mask]x ##[b]", "a ## [add-mask]x ## [b]"),
        ("###[x]", "### [x]"),
        ("a\n::b\ud800", "a ::b\ufffd"),
    ],
)
def test_a_line_of_the_log_is_no_command(line: str, written: str) -> None:
    assert escape.workflow_line(line) == written
    assert escape.workflow_line(written) == written


def test_paths_as_uris() -> None:
    assert escape.uri("lists/a b%20ä.bib") == "lists/a%20b%2520%C3%A4.bib"
    assert escape.uri("a:b?c#d.bib") == "a%3Ab%3Fc%23d.bib"
    assert escape.uri("../up.bib") == "../up.bib"
    assert escape.uri("\udcff\ud800\n.bib") == "%FF%EF%BF%BD%0A.bib"
    assert escape.uri(str(Path("/x y").absolute())).startswith("file:///")


def test_workflow_commands() -> None:
    assert escape.workflow_message("100% a\r\nb: c, d") == "100%25 a%0D%0Ab: c, d"
    assert escape.workflow_property("100% a\nb: c, d") == "100%25 a%0Ab%3A c%2C d"
    assert escape.workflow_message("a\x1b[31m") == "a<U+001B>[31m"


_PRINTABLE = st.text(string.printable)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _PRINTABLE,
    lambda inner: st.lists(inner) | st.dictionaries(_PRINTABLE, inner),
)


@given(_JSON, st.sampled_from((None, 0, 1, 2)))
def test_json_is_laid_out_as_the_standard_library_does_it(value: object, indent: int | None) -> None:
    assert json.loads(escape.json_text(value, indent)) == value
    assert escape.json_text(value, indent) == json.dumps(value, ensure_ascii=False, indent=indent)
