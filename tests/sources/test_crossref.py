from dataclasses import fields

import pytest
from recorded_answers import answer, real

from unlcli.domain.identifiers import Identifier, Scheme, recognise
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.errors import NoSuchRecordError, RefusedError, SourceError, UnreachableError, UnreadableAnswerError
from unlcli.sources import crossref
from unlcli.sources.asking import Answer


def asked(file: str, doi: str) -> Record:
    return crossref.read(answer("crossref", file), Identifier(Scheme.DOI, doi))


def work(message: str, doi: str = "10.5555/x") -> Record:
    body = f'{{"status": "ok", "message-type": "work", "message": {{"DOI": "{doi}", "title": ["T"], {message}}}}}'
    return crossref.read(Answer(200, body.encode(), content_type="application/json"), Identifier(Scheme.DOI, doi))


def test_an_article_is_read_whole() -> None:
    assert asked("article.json", "10.1038/s41591-024-03445-1") == Record(
        "crossref",
        "Medical large language models are vulnerable to data-poisoning attacks",
        authors=(Name("Alber", "Daniel Alexander"), Name("Yang", "Zihao")),
        year="2025",
        month="2",
        venue="Nature Medicine",
        type="article",
        volume="31",
        number="2",
        pages="618--626",
        publisher="Springer Science and Business Media LLC",
        doi="10.1038/s41591-024-03445-1",
        url="https://doi.org/10.1038/s41591-024-03445-1",
        standing=Standing.PUBLISHED,
        years=("2025",),
    )


def test_a_chapter_of_proceedings_is_a_conference_paper_in_its_book() -> None:
    found = asked("chapter-of-a-conference.json", "10.5555/978-3-000-00000-1_7")
    assert found.title == "Forgetting Faces: A Study of N-Shot Removal"
    assert found.authors == (Name("Meer", "Ada", "van der", "Jr."), Name("Li", "Bo"), Name("The Forget Consortium"))
    assert found.editors == (Name("Editor", "Cy"),)
    assert (found.type, found.series) == ("inproceedings", "Lecture Notes in Computer Science")
    assert found.venue == "Computer Vision – MADE 2023"
    assert (found.pages, found.isbn, found.address) == ("101--117", "9783000000010", "Cham")
    assert found.hint == "Made Conference on Vision"


def test_proceedings_that_are_filed_as_a_journal_are_proceedings() -> None:
    found = asked("proceedings-as-journal.json", "10.1609/aaai.v39i24.34769")
    assert (found.type, found.arxiv) == ("inproceedings", "2408.10682")
    assert found.venue == "Proceedings of the AAAI Conference on Artificial Intelligence"


def test_a_preprint_names_its_version_of_record_and_nothing_else() -> None:
    found = asked("preprint.json", "10.5555/2024.02.03.123456")
    assert (found.standing, found.type, found.venue, found.year) == (Standing.PREPRINT, "misc", "", "2024")
    assert found.title == "Unlearning in E. coli models"
    assert found.others == (Identifier(Scheme.DOI, "10.5555/journal.77"),)
    assert found.abstract.startswith("Cells < 5 % forget.")
    assert found.code == ("https://github.com/made-up/forget-coli",)


def test_markup_and_entities_become_text() -> None:
    found = asked("markup.json", "10.5555/markup.1")
    assert found.title == "Cost O(n2) of R&D with H2O at p < 0.05"
    assert found.venue == "Journal of Made-Up Results & Methods"
    assert (found.authors, found.pages) == ((), "e17")


def test_what_is_missing_stays_empty() -> None:
    found = asked("undated.json", "10.5555/undated.1")
    assert (found.year, found.month, found.pages) == ("", "", "1--10")
    assert found.authors == (Name("Solo"),)
    assert found.hint == ""


def test_a_retraction_is_told() -> None:
    found = asked("retracted.json", "10.5555/retracted.1")
    assert found.hint == "retraction by 10.5555/notice.1"
    assert (found.standing, found.title, found.venue) == (
        Standing.RETRACTED,
        "RETRACTED: All Is Forgotten",
        "Journal of Nothing",
    )
    assert not found.is_notice


