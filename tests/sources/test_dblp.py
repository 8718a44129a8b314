import json

import pytest
from recorded_answers import answer, read, unread

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Standing
from unlcli.errors import NoSuchRecordError, RefusedError, UnreachableError, UnreadableAnswerError
from unlcli.sources import dblp
from unlcli.sources.asking import Answer


def test_a_record_is_read_without_the_numbers_of_people() -> None:
    record = read("dblp", "record.bib")
    assert record.title == "Ropes & Bends: A Survey"
    assert [name.full for name in record.authors] == ["Kim Smith", "Wei Li"]
    assert (record.year, record.pages, record.series, record.volume) == ("2031", "11--19", "Rope Notes", "7")
    assert (record.doi, record.standing) == ("10.5555/ropes.31", Standing.PUBLISHED)


def test_a_record_of_corr_is_the_preprint() -> None:
    record = read("dblp", "corr.bib")
    assert (record.standing, record.arxiv, record.venue, record.doi) == (Standing.PREPRINT, "2901.00017", "", "")


def test_the_page_of_a_neurips_paper_keeps_its_track() -> None:
    page = (
        f"https://proceedings.neurips.cc/paper_files/paper/2023/hash/{'0a' * 16}-Abstract-Datasets_and_Benchmarks.html"
    )
    hit = {"info": {"title": "T.", "key": "conf/nips/T23", "ee": ["https://doi.org/10.5555/t", page], "year": "2023"}}
    body = json.dumps({"result": {"status": {"@code": "200"}, "hits": {"@total": "1", "hit": [hit]}}}).encode()
    [record] = dblp.read_search(Answer(200, body, content_type="application/json"))
    assert record.url == page


def test_hits_are_read_whatever_their_form() -> None:
    paper, preprint, forum, volume = dblp.read_search(answer("dblp", "search.json"))
    assert paper.title == 'Ropes & Bends - "A Survey"'
    assert [name.full for name in paper.authors] == ["Kim Smith", "Wei Li"]
    assert (paper.venue, paper.year, paper.pages, paper.type) == ("ROPES", "2031", "11--19", "inproceedings")
    assert (paper.doi, paper.url) == ("10.5555/ropes.31", "https://aclanthology.org/2031.ropes-1.2/")
    assert paper.others[:2] == (Identifier(Scheme.DOI, "10.5555/ropes.31"), Identifier(Scheme.ACL, "2031.ropes-1.2"))
    assert (preprint.standing, preprint.arxiv, preprint.venue, preprint.doi) == (
        Standing.PREPRINT,
        "2901.00017",
        "",
        "",
    )
    assert [name.full for name in preprint.authors] == ["Kim Smith"]
    assert Identifier(Scheme.OPENREVIEW, "RopeForum1") in forum.others
    assert volume.authors == ()


def test_no_hit_is_no_error() -> None:
    assert dblp.read_search(answer("dblp", "nothing.json")) == ()


def test_a_search_has_the_words_and_the_first_author_and_no_operators() -> None:
    url = dblp.search_for("C++ | $Ropes$: don't -stop", ("Smith", "Li")).url
    assert url == "https://dblp.org/search/publ/api?q=C%20Ropes%20don%27t%20stop%20Smith&format=json&h=10&c=0"


@pytest.mark.parametrize("file", ["bot.html", "bot-500.html"])
def test_a_page_against_programs_is_a_refusal_whatever_its_status(file: str) -> None:
    with pytest.raises(RefusedError, match="DBLP: is blocking automated access") as raised:
        dblp.read_search(answer("dblp", file))
    assert "DOI or arXiv id" in raised.value.hint
    with pytest.raises(RefusedError):
        dblp.read(answer("dblp", file), Identifier(Scheme.DBLP, "conf/x/Y"))


def test_refusals_unknown_keys_and_failures_are_told_apart() -> None:
    with pytest.raises(RefusedError, match="429"):
        read("dblp", "too-many.txt")
    with pytest.raises(NoSuchRecordError):
        read("dblp", "unknown.html")
    with pytest.raises(UnreachableError):
        dblp.read_search(Answer(500, b"<html><title>Internal error</title></html>"))


@pytest.mark.parametrize("told", ["", "[]", "{}", '{"result": {"hits": []}}', '{"result": {"hits": {"hit": [{"info"'])
def test_json_of_another_form_is_told(told: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        dblp.read_search(Answer(200, told.encode()))


def test_hits_of_wrong_types_are_left_out() -> None:
    hits = {
        "result": {
            "hits": {
                "hit": [
                    None,
                    3,
                    {"info": None},
                    {"info": {"title": ["x"]}},
                    {"info": {"title": "A.", "authors": 3, "ee": 7}},
                ]
            }
        }
    }
    assert [record.title for record in dblp.read_search(Answer(200, json.dumps(hits).encode()))] == ["A"]


@pytest.mark.corpus
def test_real_answers_are_read() -> None:
    assert unread("dblp") == []
