import pytest
from recorded_answers import answer, read, unread

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Standing
from unlcli.errors import NoSuchRecordError, RefusedError, UnreachableError, UnreadableAnswerError
from unlcli.sources import landing
from unlcli.sources.asking import Answer
from unlcli.sources.reading.citation_tags import date_of

PAGE = Identifier(Scheme.URL, "https://journal.example.org/x")


def test_a_journals_page_is_read_whole() -> None:
    record = read("landing", "highwire.html")
    assert record.source == "journal.example.org"
    assert record.title == "On Rosa Ropes & Knots"
    assert [name.bibtex for name in record.authors] == ["Smith, Kim", "García Márquez, Ana"]
    assert (record.type, record.venue, record.publisher) == ("article", "Journal of Ropes", "Rope Press")
    assert (record.year, record.month, record.volume, record.number, record.pages) == ("2031", "", "12", "3", "77--91")
    assert (record.doi, record.arxiv) == ("10.5555/ropes.2031.7", "2901.00017")
    assert record.standing is Standing.PUBLISHED


def test_dublin_core_and_prism_are_read() -> None:
    record = read("landing", "dublin-core.html")
    assert [name.full for name in record.authors] == ["Wei Li", "João Silva"]
    assert (record.title, record.venue, record.year, record.month) == ("Frayed Ends", "Annals of Rope", "2029", "5")
    assert (record.doi, record.pages, record.volume) == ("10.5555/frayed", "5--9", "2")


def test_a_thesis_is_one() -> None:
    record = read("landing", "bepress.html")
    assert (record.type, record.venue, record.year, record.month) == ("phdthesis", "University of Oslo", "2020", "5")


def test_authors_in_one_tag_are_several() -> None:
    record = read("landing", "one-tag-for-all.html")
    assert [name.full for name in record.authors] == ["Kim Smith", "Wei Li"]
    assert (record.type, record.venue, record.isbn) == ("incollection", "Handbook of Knots", "978-3-16-148410-0")


def test_json_ld_is_read_where_there_are_no_tags() -> None:
    record = read("landing", "json-ld.html")
    assert (record.title, record.venue, record.year, record.month) == ("Loops at Sea", "Journal of Ropes", "2028", "3")
    assert [name.full for name in record.authors] == ["Kim Smith", "Wei Li"]
    assert (record.doi, record.pages) == ("10.5555/loops.sea", "3--8")


def test_a_preprint_servers_page_is_no_publication() -> None:
    page = (
        b'<meta name="citation_title" content="T"><meta name="citation_author" content="A B">'
        b'<meta name="citation_journal_title" content="bioRxiv"><meta name="citation_publication_date" content="2030/02/03">'
    )
    record = landing.read(Answer(200, page, PAGE.value), PAGE)
    assert (record.standing, record.venue, record.type) == (Standing.PREPRINT, "", "misc")


def test_a_page_that_is_no_papers_says_how_to_add_it_by_hand() -> None:
    with pytest.raises(UnreadableAnswerError, match="states no bibliographic data") as raised:
        read("landing", "no-tags.html")
    assert "unl add --title" in raised.value.hint
    assert raised.value.source == "blog.example.org"


def test_a_pdf_says_to_give_the_page() -> None:
    with pytest.raises(UnreadableAnswerError, match="a PDF") as raised:
        read("landing", "paper.pdf")
    assert "page" in raised.value.hint
    with pytest.raises(UnreadableAnswerError, match="a PDF"):
        landing.read(Answer(200, b"%PDF-1.4", PAGE.value, "text/html"), PAGE)


@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_page_against_programs_is_a_refusal_with_any_status(status: int) -> None:
    with pytest.raises(RefusedError):
        landing.read(Answer(status, answer("landing", "challenge.html").body, PAGE.value), PAGE)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, RefusedError),
        (429, RefusedError),
        (404, NoSuchRecordError),
        (500, UnreachableError),
        (400, UnreadableAnswerError),
    ],
)
def test_a_status_means_what_it_means_everywhere(status: int, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"journal\.example\.org"):
        landing.read(Answer(status, b"<html></html>", PAGE.value), PAGE)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020", ("2020", "")), ("2020/5", ("2020", "5")), ("2020/05/12", ("2020", "5")), ("2020-05-12", ("2020", "5")),
        ("2020-05-12T10:00:00Z", ("2020", "5")), ("12 May 2020", ("2020", "5")), ("May 12, 2020", ("2020", "5")),
        ("2020/01/01", ("2020", "")), ("2020/01/02", ("2020", "1")), ("05/12/2020", ("2020", "")), ("2020/13", ("2020", "")),
        ("", ("", "")), ("soon", ("", "")),
    ],
)  # fmt: skip
def test_dates_are_read_in_the_forms_that_pages_use(written: str, date: tuple[str, str]) -> None:
    assert date_of(written) == date


@pytest.mark.corpus
def test_real_answers_are_read() -> None:
    assert unread("landing") == []
