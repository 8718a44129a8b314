"""Preprints of published papers: what is asked, what is believed, and what a failure changes."""

import json
from collections.abc import Mapping

import pytest
from made_answers import AUTHORS, MADE, Author
from memory_sources import VENUES

from unlcli.domain.entry import Entry
from unlcli.errors import OfflineError, RefusedError, SourceError
from unlcli.services.find_preprints import Preprints, find_preprints
from unlcli.sources.asking import Answer, Request

TITLE = "Knots of the Northern Gardens and Their Ropes"
OTHERS: tuple[Author, ...] = (("Cara", "Curl"), ("Dan", "Dune"))
ARXIV = MADE[3]
PAPER = Entry(
    "article",
    "",
    {
        "author": "Aalto, Ada and Byström, Bo",
        "title": TITLE,
        "journal": "Journal of Ropes",
        "year": "2022",
        "doi": "10.1234/knots",
    },
)


def paper(title: str = TITLE, **fields: str) -> Entry:
    return Entry(PAPER.type, "", {**PAPER.fields, "title": title, **fields})


class Services:
    """Semantic Scholar, which names an arXiv id for each DOI or Anthology id, and arXiv, which knows titles and authors."""

    def __init__(
        self,
        named: Mapping[str, tuple[str, str]] | None = None,
        known: Mapping[str, tuple[str, tuple[Author, ...]]] | None = None,
        **failing: SourceError,
    ) -> None:
        self.named = {"DOI:10.1234/knots": (TITLE, "2101.00007")} if named is None else named
        self.known = {"2101.00007": (TITLE, AUTHORS)} if known is None else known
        self.failing = failing
        self.batches: list[list[str]] = []
        self.asked: list[str] = []
        self.kept: list[str] = []

    def __call__(self, request: Request) -> Answer:
        if "semanticscholar" in request.url:
            return self._batch(request)
        self.asked.append(request.url)
        if "arxiv" in self.failing:
            raise self.failing["arxiv"]
        ids = request.url.partition("id_list=")[2].partition("&")[0].split(",")
        start, _, end = ARXIV.body("TITLE", AUTHORS).partition("<entry>")
        end = end.partition("</entry>")[2]
        entries = "".join(self._entry(one) for one in ids if one in self.known)
        return Answer(200, (start + entries + end).encode(), request.url, "application/atom+xml")

    def _entry(self, one: str) -> str:
        whole = ARXIV.body(*self.known[one]).replace("2101.00007", one)
        return whole[whole.index("<entry>") : whole.index("</entry>") + len("</entry>")]

    def _batch(self, request: Request) -> Answer:
        assert request.method == "POST"
        self.batches.append(json.loads(request.body)["ids"])
        if "semanticscholar" in self.failing:
            raise self.failing["semanticscholar"]
        told = [self.named.get(one) for one in self.batches[-1]]
        papers = [one and {"title": one[0], "externalIds": {"ArXiv": one[1]}} for one in told]
        return Answer(200, json.dumps(papers).encode(), request.url, "application/json")

    def keep(self, request: Request, answer: Answer) -> None:
        assert answer.body
        self.kept.append(request.url)


def found_by(services: Services, *entries: Entry) -> Preprints:
    return find_preprints(dict(enumerate(entries)), services, VENUES, keep=services.keep)


def test_a_paper_gets_the_preprint_that_arxiv_confirms_and_nothing_else_changes() -> None:
    services = Services()
    found = found_by(services, PAPER)
    added = {"eprint": "2101.00007", "archiveprefix": "arXiv"}
    assert dict(found.entries[0].fields) == {**PAPER.fields, **added}
    assert (found.unasked, found.why) == (0, "")
    assert services.kept == services.asked


@pytest.mark.parametrize(
    ("title", "authors"), [(TITLE, OTHERS), ("Rats in the Northern Harbours and Their Ships", AUTHORS), (TITLE, ())]
)
def test_another_paper_s_preprint_is_not_taken(title: str, authors: tuple[Author, ...]) -> None:
    services = Services(known={"2101.00007": (title, authors)})
    assert found_by(services, PAPER) == Preprints()
    assert services.asked


