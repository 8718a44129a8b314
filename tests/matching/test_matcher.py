"""The index that grows."""

import pytest

from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import Matcher, Verdict, find_groups
from unlcli.matching.candidates import SMALL

VENUES = VenueTable()
COLOURS = "amber black copper green ivory purple scarlet white".split()
THINGS = "bells clocks fences kettles lanterns".split()


def entry(key: str, title: str, **fields: str) -> Entry:
    return Entry("misc", key, {"title": title, **fields})


def test_indices_count_up_and_matches_name_them() -> None:
    matcher = Matcher(VENUES)
    assert matcher.matches(entry("x", "Mending Broken Lanterns at Night")) == []
    assert matcher.add(entry("a", "Tides of an Inland Sea")) == 0
    assert matcher.add(entry("b", "Mending Broken Lanterns at Night")) == 1
    (match,) = matcher.matches(entry("x", "Mending broken lanterns at night"))
    assert (match.position, match.evidence.verdict) == (1, Verdict.CERTAIN)


def test_entries_added_after_the_first_question_are_found() -> None:
    matcher = Matcher(VENUES)
    for n in range(40):
        title = f"Mending {COLOURS[n % 8]} {THINGS[n // 8]} by Hand"
        assert matcher.matches(entry("x", title)) == []
        matcher.add(entry(f"k{n}", title))
        assert [m.position for m in matcher.matches(entry("x", title))] == [n]


def test_certain_matches_come_first() -> None:
    matcher = Matcher(VENUES)
    matcher.add(entry("near", "LAMP: Mending Broken Lanterns at Night", year="2020"))
    matcher.add(entry("same", "Mending Broken Lanterns at Night", year="2020"))
    found = matcher.matches(entry("x", "Mending Broken Lanterns at Night", year="2020"))
    assert [(m.position, m.evidence.verdict) for m in found] == [(1, Verdict.CERTAIN), (0, Verdict.POSSIBLE)]


def test_replaced_entry_is_found_by_its_new_content_only() -> None:
    matcher = Matcher(VENUES)
    matcher.add(entry("a", "Mending Broken Lanterns at Night"))
    assert matcher.matches(entry("x", "Mending Broken Lanterns at Night"))
    matcher.replace(0, entry("a", "Tides of an Inland Sea", doi="10.1000/x"))
    assert matcher.matches(entry("x", "Mending Broken Lanterns at Night")) == []
    assert [m.position for m in matcher.matches(entry("x", "Tides of the Sea", doi="10.1000/X"))] == [0]


@pytest.mark.parametrize("count", [SMALL - 1, SMALL + 40])
def test_equal_title_is_found_in_a_large_block(count: int) -> None:
    matcher = Matcher(VENUES)
    for n in range(count):
        matcher.add(
            entry(
                f"k{n}",
                f"Mending Broken Lanterns in the Town of {'abcdefghijklmnopqrstuvwxyz'[n % 26] * (2 + n // 26)}",
            )
        )
    wanted = "Mending Broken Lanterns in the Town of mm"
    assert [m.position for m in matcher.matches(entry("x", wanted))] == [12]


def test_matcher_agrees_with_groups() -> None:
    entries = [
        entry(f"k{n}", f"Mending {w} Lanterns at Night") for n, w in enumerate(["old", "new", "old", "red", "new"])
    ]
    matcher = Matcher(VENUES)
    joined = set()
    for position, made in enumerate(entries):
        joined |= {(match.position, position) for match in matcher.matches(made)}
        matcher.add(made)
    assert joined == {g.members for g in find_groups(entries, VENUES)}
