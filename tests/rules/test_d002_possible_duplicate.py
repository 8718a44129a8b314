from collections.abc import Callable

from unlcli.domain.finding import Finding, Severity

TEXT = """\
@article{a, title={Rope Tricks for Sailors}, author={Adams, Ann}, year={1999}, journal={J. Ropes}, doi={10.1234/x}}
@article{b, title={The Weather in Spain}, author={Byte, Bob}, year={1999}, journal={J. Ropes}, doi={10.1234/X}}
"""


def test_what_nothing_proves_is_a_warning(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("D002", TEXT)
    assert (found.key, found.severity, found.location.line) == ("b", Severity.WARNING, 2)
    assert found.message.startswith("b may be the same paper as a (1.bib:1): ")
    assert check("D001", TEXT) == []


def test_what_is_certain_is_not_told_twice(check: Callable[..., list[Finding]]) -> None:
    assert (
        check(
            "D002", TEXT.replace("The Weather in Spain", "Rope Tricks for Sailors").replace("Byte, Bob", "Adams, Ann")
        )
        == []
    )


def test_a_pair_that_is_certain_is_in_no_warning(check: Callable[..., list[Finding]]) -> None:
    twin = "@article{c, title={Rope tricks for sailors}, author={A. Adams}, year={1999}, journal={J. Ropes}, doi={10.1234/x}}\n"
    assert [f.key for f in check("D001", TEXT + twin)] == ["c"]
    (found,) = check("D002", TEXT + twin)
    assert found.message.startswith("b may be the same paper as a (1.bib:1): same DOI 10.1234/x, but")
    assert found.remedies == ("unl dedupe --merge a b -l 1.bib", "unl dedupe --not-same a b -l 1.bib")


def test_each_pair_of_works_has_its_own_reason(check: Callable[..., list[Finding]]) -> None:
    entry = "@misc{%s, title={Ropes}, author={Adams, Ann}, year={%s}}\n"
    wrong = (
        "@article{w, title={The Weather in Spain}, author={Byte, Bob}, year={1980}, journal={J. W.}, doi={10.1234/x}}\n"
    )
    found = check("D002", entry % ("a", 1999) + entry.replace("year", "doi={10.1234/x}, year") % ("b", 2000) + wrong)
    assert [(f.key, f.message.split(" (")[0].split()[-1], "DOI" in f.message) for f in found] == [
        ("b", "a", False),
        ("w", "b", True),
    ]
