import json
from typing import Any

import pytest
from recorded_answers import answer

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.errors import NoSuchRecordError, UnreadableAnswerError
from unlcli.sources import datacite
from unlcli.sources.asking import Answer

ARXIV = Identifier(Scheme.ARXIV, "2408.10682")


def attributes(**told: Any) -> Record:
    body = json.dumps({"data": {"attributes": {"doi": "10.5555/x", "titles": [{"title": "T"}], **told}}})
    return datacite.read(Answer(200, body.encode()), Identifier(Scheme.DOI, "10.5555/x"))


def test_the_repository_that_an_archived_release_was_made_of_is_its_code() -> None:
    related = [
        {"relationType": "IsSupplementTo", "relatedIdentifierType": "URL", "relatedIdentifier": link}
        for link in ("https://github.com/knots-lab/hold/tree/v1.0", "https://knots.org/paper")
    ]
    related.append({"relationType": "References", "relatedIdentifier": "https://github.com/knots-lab/other"})
    assert attributes(relatedIdentifiers=related).code == ("https://github.com/knots-lab/hold",)


def test_an_arxiv_id_is_asked_for_by_its_doi_and_read_as_a_preprint() -> None:
    [request] = datacite.requests_for(ARXIV, "")
    assert request.url == "https://api.datacite.org/dois/10.48550%2FarXiv.2408.10682"
    assert datacite.read(answer("datacite", "arxiv.json"), ARXIV) == Record(
        "datacite",
        "Towards Robust Knowledge Unlearning: An Adversarial Framework for Assessing and Improving Unlearning Robustness "
        "in Large Language Models",
        authors=(Name("Yuan", "Hongbang"), Name("Jin", "Zhuoran"), Name("The Forget Consortium")),
        year="2024",
        month="8",
        type="misc",
        arxiv="2408.10682",
        primary_class="cs.CL",
        url="https://arxiv.org/abs/2408.10682",
        abstract="LLMs have achieved success in many fields.",
        standing=Standing.PREPRINT,
        others=(Identifier(Scheme.DOI, "10.1609/aaai.v39i24.34769"),),
        hint="Accepted by AAAI 2025",
    )


def test_a_data_set_has_no_venue_and_no_version_of_record() -> None:
    found = datacite.read(answer("datacite", "dataset.json"), Identifier(Scheme.DOI, "10.5281/zenodo.1234567"))
    assert (found.title, found.type, found.venue, found.publisher) == ("Forgotten Data", "misc", "", "Zenodo")
    assert found.authors == (Name("One", "Ann"), Name("Two", "Bea", "van"))
    assert (found.standing, found.others, found.year) == (Standing.UNKNOWN, (), "2023")


def test_a_conference_paper_stands_in_its_container() -> None:
    found = datacite.read(answer("datacite", "conference-paper.json"), Identifier(Scheme.DOI, "10.5555/dagstuhl.7"))
    assert (found.type, found.venue, found.volume) == ("inproceedings", "LIPIcs, Volume 300, MADE 2024", "300")
    assert (found.pages, found.standing, found.doi) == ("7:1--7:17", Standing.PUBLISHED, "10.5555/dagstuhl.7")


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        ({"resourceTypeGeneral": "JournalArticle", "bibtex": "misc"}, "article"), ({"resourceTypeGeneral": "Dissertation"}, "phdthesis"),
        ({"resourceTypeGeneral": "Text", "bibtex": "phdthesis"}, "phdthesis"), ({"resourceTypeGeneral": "Text", "bibtex": "article"}, "misc"),
        ({"resourceTypeGeneral": "Software"}, "misc"), ({}, "misc"),
    ],
)  # fmt: skip
def test_types_of_resources(types: dict[str, str], kind: str) -> None:
    assert attributes(types=types).type == kind


def test_the_year_of_a_preprint_is_that_of_its_first_version() -> None:
    dates = [
        {"date": "2025-02-01", "dateType": "Submitted", "dateInformation": "v2"},
        {"date": "2023-12-31", "dateType": "Submitted", "dateInformation": "v1"},
    ]
    preprint = {"resourceTypeGeneral": "Preprint"}
    assert attributes(types=preprint, dates=dates, publicationYear=2024).year == "2023"
    assert attributes(types=preprint, dates=dates[:1], publicationYear=2024).year == "2024"


@pytest.mark.parametrize(
    "told",
    [
        {"creators": [None, {}, {"name": ""}]},
        {"publisher": None},
        {"container": []},
        {"dates": "no"},
        {"types": None},
        {"descriptions": [7]},
    ],
)
def test_values_of_another_kind_than_documented_do_no_harm(told: dict[str, Any]) -> None:
    assert attributes(**told).authors == ()


def test_what_is_no_record_says_what_it_is() -> None:
    with pytest.raises(NoSuchRecordError, match=r"DataCite: does not know arXiv id 2408.10682"):
        datacite.read(answer("datacite", "unknown.json"), ARXIV)
    with pytest.raises(UnreadableAnswerError, match="has no title"):
        attributes(titles=[])
    with pytest.raises(UnreadableAnswerError, match="another form"):
        datacite.read(Answer(200, b'{"data": []}'), ARXIV)
    with pytest.raises(UnreadableAnswerError, match="answered with DOI"):
        datacite.read(answer("datacite", "dataset.json"), ARXIV)
