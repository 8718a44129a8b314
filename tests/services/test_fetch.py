"""What comes of things that are looked up: the best version, what is told, and batches of arXiv ids."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from made_answers import AUTHORS, MADE
from memory_sources import VENUES, Memory

from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.library import Entries
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.errors import RefusedError, SourceError, UnreachableError, UnreadableAnswerError
from unlcli.services import fetch, things
from unlcli.services.fetch import Fetched
from unlcli.sources.asking import Answer, Request

TITLE = "Knots of the Northern Gardens and Their Ropes"
PEOPLE = (Name("Aalto", "Ada"), Name("Byström", "Bo"))
OTHERS = (Name("Curl", "Cara"), Name("Dune", "Dan"))
DOI = Identifier(Scheme.DOI, "10.1234/knots")
ARXIV = Identifier(Scheme.ARXIV, "2302.00001")
ACL = Identifier(Scheme.ACL, "2024.acl-long.1")
FORUM = Identifier(Scheme.OPENREVIEW, "abcdefgh12")
PREPRINT = Record(
    "arxiv", TITLE, PEOPLE, "2023", arxiv=ARXIV.value, url=ARXIV.url, type="misc", standing=Standing.PREPRINT, others=(DOI,)
)  # fmt: skip
ARTICLE = Record(
    "crossref", TITLE, PEOPLE, "2024", venue="Journal of Ropes", type="article", doi=DOI.value, url=DOI.url, volume="3",
    pages="1--9", standing=Standing.PUBLISHED,
)  # fmt: skip
SHA = "0123456789abcdef0123456789abcdef01234567"


def fetched(thing: str, known: Mapping[str, Mapping[Identifier, Record]], **failing: SourceError) -> Fetched:
    found = things.of_word(thing)
    assert found is not None
    with Memory(known, failing=failing).in_place():
        return fetch.fetch(found, lambda _: Answer(200, b""), VENUES)


def test_a_preprint_whose_doi_is_the_same_paper_becomes_the_version_of_record() -> None:
    done = fetched(ARXIV.value, {"arxiv": {ARXIV: PREPRINT}, "crossref": {DOI: ARTICLE}})
    assert done.told == ()
    assert done.entry.type == "article"
    assert dict(done.entry.fields) == {
        "author": "Aalto, Ada and Byström, Bo", "title": TITLE, "journal": "Journal of Ropes", "volume": "3",
        "pages": "1--9", "year": "2024", "doi": DOI.value, "eprint": ARXIV.value, "archiveprefix": "arXiv", "url": DOI.url,
    }  # fmt: skip


def test_a_doi_of_another_paper_is_left_out_and_told() -> None:
    done = fetched(
        ARXIV.value,
        {"arxiv": {ARXIV: PREPRINT}, "crossref": {DOI: Record("crossref", "Rats", OTHERS, "2024", doi=DOI.value)}},
    )
    assert (done.entry.type, done.entry.get("doi")) == ("misc", "")
    assert "arXiv states DOI 10.1234/knots, which is 'Rats' at Crossref" in done.told[0]


def test_the_same_title_by_others_is_another_paper() -> None:
    done = fetched(ARXIV.value, {"arxiv": {ARXIV: PREPRINT}, "crossref": {DOI: replace(ARTICLE, authors=OTHERS)}})
    assert (done.entry.type, done.entry.get("doi")) == ("misc", "")
    assert "no author in common" in done.told[0]


@pytest.mark.parametrize("source", ["arxiv", "crossref"])
def test_without_authors_on_both_sides_nothing_is_proved(source: str) -> None:
    preprint = replace(PREPRINT, authors=()) if source == "arxiv" else PREPRINT
    article = replace(ARTICLE, authors=()) if source == "crossref" else ARTICLE
    done = fetched(ARXIV.value, {"arxiv": {ARXIV: preprint}, "crossref": {DOI: article}})
    assert (done.entry.type, done.entry.get("doi")) == ("misc", "")
    assert any("names no authors, so it is not proved to be the same paper" in line for line in done.told)


def test_a_doi_that_nobody_knows_stands_as_stated_and_is_told() -> None:
    done = fetched(ARXIV.value, {"arxiv": {ARXIV: PREPRINT}})
    assert (done.entry.type, done.entry.get("doi")) == ("misc", DOI.value)
    assert done.told[0].startswith("arXiv states DOI 10.1234/knots, but DOI 10.1234/knots: not known to")
    assert done.told[0].endswith("; it stands as stated, unconfirmed")


def test_a_doi_that_could_not_be_asked_for_stands_as_stated_and_is_told() -> None:
    down = UnreachableError("Crossref: answered 503", source="crossref")
    done = fetched(ARXIV.value, {"arxiv": {ARXIV: PREPRINT}}, crossref=down)
    assert (done.entry.type, done.entry.get("doi")) == ("misc", DOI.value)
    assert done.told == (
        "arXiv states DOI 10.1234/knots, but Crossref: answered 503; it stands as stated, unconfirmed",
    )


def test_an_arxiv_id_that_could_not_be_asked_for_stands_as_stated_and_one_that_arxiv_does_not_know_does_not() -> None:
    told = Record("semanticscholar", TITLE, PEOPLE, "2024", venue="Journal of Ropes", arxiv=ARXIV.value, doi=DOI.value)
    known = {"semanticscholar": {Identifier(Scheme.S2, SHA): told}, "crossref": {DOI: ARTICLE}}
    down = dict.fromkeys(("arxiv", "datacite", "arxiv_page"), UnreachableError("arXiv: answered 503", source="arxiv"))
    done = fetched(SHA, known, **down)
    assert (done.entry.get("doi"), done.entry.get("eprint")) == (DOI.value, ARXIV.value)
    assert done.told == (
        "Semantic Scholar states arXiv id 2302.00001, but arXiv: answered 503; it stands as stated, unconfirmed",
    )
    done = fetched(SHA, known)
    assert done.entry.get("eprint") == ""
    assert done.told[0].endswith("; it is left out")


NEURIPS = Identifier(Scheme.NEURIPS, f"2024/hash/{'a1' * 16}")
IN_DBLP = Record(
    "dblp", TITLE, PEOPLE, "2024", venue="NeurIPS", type="inproceedings", standing=Standing.PUBLISHED,
    url=f"http://papers.nips.cc/paper_files/paper/2024/hash/{'a1' * 16}-Abstract-Conference.html",
)  # fmt: skip


@pytest.mark.parametrize("is_link", [False, True])
def test_a_page_that_dblp_links_is_asked_for(is_link: bool) -> None:
    said = replace(IN_DBLP, url="https://dblp.org/rec/conf/x/Knots24", links=(IN_DBLP.url,)) if is_link else IN_DBLP
    paper = Record("neurips", TITLE, PEOPLE, "2024", venue="Advances in Neural Information Processing Systems", volume="37",
                   type="inproceedings", url=NEURIPS.url, standing=Standing.PUBLISHED)  # fmt: skip
    key = Identifier(Scheme.DBLP, "conf/x/Knots24")
    done = fetched("DBLP:conf/x/Knots24", {"dblp": {key: said}, "neurips": {NEURIPS: paper}})
    assert (done.entry.get("volume"), done.entry.get("url"), done.told) == ("37", NEURIPS.url, ())
    rats = replace(paper, title="Rats", authors=OTHERS)
    done = fetched("DBLP:conf/x/Knots24", {"dblp": {key: said}, "neurips": {NEURIPS: rats}})
    assert (done.entry.plain("title"), done.entry.get("url")) == (TITLE, said.url if is_link else "")
    assert "which is 'Rats' at NeurIPS proceedings" in done.told[0]


def test_what_was_taken_back_and_a_notice_are_told_and_no_version_of_a_preprint() -> None:
    gone = replace(ARTICLE, standing=Standing.RETRACTED, hint="retraction by 10.1234/notice")
    done = fetched(DOI.value, {"crossref": {DOI: gone}})
    assert (done.entry.type, done.entry.get("journal")) == ("article", "Journal of Ropes")
    assert done.told == ("Crossref says that it was retracted ('retraction by 10.1234/notice')",)
    assert fetched(ARXIV.value, {"arxiv": {ARXIV: PREPRINT}, "crossref": {DOI: gone}}).entry.type == "misc"
    notice = replace(ARTICLE, is_notice=True)
    done = fetched(DOI.value, {"crossref": {DOI: notice}})
    assert done.told == ("Crossref says that it is a notice on another work, and no paper of its own",)
    done = fetched(ARXIV.value, {"arxiv": {ARXIV: PREPRINT}, "crossref": {DOI: notice}})
    assert (done.entry.type, done.entry.get("doi")) == ("misc", "")


def test_a_source_that_could_not_be_asked_is_told() -> None:
    refused = RefusedError("arXiv: asks for a pause", source="arxiv")
    done = fetched(ARXIV.value, {"datacite": {ARXIV: PREPRINT}, "crossref": {DOI: ARTICLE}}, arxiv=refused)
    assert done.entry.type == "article"
    assert done.told == ("arXiv: asks for a pause",)


def test_what_semantic_scholar_says_is_asked_for_at_its_best_source() -> None:
    told = Record(
        "semanticscholar", TITLE, PEOPLE, "2023", venue="ACL", type="article", arxiv=ARXIV.value, others=(DOI, ACL)
    )
    paper = Record("acl", TITLE, PEOPLE, "2024", venue="Proceedings of ACL", type="inproceedings", url=ACL.url,
                   standing=Standing.PUBLISHED)  # fmt: skip
    done = fetched(f"https://www.semanticscholar.org/paper/{SHA}", {
        "semanticscholar": {Identifier(Scheme.S2, SHA): told}, "acl": {ACL: paper}, "arxiv": {ARXIV: PREPRINT},
    })  # fmt: skip
    assert (done.entry.type, done.entry.get("year"), done.entry.get("url")) == ("inproceedings", "2024", ACL.url)
    assert (done.entry.get("eprint"), done.told) == (ARXIV.value, ())


def test_an_arxiv_id_that_semantic_scholar_takes_for_the_paper_s_is_doubted() -> None:
    told = Record("semanticscholar", TITLE, PEOPLE, "2024", venue="Journal of Ropes", arxiv=ARXIV.value, doi=DOI.value)
    done = fetched(SHA, {
        "semanticscholar": {Identifier(Scheme.S2, SHA): told}, "crossref": {DOI: ARTICLE},
        "arxiv": {ARXIV: Record("arxiv", "Rats", OTHERS, "2020", arxiv=ARXIV.value, standing=Standing.PREPRINT)},
    })  # fmt: skip
    assert (done.entry.get("doi"), done.entry.get("eprint")) == (DOI.value, "")
    assert "which is 'Rats' at arXiv" in done.told[0]


def test_a_page_whose_doi_is_another_paper_keeps_what_it_says() -> None:
    page = "https://ropes.example.org/knots"
    said = Record(
        "ropes.example.org", TITLE, PEOPLE, "2024", venue="Journal of Ropes", type="article", doi=DOI.value, url=page
    )
    done = fetched(page, {
        "landing": {Identifier(Scheme.URL, page): said}, "crossref": {DOI: Record("crossref", "Rats", OTHERS, "2020", doi=DOI.value)},
    })  # fmt: skip
    assert (done.entry.plain("title"), done.entry.get("doi"), done.entry.get("url")) == (TITLE, "", page)
    assert "which is 'Rats' at Crossref" in done.told[0]


def test_an_identifier_that_is_not_proved_wrong_stays_as_a_page_states_it() -> None:
    page = "https://ropes.example.org/knots"
    said = Record("ropes.example.org", TITLE, PEOPLE, "2024", doi=DOI.value, url=page)
    done = fetched(page, {"landing": {Identifier(Scheme.URL, page): said}})
    assert done.entry.get("doi") == DOI.value
    assert "it stands as stated" in done.told[0]


def test_an_arxiv_id_of_another_paper_is_taken_from_a_published_paper() -> None:
    told = Record(
        "semanticscholar", TITLE, PEOPLE, "2024", venue="ICML", arxiv=ARXIV.value, standing=Standing.PUBLISHED
    )
    rats = Record("arxiv", "Rats", OTHERS, "2020", arxiv=ARXIV.value, standing=Standing.PREPRINT)
    done = fetched(SHA, {"semanticscholar": {Identifier(Scheme.S2, SHA): told}, "arxiv": {ARXIV: rats}})
    assert {"eprint", "archiveprefix", "url"}.isdisjoint(done.entry.fields)
    assert done.told[0].endswith("it is left out")


def test_a_preprint_does_not_take_the_place_of_a_published_paper() -> None:
    told = Record(
        "semanticscholar", TITLE, PEOPLE, "2024", venue="ICML", arxiv=ARXIV.value, standing=Standing.PUBLISHED
    )
    done = fetched(
        SHA, {"semanticscholar": {Identifier(Scheme.S2, SHA): told}, "arxiv": {ARXIV: replace(PREPRINT, others=())}}
    )
    assert (done.entry.type, done.entry.get("eprint"), done.told) == ("inproceedings", ARXIV.value, ())


def test_a_page_is_an_other_link_of_what_its_doi_says() -> None:
    page = "https://ropes.example.org/knots"
    said = Record(
        "ropes.example.org", TITLE, PEOPLE, "2024", doi=DOI.value, url=page, code=("https://github.com/x/knots",)
    )
    done = fetched(page, {"landing": {Identifier(Scheme.URL, page): said}, "crossref": {DOI: ARTICLE}})
    assert (done.entry.get("journal"), done.entry.get("alturl")) == ("Journal of Ropes", page)
    assert (done.entry.get("code"), done.told) == ("https://github.com/x/knots", ())


@pytest.mark.parametrize(
    ("hint", "is_told"),
    [
        ("18 pages, 5 figures", False),
        ("Submitted to ICML 2024", False),
        ("Under review at NeurIPS 2024; 12 pages", False),
        ("Code will be published on GitHub in 2024", False),
        ("v2: fixed typos, 2023 data added", False),
        ("not yet published", False),
        ("20 pages, 3 figures, ICML 2024", True),
        ("NeurIPS 2023, 12 pages", True),
        ("2024 Conference on Empirical Methods in Natural Language Processing", True),
        ("To appear in the Journal of Ropes", True),
        ("Camera-ready version", True),
        ("In Proceedings of Ropes", True),
        ("Phys. Rev. D 76, 013009 (2007); 4 pages", True),
        ("Adv.Knot.Theor. 38:1113-1133,1999", True),
        ("Updated 12 March 2023 with 15 tables", False),
        ("33 pages; v3: 2021 revision", False),
        ("12 pages, submitted in May, accepted in June", True),
    ],
)
def test_only_a_hint_that_speaks_of_publication_is_told(hint: str, is_told: bool) -> None:
    done = fetched(ARXIV.value, {"arxiv": {ARXIV: replace(PREPRINT, others=(), hint=hint)}})
    assert bool(done.told) is is_told


@pytest.mark.parametrize("standing", [Standing.SUBMITTED, Standing.REJECTED, Standing.WITHDRAWN])
def test_what_was_never_published_is_misc_and_told(standing: Standing) -> None:
    said = Record(
        "openreview",
        TITLE,
        PEOPLE,
        "2025",
        venue="ICLR 2025",
        type="inproceedings",
        standing=standing,
        hint="Submitted to ICLR",
    )
    done = fetched(FORUM.url, {"openreview": {FORUM: said}})
    assert (done.entry.type, done.entry.get("booktitle")) == ("misc", "")
    assert done.told == (
        f"OpenReview says that it is {standing} ('Submitted to ICLR'), so it is no published paper and added as @misc",
    )


def test_a_rejected_submission_that_is_stated_is_no_version_of_record() -> None:
    said = Record("openreview", TITLE, PEOPLE, "2024", venue="ICLR 2024", standing=Standing.REJECTED)
    done = fetched(ARXIV.value, {"arxiv": {ARXIV: replace(PREPRINT, others=(FORUM,))}, "openreview": {FORUM: said}})
    assert done.entry.type == "misc"
    assert done.told == ("arXiv states OpenReview forum abcdefgh12, which is rejected only; it is left out",)


def test_what_a_preprint_says_of_its_publication_is_told_and_not_written() -> None:
    done = fetched(ARXIV.value, {"arxiv": {ARXIV: replace(PREPRINT, others=(), hint="Accepted at ICML 2024")}})
    assert "ICML" not in str(done.entry.fields)
    assert done.told == ("arXiv says 'Accepted at ICML 2024'; unl upgrade looks for the published version",)


def test_two_records_that_name_each_other_are_one_paper_under_a_changed_title_and_not_by_other_people() -> None:
    renamed = replace(ARTICLE, title="Knots of Northern Gardens, and the Ropes in Them", arxiv=ARXIV.value)
    known = {"arxiv": {ARXIV: PREPRINT}, "crossref": {DOI: renamed}}
    assert fetched(ARXIV.value, known).entry.type == "article"
    others = {"arxiv": {ARXIV: PREPRINT}, "crossref": {DOI: replace(renamed, authors=OTHERS)}}
    assert fetched(ARXIV.value, others).entry.type == "misc"


def test_a_preprint_with_a_doi_of_its_own_keeps_it_and_what_it_became_is_told() -> None:
    own = Identifier(Scheme.DOI, "10.1101/2023.01.01.1")
    posted = replace(PREPRINT, source="crossref", arxiv="", doi=own.value, url=own.url, publisher="bioRxiv")
    done = fetched(own.value, {"crossref": {own: posted, DOI: ARTICLE}})
    assert (done.entry.type, done.entry.get("doi"), done.entry.year) == ("misc", own.value, "2023")
    assert (done.published_as, done.told) == (DOI, ())
    alone = fetched(own.value, {"crossref": {own: replace(posted, others=())}})
    assert (alone.entry.type, alone.entry.get("doi"), alone.entry.get("howpublished")) == ("misc", own.value, "bioRxiv")
    assert (alone.published_as, alone.told) == (None, ())


class Asked:
    """Answers of arXiv and Crossref out of memory, in their real forms."""

    def __init__(self, known: Sequence[str], status: int = 200) -> None:
        self.known, self.status = known, status
        self.urls: list[str] = []
        self.kept: list[str] = []

    def __call__(self, request: Request) -> Answer:
        self.urls.append(request.url)
        if "datacite" in request.url or request.url.startswith("https://arxiv.org"):
            return Answer(404, b"", request.url)
        if "crossref" in request.url:
            body = (
                MADE[0].body(TITLE, AUTHORS).replace("10.1234/odd.1", request.url.rsplit("/", 1)[1].replace("%2F", "/"))
            )
            return Answer(200, body.encode(), request.url, "application/json")
        start, _, rest = MADE[3].body(TITLE, AUTHORS).partition("<entry>")
        entry, _, end = rest.partition("</entry>")
        ids = request.url.partition("id_list=")[2].partition("&")[0].split(",")
        entries = "".join(f"<entry>{entry}</entry>".replace("2101.00007", one) for one in ids if one in self.known)
        return Answer(self.status, (start + entries + end).encode(), request.url, "application/atom+xml")

    def keep(self, request: Request, answer: Answer) -> None:
        self.kept.append(request.url)
        assert b"<entry>" in answer.body


def all_of(words: Sequence[str], ask: Asked) -> list[Fetched | SourceError]:
    wanted = [thing for word in words if (thing := things.of_word(word)) is not None]
    return [
        outcome for _, outcome in sorted(fetch.fetch_all(wanted, ask, VENUES, keep=ask.keep), key=lambda pair: pair[0])
    ]


def test_arxiv_ids_are_asked_for_fifty_at_a_time_and_kept_one_by_one() -> None:
    ids = [f"2101.{number:05}" for number in range(1, 121)]
    ask = Asked(ids)
    done = all_of(ids, ask)
    assert [each.entry.get("eprint") for each in done if isinstance(each, Fetched)] == ids
    assert len(ask.urls) == 3
    assert len(ask.kept) == 120


def test_one_arxiv_id_is_asked_for_alone() -> None:
    ask = Asked(["2101.00001"])
    assert isinstance(all_of(["2101.00001", "10.1234/odd.1"], ask)[0], Fetched)
    assert [url for url in ask.urls if "arxiv" in url] == [
        "https://export.arxiv.org/api/query?id_list=2101.00001&max_results=1"
    ]
    assert ask.kept == []


def test_an_id_that_arxiv_leaves_out_of_a_list_fails_alone_and_is_not_asked_for_again() -> None:
    ask = Asked(["2101.00001"])
    known, unknown = all_of(["2101.00001", "2101.99999"], ask)
    assert isinstance(known, Fetched)
    assert isinstance(unknown, SourceError)
    assert "2101.99999" in unknown.message
    assert len([url for url in ask.urls if "export.arxiv.org" in url]) == 1


def test_when_arxiv_refuses_a_list_it_is_not_asked_for_each() -> None:
    ask = Asked([], status=429)
    assert all(isinstance(each, SourceError) for each in all_of(["2101.00001", "2101.00002", "2101.00003"], ask))
    assert len([url for url in ask.urls if "export.arxiv.org" in url]) == 1


def test_when_a_list_is_not_understood_each_is_asked_for_alone() -> None:
    ask = Asked(["2101.00001", "2101.00002"], status=400)
    all_of(["2101.00001", "2101.00002"], ask)
    assert len([url for url in ask.urls if "export.arxiv.org" in url]) == 3


def test_an_entry_is_written_as_the_library_writes_its_own() -> None:
    article = Entry(
        "article",
        "",
        {
            "author": "Byström, Bo",
            "title": "T",
            "journal": "J. Ropes",
            "month": "3",
            "year": "2024",
            "eprint": "2302.00001",
            "primaryclass": "cs.CL",
        },
    )
    latex = [Entry("article", "a", {"author": 'M{\\"u}ller, A', "title": "A", "month": "jan", "eprint": "2302.00002"})]
    (made,) = fetch.fitted([article], Entries(tuple(latex), "x.bib"), VENUES)
    assert dict(made.fields) == {
        "author": 'Bystr{\\"{o}}m, Bo', "title": "T", "journal": "J. Ropes", "month": "mar", "year": "2024", "eprint": "2302.00001",
    }  # fmt: skip


def test_an_endless_title_is_no_answer() -> None:
    with pytest.raises(UnreadableAnswerError):
        fetched(
            "10.1234/odd.1",
            {"crossref": {Identifier(Scheme.DOI, "10.1234/odd.1"): Record("crossref", "x" * 1_000_000)}},
        )