ARTICLE = '"type": "journal-article", "container-title": ["Knots"]'


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED ARTICLE: On Knots", "[Retracted] On Knots", "WITHDRAWN: On Knots", "Retracted Chapter: On Knots",
        "[RETRACTED ARTICLE] On Knots",
    ],
)  # fmt: skip
def test_a_title_that_is_marked_as_retracted_is_told_and_kept_as_the_publisher_writes_it(title: str) -> None:
    found = work(f'{ARTICLE}, "title": ["{title}"]')
    assert (found.standing, found.title) == (Standing.RETRACTED, title)


@pytest.mark.parametrize(
    "title", ["Retracted: A History of Science", "Retracted articles: a survey", "Withdrawn from Life"]
)
def test_a_title_that_speaks_of_retraction_is_a_title(title: str) -> None:
    found = work(f'{ARTICLE}, "title": ["{title}"]')
    assert (found.standing, found.title, found.is_notice) == (Standing.PUBLISHED, title, False)


def test_a_correction_does_not_take_a_paper_back() -> None:
    found = work(f'{ARTICLE}, "updated-by": [{{"type": "correction", "DOI": "10.5555/n"}}]')
    assert (found.standing, found.is_notice) == (Standing.PUBLISHED, False)


def test_a_preprint_that_was_taken_back_was_withdrawn() -> None:
    found = work('"type": "posted-content", "updated-by": [{"type": "withdrawal", "DOI": "10.5555/n"}]')
    assert found.standing is Standing.WITHDRAWN


@pytest.mark.parametrize("kind", ["erratum", "correction", "retraction", "addendum", "expression_of_concern"])
def test_a_notice_on_another_paper_is_none(kind: str) -> None:
    found = work(
        f'{ARTICLE}, "title": ["Retracted: On Knots"], "update-to": [{{"type": "{kind}", "DOI": "10.5555/p"}}]'
    )
    assert (found.is_notice, found.standing, found.title) == (True, Standing.PUBLISHED, "Retracted: On Knots")


@pytest.mark.parametrize(
    "title",
    ["Correction to: On Knots", "Author Correction: On Knots", "Erratum: On Knots", "Retraction Note: On Knots"],
)
def test_a_title_that_says_so_makes_a_notice(title: str) -> None:
    assert work(f'{ARTICLE}, "title": ["{title}"]').is_notice


@pytest.mark.parametrize("title", ["Correction of Knots", "Error Correction: A Survey", "Corrections", "On Knots"])
def test_a_paper_on_corrections_is_no_notice(title: str) -> None:
    assert not work(f'{ARTICLE}, "title": ["{title}"]').is_notice


def test_a_new_version_is_no_notice() -> None:
    assert not work('"update-to": [{"type": "new_version", "DOI": "10.5555/p"}]').is_notice


@pytest.mark.parametrize(
    ("told", "doi", "server"),
    [
        ('"institution": [{"name": "bioRxiv"}], "group-title": "Knots"', "10.1101/2030.01.01.1", "bioRxiv"),
        ('"institution": [{"name": "medRxiv"}]', "10.1101/2030.01.01.2", "medRxiv"),
        ('"group-title": "PsyArXiv"', "10.5555/p", "PsyArXiv"),
        ('"group-title": "Knot Theory"', "10.26434/chemrxiv-2030-x", "ChemRxiv"),
        ('"institution": [{"name": "University of Knots"}]', "10.21203/rs.3.rs-1/v1", "Research Square"),
        ('"group-title": "Knot Theory"', "10.5555/p", "Owner"),
    ],
)
def test_a_preprint_is_on_its_server_not_with_the_server_s_owner(told: str, doi: str, server: str) -> None:
    assert work(f'"type": "posted-content", "publisher": "Owner", {told}', doi).publisher == server


