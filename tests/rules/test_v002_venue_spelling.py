from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location

Check = Callable[..., list[Finding]]
NEURIPS = "Advances in Neural Information Processing Systems"
ICML = "International Conference on Machine Learning"


def papers(*venues: str, field: str = "booktitle") -> str:
    return "".join(f"@inproceedings{{p{n}, title={{T}}, {field}={{{venue}}}}}\n" for n, venue in enumerate(venues))


def test_the_rarer_way_is_found_once_with_the_usual_one(check: Check) -> None:
    (found,) = check("V002", papers(NEURIPS, "NeurIPS", f"{NEURIPS} 34", "NeurIPS 2021", "NeurIPS"))
    assert (found.location, found.related) == (Location("1.bib", 1), (Location("1.bib", 2),))
    assert found.message == (f"NeurIPS is written '{NEURIPS}' here, so in 1 more entry, and 3 entries have 'NeurIPS'")
    assert found.remedies == ("unl edit p0 p2 --set booktitle=NeurIPS -l 1.bib",)


def test_the_first_is_usual_among_equals(check: Check) -> None:
    (found,) = check("V002", papers("ICML", ICML))
    assert found.location.line == 2
    (found,) = check("V002", papers(ICML, "ICML"))
    assert found.remedies == (f"unl edit p1 --set 'booktitle={ICML}' -l 1.bib",)


@pytest.mark.parametrize(
    "venues",
    [
        (f"Proceedings of the 37th {ICML}", f"{ICML} (ICML 2020)", f"Proc. of the 38th {ICML}, ICML 2021, 18-24 July"),
        ("NIPS", "NeurIPS", "NeurIPS 2021", "Proc. NeurIPS"),
        ("ICML 2020", "Proceedings of ICML", "Proceedings of the 37th ICML", "Proc. ICML '19"),
        ("ACM SIGCOMM", "Proceedings of the ACM SIGCOMM'96 Conference", "SIGCOMM"),
        ("ICML", "ICML Workshop on Ropes", "NeurIPS"),
        (NEURIPS, "NeurIPS Datasets and Benchmarks"),
        ("{ICML}", "ICML"),
        ("Journal of Unknown Ropes", "J. Unknown Ropes"),
        ("arXiv", "CoRR", "arXiv preprint arXiv:2301.00001"),
    ],
)
def test_what_is_one_way_or_not_one_venue(check: Check, venues: tuple[str, ...]) -> None:
    assert check("V002", papers(*venues)) == []


def test_journals_in_full_and_abbreviated(check: Check) -> None:
    names = ("Journal of Machine Learning Research", "J. Mach. Learn. Res.", "Journal of Machine Learning Research")
    (found,) = check("V002", papers(*names, field="journal"))
    assert found.message.endswith("and 2 entries have the full name, 'Journal of Machine Learning Research'")


def test_letter_case_is_the_venues_own_where_it_is_used(check: Check) -> None:
    found = check("V002", papers("nature", "nature", "Nature", "Neurips", "NeurIPS", field="journal"))
    assert [f.message.partition(" here")[0] for f in found] == [
        "Nature is written 'nature'",
        "NeurIPS is written 'Neurips'",
    ]
    assert found[0].remedies == ("unl edit p0 p1 --set journal=Nature -l 1.bib",)


def test_a_name_of_one_years_proceedings_is_not_offered_to_others(check: Check) -> None:
    usual = f"Proceedings of the 37th {ICML}"
    (found,) = check("V002", papers(usual, usual, "ICML"))
    assert found.remedies == ()
    assert usual in found.message


def test_each_library_has_its_own_way(check: Check) -> None:
    assert check("V002", papers("ICML"), papers(ICML)) == []
