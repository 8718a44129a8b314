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


@pytest.mark.parametrize("code", rules.codes())
def test_a_rule_says_why_shows_how_and_ends_with_the_remedy(code: str) -> None:
    first, *paragraphs = rules.rule(code).docs.strip().split("\n\n")
    assert re.fullmatch(rf"{code}: \S.*\.", first)
    names = [paragraph for paragraph in paragraphs if paragraph in ("Wrong:", "Right:")]
    assert names == ["Wrong:", "Right:"]
    assert paragraphs[0] not in names, "say first why it matters"
    for name in names:
        assert paragraphs[paragraphs.index(name) + 1].startswith(("    @", "    %"))
    assert paragraphs[-1].startswith("Fix: ")


def test_codes_come_in_order() -> None:
    assert list(rules.codes()) == sorted(rules.codes())


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ([], [], list(rules.codes())),
        (["D"], [], ["D001", "D002"]),
        (["d001", "P"], [], ["D001", "P001", "P002"]),
        (["D"], ["D002"], ["D001"]),
        (["D", "P"], ["d"], ["P001", "P002"]),
    ],
)
def test_choosing(select: list[str], ignore: list[str], chosen: list[str]) -> None:
    assert [rule.code for rule in rules.chosen(select, ignore)] == chosen


@pytest.mark.parametrize(("select", "ignore"), [(["X"], []), ([], ["D9"]), (["D001x"], [])])
def test_what_names_no_rule_is_refused(select: list[str], ignore: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        rules.chosen(select, ignore)
    assert "D001" in refused.value.hint


@pytest.mark.parametrize(("select", "ignore"), [(["D"], ["D"]), ([], list("DFIKPSV")), (["S001"], ["s"])])
def test_ignoring_all_that_is_selected_is_refused(select: list[str], ignore: list[str]) -> None:
    with pytest.raises(UsageError, match="no rule is left to run"):
        rules.chosen(select, ignore)
