"""Records that others keep, as they are: every one is read, and what a page was made from says what the page says."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from unlcli import importers
from unlcli.domain import text
from unlcli.domain.draft import Reading
from unlcli.domain.venues import VenueTable

pytestmark = pytest.mark.corpus

LISTS = Path(os.environ.get("UNL_CORPUS", "")) / "corpus" / "lists"
Unl = Callable[..., tuple[int, str, str]]


def read(name: str) -> Reading:
    return importers.read((LISTS / name).read_text(encoding="utf-8"), name=name, venues=VenueTable())


def place(link: str) -> str:
    parts = urlsplit(link)
    return (parts.netloc + parts.path).lower().removesuffix("/")


def test_each_record_of_a_list_is_a_paper_with_its_link_authors_date_and_words() -> None:
    name = "janosh-publications.yml"
    records = yaml.safe_load((LISTS / name).read_text(encoding="utf-8"))
    reading = read(name)
    assert len(reading.drafts) == len(records) == 60
    assert reading.skipped == ()
    for record, draft in zip(records, reading.drafts, strict=True):
        assert text.fold(draft.title) == text.fold(record["title"])
        assert place(record["url"]) in map(place, draft.urls)
        assert len(draft.authors.split(" and ")) == len(record.get("authors", []))
        assert str(record["date"]).startswith(draft.extra["date"])
        assert set(text.fold(draft.extra.get("description", "")).split()) or not record.get("description")


def test_a_page_and_what_it_was_made_from_name_the_same_papers() -> None:
    made, source = read("topic-mamba-segmentation.md"), read("topic-mamba-segmentation.source.yaml")
    assert len(source.drafts) == len(made.drafts) == 69
    assert source.skipped == ()

    def facts(reading: Reading) -> set[tuple[str, str, str, frozenset[str]]]:
        return {(text.fold(d.title), d.venue, d.year, frozenset(map(place, d.urls))) for d in reading.drafts}

    assert facts(source) == facts(made)


@pytest.mark.parametrize("name", ["janosh-publications.yml", "topic-mamba-segmentation.source.yaml"])
def test_a_second_import_changes_nothing(name: str, unl: Unl) -> None:
    assert unl("import", LISTS / name, "-l", "library.bib")[0] == 0
    assert unl("check", "-l", "library.bib")[0] == 0
    before = Path("library.bib").read_bytes()
    assert unl("import", LISTS / name, "-l", "library.bib")[0] == 0
    assert Path("library.bib").read_bytes() == before
