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
