import json
from typing import Any

import pytest

from unlcli.bibtex import read
from unlcli.domain.venues import VenueTable
from unlcli.render.listing.csl_json import render
from unlcli.render.options import RenderOptions
from unlcli.services.list_entries import ListOptions, list_entries


def items(bibtex: str) -> list[dict[str, Any]]:
    listing = list_entries(read.read(bibtex.encode()).entries, VenueTable(), ListOptions(in_order=True))
    return list(json.loads(render(listing, RenderOptions())))


def item(kind: str, /, **fields: str) -> dict[str, Any]:
    written = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())
    return items(f"@{kind}{{k, {written}}}")[0]


def test_a_conference_paper() -> None:
    assert item(
        "inproceedings",
        title=r"On {LLM}s and M{\"u}ller's Theorem",
        author=r"van der Berg, Jan and {DeepSeek AI} and Smith, Jr., Bob and Erd{\H o}s, P\'al and others",
        booktitle="Proceedings of {X}",
        editor="Ann Lee",
        year="2024",
        month="jun",
        pages="10--20",
        volume="3",
        series="LNCS",
        number="77",
        publisher=r"Springer \& Sons",
        address="Berlin",
        doi="https://doi.org/10.1234/abc_d",
        isbn="978-3-16-148410-0",
        keywords="a, b",
        abstract="Some $x^2$.",
    ) == {
        "id": "k",
        "type": "paper-conference",
        "title": "On LLMs and Müller's Theorem",
        "author": [
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
            {"literal": "DeepSeek AI"},
            {"family": "Smith", "given": "Bob", "suffix": "Jr."},
            {"family": "Erdős", "given": "Pál"},
            {"literal": "others"},
        ],
        "editor": [{"family": "Lee", "given": "Ann"}],
        "issued": {"date-parts": [[2024, 6]]},
        "container-title": "Proceedings of X",
        "volume": "3",
        "collection-title": "LNCS",
        "collection-number": "77",
        "publisher": "Springer & Sons",
        "publisher-place": "Berlin",
        "page": "10-20",
        "DOI": "10.1234/abc_d",
        "URL": "https://doi.org/10.1234/abc_d",
        "ISBN": "978-3-16-148410-0",
        "keyword": "a, b",
        "abstract": "Some x².",
    }


def test_a_preprint_names_its_server() -> None:
    found = item("misc", title="T", eprint="2310.02238", archiveprefix="arXiv", year="2023")
    assert (found["type"], found["publisher"], found["number"]) == ("article", "arXiv", "arXiv:2310.02238")
    assert item("article", title="T", journal="arXiv preprint arXiv:2310.02238", year="2023")["type"] == "article"


@pytest.mark.parametrize(
    ("kind", "fields", "csl"),
    [
        ("article", {"journal": "Journal of Ropes"}, "article-journal"),
        ("book", {}, "book"),
        ("incollection", {"booktitle": "B"}, "chapter"),
        ("phdthesis", {"school": "S"}, "thesis"),
        ("techreport", {"institution": "I"}, "report"),
        ("misc", {"url": "https://example.org"}, "webpage"),
        ("misc", {}, "document"),
        ("online", {}, "webpage"),
        ("made-up", {}, "document"),
    ],
)
def test_types(kind: str, fields: dict[str, str], csl: str) -> None:
    assert item(kind, title="T", year="2020", **fields)["type"] == csl


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ({"date": "2023-05-17"}, {"date-parts": [[2023, 5, 17]]}),
        ({"date": "2023-05/2024"}, {"date-parts": [[2023, 5], [2024]]}),
        ({"year": "2023", "month": "July 12"}, {"date-parts": [[2023, 7, 12]]}),
        ({"year": "2023", "month": "7"}, {"date-parts": [[2023, 7]]}),
        ({"year": "2023", "month": "May--June"}, {"date-parts": [[2023, 5]]}),
        ({"year": "2023", "month": "June 28--July 3"}, {"date-parts": [[2023, 6]]}),
        ({"year": "2023", "month": "13"}, {"date-parts": [[2023]]}),
        ({"date": "2023-13-01"}, {"date-parts": [[2023]]}),
        ({"date": "2023-02-31"}, {"date-parts": [[2023, 2]]}),
        ({"date": "2023-00"}, {"date-parts": [[2023]]}),
        ({"year": "2023", "month": "31 February"}, {"date-parts": [[2023, 2]]}),
        ({"date": "2015-21"}, {"date-parts": [[2015]], "season": 1}),
        ({"date": "2015-24/2016-01"}, {"date-parts": [[2015]], "season": 4}),
        ({"year": "2015", "month": "Fall"}, {"date-parts": [[2015]], "season": 3}),
        ({"date": "2015-25"}, {"date-parts": [[2015]]}),
        ({"date": "2015-05-02T10:00:00Z"}, {"date-parts": [[2015, 5, 2]]}),
        ({"date": "2015-05~"}, {"date-parts": [[2015, 5]]}),
        ({"date": "2015-05-02/"}, {"date-parts": [[2015, 5, 2]]}),
        ({"date": "2015-05/2014-01"}, {"date-parts": [[2015, 5]]}),
        ({"date": "2015-05/2015-06-31"}, {"date-parts": [[2015, 5], [2015, 6]]}),
        ({"date": "2015", "month": "jun"}, {"date-parts": [[2015, 6]]}),
        ({"year": "2023", "date": "2022-05-17"}, {"date-parts": [[2023]]}),
        ({"year": "2023", "date": "2022-05-17", "month": "jun"}, {"date-parts": [[2023, 6]]}),
        ({"year": "2023", "date": "2023-05-17", "month": "jun"}, {"date-parts": [[2023, 5, 17]]}),
        ({"year": "to appear"}, {"literal": "to appear"}),
        ({}, None),
    ],
)
def test_dates(fields: dict[str, str], issued: dict[str, Any] | None) -> None:
    assert item("book", title="T", **fields).get("issued") == issued


def test_the_kind_of_a_thesis_and_the_number_of_a_report() -> None:
    assert item("mastersthesis", title="T", school="S")["genre"] == "Master's thesis"
    report = item("techreport", title="T", institution="I", number="7", type="Memo")
    assert (report["number"], report["genre"], report["publisher"]) == ("7", "Memo", "I")
    assert item("article", title="T", journal="J", number="7")["issue"] == "7"


def test_the_number_of_an_article_is_no_page() -> None:
    found = item("article", title="T", journal="J", eid="e0123", number="7", pages="1--9")
    assert (found["number"], found["issue"], found["page"]) == ("e0123", "7", "1-9")
    assert "page" not in item("article", title="T", journal="J", eid="e0123")


def test_hostile_texts_stay_text() -> None:
    found = item("misc", title="\x1b[31m\u202e</script>")
    assert found["title"] == "\x1b[31m\u202e</script>"
    listing = list_entries(read.read(b"@misc{k, title={\x1b[31m}}").entries, VenueTable(), ListOptions(in_order=True))
    assert "\x1b" not in render(listing, RenderOptions())


def test_no_papers_are_an_empty_list() -> None:
    assert items("") == []
