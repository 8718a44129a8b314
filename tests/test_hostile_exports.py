"""Hostile libraries through the whole of `unl export`: read as BibTeX, grouped, and written for each reader."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import bibtexparser
import cmarkgfm
from cmarkgfm.cmark import Options
from hostile_texts import texts, urls
from hypothesis import given, settings
from hypothesis import strategies as st
from one_library import OneLibrary, one_library
from selectolax.lexbor import LexborHTMLParser

from unlcli.domain.text import to_bibtex
from unlcli.render.escape import one_line
from unlcli.store.config import CUSTOM_FIELDS

#: Six papers an example, and some commands each.
LIBRARIES = {"max_examples": max(10, settings.default.max_examples // 6) if settings.default else 10}
KEY_MARKS = "<>'\"&;:*_|[]()!?/+.`$^@-é漢"

words = st.lists(texts, min_size=6, max_size=6)
links = st.lists(urls, min_size=6, max_size=6)
keys = st.lists(st.text(KEY_MARKS, min_size=1, max_size=4), min_size=6, max_size=6)


def library_of(words: Sequence[str], links: Sequence[str], keys: Sequence[str]) -> bytes:
    """Return six papers in BibTeX: whatever the texts hold stands in fields that BibTeX can read."""
    entries = []
    for number, (word, link, key) in enumerate(zip(words, links, keys, strict=True)):
        values = [to_bibtex(words[(number + step) % 6].replace("\x00", "")) for step in range(5)]
        title, author, venue, category, note = (value or "Words" for value in values)
        fields = {
            "title": title, "author": author, "booktitle": venue, "category": category, "note": note, "year": "2024",
            "creationdate": "2024-01-01", "abstract": to_bibtex(word.replace("\x00", "")),
        }  # fmt: skip
        if re.fullmatch(r"[^\s{}\\%\x00]+", link):
            fields["url"] = fields["code"] = link
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        entries.append(f"@inproceedings{{k{number}{key},\n{lines}}}\n")
    return "\n".join(entries).encode("utf-8", "replace")


def exported(lib: OneLibrary, *options: str) -> str:
    return lib.ok("export", *options).out


def titles_of(lib: OneLibrary) -> Counter[str]:
    return Counter(one_line(entry["title"]) for entry in lib.ok("export", "--json").json["entries"])


@settings(**LIBRARIES)
@given(words=words, links=links, keys=keys)
def test_clean_bibtex_reads_back_without_our_fields(
    tmp_path: Path, words: Sequence[str], links: Sequence[str], keys: Sequence[str]
) -> None:
    data = library_of(words, links, keys)
    with one_library(tmp_path, data) as lib:
        read = bibtexparser.parse_string(exported(lib, "--format", "bibtex"))
    before = bibtexparser.parse_string(data.decode())
    assert [type(block).__name__ for block in read.failed_blocks] == [
        type(block).__name__ for block in before.failed_blocks
    ]
    assert [entry.key for entry in read.entries] == [entry.key for entry in before.entries]
    for entry, was in zip(read.entries, before.entries, strict=True):
        kept = {field.key: field.value for field in was.fields if field.key not in {*CUSTOM_FIELDS, "ids"}}
        assert {field.key: " ".join(field.value.split()) for field in entry.fields} == {
            name: " ".join(value.split()) for name, value in kept.items()
        }


@settings(**LIBRARIES)
@given(words=words, links=links, keys=keys)
def test_every_paper_is_in_every_document_and_every_contents_link_has_its_heading(
    tmp_path: Path, words: Sequence[str], links: Sequence[str], keys: Sequence[str]
) -> None:
    with one_library(tmp_path, library_of(words, links, keys)) as lib:
        titles = titles_of(lib)
        grouped = ("--group-by", "year", "--columns", "title,category,note")
        pages = {
            "markdown": github(exported(lib, "--format", "markdown", *grouped)),
            "html-table": exported(lib, "--format", "html-table", *grouped),
            "jekyll": github(exported(lib, "--format", "jekyll", *grouped).split("---\n", 2)[2]),
            "html": exported(lib, "--format", "html", *grouped),
        }
        by_category = {name: exported(lib, "--format", name, "--group-by", "category") for name in ("jekyll", "html")}
        sheet = list(csv.reader(io.StringIO(exported(lib, "--format", "csv", "--columns", "title,note"), newline="")))
    assert sum(titles.values()) == 6
    for name, page in pages.items():
        cells = "tbody .t" if name == "html" else "tbody td:first-child"
        shown = Counter(one_line(node.text()) for node in LexborHTMLParser(page).css(cells))
        assert shown == Counter(
            {title or ("–" if name == "html" else "-"): count for title, count in titles.items()}
        ), name
    assert len(sheet) == 7
    for name, page in by_category.items():
        tree = LexborHTMLParser(github(page.split("---\n", 2)[2]) if name == "jekyll" else page)
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        targets = [unquote(node.attributes["href"] or "")[1:] for node in tree.css("a[href^='#']")]
        assert len(ids) == len(set(ids)), name
        assert set(targets) <= set(ids), name


def github(text: str) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