def test_an_article_of_ssrn_is_on_ssrn() -> None:
    told = '"type": "journal-article", "publisher": "Owner", "container-title": ["SSRN Electronic Journal"]'
    assert work(told, "10.2139/ssrn.123").publisher == "SSRN"


@pytest.mark.parametrize(
    ("title", "shown"),
    [("On Knots☆", "On Knots"), ("On Knots ☆", "On Knots"), ("On Knots *", "On Knots"), ("Beyond A*", "Beyond A*")],
)
def test_a_footnote_s_mark_is_no_part_of_the_title(title: str, shown: str) -> None:
    assert work(f'"title": ["{title}"]').title == shown


def test_the_series_of_a_book_is_told() -> None:
    assert work('"type": "monograph", "container-title": ["Notes on Knots"]').series == "Notes on Knots"


def test_where_authors_work_is_no_author() -> None:
    people = '{"given": "Ann", "family": "One"}, {"name": "Department of Knots, Made-Up"}, {"family": "University of Bends"}, {"name": "The Knot Team"}'
    assert work(f'"author": [{people}]').authors == (Name("One", "Ann"), Name("The Knot Team"))
    assert work('"author": [{"name": "Institute of Knots"}]').authors == (Name("Institute of Knots"),)


def test_the_year_of_the_conference_is_one_of_the_years() -> None:
    dates = '"published-print": {"date-parts": [[2031]]}, "issued": {"date-parts": [[2031, 1]]}'
    assert work(f'{dates}, "assertion": [{{"name": "conference_year", "value": "2030"}}]').years == ("2031", "2030")


def test_a_doi_with_brackets_is_asked_for_encoded_and_found() -> None:
    doi = "10.5555/(issn)1000-0001(199901)1:2<3::aid-made4>3.0.co;2-#"
    [request] = crossref.requests_for(Identifier(Scheme.DOI, doi), "")
    assert request.url == (
        "https://api.crossref.org/works/10.5555%2F%28issn%291000-0001%28199901%291%3A2%3C3%3A%3Aaid-made4%3E3.0.co%3B2-%23"
    )
    assert asked("sici.json", doi).title == "An Old Identifier"


def test_a_paper_of_the_anthology_is_asked_for_by_its_doi() -> None:
    [request] = crossref.requests_for(Identifier(Scheme.ACL, "2021.naacl-main.208"), "")
    assert request.url == "https://api.crossref.org/works/10.18653%2Fv1%2F2021.naacl-main.208"
    old = crossref.requests_for(Identifier(Scheme.ACL, "P14-1001"), "")
    assert [request.url.partition("works/")[2] for request in old] == [
        "10.18653%2Fv1%2FP14-1001",
        "10.3115%2Fv1%2FP14-1001",
    ]
    assert crossref.requests_for(Identifier(Scheme.PMLR, "v1/a"), "") == ()


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ('"issued": {"date-parts": [[2020, 12]]}, "published-print": {"date-parts": [[2021, 2]]}', "2021"),
        ('"issued": {"date-parts": [[2020]]}, "published-online": {"date-parts": [[2019]]}', "2019"),
        ('"issued": {"date-parts": [["2020", "3"]]}', "2020"),
        ('"issued": {"date-parts": [[]]}', ""),
        ('"issued": {"date-parts": []}', ""),
        ('"issued": {"date-parts": [[null]]}', ""),
        ('"issued": {}', ""),
        ('"issued": [2020]', ""),
        ('"issued": {"date-parts": [[20201]]}', ""),
    ],
)
def test_the_year_is_that_of_the_printed_issue_where_there_is_one(dates: str, year: str) -> None:
    assert work(dates).year == year


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("journal-article", "article"), ("proceedings-article", "inproceedings"), ("posted-content", "misc"),
        ("book-chapter", "incollection"), ("book", "book"), ("monograph", "book"), ("edited-book", "book"),
        ("proceedings", "proceedings"), ("dissertation", "phdthesis"), ("report", "techreport"), ("dataset", "misc"),
        ("peer-review", "misc"), ("madeup", "misc"),
    ],
)  # fmt: skip
def test_types_of_works(told: str, kind: str) -> None:
    assert work(f'"type": "{told}"').type == kind


