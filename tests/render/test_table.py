import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_samples import COLUMNS, EMPTY, FLAT, LISTING, hostile, paper, table_of
from rich.cells import cell_len

from unlcli.domain.listing import Listing, Section
from unlcli.render.listing.table import render
from unlcli.render.options import RenderOptions

COLOURED = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [60, 100, 0])
def test_golden(width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"render/table-{width}.txt", render(LISTING, RenderOptions(width=width, title="Knots and Sails")))


@pytest.mark.parametrize("width", range(60, 201, 20))
@pytest.mark.parametrize("colour", [False, True])
def test_it_fits(width: int, colour: bool) -> None:
    written = COLOURED.sub("", render(LISTING, RenderOptions(width=width, colour=colour)))
    assert max(map(cell_len, written.splitlines())) <= width
    assert not [line for line in written.splitlines() if line != line.rstrip()]


def test_uncut_is_one_line_a_paper() -> None:
    long = paper("k", "A Title without End " * 60, "2024", "V")
    listing = Listing("", COLUMNS, (Section("", rows=(long, long)),))
    assert len(render(listing, RenderOptions()).splitlines()) == 4


@pytest.mark.parametrize(
    "name", ["FORCE_COLOR", "GITHUB_ACTIONS", "CLICOLOR_FORCE", "COLUMNS", "TERM", "JUPYTER_COLUMNS"]
)
def test_the_environment_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, coloured = (render(LISTING, RenderOptions(width=80, colour=colour)) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    monkeypatch.setenv(name, "1" if name != "TERM" else "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    assert [render(LISTING, RenderOptions(width=80, colour=colour)) for colour in (False, True)] == [plain, coloured]


def test_colour_is_only_colour() -> None:
    plain, coloured = (render(LISTING, RenderOptions(width=80, colour=colour)) for colour in (False, True))
    assert COLOURED.sub("", coloured) == plain


@settings(max_examples=50)
@given(texts=st.lists(hostile, min_size=1, max_size=6), width=st.integers(60, 200))
def test_any_texts_are_shown_and_command_nothing(texts: list[str], width: int) -> None:
    written = render(table_of([*texts, "[red]x[/red]:smile:"]), RenderOptions(width=width))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", written)
    assert "[red]x" in written.replace("\n", "")


def test_words_searched_for_are_marked() -> None:
    written = render(FLAT, RenderOptions(width=100, colour=True, terms=("STARS", "[rope]", "")))
    assert "\x1b[1;33mStars\x1b[0m" in written
    assert "\x1b[1;33m[rope]\x1b[0m" in written


def test_nothing_for_nothing() -> None:
    assert render(EMPTY, RenderOptions(width=80, title="T")) == ""
