"""Two hand-kept lists become one library, and the pages made from it hold every row of them.

The lists are the two that the shipped library came from (`corpus`), two of our own with the same defects, and the two of
the demonstration.
"""

import json
import os
import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
import yaml
from hand_lists import ListRow, corrections, entry_of, jekyll_rows, markdown_rows, rows_of, squash
from selectolax.lexbor import LexborHTMLParser

from unlcli.domain.venues import VenueTable
from unlcli.store.bibfile import BibFile

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "library.bib"
Unl = Callable[..., tuple[int, str, str]]
Golden = Callable[[str, str], None]

SEEDS = pytest.param(
    ("$UNL_CORPUS/seeds/unlearning-llm-papers.md", "$UNL_CORPUS/seeds/llm-unlearning-topic-page.md"),
    id="seeds",
    marks=pytest.mark.corpus,
)
GARDEN = pytest.param(("tests/data/garden-list.md", "tests/data/garden-page.md"), id="garden")
EXAMPLES = pytest.param(("examples/reading-list.md", "examples/topic-page.md"), id="examples")


@pytest.fixture(params=[SEEDS, GARDEN, EXAMPLES])
def lists(request: pytest.FixtureRequest) -> tuple[Path, ...]:
    """Paths of a README and of a topic page."""
    return tuple(ROOT / os.path.expandvars(name) for name in request.param)


@pytest.fixture
def seeds() -> tuple[Path, ...]:
    return tuple(Path(os.path.expandvars(name)) for name in SEEDS.values[0])


def rows_in(lists: tuple[Path, ...]) -> list[ListRow]:
    return [row for path in lists for row in rows_of(path.read_text(encoding="utf-8"))]


def imported(unl: Unl, lists: tuple[Path, ...]) -> BibFile:
    code, _, err = unl("import", *lists, "-l", "library.bib")
    assert code == 0
    assert "not read" not in err
    return BibFile.open(Path("library.bib"))


def test_every_row_is_a_draft_and_none_is_skipped(unl: Unl, lists: tuple[Path, ...]) -> None:
    code, out, _ = unl("import", *lists, "--dry-run", "--json", "-l", "library.bib")
    read = json.loads(out)
    assert code == 0
    assert read["skipped"] == []
    assert [squash(draft["title"]) for draft in read["drafts"]] == [squash(row.title) for row in rows_in(lists)]
    assert not Path("library.bib").exists()


def test_each_row_is_found_in_the_library_once(unl: Unl, lists: tuple[Path, ...]) -> None:
    library = imported(unl, lists)
    found = {entry_of(row, library.entries).key for row in rows_in(lists)}
    assert found == set(library.entries.keys)
    assert len(library.entries) == len(library.entries.by_key)


def test_defects_are_gone(unl: Unl, lists: tuple[Path, ...]) -> None:
    text = imported(unl, lists).data.decode()
    assert not re.search(r"â€|utm_|\?tab=|#discussion|arxiv\.org/html|&apos;|\bNIPS\b|= \{\\", text)
    assert not re.search(r"\ntitle = .*\.\},?\n", text)


def test_categories_are_those_of_the_first_list(unl: Unl, lists: tuple[Path, ...]) -> None:
    written = rows_of(lists[0].read_text(encoding="utf-8"))
    library, venues = imported(unl, lists), VenueTable()
    names = {name for entry in library.entries for name in entry.values("category")}
    assert names == {" > ".join(row.section) for row in written}
    assert not any(re.search(r"\d{4}", name) or venues.knows(venues.recognise(name)) for name in names)
    for title, rows in groupby(sorted(written, key=lambda row: row.title), key=lambda row: row.title):
        stood = list(rows)
        assert set(entry_of(stood[0], library.entries).values("category")) == {" > ".join(r.section) for r in stood}, (
            title
        )


def test_a_second_import_changes_nothing(unl: Unl, lists: tuple[Path, ...]) -> None:
    before = imported(unl, lists).data
    for order in (lists, lists[::-1], lists[:1], lists[1:]):
        assert unl("import", *order, "-l", "library.bib")[0] == 0
        assert Path("library.bib").read_bytes() == before


