from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@misc{a, title={A}}\n\n@misc{b, title={B}\n", 3),
        ("@misc{a,\n  title={A}\n  year=2020}\n", 1),
        ('@misc{a, title="A}\n', 1),
    ],
)
def test_what_cannot_be_read_is_found_with_its_line(check: Callable[..., list[Finding]], text: str, line: int) -> None:
    found = check("P001", text)
    assert [f.location.line for f in found] == [line]
    assert found[0].message.startswith("not well-formed: ")
    assert found[0].message.endswith(text.splitlines()[line - 1])


@pytest.mark.parametrize(
    "text", ["", "words\n", "@comment{x}\n", "@string{a={b}}\n@misc{c, title=a # { d}, month=jan}\n", "% @misc\n"]
)
def test_what_can_be_read_is_not(check: Callable[..., list[Finding]], text: str) -> None:
    assert check("P001", text) == []
