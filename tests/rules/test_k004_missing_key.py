from collections.abc import Callable

from unlcli.domain.finding import Finding, Location, Severity

Check = Callable[..., list[Finding]]


def test_an_entry_without_a_key(check: Check) -> None:
    (found,) = check("K004", "@misc{a, title={A}}\n@misc{, title={No {K}ey}}\n")
    assert found.message == "the entry in line 2 has no key: No Key"
    assert (found.location, found.severity, found.key) == (Location("1.bib", 2), Severity.WARNING, "")
    assert found.remedies


def test_an_entry_with_a_key(check: Check) -> None:
    assert check("K004", "@misc{a, title={A}}\n@string{x = {y}}\n@comment{, title={A}}\n") == []


def test_other_rules_call_such_an_entry_by_its_line_and_offer_no_command(check: Check) -> None:
    text = "\n@article{,\n title={A}, author={Byte, Bob}, year=2020, notsame={x}, crossref={y}, doi={none},\n}\n"
    for code in ("F001", "K002", "K003", "I001"):
        for found in check(code, text):
            assert "the entry in line 2" in found.message
            assert "  " not in found.message
            assert not any("unl edit" in remedy for remedy in found.remedies)
    assert check("F001", text.replace("crossref={y}, ", ""))
