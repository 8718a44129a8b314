from collections.abc import Callable

import pytest

from unlcli.domain.change import SetField
from unlcli.domain.finding import Finding, Location

Check = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("https://doi.org/10.1000/AbC", "10.1000/AbC"),
        ("http://dx.doi.org/10.1000/a(1)2", "10.1000/a(1)2"),
        ("doi:10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/182", "10.1000/182"),
        ("doi:https://doi.org/10.1000/182", "10.1000/182"),
        ("doi.org/10.1000/182/", "10.1000/182"),
        ("/10.1000/182", "10.1000/182"),
        ("http://doi.acm.org/10.1145/1.2", "10.1145/1.2"),
        ("https://doi.org/10.1000%2F182", "10.1000/182"),
        ("https://doi.org/10.1000/a%3Ab", "10.1000/a:b"),
        ("https://pubs.example.org/doi/pdf/10.1021/j100", "10.1021/j100"),
        ("https://pubs.example.org/doi/10.1021/j100/full", ""),
        ("https://doi.org/10.1000/182?nosfx=y", ""),
        ("https://doi.org/10.1000/182 and more", ""),
        ("https://doi.org/10.1000/a%7Bb", ""),
        ("https://example.org/paper-10.1000/182", ""),
        ("\\url{http://dx.doi.org/10.1000/182}", ""),
    ],
)
def test_a_doi_with_something_before_it(check: Check, written: str, bare: str) -> None:
    (found,) = check("I002", f"@misc{{a,\n title={{A}},\n doi={{{written}}},\n}}\n")
    assert found.location == Location("1.bib", 3)
    assert found.changes == ((SetField(0, "doi", bare),) if bare else ())
    assert found.remedies


@pytest.mark.parametrize(
    "doi", ["", "10.1000/182", "10.1000/a\\_b", "{10.1000/182}", "N/A", "10/gd3h5n", "https://a.org"]
)
def test_a_bare_doi_and_what_is_none(check: Check, doi: str) -> None:
    assert check("I002", f"@misc{{a, doi={{{doi}}}}}\n") == []


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("arXiv:2401.00001", "2401.00001"),
        ("arxiv: 2401.00001v2", "2401.00001v2"),
        ("https://arxiv.org/abs/2401.00001", "2401.00001"),
        ("http://www.arxiv.org/pdf/2401.00001v3.pdf", "2401.00001v3"),
        ("arXiv:hep-th/9901001", "hep-th/9901001"),
        ("arXiv:math.GT/0309136", "math.GT/0309136"),
    ],
)
def test_an_arxiv_id_with_something_before_it(check: Check, written: str, bare: str) -> None:
    (found,) = check("I002", f"@misc{{a, eprint={{{written}}}, eprinttype={{arxiv}}}}\n")
    assert found.changes == (SetField(0, "eprint", bare),)
    (found,) = check("I002", f"@misc{{a, eprint={{{written}}}}}\n")
    assert found.changes == (SetField(0, "eprint", bare), SetField(0, "archiveprefix", "arXiv"))


@pytest.mark.parametrize(
    "eprint",
    ["", "2401.00001", "hep-th/9901001", "arXiv:2413.00001", "arXiv:2401.00001 [cs.CL]", "https://a.org/2401.00001"],
)
def test_a_bare_arxiv_id_and_what_is_none(check: Check, eprint: str) -> None:
    assert check("I002", f"@misc{{a, eprint={{{eprint}}}}}\n") == []
