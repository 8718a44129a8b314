from collections.abc import Callable

from unlcli.domain.finding import Finding, Location, Severity

Check = Callable[..., list[Finding]]


def test_a_key_that_no_entry_has(check: Check) -> None:
    (found,) = check("K002", "@misc{a,\n title={A},\n notsame={b, gone},\n}\n@misc{b, title={B}}\n")
    assert (found.key, found.location, found.severity) == ("a", Location("1.bib", 3), Severity.WARNING)
    assert "there is no gone" in found.message
    assert found.remedies == ("unl edit a --drop notsame=gone -l 1.bib",)


def test_a_former_key_counts_and_so_does_a_key_of_another_file(check: Check) -> None:
    first = "@misc{a, title={A}, notsame={old, c}}\n@misc{b, title={B}, ids={old}}\n"
    assert check("K002", first, "@misc{c, title={C}}\n") == []
    assert len(check("K002", first)) == 1


def test_letter_case_counts_as_it_does_in_matching(check: Check) -> None:
    assert len(check("K002", "@misc{a, title={A}, notsame={B}}\n@misc{b, title={B}}\n")) == 1