def test_one_after_the_other_is_the_same_papers(unl: Unl, lists: tuple[Path, ...]) -> None:
    together = imported(unl, lists)
    for number, order in enumerate((lists, lists[::-1])):
        for path in order:
            assert unl("import", path, "-l", f"{number}.bib")[0] == 0
        apart = BibFile.open(Path(f"{number}.bib")).entries
        assert len(apart) == len(together.entries)
        assert {squash(e.plain("title")) for e in apart} == {squash(e.plain("title")) for e in together.entries}


def test_a_fresh_import_has_nothing_certain_to_report(unl: Unl, lists: tuple[Path, ...]) -> None:
    imported(unl, lists)
    code, out, _ = unl("check", "-l", "library.bib")
    assert (code, "error" in out) == (0, False), out


def test_pages_hold_every_row_and_only_corrections(
    unl: Unl, lists: tuple[Path, ...], golden: Golden, request: pytest.FixtureRequest
) -> None:
    """The library that an import makes, without any fact added, gives both pages back."""
    library = imported(unl, lists)
    name = request.node.callspec.id
    readme, topic = (rows_of(path.read_text(encoding="utf-8")) for path in lists)
    _, page, _ = unl("export", "-l", "library.bib", "--format", "markdown", "--group-by", "category")
    golden(f"corpus/imported-{name}-markdown.txt", corrections(readme, markdown_rows(page), library.entries, MARKDOWN))
    _, page, _ = unl("export", "-l", "library.bib", "--format", "jekyll", "--group-by", "venue,year")
    golden(f"corpus/imported-{name}-jekyll.txt", corrections(topic, jekyll_rows(page), library.entries, JEKYLL))


MARKDOWN = "title venue year link code"
JEKYLL = "section title venue year link"


# What holds for our own lists, fact by fact


def test_versions_of_one_paper_are_merged_into_the_version_of_record(unl: Unl) -> None:
    library = imported(unl, tuple(ROOT / name for name in GARDEN.values[0]))
    by_title = {entry.plain("title").split(":")[0]: entry for entry in library.entries}
    assert len(library.entries) == 15

    published = by_title["Compost Washing at Scale"]  # arXiv in one list, a conference in the other
    assert (published.type, published.venue, published.year) == ("inproceedings", "ICLR", "2025")
    assert (published.get("eprint"), published.get("archiveprefix").lower()) == ("2405.99909", "arxiv")
    assert published.get("url") == "https://openreview.net/forum?id=CompostWsh"

    bees = by_title["Listening to Bees"]
    assert (bees.venue, bees.get("doi")) == ("Findings of ACL", "10.18653/v1/2025.findings-acl.9914")

    track = by_title["GardenBench"]  # the exact name of the venue wins over its series
    assert track.venue == "NeurIPS Datasets and Benchmarks"
    full = by_title["Talking to Tomatoes with Language Models"]  # so does a short name over the proceedings' full title
    assert VenueTable().recognise(full.venue).short == "ACL"
    preprint = by_title["A Field Guide to Autonomous Weeding"]
    assert (preprint.type, preprint.get("eprint")) == ("misc", "2401.99902")


def test_the_link_of_a_merged_paper_is_that_of_the_version_of_record(unl: Unl) -> None:
    library = imported(unl, tuple(ROOT / name for name in GARDEN.values[0]))
    (tulip,) = (entry for entry in library.entries if "TULIP" in entry.get("title"))
    assert (tulip.venue, tulip.year) == ("ICLR", "2025")
    assert tulip.get("url") == "https://openreview.net/forum?id=TulipPaper"
    assert tulip.values("alturl") == ("https://openreview.net/forum?id=TulipWkshp",)


@pytest.mark.parametrize("title", ["Weeding", "Adversarial Weeding", "A Survey", "Attention Is All a Robot Needs"])
def test_a_row_without_link_or_authors_is_added_once(title: str, unl: Unl) -> None:
    row = f"| {title} | ICLR | 2020 | - |"
    Path("list.md").write_text(f"## Robots\n\n| Title | Venue | Year | Code |\n|---|---|---|---|\n{row}\n")
    assert "1 new" in unl("import", "list.md", "-l", "library.bib")[2]
    before = Path("library.bib").read_bytes()
    assert "0 new" in unl("import", "list.md", "-l", "library.bib")[2]
    assert Path("library.bib").read_bytes() == before


# The lists that the shipped library came from