def test_a_preprint_that_is_registered_as_an_article_is_one() -> None:
    found = work('"type": "journal-article", "container-title": ["SSRN Electronic Journal"]', "10.2139/ssrn.123")
    assert (found.standing, found.venue, found.type) == (Standing.PREPRINT, "", "misc")


@pytest.mark.parametrize(
    ("message", "arxiv"),
    [
        ('"relation": {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2101.00001"}]}', "2101.00001"),
        ('"relation": {"has-preprint": [{"id-type": "arxiv", "id": "arXiv:2101.00001v2"}]}', "2101.00001"),
        ('"relation": {"has-preprint": [{"id-type": "doi", "id": "10.1101/2024.04.01.587366"}]}', ""),
        ('"relation": {"references": [{"id-type": "doi", "id": "10.48550/arXiv.2101.00001"}]}', ""),
        ('"alternative-id": ["10.48550/arXiv.2101.00001"]', "2101.00001"),
        ('"alternative-id": ["2101.00001", "S0001"]', ""),
    ],
)
def test_the_id_of_the_preprint_is_taken_where_it_is_named_as_one(message: str, arxiv: str) -> None:
    assert work(message).arxiv == arxiv


@pytest.mark.parametrize(
    "message",
    [
        '"author": {"family": "One"}', '"author": [null, 3, [], {"given": "Ann"}]', '"relation": []', '"relation": {"is-preprint-of": 7}',
        '"container-title": "J"', '"event": "Made-Up"', '"page": 7', '"ISBN": "no"', '"update-to": {"DOI": 7}', '"assertion": {}',
    ],
)  # fmt: skip
def test_values_of_another_kind_than_documented_do_no_harm(message: str) -> None:
    assert work(message).title == "T"


@pytest.mark.parametrize(
    ("file", "kind", "told"),
    [
        ("untitled.json", UnreadableAnswerError, "has no title"),
        ("truncated.json", UnreadableAnswerError, "cut off"),
        ("page-for-json.html", UnreadableAnswerError, "a web page"),
        ("unknown.txt", NoSuchRecordError, "does not know DOI"),
        ("refused-parameter.json", RefusedError, "does not support field query"),
        ("gateway.html", UnreachableError, "504"),
        ("too-many.txt", RefusedError, "429"),
        ("search.json", UnreadableAnswerError, "another form"),
    ],
)
def test_what_is_no_record_says_what_it_is(file: str, kind: type[SourceError], told: str) -> None:
    with pytest.raises(kind, match=told) as raised:
        crossref.read(answer("crossref", file), Identifier(Scheme.DOI, "10.5555/untitled.1"))
    assert raised.value.source == "crossref"


def test_a_question_about_an_impossible_doi_is_answered_by_not_knowing_it() -> None:
    body = (
        b'{"status": "failed", "message": [{"type": "invalid", "value": "10.5555/X", "message": "No such DOI can be"}]}'
    )
    with pytest.raises(NoSuchRecordError, match="No such DOI"):
        crossref.read(Answer(400, body), Identifier(Scheme.DOI, "10.5555/x"))


def test_the_record_of_another_doi_is_none() -> None:
    with pytest.raises(UnreadableAnswerError, match="answered with DOI"):
        asked("article.json", "10.5555/other")


def test_the_record_of_an_alias_or_of_a_paper_of_the_anthology_is_right() -> None:
    body = b'{"message-type": "work", "message": {"DOI": "%s", "aliases": ["10.5555/OLD"], "title": ["T"]}}'
    assert crossref.read(Answer(200, body % b"10.5555/new"), Identifier(Scheme.DOI, "10.5555/old")).doi == "10.5555/new"
    found = crossref.read(Answer(200, body % b"10.3115/v1/P14-1001"), Identifier(Scheme.ACL, "P14-1001"))
    assert (found.doi, found.url) == ("10.3115/v1/p14-1001", "https://aclanthology.org/P14-1001/")


