import re

import pytest

from unlcli import rules
from unlcli.errors import UsageError


@pytest.mark.parametrize("code", rules.codes())
def test_a_rule_says_what_it_is(code: str) -> None:
    rule = rules.rule(code)
    assert rule.code == code
    assert re.fullmatch(r"[PKFIDVS]\d{3}", code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.docs.startswith(f"{code}: ")
    assert "\nFix: " in rule.docs


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ([], [], ["D001", "D002", "K001", "P001"]),
        (["D"], [], ["D001", "D002"]),
        (["d001", "P"], [], ["D001", "P001"]),
        (["D"], ["D002"], ["D001"]),
        ([], ["d", "K001"], ["P001"]),
        (["D"], ["D"], []),
    ],
)
def test_choosing(select: list[str], ignore: list[str], chosen: list[str]) -> None:
    assert [rule.code for rule in rules.chosen(select, ignore)] == chosen


@pytest.mark.parametrize(("select", "ignore"), [(["X"], []), ([], ["D9"]), (["D001x"], [])])
def test_what_names_no_rule_is_refused(select: list[str], ignore: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        rules.chosen(select, ignore)
    assert "D001" in refused.value.hint
