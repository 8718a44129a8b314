import pytest

from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.services.fill_entry import fill_entry, lacks

VENUES = VenueTable()
PEOPLE = "Aalto, Ada and Byström, Bo"
CONFERENCE = Entry(
    "inproceedings",
    "",
    {"author": PEOPLE, "title": "Knots", "booktitle": "ICLR", "year": "2022", "pages": "1--9", "month": "3", "doi": "10.1/k"},
)  # fmt: skip
PREPRINT = Entry(
    "misc", "", {"author": PEOPLE, "title": "Knots", "year": "2021", "eprint": "2101.00007", "archiveprefix": "arXiv", "primaryclass": "cs.LG"}
)  # fmt: skip


def filled(kind: str, told: Entry, **fields: str) -> Entry:
    return fill_entry(Entry(kind, "k", fields), told, VENUES)


def test_an_entry_that_says_nothing_gets_all() -> None:
    found = filled("misc", CONFERENCE, title="Knots of the North", url="https://openreview.net/forum?id=a")
    assert found.type == "inproceedings"
    assert {**found.fields} == {
        **CONFERENCE.fields,
        "title": "Knots of the North",
        "url": "https://openreview.net/forum?id=a",
    }


def test_a_published_paper_gets_no_date_from_its_preprint() -> None:
    found = filled("inproceedings", PREPRINT, title="Knots", booktitle="ICLR")
    assert (found.get("author"), found.get("eprint"), found.year, found.type) == (
        PEOPLE,
        "2101.00007",
        "",
        "inproceedings",
    )


def test_a_preprint_stays_one_whoever_tells_of_it() -> None:
    found = filled("misc", CONFERENCE, title="Knots", eprint="2101.00007", archiveprefix="arXiv", year="2021")
    assert (found.type, found.year, found.get("doi"), found.venue) == ("misc", "2021", "", "arXiv")
    assert found.get("author") == PEOPLE


@pytest.mark.parametrize(
    ("fields", "gets"),
    [
        ({"booktitle": "ICLR", "year": "2022"}, {"pages": "1--9", "month": "3"}),
        ({"booktitle": "ICLR", "year": "2023"}, {"pages": "1--9", "month": ""}),
        ({"booktitle": "ICML", "year": "2022"}, {"pages": "", "month": "", "doi": ""}),
        ({"booktitle": "ICLR", "date": "2022-05-01"}, {"year": "", "month": ""}),
        ({"crossref": "iclr2022"}, {"year": "", "booktitle": "", "pages": ""}),
    ],
    ids=str,
)
def test_a_fact_is_taken_where_it_fits_the_others(fields: dict[str, str], gets: dict[str, str]) -> None:
    found = filled("inproceedings", CONFERENCE, title="Knots", **fields)
    assert {name: found.get(name) for name in gets} == gets
    assert fields.items() <= found.fields.items()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Aalto, Ada and others", PEOPLE),
        ("Curl, Cara and others", "Curl, Cara and others"),
        ("Aalto, Ada", "Aalto, Ada"),
    ],
)
def test_a_list_of_authors_that_breaks_off_is_completed_by_that_which_goes_on(given: str, expected: str) -> None:
    assert filled("misc", PREPRINT, title="Knots", author=given).get("author") == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("title", "author", "year", "venue")),
        ({"title": "T", "author": PEOPLE, "year": "2021", "eprint": "2101.00007"}, ()),
        ({"title": "T", "author": "Aalto, Ada and others", "year": "2021", "eprint": "2101.00007"}, ("author",)),
        ({"title": "T", "author": PEOPLE, "year": "2021", "booktitle": "Odd"}, ()),
        ({"title": "T", "author": PEOPLE, "crossref": "c"}, ()),
        ({"title": "T", "author": PEOPLE, "year": "2021", "booktitle": "ACL", "url": "https://aclanthology.org/2021.acl-long.7/"}, ("doi",)),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_asked_about_is_what_is_missing(fields: dict[str, str], expected: tuple[str, ...]) -> None:
    assert lacks(Entry("misc", "k", fields), VENUES) == expected
