import time

import pytest

from unlcli.domain.spelt_identifiers import bare_arxiv, bare_doi, is_dressed_doi, malformed, says_arxiv


def test_each_malformed_field_with_what_it_ought_to_hold() -> None:
    fields = {"doi": "N/A", "eprint": "x", "archiveprefix": "arXiv"}
    assert dict(malformed(fields)) == {"doi": "DOI", "eprint": "arXiv id"}
    assert dict(malformed({"doi": "10.1000/182", "eprint": "x"})) == {}


@pytest.mark.parametrize(("archive", "says"), [("arXiv", True), (" {arxiv} ", True), ("eccc", False), ("", False)])
def test_whose_eprint_it_is(archive: str, says: bool) -> None:
    assert says_arxiv({"eprinttype": archive}) is says
    assert says_arxiv({"archiveprefix": archive}) is says


def test_what_is_not_dressed_is_not_undressed() -> None:
    assert not is_dressed_doi("10.1000/182")
    assert not is_dressed_doi("PAC2007")
    assert bare_doi("PAC2007") == ""
    assert bare_arxiv("2401.00001") == ""


@pytest.mark.parametrize(
    "hostile", ["10." * 30_000, "a" * 90_000, "a." * 40_000, "doi:" * 20_000, "/" * 90_000, f"doi{' ' * 90_000}x"]
)
def test_long_nonsense_takes_no_time(hostile: str) -> None:
    began = time.process_time()
    fields = {"doi": hostile, "eprint": hostile, "archiveprefix": "arXiv"}
    assert dict(malformed(fields))
    assert (bare_doi(hostile), bare_arxiv(hostile)) == ("", "")
    is_dressed_doi("https://" + hostile)
    assert time.process_time() - began < 2
