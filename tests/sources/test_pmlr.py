import pytest
from recorded_answers import read, unread

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.errors import NoSuchRecordError, UnreadableAnswerError
from unlcli.sources import pmlr
from unlcli.sources.asking import Answer

PAPER = Identifier(Scheme.PMLR, "v399/okafor31a")


def test_the_year_is_that_of_the_conference_not_of_the_volume() -> None:
    record = read("pmlr", "page.html")
    assert record.title == "Tying K Knots: Bayesian Ropes"
    assert [name.full for name in record.authors] == ["Ngozi Okafor", "Juan de la Cruz"]
    assert (record.year, record.pages, record.volume) == ("2031", "1201--1212", "399")
    assert record.venue == "Proceedings of the 49th International Conference on Machine Learning"
    assert (record.series, record.publisher) == ("Proceedings of Machine Learning Research", "PMLR")
    assert (record.type, record.url) == ("inproceedings", "https://proceedings.mlr.press/v399/okafor31a.html")
    assert record.code == ("https://github.com/knots-lab/bayes",)


def test_an_older_page_is_read_by_its_tags() -> None:
    record = read("pmlr", "old-page.html")
    assert [name.full for name in record.authors] == ["Lars van den Berg", "Wei Li"]
    assert (record.title, record.year, record.volume, record.pages) == ("Slow Ropes", "2013", "31", "55--63")


def test_bibtex_that_is_cut_off_leaves_the_tags() -> None:
    page = b'<meta name="citation_title" content="T"><meta name="citation_author" content="A B"><code id="bibtex">@InProceedings{a, title = {T'
    assert pmlr.read(Answer(200, page), PAPER).title == "T"


def test_the_file_of_a_paper_leads_to_its_page() -> None:
    asked = pmlr.requests_for(PAPER, "https://proceedings.mlr.press/v399/okafor31a/okafor31a.pdf")
    assert [request.url for request in asked] == ["https://proceedings.mlr.press/v399/okafor31a.html"]


def test_an_unknown_page_and_one_of_no_paper_are_told() -> None:
    with pytest.raises(NoSuchRecordError):
        read("pmlr", "unknown.html")
    with pytest.raises(UnreadableAnswerError):
        pmlr.read(Answer(200, b"<html><title>Volume 399</title></html>"), PAPER)


@pytest.mark.corpus
def test_real_answers_are_read() -> None:
    assert unread("pmlr") == []
