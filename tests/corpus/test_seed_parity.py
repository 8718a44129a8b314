"""What stood in the lists kept by hand stands in every export: each paper, in the section that was its own, and its link.

Tried on the two lists that the shipped library came from (`corpus`), with that library, and on two of our own with the same
defects, with the library that their import makes.
"""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hand_lists import ListRow, entry_of, jekyll_rows, markdown_rows, page_rows, rows_of, squash, work_of, works_of

from unlcli.domain import identifiers
from unlcli.domain.entry import Entry
from unlcli.store.bibfile import BibFile

ROOT = Path(__file__).resolve().parents[2]
Unl = Callable[..., tuple[int, str, str]]
#: What the shipped list's settings call the sections of the README; those of our own list are given the same names.
SECTIONS = {
    "Survey": "Surveys",
    "Benchmark": "Benchmarks",
    "LLM": "Language models",
    "Multimodal LLM": "Multimodal language models",
    "Medical LLM": "Medical language models",
}
#: What groups of venues are called in an export, where a list says otherwise.
SERIES = {
    "NIPS": "NeurIPS",
    "NeurIPS Datasets and Benchmarks": "NeurIPS",
    "arxiv": "arXiv",
    "nature medicine": "Nature Medicine",
    "Findings of the Association for Computational Linguistics: ACL": "ACL",
    "USENIX Security Symposium": "USENIX Security",
    **{
        f"Proceedings of the {number} Annual Meeting of the Association for Computational Linguistics "
        "(Volume 1: Long Papers)": "ACL"
        for number in ("61st", "62nd")
    },
}
#: Papers that a list names as preprint or workshop paper, or in the wrong year: where they were published.
PUBLISHED = {
    # the shipped library
    "CLEAR: Character Unlearning in Textual and Visual Modalities": ("ACL", "2025"),
    "Towards Robust and Cost-Efficient Knowledge Unlearning for Large Language Models": ("ICLR", "2025"),
    "TOFU: A Task of Fictitious Unlearning for LLMs": ("COLM", "2024"),
    "MMUnlearner: Reformulating Multimodal Machine Unlearning in the Era of Multimodal Large Language Models": ("ACL", "2025"),
    "Modality-Aware Neuron Pruning for Unlearning in Multimodal Large Language Models": ("ACL", "2025"),
    "SafeEraser: Enhancing Safety in Multimodal Large Language Models through Multimodal Machine Unlearning": ("ACL", "2025"),
    "Cross-Modal Safety Alignment: Is textual unlearning all you need?": ("EMNLP", "2024"),
    "Medical large language models are vulnerable to data-poisoning attacks": ("Nature Medicine", "2025"),
    # our own lists
    "Compost Washing at Scale": ("ICLR", "2025"),
    "TULIP: A Task of Unfinished Lawn Planning": ("ICLR", "2025"),
    "Listening to Bees: Sound Models for Pollination": ("ACL", "2025"),
}  # fmt: skip


#: Exports by a name: format, groups, and what reads their rows.
EXPORTS = {
    "markdown": ("markdown", "category", markdown_rows),
    "html": ("html", "category", page_rows),
    "markdown by venue": ("markdown", "venue,year", markdown_rows),
    "html by venue": ("html", "venue,year", page_rows),
    "jekyll": ("jekyll", "venue,year", jekyll_rows),
}
BY_CATEGORY = ("markdown", "html")
BY_VENUE = ("markdown by venue", "html by venue", "jekyll")


@dataclass(frozen=True)
class Published:
    """The rows of a README and of a topic page, the library that has them, and a way to export it."""

    readme: list[ListRow]
    topic: list[ListRow]
    entries: tuple[Entry, ...]
    unl: Unl

    @property
    def rows(self) -> list[ListRow]:
        return [*self.readme, *self.topic]

    def exported(self, name: str) -> list[ListRow]:
        kind, group, read = EXPORTS[name]
        return list(read(self._export("-f", kind, "-g", group, "--columns", "title,venue,year,code")))

    def fields(self) -> dict[str, dict[str, str]]:
        return {
            record["key"]: record["fields"] for record in json.loads(self._export("--json", "-g", "none"))["entries"]
        }

    def _export(self, *options: str) -> str:
        code, out, err = self.unl("export", *options)
        assert code == 0, err
        return out


@pytest.fixture(params=[pytest.param("seeds", marks=pytest.mark.corpus), "garden"])
def published(request: pytest.FixtureRequest, unl: Unl) -> Published:
    if request.param == "seeds":
        folder = Path(os.environ["UNL_CORPUS"]) / "seeds"
        lists = folder / "unlearning-llm-papers.md", folder / "llm-unlearning-topic-page.md"
        for name in ("library.bib", "unl.toml"):
            Path(name).write_bytes((ROOT / name).read_bytes())
    else:
        lists = ROOT / "tests/data/garden-list.md", ROOT / "tests/data/garden-page.md"
        assert unl("import", *lists, "-l", "library.bib")[0] == 0
        names = dict.fromkeys(" > ".join(row.section) for row in rows_of(lists[0].read_text(encoding="utf-8")))
        tables = (
            f"[[category]]\nname = {name!r}\ntitle = {SECTIONS.get(name, name)!r}\n"
            for name in names
            if ">" not in name
        )
        Path("unl.toml").write_text("".join(tables), encoding="utf-8")
    readme, topic = (rows_of(path.read_text(encoding="utf-8")) for path in lists)
    entries = tuple(BibFile.open(Path("library.bib")).entries)
    return Published(readme, topic, entries, unl)