@pytest.mark.corpus
def test_seeds_into_an_empty_library(unl: Unl, seeds: tuple[Path, ...]) -> None:
    library = imported(unl, seeds)
    assert len(rows_in(seeds)) == 94
    assert len(library.entries) in (76, 77)
    below = [e.plain("title") for e in library.entries if "Benchmark > Multimodal" in e.values("category")]
    assert len(below) == 5
    assert "Who’s Harry Potter?" in library.data.decode()


@pytest.mark.corpus
def test_seeds_add_nothing_to_the_shipped_library(unl: Unl, seeds: tuple[Path, ...]) -> None:
    before = SHIPPED.read_bytes()
    Path("library.bib").write_bytes(before)
    for order in (seeds, seeds[::-1], seeds[:1], seeds[1:]):
        assert unl("import", *order, "-l", "library.bib")[0] == 0
        assert Path("library.bib").read_bytes() == before


@pytest.mark.corpus
def test_every_seed_row_is_in_the_shipped_library(seeds: tuple[Path, ...]) -> None:
    entries = BibFile.open(SHIPPED).entries
    assert {entry_of(row, entries).key for row in rows_in(seeds)} == set(entries.by_key)


@pytest.mark.corpus
def test_seed_categories_are_in_the_shipped_library(seeds: tuple[Path, ...]) -> None:
    entries = BibFile.open(SHIPPED).entries
    for row in rows_of(seeds[0].read_text(encoding="utf-8")):
        assert " > ".join(row.section) in entry_of(row, entries).values("category"), row


@pytest.mark.corpus
def test_markdown_replaces_the_first_seed(unl: Unl, seeds: tuple[Path, ...], golden: Golden) -> None:
    Path("library.bib").write_bytes(
        SHIPPED.read_bytes()
    )  # alone in its folder: no unl.toml gives sections other titles
    _, page, _ = unl("export", "-l", "library.bib", "--format", "markdown", "--group-by", "category")
    rows = rows_of(seeds[0].read_text(encoding="utf-8"))
    shown = markdown_rows(page)
    assert len(rows) == 41
    golden(
        "corpus/corrections-markdown.txt", corrections(rows, shown, BibFile.open(Path("library.bib")).entries, MARKDOWN)
    )
    assert len({(row.section, row.title) for row in shown}) == len(shown)


@pytest.mark.corpus
def test_jekyll_replaces_the_second_seed(unl: Unl, seeds: tuple[Path, ...], golden: Golden) -> None:
    Path("library.bib").write_bytes(SHIPPED.read_bytes())
    _, page, _ = unl("export", "-l", "library.bib", "--format", "jekyll", "--group-by", "venue,year")
    rows = rows_of(seeds[1].read_text(encoding="utf-8"))
    shown = jekyll_rows(page)
    assert len(rows) == 53
    golden("corpus/corrections-jekyll.txt", corrections(rows, shown, BibFile.open(Path("library.bib")).entries, JEKYLL))
    assert len(shown) == len(BibFile.open(Path("library.bib")).entries)


def test_the_topic_page_has_all_its_parts(unl: Unl) -> None:
    Path("library.bib").write_bytes(SHIPPED.read_bytes())
    _, page, _ = unl(
        *("export", "-l", "library.bib", "--format", "jekyll", "--group-by", "venue,year"),
        *("--title", "LLM Unlearning", "--permalink", "/llm-unlearning/"),
    )
    _, front, body = page.split("---\n", 2)
    assert yaml.safe_load(front) == {"title": "LLM Unlearning", "layout": "topic", "permalink": "/llm-unlearning/"}
    contents, *folds = re.split(r'(?=^<h2 id=")', body, flags=re.M)
    assert contents.strip().startswith("# LLM Unlearning")
    assert contents.count("<details") == contents.count("</details>") == len(folds) + 1
    shown = jekyll_rows(page)
    headings = {f"#{node.id}" for node in LexborHTMLParser(body).css("h2, h3")}
    assert set(re.findall(r"\]\((#[^)]+)\)", contents)) == headings
    assert len(headings) == len({row.section[:1] for row in shown} | {row.section for row in shown})
    for fold in folds:
        assert re.search(r"<details>\n<summary>.+</summary>", fold)
        assert fold.count("<table") == fold.count("<h3 ") > 0
    assert all(row.link.startswith("https://") for row in shown)
