from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location, Severity

Check = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    "doi",
    [
        "N/A", "null", "<p></p>", "Technical Report 55", "https://example.org/knots", "10.1.1.143.2314", "0.1126/science.1",
        "20.500.12932/17808", "10.1000", "example.com?A=$B\\%\\\\\\{\\}",
    ],
)  # fmt: skip
def test_what_holds_no_doi(check: Check, doi: str) -> None:
    (found,) = check("I001", f"@misc{{a,\n title={{A}},\n doi={{{doi}}},\n}}\n")
    assert (found.severity, found.location) == (Severity.ERROR, Location("1.bib", 3))
    assert found.message.startswith("doi of a is not a DOI: ")


@pytest.mark.parametrize(
    "doi",
    [
        "", "{}", "10.1000/182", "10.1000/a\\_b", "10.1000/a{\\_}b", "{10.1000/182}", "10.1000.10/123456", " 10.1000/182 ",
        "https://doi.org/10.1000/182", "http://dx.doi.org/10.1000/182", "doi:10.1000/182", "DOI 10.1000/182",
        "10.1002/(SICI)1097-0207(19980515)42:1<105::AID-NME356>3.0.CO;2-V", "10.1000%2F182", "/10.1000/182",
        "10.1007/ 978-1-4471-0797-2", "10/gd3h5n", "https://doi.org/gd3h5n", "\\url{http://dx.doi.org/10.1000/182}",
        "10.475/123_4", "https://publisher.example/doi/pdf/10.1000/182?download=true", "10.1000/182, 10.1000/183",
    ],
)  # fmt: skip
def test_what_holds_a_doi_in_any_dress(check: Check, doi: str) -> None:
    assert check("I001", f"@misc{{a, doi={{{doi}}}}}\n") == []


@pytest.mark.parametrize("eprint", ["2013.12345", "123.45678", "0001-2351", "hep/th", "0104147", "foo/0104147"])
@pytest.mark.parametrize("archive", ["archivePrefix={arXiv}", "eprinttype={arxiv}", "archiveprefix={{arXiv}}"])
def test_what_holds_no_arxiv_id(check: Check, eprint: str, archive: str) -> None:
    (found,) = check("I001", f"@misc{{a, eprint={{{eprint}}}, {archive}}}\n")
    assert found.message == f"eprint of a is not an arXiv id: {eprint}"
    assert found.remedies == ("unl edit a --unset eprint -l 1.bib",)


@pytest.mark.parametrize(
    "eprint",
    [
        "", "2401.00001", "0704.0001v2", "2401.00001 [cs.CL]", "arXiv:2401.00001", "https://arxiv.org/pdf/2401.00001v3.pdf",
        "hep-th/9901001", "math.GT/0309136v1", "cs.LG/1708.07747", "hep\\_th/9901001 hep-th/9901001",
    ],
)  # fmt: skip
def test_what_holds_an_arxiv_id(check: Check, eprint: str) -> None:
    assert check("I001", f"@misc{{a, eprint={{{eprint}}}, archiveprefix={{arXiv}}}}\n") == []


def test_the_number_of_an_old_id_with_its_archive_in_another_field(check: Check) -> None:
    assert check("I001", "@misc{a, eprint={0309136}, archiveprefix={arXiv}, primaryclass={math.GT}}\n") == []


def test_other_archives_number_as_they_like(check: Check) -> None:
    assert check("I001", "@misc{a, eprint={TR06-009}, eprinttype={eccc}}\n@misc{b, eprint={x}}\n") == []


def test_an_address_is_offered_for_the_link(check: Check) -> None:
    (found,) = check("I001", "@misc{a, doi={https://example.org/a b}}\n")
    assert found.remedies == ("unl edit a --unset doi --set 'url=https://example.org/a b' -l 1.bib",)
    (found,) = check("I001", "@misc{a, doi={https://example.org/a}, url={https://example.org}}\n")
    assert found.remedies == ("unl edit a --unset doi -l 1.bib",)
