import time
from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location

Check = Callable[..., list[Finding]]
LISTED = ("Survey", "Benchmark", "Benchmark > Multimodal", "Method > Gradient Ascent")


def entry(category: str) -> str:
    return f"@misc{{a,\n title={{A}},\n category={{{category}}},\n}}\n"


@pytest.mark.parametrize(
    "category",
    [
        "", "Survey", "survey", "Benchmark > Multimodal", "benchmark>multimodal", "Benchmark", "Method",
        "Survey > Book", "Survey > Book > Old", "Benchmark > Multimodal > Video", "Survey; Benchmark",
    ],
)  # fmt: skip
def test_known_categories(check: Check, category: str) -> None:
    assert check("F002", entry(category), categories=LISTED) == []


@pytest.mark.parametrize(
    ("category", "name", "near"),
    [
        ("Surveys", "Surveys", "Survey"),
        ("Survey; Benchmark > Multi-modal", "Benchmark > Multi-modal", "Benchmark > Multimodal"),
        ("Benchmark > Video", "Benchmark > Video", "Benchmark"),
        ("Method > Gradient Ascend", "Method > Gradient Ascend", "Method > Gradient Ascent"),
        ("Attack", "Attack", ""),
    ],
)
def test_unknown_ones_with_the_nearest(check: Check, category: str, name: str, near: str) -> None:
    (found,) = check("F002", entry(category), categories=LISTED)
    assert found.location == Location("1.bib", 3)
    assert found.message.startswith(f"{name} of a is no listed category")
    assert (f"is it {near}?" in found.message) == bool(near)
    assert near in found.remedies[0]


def test_without_a_list_nothing_is_unknown(check: Check) -> None:
    assert check("F002", entry("Anything")) == []


def test_long_nonsense_takes_no_time(check: Check) -> None:
    begun = time.process_time()
    check("F002", entry("<i>" * 30_000), categories=LISTED)
    assert time.process_time() - begun < 1