@pytest.mark.parametrize("title", ["", "x" * 1_000_000])
def test_what_no_entry_can_be_made_of_takes_nothing_from_the_others(title: str) -> None:
    named = {"DOI:10.1234/knots": (TITLE, "2101.00007"), "DOI:10.1234/a": (TITLE, "2101.00008")}
    known = {"2101.00007": (TITLE, AUTHORS), "2101.00008": (title, AUTHORS)}
    assert list(found_by(Services(named, known), PAPER, paper(doi="10.1234/a")).entries) == [0]
    named["DOI:10.1234/a"] = title, "2101.00008"
    assert list(found_by(Services(named, known), PAPER, paper(doi="10.1234/a")).entries) == [0]


def test_an_answer_in_another_s_place_is_not_believed() -> None:
    services = Services({"DOI:10.1234/knots": ("Rats in the Northern Harbours and Their Ships", "2101.00007")})
    assert found_by(services, PAPER) == Preprints()
    assert services.asked == []


def test_a_preprint_of_two_papers_is_given_to_neither() -> None:
    named = dict.fromkeys(("DOI:10.1234/knots", "DOI:10.1234/again"), (TITLE, "2101.00007"))
    assert found_by(Services(named), PAPER, paper(doi="10.1234/again")) == Preprints()


def test_a_preprint_that_arxiv_does_not_know_is_not_taken() -> None:
    assert found_by(Services(known={}), PAPER) == Preprints()


def test_three_hundred_papers_are_one_question_and_their_preprints_are_asked_for_fifty_at_a_time() -> None:
    number = {n: f"{n:03} {chr(97 + n % 26) * 7} {chr(97 + n // 26) * 9}" for n in range(300)}
    named = {f"DOI:10.1234/{n}": (f"Knots of {number[n]}", f"2101.{n:05}") for n in range(300)}
    services = Services(named, {one: (title, AUTHORS) for title, one in named.values()})
    found = found_by(services, *(paper(f"Knots of {number[n]}", doi=f"10.1234/{n}") for n in range(300)))
    assert [len(batch) for batch in services.batches] == [300]
    assert len(services.asked) == 6
    assert [found.entries[n].get("eprint") for n in range(300)] == [f"2101.{n:05}" for n in range(300)]


def test_more_than_the_service_takes_at_once_are_several_questions() -> None:
    services = Services({})
    found_by(services, *(paper(doi=f"10.1234/{n}") for n in range(501)))
    assert [len(batch) for batch in services.batches] == [500, 1]


@pytest.mark.parametrize(
    "entry",
    [
        paper(eprint="2101.00007"),
        paper(url="https://arxiv.org/abs/2101.00007"),
        paper(doi=""),
        paper(author=""),
        paper(doi="", url="https://openreview.net/forum?id=abcdefgh12"),
        Entry("misc", "", {"author": "Aalto, Ada", "title": TITLE, "doi": "10.5281/zenodo.1"}),
        Entry("article", "", {"author": "Aalto, Ada", "title": TITLE, "journal": "bioRxiv", "doi": "10.1101/1"}),
    ],
)
def test_nobody_is_asked_for_what_has_a_preprint_or_cannot_have_a_proved_one(entry: Entry) -> None:
    services = Services()
    assert found_by(services, entry) == Preprints()
    assert services.batches == []


def test_a_paper_of_the_anthology_is_asked_for_by_its_id() -> None:
    services = Services({"ACL:2024.acl-long.1": (TITLE, "2101.00007")})
    entry = paper(doi="10.18653/v1/2024.acl-long.1", url="https://aclanthology.org/2024.acl-long.1/")
    assert found_by(services, entry).entries[0].get("eprint") == "2101.00007"


@pytest.mark.parametrize("source", ["semanticscholar", "arxiv"])
def test_what_was_refused_is_counted_and_told(source: str) -> None:
    found = found_by(Services(**{source: RefusedError("No: 429", source=source)}), PAPER)
    assert found == Preprints({}, 1, "No: 429")


@pytest.mark.parametrize("source", ["semanticscholar", "arxiv"])
def test_what_is_not_asked_offline_is_not_told(source: str) -> None:
    assert found_by(Services(**{source: OfflineError("offline", source=source)}), PAPER) == Preprints()


def test_an_answer_of_another_length_is_none() -> None:
    services = Services()
    found = find_preprints({0: PAPER}, lambda _: Answer(200, b"[null, null]"), VENUES)
    assert found.unasked == 1
    assert "sent 2 answers to 1 questions" in found.why
    assert services.asked == []
