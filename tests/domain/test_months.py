import pytest

from unlcli.domain import months
from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable

VENUES = VenueTable()


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("jan", 1), ("January", 1), ("Sept.", 9), ("7", 7), ("07", 7), ("July 12", 7), ("12 July", 7), ("July--August", 7),
        ("5-7", 5), ("M\u00e4rz", 3), ("Mai", 5), ("Okt.", 10), ("DEC", 12), ("", 0), ("0", 0), ("13", 0), ("2024", 0),
        ("spring", 0), ("ma", 0), ("--", 0),
    ],
)  # fmt: skip
def test_a_month_in_the_ways_it_is_written(written: str, month: int) -> None:
    assert months.number(written) == month


@pytest.mark.parametrize(
    ("written", "seen"),
    [("jul", "July"), ("7", "July"), ("July 12", "July 12"), ("", ""), ("99", "99"), ("xyz", "xyz"),
     ("10 oct", "10 October"), ("jul\u2013aug", "July\u2013August"), ("Oct. 3", "October 3"), ("dec", "December"), ("3rd mar", "3rd March"),
     ("sep 1\u2013oct 3", "September 1\u2013October 3"), ("mid oct", "mid October"), ("the end of oct", "the end of oct"), ("7\u20138", "7\u20138")],
)  # fmt: skip
def test_short_months_are_shown_in_full(written: str, seen: str) -> None:
    assert months.shown(written) == seen


@pytest.mark.parametrize(
    ("fields", "month"),
    [
        ({"month": "jul", "date": "2024-02-01", "eprint": "2405.00001"}, 7),
        ({"month": "in spring", "date": "2024-02-01"}, 2),
        ({"date": "2024-02/2024-03"}, 2),
        ({"date": "2023-02-01"}, 0),
        ({"date": "2024"}, 0),
        ({"eprint": "2405.00001v2", "archiveprefix": "arXiv"}, 5),
        ({"eprint": "2405.00001", "archiveprefix": "HAL"}, 0),
        ({"url": "https://arxiv.org/abs/2405.00001"}, 5),
        ({"url": "https://huggingface.co/papers/2405.00001"}, 5),
        ({"alturl": "https://x.org https://www.alphaxiv.org/abs/2405.00001"}, 5),
        ({"doi": "10.48550/ARXIV.2405.00001"}, 5),
        ({"journal": "arXiv preprint arXiv:2405.00001"}, 5),
        ({"eprint": "cs/2401001"}, 1),
        ({"url": "https://example.org/archive"}, 0),
        ({}, 0),
    ],
)
def test_the_month_of_a_paper(fields: dict[str, str], month: int) -> None:
    assert months.of_entry(Entry("article", "a", {"year": "2024", **fields}), "2024", VENUES) == month


def test_the_arxiv_id_of_another_year_tells_the_month_of_a_preprint_only() -> None:
    fields = {"year": "2024", "eprint": "2305.00001"}
    assert months.of_entry(Entry("misc", "a", fields), "2024", VENUES) == 5
    assert months.of_entry(Entry("article", "a", {**fields, "journal": "JMLR"}), "2024", VENUES) == 0
