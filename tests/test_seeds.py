"""What was wrong with the lists that the shipped one came from is in none of its exports."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote, urlsplit

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from rapidfuzz import fuzz
from selectolax.lexbor import LexborHTMLParser, LexborNode

from unlcli.domain import secure_hosts
from unlcli.domain.venues import VenueTable
from unlcli.store.bibfile import BibFile

ROOT = Path(__file__).resolve().parents[1]
ENTRIES = tuple(BibFile.open(ROOT / "library.bib").entries)
#: Exports for readers, and how each is asked for.
PAGES = {
    "markdown": ("-f", "markdown", "-g", "category"),
    "markdown by venue": ("-f", "markdown", "-g", "venue,year"),
    "markdown list": ("-f", "markdown", "--style", "list"),
    "jekyll": ("-f", "jekyll", "--title", "Unlearning in LLMs"),
    "html-table": ("-f", "html-table", "-g", "category"),
    "html": ("-f", "html", "-g", "category", "--title", "Unlearning in LLMs"),
    "html by venue": ("-f", "html", "-g", "venue,year"),
}
AS_HTML = [name for name in PAGES if "markdown" not in name]
AS_TABLES = [name for name in PAGES if "list" not in name]
Unl = Callable[..., tuple[int, str, str]]
Export = Callable[[str], str]


@pytest.fixture
def unl(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Unl:
    """Run a command in a folder that holds the shipped list and its settings."""
    from unlcli.cli.app import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in ("library.bib", "unl.toml"):
        Path(name).write_bytes((ROOT / name).read_bytes())

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(arguments))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


@pytest.fixture
def export(unl: Unl) -> Export:
    """Return an export of the shipped list by its name above."""

    def run(name: str) -> str:
        code, out, err = unl("export", *PAGES[name])
        assert code == 0, err
        return out

    return run


def github(text: str) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)


def shown(name: str, text: str) -> LexborHTMLParser:
    """Return an export as its readers see it."""
    if name.startswith("markdown"):
        text = github(text)
    return LexborHTMLParser(text.split("---\n", 2)[2] if name == "jekyll" else text)


def cells(page: str) -> list[list[list[str]]]:
    return [
        [[re.sub(r"\s+", " ", cell.text()).strip() for cell in row.css("td, th")] for row in table.css("tr")]
        for table in LexborHTMLParser(page).css("table")
    ]


def as_printed(text: str) -> str:
    """Return a text without the quotes, dashes and dots that kramdown sets as a printer does."""
    for pattern, plain in (("[“”]", '"'), ("[‘’]", "'"), ("—", "---"), ("–", "--"), ("…", "...")):
        text = re.sub(pattern, plain, text)
    return text


# Tables were tables on GitHub and paragraphs with pipes on GitHub Pages.


@pytest.mark.needs("kramdown")
@pytest.mark.parametrize("name", ["markdown", "markdown by venue", "jekyll", "html-table"])
def test_a_table_is_one_in_both_renderers_with_the_same_cells(
    name: str, export: Export, kramdown: Callable[[str], str]
) -> None:
    text = export(name)
    text = text.split("---\n", 2)[2] if name == "jekyll" else text
    ours = cells(
        text if name == "jekyll" else github(text)
    )  # GitHub shows no topic page, whose Markdown is kramdown's own
    theirs = cells(kramdown(text))
    assert [[[as_printed(cell) for cell in row] for row in table] for table in theirs] == [
        [[as_printed(cell) for cell in row] for row in table] for table in ours
    ]
    assert sum(len(table) - 1 for table in ours) >= len(ENTRIES)
    assert {len(row) for table in ours for row in table} == {4}
    assert "|" not in LexborHTMLParser(kramdown(text)).css_first("body").text()


# `Whoâ€™s Harry Potter?`


@pytest.mark.parametrize("name", PAGES)
def test_no_letter_was_decoded_wrongly(name: str, export: Export) -> None:
    text = export(name)
    assert "Who's Harry Potter?" in re.sub("&#39;|&#x27;|’", "'", text)
    assert not re.search(r"â€|Ã[\x80-\xbf]|Â\xa0|\ufffd|&apos;|&amp;amp;", text)


# A contents whose links led nowhere, ids with spaces


@pytest.mark.parametrize("name", ["jekyll", "html", "html by venue"])
def test_each_link_of_the_contents_has_its_anchor(name: str, export: Export) -> None:
    text = export(name)
    tree = shown(name, text)
    ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
    assert [found for found, count in Counter(ids).items() if count > 1] == []
    assert [found for found in ids if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", found)] == []
    inside = {unquote(node.attributes["href"] or "").removeprefix("#") for node in tree.css("a[href^='#']")}
    inside |= set(re.findall(r"\]\(#([^)]+)\)", text)) if name == "jekyll" else set()  # its contents are Markdown
    assert inside <= set(ids)
    headings = {node.attributes.get("id") for node in tree.css("h2, h3")}
    assert len(headings & inside) >= 5


# 53 links that read "Link"; tables without caption, `th` without scope; http; full stops; `L L M`


@pytest.mark.parametrize("name", AS_HTML)
def test_a_link_says_out_of_context_where_it_leads(name: str, export: Export) -> None:
    titles = {as_printed(entry.plain("title")) for entry in ENTRIES}
    links = shown(name, export(name)).css("tbody a[href^=http]")
    assert len(links) >= 76
    for link in links:
        named = as_printed(link.attributes.get("aria-label") or link.text().strip())
        assert any(title in named for title in titles), link.html


@pytest.mark.parametrize("name", ["markdown", "markdown by venue", "markdown list"])
def test_the_link_to_a_paper_is_its_title(name: str, export: Export) -> None:
    rows = shown(name, export(name)).css("tbody tr, body > ul > li")
    titles = {entry.plain("title") for entry in ENTRIES}
    assert {row.css_first("a").text() for row in rows} == titles


@pytest.mark.parametrize("name", AS_HTML)
def test_a_table_says_what_it_is(name: str, export: Export) -> None:
    tables = shown(name, export(name)).css("table")
    assert tables
    for table in tables:
        assert _name_of(table), table.html
        assert {head.attributes.get("scope") for head in table.css("th")} <= {"col", "row", "rowgroup", "colgroup"}
        assert table.css("thead th[scope=col]")


def _name_of(table: LexborNode) -> str:
    caption = table.css_first("caption")
    return caption.text().strip() if caption else table.attributes.get("aria-label") or ""


@pytest.mark.parametrize("name", PAGES)
def test_a_site_that_has_https_is_linked_by_it(name: str, export: Export) -> None:
    links = [link.attributes["href"] or "" for link in shown(name, export(name)).css("a[href^=http]")]
    assert links
    plain = [link for link in links if link.startswith("http:") and secure_hosts.has_https(urlsplit(link).netloc)]
    assert plain == []


@pytest.mark.parametrize("name", PAGES)
def test_no_title_ends_in_a_full_stop(name: str, export: Export) -> None:
    titles = [row.css_first("a").text().strip() for row in shown(name, export(name)).css("tbody tr, main li, ul > li")
              if row.css_first("a[href^=http]")]  # fmt: skip
    assert len(titles) >= len(ENTRIES)
    assert [title for title in titles if title.endswith(".")] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_heading_spells_an_acronym(name: str, export: Export) -> None:
    headings = [node.text() for node in shown(name, export(name)).css("title, h1, h2, h3, h4, summary, caption")]
    assert headings
    assert [heading for heading in headings if re.search(r"\b[A-Za-z] [A-Za-z] [A-Za-z]\b", heading)] == []


# One venue in many spellings


@pytest.mark.parametrize("name", AS_TABLES)
def test_a_venue_is_spelt_one_way(name: str, export: Export) -> None:
    venues, spellings = VenueTable(), defaultdict(set)
    for table in shown(name, export(name)).css("table"):
        heads = [head.text().strip().split("\n")[0] for head in table.css("thead th")]
        if "Venue" not in heads:
            continue
        for row in table.css("tbody tr"):
            spelt = row.css("td, th")[heads.index("Venue")].text().strip()
            spellings[venues.recognise(spelt)].add(spelt)
    assert len(spellings) >= 10
    assert {venue: found for venue, found in spellings.items() if len(found) > 1} == {}
    written = {spelt for found in spellings.values() for spelt in found}
    assert not written & {"NIPS", "arxiv", "nature medicine", "USENIX Security Symposium"}
    assert not [spelt for spelt in written if re.search(r"Proceedings|Annual Meeting|20\d\d", spelt)]


# Titles that look alike and are other papers


def test_titles_that_only_look_alike_are_no_duplicates(unl: Unl) -> None:
    near = [
        (one.key, other.key)
        for one, other in combinations(ENTRIES, 2)
        if fuzz.token_sort_ratio(one.plain("title"), other.plain("title")) >= 80
        or fuzz.token_set_ratio(one.plain("title").lower(), other.plain("title").lower()) == 100
    ]
    assert len(near) >= 3
    assert unl("check", "--select", "D")[:2] == (0, "no findings\n")
    code, out, _ = unl("dedupe", "--json")
    assert (code, json.loads(out)["groups"]) == (0, [])


def test_a_paper_that_was_renamed_is_one_paper(unl: Unl) -> None:
    """Its two titles are less alike than those of papers that differ; the library says that they are one."""
    (entry,) = (e for e in ENTRIES if "Cost-Efficient Knowledge Unlearning" in " ".join(e.values("alttitle")))
    assert entry.plain("title") == "Towards Robust and Parameter-Efficient Knowledge Unlearning for LLMs"
    for title in (entry.plain("title"), *entry.values("alttitle")):
        code, _, err = unl("add", "--title", title, "--author", entry.get("author"), "--year", "2024")
        assert code == 1
        assert f"{entry.key} is this paper already" in err


# Papers that stand under two headings on purpose


@pytest.mark.parametrize("name", ["markdown", "markdown list", "html-table", "html"])
def test_a_paper_of_two_categories_stands_under_both(name: str, export: Export) -> None:
    several = [entry for entry in ENTRIES if len(entry.values("category")) > 1]
    assert len(several) >= 2
    rows = Counter(
        row.css_first("a[href^=http]").text().strip()
        for row in shown(name, export(name)).css("tbody tr, body > ul > li")
        if row.css_first("a[href^=http]")
    )
    for entry in several:
        assert rows[entry.plain("title")] == len(entry.values("category")), entry.key


def test_a_paper_of_two_categories_is_no_duplicate(unl: Unl) -> None:
    code, out, _ = unl("export", "--json", "-g", "none")
    assert code == 0
    assert len(json.loads(out)["entries"]) == len(ENTRIES) == 76