def test_a_search_brings_all_that_have_a_title() -> None:
    found = crossref.read_search(answer("crossref", "search.json"))
    assert [record.doi for record in found] == ["10.1038/s41591-024-03445-1", "10.5555/undated.1"]
    assert found[1].type == ""
    assert crossref.read_search(answer("crossref", "search-nothing.json")) == ()


def test_a_search_asks_for_title_and_first_author() -> None:
    request = crossref.search_for("Why & how? A <b> test", ["Gödel", "Two"])
    assert request.is_search
    assert request.url.startswith(
        "https://api.crossref.org/works?query.bibliographic=Why+%26+how%3F+A+%3Cb%3E+test+G%C3%B6del&rows=5&select="
    )


FACTS = {
    "work-10.1038_s42256-024-00832-8.json": ("Augmenting large language models with chemistry tools", "2024", "Nature Machine Intelligence", 6),
    "work-10.1101_2024.04.01.587366-preprint.json": ("High-throughput screening of human genetic variants by pooled prime editing", "2024", "", 6),
    "work-10.1016_j.xgen.2025.100814-published.json": ("High-throughput screening of human genetic variants by pooled prime editing", "2025", "Cell Genomics", 6),
    "work-10.1007_s40278-023-41815-2-noauthor.json": (
        "Convalescent-anti-sars-cov-2-plasma/immune-globulin: Fever and mild decrease in baseline oxygen saturation following off-label use: 3 case reports",
        "2023", "Reactions Weekly", 0,
    ),
    "work-10.1136_jclinpath-2020-206745-markup.json": (
        "Construction of a reference material panel for detecting KRAS / NRAS / EGFR / BRAF / MET mutations in plasma ctDNA",
        "2021", "Journal of Clinical Pathology", 15,
    ),
    "work-10.1109_icdcsw.2003.1203662-nodate.json": (
        "Accurate and explicit differentiation of wireless and congestion losses", "",
        "23rd International Conference on Distributed Computing Systems Workshops, 2003. Proceedings.", 2,
    ),
    "work-10.1145-conference-papis3.json": (
        "DL-Learner Structured Machine Learning on Semantic Web Data", "2018",
        "Companion of the The Web Conference 2018 on The Web Conference 2018 - WWW '18", 4,
    ),
}  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize("file", FACTS)
def test_real_works_are_read_as_they_are(file: str) -> None:
    told = real("crossref", file)
    found = crossref.read(
        told, recognise(told.url.split("/works/")[1].split("?")[0].replace("%2F", "/")) or pytest.fail(file)
    )
    assert (found.title, found.year, found.venue, len(found.authors)) == FACTS[file]
    for field in fields(Record):
        assert (
            "<" not in str(getattr(found, field.name)).replace("<Standing", "").replace("<Scheme", "")
            or field.name == "abstract"
        )


@pytest.mark.corpus
def test_real_searches_are_read() -> None:
    hits = {
        "search-title-hit-augmenting.json": 1, "search-title-paperqa-wrong-hit.json": 1, "search-title-author-wrong-hit.json": 1,
        "search-empty.json": 0, "search-query-list-noauthor.json": 2, "search-select-no-type.json": 1,
    }  # fmt: skip
    assert {file: len(crossref.read_search(real("crossref", file))) for file in hits} == hits


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("work-404-10.1371_notarealdoi.txt", NoSuchRecordError), ("work-404-arxiv-doi-10.48550.txt", NoSuchRecordError),
        ("error-400-validation.json", RefusedError), ("error-504-gateway.html", UnreachableError),
        ("agency-crossref.json", UnreadableAnswerError), ("transform-bibtex-10.1038.bib", UnreadableAnswerError),
    ],
)  # fmt: skip
def test_real_failures_are_told_apart(file: str, kind: type[SourceError]) -> None:
    with pytest.raises(SourceError) as raised:
        crossref.read(real("crossref", file), Identifier(Scheme.DOI, "10.1371/notarealdoi"))
    assert type(raised.value) is kind
