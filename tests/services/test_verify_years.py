"""Which years a source leaves to a good bibliography, and which contradict it."""

import pytest

from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.services.verifying import dates
from unlcli.services.verifying.asked import Asked
from unlcli.services.verifying.case import Said

LNCS = "Lecture Notes in Computer Science"
DOI = Identifier(Scheme.DOI, "10.1234/knots")


def years_of(record: Record, identifier: Identifier = DOI) -> dates.Years:
    return dates.years_of(Said(Asked(identifier, "doi"), record, Entry("misc", "")))


def record(source: str, kind: str, year: str, **told: str) -> Record:
    return Record(source, "Knots", type=kind, year=year, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "good"),
    [
        (record("pmlr", "inproceedings", "2023", month="12", venue="Conference on Robot Learning"), "2022 2023"),
        (record("pmlr", "inproceedings", "2023", month="2", venue="Symposium on Knots"), "2022 2023"),
        (record("pmlr", "inproceedings", "2023", month="7", venue="Conference on Learning Theory"), "2023"),
        (record("crossref", "inproceedings", "2021", series=LNCS, venue="Machine Learning and Knots"), "2020 2021"),
        (record("crossref", "inproceedings", "2022", series=LNCS, venue="Computer Vision – ECCV 2022"), "2022"),
        (record("crossref", "inproceedings", "2024", doi="10.52202/075280-1", venue="Advances in Knots"), "2023 2024"),
        (record("crossref", "inproceedings", "2021", venue="Proceedings of the 2021 Conference on Knots"), "2021"),
        (record("crossref", "inproceedings", "2022", venue="Proceedings of the 2021 Conference on Knots"), "2021 2022"),
        (record("acl", "inproceedings", "2021", venue="Annual Meeting on Knots"), "2021"),
        (record("openreview", "article", "2022"), "2022 2023"),
        (record("crossref", "article", "2024", month="1"), "2023 2024 2025"),
        (record("crossref", "article", "2024", month="6"), "2024 2025"),
    ],
)
def test_years_that_good_bibliographies_write_are_no_difference(said: Record, good: str) -> None:
    assert " ".join(sorted(years_of(said).good)) == good


def test_an_article_of_a_printed_issue_has_the_years_that_are_told() -> None:
    said = Record("crossref", "Knots", type="article", year="2021", month="3", years=("2021", "2020"))
    assert years_of(said) == dates.Years(frozenset(("2020", "2021")))


@pytest.mark.parametrize(
    ("said", "doubtful"),
    [
        (record("crossref", "inproceedings", "2020", venue="Joint Conference on Knots"), "2019 2021"),
        (record("crossref", "inproceedings", "2020", venue="Joint Conference on Knots 2020"), ""),
        (record("acl", "inproceedings", "2020", venue="Joint Conference on Knots"), ""),
        (record("openreview", "inproceedings", "2020", venue="Joint Conference on Knots"), ""),
        (record("openreview", "article", "2022"), "2021 2023"),
        (record("crossref", "article", "2022", month="6"), ""),
        (record("crossref", "article", "2022"), "2021"),
    ],
)
def test_years_that_seldom_differ_are_doubtful(said: Record, doubtful: str) -> None:
    assert " ".join(sorted(years_of(said).doubtful)) == doubtful


def test_a_preprint_of_january_may_be_of_the_year_before() -> None:
    said = Record("arxiv", "Knots", type="misc", year="2020")
    assert years_of(said, Identifier(Scheme.ARXIV, "2001.00007")).good == {"2020"}
    assert years_of(
        Record("arxiv", "Knots", type="misc", year="2019"), Identifier(Scheme.ARXIV, "2001.00007")
    ).good == {
        "2019",
        "2020",
    }


def test_no_year_is_nothing_to_compare_with() -> None:
    assert years_of(Record("crossref", "Knots")) == dates.Years()
