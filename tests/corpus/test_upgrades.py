"""No other paper is taken for a preprint's version of record, however alike, and most true ones are."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from memory_sources import VENUES, planned, searched
from publications import Paper, hit, note, work
from rapidfuzz import fuzz, process

from unlcli.domain import names, text
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries
from unlcli.domain.record import Record, Standing
from unlcli.domain.venues import Kind
from unlcli.services.find_published import find_published
from unlcli.services.upgrade import UpgradePlan, plan_upgrades
from unlcli.sources.asking import Answer, Ask, Request

Row = dict[str, str]


def upgraded(entry: Entry, found: Iterable[Record]) -> UpgradePlan:
    """Return what comes of a preprint for which every search finds these records."""
    return planned(entry, searched(*found))


def folder(name: str) -> Path:
    return Path(os.environ["UNL_CORPUS"]) / "bench" / "dedupe" / name


def read(name: str) -> tuple[dict[str, Row], dict[str, Row]]:
    """Return records and identifiers of a set, both by id."""
    with (folder(name) / "records.jsonl").open(encoding="utf-8") as lines:
        records = {row["id"]: row for row in map(json.loads, lines)}
    with (folder(name) / "identifiers.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["id"]: row for row in csv.DictReader(lines)}
    return records, known


def pairs(name: str, file: str) -> list[tuple[str, str]]:
    with (folder(name) / file).open(encoding="utf-8", newline="") as lines:
        return [(row[0], row[1]) for row in list(csv.reader(lines))[1:]]


def arxiv_of(row: Row) -> str:
    """Return the arXiv id that a record has, empty when it has none."""
    own = row.get("arxiv") or row.get("identifier", "")
    return own if own and not own.startswith("10.") else ""


def as_preprint(row: Row, known: Row, number: int) -> Entry:
    year = row.get("year", "2020")
    own = arxiv_of(known) or f"{year[2:]}01.{90000 + number % 10000:05}"
    fields = {
        "author": row.get("author", ""), "title": row["title"], "year": year, "eprint": own, "archiveprefix": "arXiv",
    }  # fmt: skip
    return Entry("misc", row["id"], {name: value for name, value in fields.items() if value}, position=0, line=1)


def as_published(row: Row, known: Row, number: int) -> Record:
    """Return a record as the version of record that a search would find, with a venue and a DOI whatever it is."""
    venue = text.plain(row.get("venue", ""))
    is_final = venue and VENUES.recognise(venue).kind is not Kind.PREPRINT
    kind = row["entrytype"] if is_final and row["entrytype"] != "misc" else "inproceedings"
    doi = known.get("doi") or known.get("identifier", "")
    return Record(
        source="",
        title=text.plain(row["title"]),
        authors=names.authors(row.get("author", "")),
        year=row.get("year", "2020"),
        venue=venue if is_final else "International Conference on Machine Learning",
        type=kind,
        volume=row.get("volume", ""),
        pages=row.get("pages", ""),
        doi=doi if doi.startswith("10.") else f"10.1234/made.up.{number}",
        standing=Standing.PUBLISHED,
    )


def directions(name: str) -> Iterator[tuple[str, Entry, Record]]:
    records, known = read(name)
    for number, pair in enumerate(pairs(name, "negative_pairs.csv")):
        for one, other in (pair, pair[::-1]):
            preprint = as_preprint(records[one], known.get(one, {}), number)
            yield f"{one} {other}", preprint, as_published(records[other], known.get(other, {}), number)


@pytest.mark.corpus
def test_no_hard_negative_is_taken_for_a_version_of_record(record_property: Callable[[str, object], None]) -> None:
    wrong, unsure, count = [], 0, 0
    for name, entry, record in directions("hard-negatives-dev"):
        plan = upgraded(entry, [record])
        count += 1
        unsure += bool(plan.unsure)
        if plan.upgrades:
            wrong.append((name, entry.plain("title"), record.title, plan.upgrades[0].evidence))
    record_property(
        "figure", f"{count} other papers served as the answer: {len(wrong)} wrong upgrades, {unsure} unsure"
    )
    assert count == 1112
    assert wrong == []


def answering(record: Record) -> Ask:
    """Return services whose searches find one paper, in the forms in which they answer, and that know nothing else."""
    people = tuple(name.full for name in record.authors)
    paper = Paper(
        record.title, people, record.year, record.venue, record.doi, pages=record.pages, kind=record.type, key="x"
    )
    bodies = {
        "dblp.org": {"result": {"hits": {"@total": "1", "hit": [{"info": hit(paper)}]}}},
        "api.crossref.org": {"status": "ok", "message-type": "work-list", "message": {"items": [work(paper)]}},
        "api2.openreview.net": {"notes": [note(paper, "found00001", "Conference")], "count": 1},
    }

    def ask(request: Request) -> Answer:
        body = bodies.get(urlsplit(request.url).netloc) if request.is_search else None
        if body is None:
            return Answer(404, b"Resource not found.", request.url, "text/plain")
        return Answer(200, json.dumps(body).encode(), request.url, "application/json")

    return ask


@pytest.mark.corpus
def test_no_hard_negative_is_taken_from_what_services_send(record_property: Callable[[str, object], None]) -> None:
    wrong: list[tuple[str, str, str]] = []
    count = authored = searched_for = 0
    for name, entry, record in islice(directions("hard-negatives-dev"), 0, None, 7):
        found = find_published(entry, answering(record), VENUES)
        count += 1
        searched_for += len(found.searched)
        authored += bool(entry.get("author"))
        if plan_upgrades([found], Entries((entry,)), VENUES).upgrades:
            wrong.append((name, entry.plain("title"), record.title))
    record_property("figure", f"{count} other papers served in the services' own forms: {len(wrong)} wrong upgrades")
    assert searched_for == 3 * authored > 0
    assert wrong == []


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "least"), [("preprint-ml-dev", 0.8), ("preprint-lists-dev", 0.3)])
def test_partners_are_found_and_nearest_titles_are_not(
    name: str, least: float, record_property: Callable[[str, object], None]
) -> None:
    records, known = read(name)
    partners: dict[str, set[str]] = {}
    for one, other in pairs(name, "pairs.csv"):
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    is_preprint = {
        key: VENUES.recognise(row.get("venue", "arXiv")).kind is Kind.PREPRINT for key, row in records.items()
    }
    keys = [key for key in records if not is_preprint[key]]
    titles = [text.fold(records[key]["title"]) for key in keys]
    right = total = authored = wrong_count = 0
    wrong = []
    for number, (key, others) in enumerate(sorted(partners.items())):
        published = [other for other in sorted(others) if not is_preprint[other]]
        if not is_preprint[key] or not published:
            continue
        entry = as_preprint(records[key], known[key], number)
        near = process.extract(text.fold(records[key]["title"]), titles, scorer=fuzz.token_sort_ratio, limit=6)
        strangers = [keys[place] for _, _, place in near if keys[place] not in others]
        false = [as_published(records[other], {}, number + n) for n, other in enumerate(strangers[:3])]
        true = [as_published(records[other], {}, number) for other in published[:1]]
        total += 1
        authored += bool(entry.get("author"))
        right += bool(upgraded(entry, [*false, *true]).upgrades)
        if found := upgraded(entry, false).upgrades:
            wrong_count += 1
            wrong.append((entry.plain("title"), [record.title for record in false], found[0].evidence))
    record_property(
        "figure",
        f"{name}: {right} of {total} preprints upgraded ({authored} name authors); nearest other titles: {wrong_count} wrong",
    )
    assert wrong == []
    assert right >= least * authored
