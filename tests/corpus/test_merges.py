"""Every pair of entries that people say is one paper, merged: no identifier and no value is lost in silence."""

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from unlcli.bibtex import read
from unlcli.domain import identifiers, names, text
from unlcli.domain.entry import Entry
from unlcli.domain.venues import Kind, VenueTable
from unlcli.services.dedupe import group_of, plan_merges
from unlcli.store.bibfile import BibFile

pytestmark = pytest.mark.corpus
VENUES = VenueTable()
HOMES = {"article": "journal", "inproceedings": "booktitle"}
PLACES = ("booktitle", "journal", "howpublished")


def _folder(name: str) -> Path:
    return Path(os.environ["UNL_CORPUS"]) / "bench" / "dedupe" / name


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _from_list(record: Mapping[str, str]) -> Entry:
    """A row of a hand-kept list, as an entry."""
    kind = record.get("entrytype", "misc")
    fields = {name: text.to_bibtex(record[name]) for name in ("title", "author", "year", "pages") if record.get(name)}
    if record.get("venue"):
        fields[HOMES.get(kind, "howpublished")] = text.to_bibtex(record["venue"])
    for name in ("url", "doi"):
        if record.get(name):
            fields[name] = record[name]
    return Entry(kind, record["id"], fields)


@cache
def _seeds() -> tuple[tuple[Entry, Entry], ...]:
    lines = (_folder("seeds") / "records.jsonl").read_text(encoding="utf-8").splitlines()
    entries = {entry.key: entry for entry in map(_from_list, map(json.loads, lines))}
    pairs = [row for row in _rows(_folder("seeds") / "pairs.csv") if row["label"] == "1"]
    return tuple((entries[row["id1"]], entries[row["id2"]]) for row in pairs)


@cache
def _preprints() -> tuple[tuple[Entry, Entry], ...]:
    folder = _folder("preprint-ml-dev")
    entries = {entry.key: entry for entry in read.read((folder / "library.bib").read_bytes())}
    for row in _rows(folder / "identifiers.csv"):
        own = {"eprint": row["arxiv"], "archiveprefix": "arXiv" if row["arxiv"] else "", "doi": row["doi"]}
        entry = entries[row["id"]]
        given = {name: value for name, value in own.items() if value}
        entries[entry.key] = replace(entry, fields={**entry.fields, **given}, position=-1)
    return tuple((entries[row["id1"]], entries[row["id2"]]) for row in _rows(folder / "pairs.csv"))


SETS = {"seeds": (_seeds, 20), "preprint-ml-dev": (_preprints, 110)}


def _written(entries: tuple[Entry, ...]) -> str:
    def lines(entry: Entry) -> str:
        return "".join(f"  {name} = {{{value}}},\n" for name, value in entry.fields.items())

    return "\n".join(f"@{entry.type}{{{entry.key},\n{lines(entry)}}}\n" for entry in entries)


def _merged(pair: tuple[Entry, Entry]) -> tuple[list[Entry], tuple[str, ...]]:
    """The library that a merge leaves of two entries, and what it told."""
    bib = BibFile(Path("library.bib"), _written(pair).encode())
    plan = plan_merges([group_of(bib.entries.entries, "library.bib")], bib.entries, VENUES, bib.source)
    return list(BibFile(Path("library.bib"), bib.plan(plan.changes).new).entries), plan.conflicts


def _lost(entry: Entry, merged: Entry, told: tuple[str, ...]) -> Iterator[str]:
    """The fields of an entry whose value is neither in the merged one nor told."""
    for name in entry.fields:
        value = entry.plain(name)
        is_told = any(f"{merged.key}: {name}: " in line and repr(value) in line for line in told)
        if name == "author":
            people = names.authors(merged.get(name))
            missing = [p.full for p in names.authors(entry.get(name)) if not _is_among(p, people)]
            is_told = all(any(": author: " in line and full in line for line in told) for full in missing)
        if value and not is_told and not _has(merged, name, value):
            yield f"{entry.key}.{name}: {value!r} of {entry.get('title')!r}"


def _has(merged: Entry, name: str, value: str) -> bool:
    if name == "title":
        titles = (merged.plain("title"), *merged.values("alttitle"))
        return any(title.casefold() == value.casefold() or _letters(title) == _letters(value) for title in titles)
    if name in ("url", "alturl"):
        links = {*merged.plain("url").split(), *merged.values("alturl")}
        return {identifiers.same_link(link) for link in value.split()} <= set(map(identifiers.same_link, links))
    if value in merged.plain("note"):
        return True
    if name in PLACES:
        said = VENUES.recognise(value)
        is_server = said.kind is Kind.PREPRINT and bool(merged.get("eprint") or "arxiv.org" in str(merged.fields))
        kept = [VENUES.recognise(merged.plain(place)) for place in PLACES if merged.get(place)]
        return is_server or any(said.short in (venue.short, venue.series) for venue in kept)
    if name == "year" and merged.get("eprint")[:2] == value[2:]:
        return True  # of a preprint; its number says so too
    return merged.plain(name) == value


def _letters(title: str) -> str:
    return "".join(char for char in text.fold(title) if char.isalnum())


def _is_among(person: names.Name, people: tuple[names.Name, ...]) -> bool:
    """Tell whether a person stands in a list with each word of the name, or the word that an initial stands for."""
    wanted = text.fold(person.full).split()
    return any(
        text.squash(other.full) == "".join(wanted)
        or all(any(word.startswith(part) for word in text.fold(other.full).split()) for part in wanted)
        for other in people
    )


def _both_orders(pairs: tuple[tuple[Entry, Entry], ...]) -> Iterator[tuple[Entry, Entry]]:
    for one, other in pairs:
        yield from ((one, other), (other, one))


@pytest.mark.parametrize("name", SETS)
def test_a_merge_loses_no_identifier_and_no_value_in_silence(name: str) -> None:
    pairs, count = SETS[name]
    assert len(pairs()) == count
    problems = []
    for pair in _both_orders(pairs()):
        entries, told = _merged(pair)
        assert [entry.key for entry in entries] == [pair[0].key]
        assert identifiers.of_entry(entries[0]) >= identifiers.of_entry(pair[0]) | identifiers.of_entry(pair[1]), pair
        assert pair[1].key in entries[0].values("ids")
        problems += [lost for entry in pair for lost in _lost(entry, entries[0], told)]
    assert problems == []


@pytest.mark.parametrize("name", SETS)
def test_which_version_stood_first_decides_on_the_key_alone(name: str) -> None:
    pairs, _ = SETS[name]
    facts = ("type", "venue", "year")
    for pair in pairs():
        (there,), _ = _merged(pair)
        (back,), _ = _merged(pair[::-1])
        told = [[getattr(entry, fact) for fact in facts] for entry in (there, back)]
        if told[0] != told[1]:  # two records of one version: the one that stood first says how it is written
            assert VENUES.recognise(there.venue).kind == VENUES.recognise(back.venue).kind, pair


def test_the_command_merges_what_is_named_and_undo_gives_the_file_back(
    unl: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    library = tmp_path / "library.bib"
    for pair in (*_seeds()[::7], *_preprints()[::37]):
        before = _written(pair).encode()
        library.write_bytes(before)
        code, _, told = unl("dedupe", "--merge", pair[0].key, pair[1].key)
        assert code == 0, told
        assert [entry.key for entry in BibFile.open(library).entries] == [pair[0].key]
        assert unl("undo")[0] == 0
        assert library.read_bytes() == before
