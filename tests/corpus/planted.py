"""The project's own library planted into many other entries, and what to ask of both.

The others are those of the corpus folder's .bib files and, when they are too few, variations of them: the beginning of one
title with the end of another, another's authors, no identifiers.
"""

import functools
import json
import os
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from unlcli.bibtex import read
from unlcli.domain import query as queries
from unlcli.domain import text
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.services.search import search
from unlcli.store.index import Index
from unlcli.store.index_update import in_memory

LIBRARY = Path(__file__).resolve().parents[2] / "library.bib"
_IDENTIFYING = ("doi", "eprint", "url", "ids", "alttitle", "alturl", "isbn", "code", "openreview", "pmid", "file")


@dataclass(frozen=True)
class Question:
    """A query, the titles of the papers that answer it, and what kind of query it is."""

    query: str
    wanted: tuple[str, ...]
    kind: str

    @property
    def is_sure(self) -> bool:
        """Tell an identifier, a whole title, a phrase and three and more words of the title from what says less."""
        query = queries.parse(self.query)
        if query.identifier is not None:
            return True
        terms = [term for terms in query.alternatives for term in terms]
        if any(term.field or term.negated for term in terms):
            return False
        words = [word for term in terms for word in text.fold(term.value).split()]
        there = [text.fold(title) for title in self.wanted]
        if any(term.is_phrase for term in terms) or " ".join(words) in there:
            return True
        return len(words) >= 3 and any(set(words) <= set(title.split()) for title in there)


@dataclass(frozen=True)
class Answer:
    """The rank of the wanted paper, 0 when it is not there, and whether it counts among those that match all words."""

    question: Question
    rank: int
    has_all: bool


def own() -> Entries:
    """Return the project's library."""
    return read.read(LIBRARY.read_bytes())


def planted(count: int) -> Entries:
    """Return the project's entries among `count` others, evenly."""
    mine, others = list(own()), unique(others_of(count))
    step = len(others) // len(mine)
    mixed: list[Entry] = []
    for number, entry in enumerate(mine):
        last = None if number == len(mine) - 1 else (number + 1) * step
        mixed += [*others[number * step : last], entry]
    return Entries(tuple(replace(entry, position=place, line=place + 1) for place, entry in enumerate(mixed)))


def others_of(count: int) -> list[Entry]:
    """Return as many entries of other people's libraries, variations of them when there are too few."""
    found = list(_of_corpus(count))
    return found + [_variation(found, number) for number in range(count - len(found))]


def _of_corpus(count: int) -> Iterator[Entry]:
    files = sorted((Path(os.environ["UNL_CORPUS"]) / "corpus" / "bib").glob("*.bib"))
    random.Random(count).shuffle(files)
    for file in files:
        for entry in read.read(file.read_bytes()):
            if entry.get("title") and not entry.problem:
                # read in full, so that the file's text need not be kept
                yield replace(entry, fields=dict(entry.fields))
                count -= 1
                if not count:
                    return


def _variation(entries: Sequence[Entry], number: int) -> Entry:
    one, other = entries[number % len(entries)], entries[(number * 7_919 + 1) % len(entries)]
    beginning, end = one.plain("title").split(), other.plain("title").split()
    fields = {name: value for name, value in one.fields.items() if name not in _IDENTIFYING}
    fields["title"] = text.to_bibtex(" ".join(beginning[: (len(beginning) + 1) // 2] + end[len(end) // 2 :]))
    if author := other.get("author"):
        fields["author"] = author
    return replace(one, key=f"{one.key}v", fields=fields)


def unique(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries whose keys are told apart by a number where they repeat."""
    seen: dict[str, int] = {}
    found = []
    for entry in entries:
        seen[entry.key] = seen.get(entry.key, 0) + 1
        times = seen[entry.key]
        found.append(entry if times == 1 else replace(entry, key=f"{entry.key}-{times}"))
    return found


# What is asked


def given() -> list[Question]:
    """Return the queries of the corpus folder."""
    file = Path(os.environ["UNL_CORPUS"]) / "bench" / "search" / "queries.jsonl"
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [Question(row["query"], tuple(row["want"]), row["kind"]) for row in rows]


def made() -> list[Question]:
    """Return queries for every paper of the project's library: identifiers, its title, phrases and words that it alone has."""
    found = []
    titles = [text.fold(entry.plain("title")) for entry in own()]
    for entry in own():
        title = entry.plain("title")
        asked = [("identifier", entry.get(name)) for name in ("doi", "eprint", "url")] + [("title", title)]
        asked += [("phrase", f'"{phrase}"') for phrase in _phrases(title, titles)]
        asked += [("words", words) for words in _words(title, titles)]
        wanted = (title, *entry.values("alttitle"))
        found += [Question(query, wanted, kind) for kind, query in asked if query]
    return found


def _phrases(title: str, titles: Sequence[str]) -> Iterator[str]:
    """Yield the four words that a title begins and ends with, where no other title has them."""
    words = title.replace('"', "").split()
    for some in (words[:4], words[-4:]):
        phrase = text.fold(" ".join(some))
        if len(some) == 4 and sum(f" {phrase} " in f" {other} " for other in titles) == 1:
            yield " ".join(some)


def _words(title: str, titles: Sequence[str]) -> Iterator[str]:
    """Yield the three longest words of a title, in its order, where no other title has them all."""
    told = list(dict.fromkeys(text.fold(title).split()))
    longest = set(sorted(told, key=len)[-3:])
    if len(longest) == 3 and sum(longest <= set(other.split()) for other in titles) == 1:
        yield " ".join(word for word in told if word in longest)


# What is answered


def same_title(title: str) -> str:
    """Return the letters and digits of a title, by which titles are compared."""
    spread = unicodedata.normalize("NFKD", re.sub(r"\\[a-zA-Z]+|[{}\\]", "", title))
    return "".join(char for char in spread.lower() if char.isalnum() and char.isascii())


def answer(question: Question, titles: Sequence[tuple[str, bool]]) -> Answer:
    """Return the answer that hits give, told as their titles, each with whether it has all words."""
    wanted = {same_title(title) for title in question.wanted}
    for rank, (title, has_all) in enumerate(titles, 1):
        if same_title(title) in wanted:
            return Answer(question, rank, has_all)
    return Answer(question, 0, False)


def indexed(entries: Entries) -> Index:
    """Return an index of entries."""
    return in_memory(entries, VenueTable())


def ask(index: Index, questions: Iterable[Question]) -> list[Answer]:
    """Return what a search answers, all hits of it."""
    venues = functools.cache(VenueTable)
    answers = []
    for question in questions:
        hits = search(index, queries.parse(question.query), venues).hits
        answers.append(answer(question, [(hit.shown.title, hit.has_all) for hit in hits]))
    return answers


def first(answers: Sequence[Answer]) -> float:
    """Return which share of the answers has the wanted paper first, in points of 100."""
    return 100 * sum(answer.rank == 1 for answer in answers) / len(answers)
