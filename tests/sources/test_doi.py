import pytest
from recorded_answers import answer, real

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.names import Name
from unlcli.domain.record import Standing
from unlcli.errors import NoSuchRecordError, SourceError, UnreadableAnswerError
from unlcli.sources import doi
from unlcli.sources.asking import Answer


def named(value: str) -> Identifier:
    return Identifier(Scheme.DOI, value)


def test_citation_data_is_asked_for_under_the_encoded_doi() -> None:
    [request] = doi.requests_for(named("10.5555/(issn)1(19)1:2<3::aid>3.0.co;2-#"), "")
    assert request.url == "https://doi.org/10.5555/%28issn%291%2819%291%3A2%3C3%3A%3Aaid%3E3.0.co%3B2-%23"
    assert request.accept == "application/vnd.citationstyles.csl+json, application/x-bibtex;q=0.5"


def test_csl_json_is_read() -> None:
    found = doi.read(answer("doi", "csl.json"), named("10.1038/s41591-024-03445-1"))
    assert (found.source, found.type, found.venue, found.year, found.pages) == (
        "doi",
        "article",
        "Nature Medicine",
        "2025",
        "618--626",
    )
    thesis = doi.read(answer("doi", "csl-thesis.json"), named("10.5555/thesis.1"))
    assert (thesis.type, thesis.venue, thesis.year, thesis.month) == ("phdthesis", "Made-Up University", "2022", "5")
    assert thesis.authors == (Name("Berg", "Jo", "van den"), Name("Made-Up Lab"))


def test_bibtex_is_read_in_one_line_or_many() -> None:
    found = doi.read(answer("doi", "one-line.bib"), named("10.1609/aaai.v39i24.34769"))
    assert (found.type, found.year, found.month, found.pages, len(found.authors)) == (
        "inproceedings",
        "2025",
        "4",
        "25769--25777",
        6,
    )
    assert found.url == "https://doi.org/10.1609/aaai.v39i24.34769"
    sici = named("10.5555/(issn)1000-0001(199901)1:2<3::aid-made4>3.0.co;2-#")
    assert doi.read(answer("doi", "sici.bib"), sici).doi == sici.value


def test_bibtex_is_told_by_its_first_byte() -> None:
    found = doi.read(Answer(200, b"@misc{k, title={T}}", content_type="text/html"), named("10.5555/x"))
    assert (found.title, found.doi) == ("T", "10.5555/x")


@pytest.mark.parametrize(
    "body",
    [
        b'{"type": "article", "DOI": "10.48550/ARXIV.2101.00001", "title": "T", "publisher": "arXiv"}',
        b"@misc{https://doi.org/10.48550/arxiv.2101.00001, doi = {10.48550/ARXIV.2101.00001}, title = {T}, publisher = {arXiv}}",
    ],
)
def test_the_doi_of_an_arxiv_preprint_brings_a_preprint(body: bytes) -> None:
    found = doi.read(Answer(200, body), Identifier(Scheme.ARXIV, "2101.00001"))
    assert (found.arxiv, found.doi, found.standing, found.type) == ("2101.00001", "", Standing.PREPRINT, "misc")
    assert found.url == "https://arxiv.org/abs/2101.00001"


@pytest.mark.parametrize(
    ("file", "kind", "told"),
    [
        ("unknown.html", NoSuchRecordError, "does not know DOI 10.5555/x"),
        ("not-a-doi.html", NoSuchRecordError, "not a DOI"),
        ("other-format.txt", UnreadableAnswerError, "no citation data"),
        ("onix.xml", UnreadableAnswerError, "sent XML"),
        ("formatted.txt", UnreadableAnswerError, r"sent text \(text/x-bibliography\)"),
        ("csl.json", UnreadableAnswerError, "answered with DOI"),
        ("one-line.bib", UnreadableAnswerError, "answered with DOI"),
    ],
)
def test_what_is_no_record_says_what_it_is(file: str, kind: type[SourceError], told: str) -> None:
    with pytest.raises(kind, match=told) as raised:
        doi.read(answer("doi", file), named("10.5555/x"))
    assert raised.value.source == "doi"


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [(204, b"", "no citation data"), (200, b"<!DOCTYPE html><html>", "a web page"), (200, b"", "an empty")],
)
def test_other_answers_than_citation_data(status: int, body: bytes, told: str) -> None:
    with pytest.raises(UnreadableAnswerError, match=told):
        doi.read(Answer(status, body), named("10.5555/x"))


REAL = {
    "crossref-transform-bibtex.bib": ("10.1126/science.169.3946.635", "The Structure of Ordinary Water", "Science", "1970", "Henry S. Frank"),
    "crossref-csl-json-science169.json": ("10.1126/science.169.3946.635", "The Structure of Ordinary Water", "Science", "1970", "Henry S. Frank"),
    "crossref-csl-json-rcrossref.json": ("10.1126/science.169.3946.635", "The Structure of Ordinary Water", "Science", "1970", "Henry S. Frank"),
    "crossref-transform-sici.bib": (
        "10.1890/0012-9615(1999)069[0569:edilsa]2.0.co;2", "EVOLUTIONARY DIVERGENCES IN LEAF STRUCTURE", "Ecological Monographs", "1999",
        "Saul A. Cunningham",
    ),
    "bibtex-goedel1931.bib": (
        "10.1007/bf01700692", "Über formal unentscheidbare Sätze", "Monatshefte für Mathematik und Physik", "1931", "Kurt Gödel",
    ),
    "bibtex-loeb2012.bib": ("10.1007/s00422-012-0514-6", "Optimal isn't good enough", "Biological Cybernetics", "2012", "Gerald E. Loeb"),
}  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize("file", REAL)
def test_real_answers_are_read_as_they_are(file: str) -> None:
    value, title, venue, year, first = REAL[file]
    found = doi.read(real("doi", file), named(value))
    assert found.title.startswith(title)
    assert (found.venue, found.year, found.authors[0].full, found.doi, found.standing) == (
        venue,
        year,
        first,
        value,
        Standing.PUBLISHED,
    )


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("doi-404-notfound.html", NoSuchRecordError), ("doi-404-invalid-old.html", NoSuchRecordError), ("doi-400-not-a-doi.html", NoSuchRecordError),
        ("datacite-cn-404.txt", NoSuchRecordError), ("datacite-cn-zenodo50213.txt", UnreadableAnswerError),
        ("crossref-bibliography-apa.txt", UnreadableAnswerError), ("redirect-302-to-crossref.html", UnreadableAnswerError),
    ],
)  # fmt: skip
def test_real_failures_are_told_apart(file: str, kind: type[SourceError]) -> None:
    with pytest.raises(SourceError) as raised:
        doi.read(real("doi", file), named("10.5555/x"))
    assert type(raised.value) is kind
