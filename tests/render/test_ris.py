import re
from collections.abc import Callable
from typing import Any

import pytest
import rispy
from hostile_papers import kept, listings
from hypothesis import given
from render_samples import EMPTY, LISTING

from unlcli.bibtex import read
from unlcli.domain.listing import Listing
from unlcli.domain.venues import VenueTable
from unlcli.render.escape import safe_url
from unlcli.render.listing.ris import render
from unlcli.render.options import RenderOptions
from unlcli.services.list_entries import ListOptions, list_entries


def records(text: str) -> list[dict[str, Any]]:
    return list(rispy.loads(text, newline="\r\n"))


def record(bibtex: str) -> dict[str, Any]:
    listing = list_entries(read.read(bibtex.encode()).entries, VenueTable(), ListOptions(in_order=True))
    (found,) = records(render(listing, RenderOptions()))
    return found


def test_golden(golden: Callable[[str, str], None]) -> None:
    golden("render/listing.ris", render(LISTING, RenderOptions()))


def test_no_papers_are_an_empty_file() -> None:
    assert render(EMPTY, RenderOptions()) == ""


def test_a_conference_paper() -> None:
    assert record(r"""@inproceedings{k, title = {On {LLM}s}, subtitle = {A Study},
        author = {van der Berg, Jan and {DeepSeek AI} and Smith, Jr., Bob and others}, editor = {Ann Lee},
        booktitle = {Proceedings of {X}}, year = 2024, month = jun, pages = {10--20}, volume = 3, publisher = {Springer},
        address = {Berlin}, doi = {https://doi.org/10.1234/abc_d}, isbn = {978-3-16-148410-0}, series = {LNCS},
        keywords = {a, b}, category = {LLM > Safety; Survey}, abstract = {Some $x^2$.}, note = {Oral},
        code = {https://a.org/c}, alturl = {https://arxiv.org/abs/2310.02238 https://b.org/a;b}}""") == {
        "type_of_reference": "CONF",
        "id": "k",
        "title": "On LLMs: A Study",
        "authors": ["van der Berg, Jan", "DeepSeek AI", "Smith, Bob, Jr."],
        "secondary_authors": ["Lee, Ann"],
        "year": "2024",
        "date": "2024/06//",
        "secondary_title": "Proceedings of X",
        "tertiary_title": "LNCS",
        "volume": "3",
        "publisher": "Springer",
        "place_published": "Berlin",
        "abstract": "Some x².",
        "start_page": "10",
        "end_page": "20",
        "doi": "10.1234/abc_d",
        "issn": "978-3-16-148410-0",
        "accession_number": "arXiv:2310.02238",
        "keywords": ["LLM > Safety", "Survey", "a", "b"],
        "urls": ["https://doi.org/10.1234/abc_d", "https://b.org/a%3Bb", "https://arxiv.org/abs/2310.02238"],
        "notes": ["Code: https://a.org/c", "Oral", "Not all authors are named."],
    }


@pytest.mark.parametrize(
    ("bibtex", "type_"),
    [
        ("@article{k, title={T}, journal={Journal of Ropes}}", "JOUR"),
        ("@article{k, title={T}, journal={arXiv preprint arXiv:2310.02238}}", "UNPB"),
        ("@misc{k, title={T}, eprint={2310.02238}, archiveprefix={arXiv}}", "UNPB"),
        ("@misc{k, title={T}, booktitle={ICML}}", "CONF"),
        ("@misc{k, title={T}, url={https://x.org}}", "ELEC"),
        ("@misc{k, title={T}}", "GEN"),
        ("@phdthesis{k, title={T}, school={S}}", "THES"),
        ("@techreport{k, title={T}, institution={S}}", "RPRT"),
        ("@incollection{k, title={T}, booktitle={B}}", "CHAP"),
        ("@made-up{k, title={T}}", "GEN"),
    ],
)
def test_types(bibtex: str, type_: str) -> None:
    assert record(bibtex)["type_of_reference"] == type_


def test_the_day_of_a_paper() -> None:
    assert record("@misc{k, title={T}, date={2023-05-17}}")["date"] == "2023/05/17/"
    assert record("@misc{k, title={T}, year=2023, month={12 July}}")["date"] == "2023/07/12/"
    assert "date" not in record("@misc{k, title={T}, year=2023}")


def test_impossible_days_are_left_out_and_seasons_are_named() -> None:
    assert record("@misc{k, title={T}, date={2023-02-31}}")["date"] == "2023/02//"
    assert record("@misc{k, title={T}, date={2023-23}}")["date"] == "2023///Autumn"
    assert "date" not in record("@misc{k, title={T}, date={2023-13}}")


def test_a_paper_has_one_year() -> None:
    found = record("@misc{k, title={T}, year=2023, date={2022-05-17}}")
    assert (found["year"], found.get("date")) == ("2023", None)


def test_the_number_of_an_article() -> None:
    both = record("@article{k, title={T}, eid={e0123}, pages={1--9}}")
    assert (both["custom7"], both["start_page"], both["end_page"]) == ("e0123", "1", "9")
    alone = record("@article{k, title={T}, eid={e0123}}")
    assert (alone["custom7"], alone["start_page"]) == ("e0123", "e0123")


def test_people_who_are_not_named_are_told_of() -> None:
    assert record("@book{k, title={T}, editor={A B and others}}")["notes"] == ["Not all editors are named."]


@given(listings())
def test_no_value_begins_a_line_of_its_own(listing: Listing) -> None:
    text = render(listing, RenderOptions())
    lines = [line for line in text.split("\r\n") if line]
    assert [line for line in text.splitlines() if line] == lines
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    found = records(text)
    assert [each.get("id", "") for each in found] == [kept(row.key) for row in listing.rows]
    for each, row in zip(found, listing.rows, strict=True):
        assert each.get("title", "") == kept(str(row.record["title"]))
        assert each.get("abstract", "") == kept(row.raw["abstract"])
        assert all(safe_url(url) for url in each.get("urls", []))
