from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location, Severity

Check = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("isbn", "978-3-16-148410-1"), ("isbn", "0-7923-7309"), ("isbn", "1-55860-609-3"), ("isbn", "<null>"),
        ("issn", "1253-4614"), ("issn", "1234567"), ("isbn", "123-3-16-148410-0"),
    ],
)  # fmt: skip
def test_a_number_with_a_slip(check: Check, field: str, number: str) -> None:
    (found,) = check("I003", f"@book{{a,\n {field}={{{number}}},\n}}\n")
    assert (found.severity, found.location) == (Severity.WARNING, Location("1.bib", 2))
    assert number in found.message


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("isbn", "978-3-16-148410-0"), ("isbn", "9783161484100"), ("isbn", "978 3 16 148410 0"), ("isbn", "0-8044-2957-X"),
        ("isbn", "080442957x (hardback)"), ("isbn", "978–3–16–148410–0"), ("isbn", "ISBN-13: 978-3-16-148410-0"),
        ("isbn", "0-7923-7309, 978-3-16-148410-0"), ("isbn", "0378-5955"), ("issn", "0378-5955"), ("issn", "2434-561X"),
        ("issn", "0378-5955 (print), 1234-5678"), ("isbn", ""), ("isbn", "{978-3-16-148410-0}"),
    ],
)  # fmt: skip
def test_a_right_number_with_whatever_stands_beside_it(check: Check, field: str, number: str) -> None:
    assert check("I003", f"@book{{a, {field}={{{number}}}}}\n") == []
