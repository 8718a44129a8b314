import pytest
from recorded_answers import read, unread

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Standing
from unlcli.errors import NoSuchRecordError, UnreadableAnswerError
from unlcli.sources import arxiv_page
from unlcli.sources.asking import Answer


def test_a_preprints_page_is_read_whole() -> None:
    record = read("arxiv_page", "page.html")
    assert [name.full for name in record.authors] == ["Kim Smith", "Lars van der Berg"]
    assert (record.arxiv, record.primary_class, record.year) == ("2901.00017", "math.GT", "2029")
    assert (record.standing, record.type, record.venue, record.doi) == (Standing.PREPRINT, "misc", "", "")
    assert record.others == (Identifier(Scheme.DOI, "10.5555/ropes.2031.7"),)
    assert record.hint == "12 pages, accepted at RopeConf 2029"
    assert record.code == ("https://github.com/knots-lab/r3",)
    assert record.abstract.startswith("We tie knots.")


def test_an_unknown_id_is_no_such_record() -> None:
    with pytest.raises(NoSuchRecordError):
        read("arxiv_page", "unknown.html")


def test_a_page_of_another_paper_is_not_taken_for_it() -> None:
    page = b'<meta name="citation_title" content="T"><meta name="citation_author" content="A, B"><meta name="citation_arxiv_id" content="2901.00018">'
    with pytest.raises(NoSuchRecordError):
        arxiv_page.read(Answer(200, page), Identifier(Scheme.ARXIV, "2901.00017"))


def test_another_page_is_told() -> None:
    with pytest.raises(UnreadableAnswerError):
        arxiv_page.read(Answer(200, b"<html><title>arXiv</title></html>"), Identifier(Scheme.ARXIV, "2901.00017"))


@pytest.mark.corpus
def test_real_answers_are_read() -> None:
    assert unread("arxiv_page") == []