def places(entry: Entry, page: Iterable[ListRow]) -> list[tuple[str, ...]]:
    """Return the sections that have a paper, once for each row of it."""
    title = squash(entry.plain("title"))
    return [row.section for row in page if squash(row.title) == title]


def venue_and_year(row: ListRow) -> tuple[str, str]:
    return PUBLISHED.get(row.title) or (SERIES.get(row.venue, row.venue), row.year)


def section_of(row: ListRow) -> tuple[str, ...]:
    return tuple(SECTIONS.get(name, name) for name in row.section)


@pytest.mark.parametrize("export", BY_CATEGORY)
def test_a_paper_stands_in_the_section_that_the_readme_had_it_in(published: Published, export: str) -> None:
    assert published.readme
    page = published.exported(export)
    for row in published.readme:
        stands = places(entry_of(row, published.entries), page)
        assert stands.count(section_of(row)) == 1, (row, stands)


@pytest.mark.parametrize("export", BY_CATEGORY)
def test_sections_are_those_of_the_readme_in_its_order(published: Published, export: str) -> None:
    written = list(dict.fromkeys(section_of(row) for row in published.readme))
    shown = list(dict.fromkeys(row.section for row in published.exported(export)))
    assert shown[: len(written)] == written
    assert len(shown) - len(written) <= 1  # papers of the topic page that have no category


@pytest.mark.parametrize("export", BY_VENUE)
def test_a_paper_stands_below_its_venue_and_year(published: Published, export: str) -> None:
    page = published.exported(export)
    for row in published.rows:
        stands = places(entry_of(row, published.entries), page)
        assert stands == [venue_and_year(row)], row


@pytest.mark.parametrize("export", EXPORTS)
def test_no_paper_of_either_list_is_missing_and_none_came_from_nowhere(published: Published, export: str) -> None:
    wanted = {squash(entry_of(row, published.entries).plain("title")) for row in published.rows}
    assert {squash(row.title) for row in published.exported(export)} == wanted


@pytest.mark.parametrize("export", EXPORTS)
def test_the_link_of_a_row_leads_to_the_paper(published: Published, export: str) -> None:
    by_title = {squash(entry.plain("title")): entry for entry in published.entries}
    for row in published.exported(export):
        assert work_of(row.link) in works_of(by_title[squash(row.title)]), row


def test_each_link_of_the_lists_leads_to_its_row(published: Published) -> None:
    """As `url` or `alturl`, once what tracks and what leads inside a page is taken away, and for no other paper."""
    owners: dict[str, set[str]] = {}
    for key, fields in published.fields().items():
        for link in (fields["url"], *fields.get("alturl", "").split()):
            owners.setdefault(identifiers.same_link(link), set()).add(key)
    for row in published.rows:
        link = identifiers.same_link(identifiers.clean_url(row.link).url)
        assert owners.get(link) == {entry_of(row, published.entries).key}, row


def test_each_code_link_of_the_lists_is_shown(published: Published) -> None:
    page = published.exported("markdown")
    with_code = [row for row in published.readme if row.code != "-"]
    assert with_code
    for row in with_code:
        title = squash(entry_of(row, published.entries).plain("title"))
        assert {shown.code for shown in page if squash(shown.title) == title} == {identifiers.clean_url(row.code).url}


def test_a_paper_under_two_headings_stays_there_and_is_no_duplicate(published: Published, unl: Unl) -> None:
    under = [(entry_of(row, published.entries), section_of(row)) for row in published.readme]
    sections = {entry.key: {s for e, s in under if e.key == entry.key} for entry, _ in under}
    several = {key: found for key, found in sections.items() if len(found) > 1}
    assert len(several) >= 2
    for page in map(published.exported, BY_CATEGORY):
        for entry in published.entries:
            assert set(places(entry, page)) >= several.get(entry.key, set())
    assert unl("dedupe", "--json")[0] == 0


@pytest.mark.corpus
def test_the_seeds_imported_are_77_papers_of_76_works(unl: Unl) -> None:
    folder = Path(os.environ["UNL_CORPUS"]) / "seeds"
    assert unl("import", *sorted(folder.glob("*.md")), "-l", "library.bib")[0] == 0
    entries = BibFile.open(Path("library.bib")).entries
    assert len(entries) == 77
    renamed = [e.plain("title") for e in entries if "Efficient Knowledge Unlearning for" in e.plain("title")]
    assert len(renamed) == 2
    shipped = BibFile.open(ROOT / "library.bib").entries
    of = {squash(title): entry.key for entry in shipped for title in (entry.plain("title"), *entry.values("alttitle"))}
    assert len({of[squash(title)] for title in renamed}) == 1
    assert len({of[squash(entry.plain("title"))] for entry in entries}) == 76
