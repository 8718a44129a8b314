import json

import pytest
from recorded_answers import answer, read, unread

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Standing
from unlcli.errors import NoSuchRecordError, RefusedError, UnreadableAnswerError
from unlcli.sources import semanticscholar
from unlcli.sources.asking import Answer

PAPER = Identifier(Scheme.S2, "0" * 40)


def test_an_article_is_read_with_the_ids_of_its_versions() -> None:
    record = semanticscholar.read(answer("semanticscholar", "article.json"), PAPER)
    assert record.title == "Ropes & Knots"
    assert [name.full for name in record.authors] == ["Kim Smith", "J. van der Berg"]
    assert (record.type, record.venue, record.volume, record.pages) == ("article", "Journal of Ropes", "12", "77--91")
    assert (record.year, record.month) == ("2030", "")
    assert (record.doi, record.arxiv) == ("10.5555/ropes.2031.7", "2901.00017")
    assert record.others[0] == Identifier(Scheme.DOI, "10.5555/ropes.2031.7")
    assert Identifier(Scheme.DBLP, "journals/ropes/SmithB31") in record.others


def test_a_preprint_has_no_venue_and_no_doi_of_a_publication() -> None:
    record = semanticscholar.read(answer("semanticscholar", "preprint.json"), PAPER)
    assert (record.standing, record.venue, record.doi, record.volume) == (Standing.PREPRINT, "", "", "")
    assert (record.arxiv, record.type) == ("2901.00018", "misc")


def test_a_conference_paper_is_not_in_the_journal_of_its_preprint() -> None:
    record = semanticscholar.read(answer("semanticscholar", "conference.json"), PAPER)
    assert (record.type, record.volume, record.standing) == ("inproceedings", "", Standing.PUBLISHED)
    assert record.venue == "Annual Meeting of the Association for Computational Linguistics"
    assert record.others[0] == Identifier(Scheme.ACL, "2031.acl-long.18")


def test_a_paper_without_authors_is_read() -> None:
    assert read("semanticscholar", "no-author.json").authors == ()


@pytest.mark.parametrize(
    ("identifier", "asked"),
    [
        (PAPER, "0" * 40),
        (Identifier(Scheme.S2, "CorpusID:7"), "CorpusId:7"),
        (
            Identifier(Scheme.DOI, "10.1002/(sici)1<1::aid>3.0.co;2-#"),
            "DOI:10.1002/%28sici%291%3C1::aid%3E3.0.co%3B2-%23",
        ),
        (Identifier(Scheme.ARXIV, "math/0601001"), "ARXIV:math/0601001"),
        (Identifier(Scheme.ACL, "P19-1001"), "ACL:P19-1001"),
        (Identifier(Scheme.PMID, "123"), "PMID:123"),
    ],
)
def test_any_id_that_the_service_takes_is_asked_by(identifier: Identifier, asked: str) -> None:
    request = semanticscholar.requests_for(identifier, "")[0]
    assert request.url.startswith(f"https://api.semanticscholar.org/graph/v1/paper/{asked}?fields=title,")


def test_an_id_that_the_service_does_not_take_is_not_asked_by() -> None:
    assert semanticscholar.requests_for(Identifier(Scheme.OPENREVIEW, "RopeForum1"), "") == ()


def test_a_match_is_found() -> None:
    assert [record.title for record in semanticscholar.read_search(answer("semanticscholar", "match.json"))] == [
        "Ropes & Knots"
    ]


@pytest.mark.parametrize("file", ["match-nothing.json", "match-empty.json", "search-nothing.json"])
def test_no_match_in_any_of_its_forms_is_no_error(file: str) -> None:
    assert semanticscholar.read_search(answer("semanticscholar", file)) == ()


def test_nulls_are_left_out() -> None:
    found = semanticscholar.read_search(answer("semanticscholar", "search-nulls.json"))
    assert [record.title for record in found] == ["Ropes"]


def test_refusals_and_unknown_ids_are_told_apart() -> None:
    with pytest.raises(NoSuchRecordError):
        semanticscholar.read(answer("semanticscholar", "unknown.json"), PAPER)
    for file in ("forbidden.json", "too-many.json"):
        with pytest.raises(RefusedError):
            semanticscholar.read(answer("semanticscholar", file), PAPER)
        with pytest.raises(RefusedError):
            semanticscholar.read_search(answer("semanticscholar", file))


@pytest.mark.parametrize(
    "told", ["", "<html></html>", "[]", "{}", '{"title": null}', '{"data": [', '{"error": "Bad fields"}']
)
def test_another_form_is_told(told: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        semanticscholar.read(Answer(200, told.encode()), PAPER)


@pytest.mark.corpus
def test_real_answers_are_read() -> None:
    assert unread("semanticscholar") == []


def test_papers_of_a_question_for_many_stand_in_its_order_and_unknown_ones_are_none() -> None:
    body = b'[null, {"title": "Ropes", "externalIds": {"ArXiv": "2901.00017"}}, {"title": ""}, 7, {"title": "Knots", "externalIds": null}]'
    records = semanticscholar.read_batch(Answer(200, body))
    assert [record and record.title for record in records] == [None, "Ropes", None, None, "Knots"]
    assert [record.arxiv for record in records if record] == ["2901.00017", ""]


def test_a_question_for_many_names_them_as_the_service_does() -> None:
    ids = [Identifier(Scheme.DOI, '10.1234/a"b'), Identifier(Scheme.ACL, "P19-1001")]
    request = semanticscholar.request_for_many(ids)
    assert request.method == "POST"
    assert json.loads(request.body) == {"ids": ['DOI:10.1234/a"b', "ACL:P19-1001"]}


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, b'{"error": "No valid paper ids given"}', NoSuchRecordError),
        (400, b'{"error": "Unrecognized or unsupported fields: [x]"}', UnreadableAnswerError),
        (404, b"", NoSuchRecordError),
        (403, b'{"message":"Forbidden"}', RefusedError),
        (429, b"", RefusedError),
        (200, b'{"data": []}', UnreadableAnswerError),
        (200, b'{"message": "Too busy"}', UnreadableAnswerError),
        (200, b"[{", UnreadableAnswerError),
        (200, b"null", UnreadableAnswerError),
        (200, b"<html></html>", UnreadableAnswerError),
        (200, b"", UnreadableAnswerError),
    ],
)
def test_what_is_no_list_of_papers_is_an_error(status: int, body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        semanticscholar.read_batch(Answer(status, body))
