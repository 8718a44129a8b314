import pytest
from recorded_answers import answer, read, unread

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.errors import NoSuchRecordError, RefusedError, UnreadableAnswerError
from unlcli.sources import acl
from unlcli.sources.asking import Answer

PAPER = Identifier(Scheme.ACL, "2031.acl-long.17")


def test_a_papers_bibtex_is_read_whole() -> None:
    record = read("acl", "paper.bib")
    assert record.title == "Knots in LLMs: When Do Ropes Hold?"
    assert [name.full for name in record.authors] == ["Anaïs Dupont", "Lars van der Berg", "Wei Li"]
    assert (record.type, record.year, record.month, record.pages) == ("inproceedings", "2031", "7", "201--219")
    assert record.venue.startswith("Proceedings of the 99th Annual Meeting")
    assert (record.doi, record.url) == ("10.18653/v1/2031.acl-long.17", "https://aclanthology.org/2031.acl-long.17/")
    assert record.code == ("https://github.com/knots-lab/ropes",)


def test_the_page_says_the_same_as_the_bibtex() -> None:
    assert read("acl", "page.html") == read("acl", "paper.bib")


def test_a_page_without_bibtex_is_read_by_its_tags() -> None:
    record = read("acl", "page-without-bibtex.html")
    assert record.title == "Loops & Bends"
    assert [name.bibtex for name in record.authors] == ["García, Maria-José", "Smith, Jr., Kim"]
    assert (record.venue, record.pages) == ("Proceedings of the Third Workshop on Ropes", "11--19")
    assert record.code == ("https://github.com/knots-lab/loops",)


def test_an_unknown_id_is_no_such_record() -> None:
    with pytest.raises(NoSuchRecordError, match=r"2031\.acl-long\.9999"):
        read("acl", "unknown.html")


@pytest.mark.parametrize(
    "body", [b"<html><head><title>Welcome</title></head></html>", b"{}", b"@inproceedings{a, title = {B"]
)
def test_what_is_neither_bibtex_nor_a_papers_page_is_told(body: bytes) -> None:
    with pytest.raises(UnreadableAnswerError, match="ACL Anthology"):
        acl.read(Answer(200, body), PAPER)


def test_a_page_against_programs_is_a_refusal() -> None:
    with pytest.raises(RefusedError):
        acl.read(answer("landing", "challenge.html"), PAPER)


@pytest.mark.corpus
def test_real_answers_are_read() -> None:
    assert unread("acl") == []
