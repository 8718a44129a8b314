from collections.abc import Callable

from unlcli.domain.finding import Finding, Location


def test_letter_case_does_not_tell_keys_apart(check: Callable[..., list[Finding]]) -> None:
    found = check("K001", "@misc{a, title={A}}\n@misc{b, title={B}}\n@misc{A, title={C}}\n@misc{a, title={D}}\n")
    assert [(f.location.line, f.message, f.related) for f in found] == [
        (3, "the key A stands at 1.bib:1 already as a", (Location("1.bib", 1),)),
        (4, "the key a stands at 1.bib:1 already", (Location("1.bib", 1),)),
    ]


def test_each_file_has_its_own_keys_and_none_is_no_key(check: Callable[..., list[Finding]]) -> None:
    assert check("K001", "@misc{a, title={A}}\n@misc{, title={B}}\n@misc{, title={C}}\n", "@misc{a, title={D}}\n") == []
