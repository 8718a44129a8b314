import pytest
from rich.cells import cell_len

from unlcli.render.counts import render
from unlcli.render.options import RenderOptions

COUNTS = [("ACL", 20), ("A Venue of a Name that Goes on and on and on and on", 5), ("机器", 1), ("\x1b[31m", 0)]


def test_a_pipe_gets_aligned_text() -> None:
    assert render("Venue", COUNTS, RenderOptions()) == (
        "Venue\n"
        "  ACL                                                  20\n"
        "  A Venue of a Name that Goes on and on and on and on   5\n"
        "  机器                                                  1\n"
        "  <U+001B>[31m                                          0\n"
    )


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_terminal_gets_bars_that_fit(width: int) -> None:
    lines = render("Venue", COUNTS, RenderOptions(width=width)).splitlines()
    assert max(map(cell_len, lines)) <= width
    bars = [line.count("█") for line in lines]
    assert bars[1] > 3 * bars[2] > 0
    assert lines[4].endswith(" 0")


def test_the_smallest_count_can_be_seen() -> None:
    assert render("Year", [("2024", 100_000), ("2023", 1)], RenderOptions(width=60)).splitlines()[2].endswith("1  ▏")


def test_colour_only_where_it_is_asked_for() -> None:
    assert "\x1b" not in render("Year", COUNTS, RenderOptions(width=80))
    assert "\x1b[36m█" in render("Year", COUNTS, RenderOptions(width=80, colour=True))


def test_nothing_for_nothing() -> None:
    assert render("Year", [], RenderOptions()) == ""
