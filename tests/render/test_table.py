import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import COLUMNS, EMPTY, FLAT, LISTING, hostile, paper, table_of
from rich.cells import cell_len

from unlcli.domain.listing import Cell, Column, Listing, Row, Section
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


@given(texts=st.lists(hostile, min_size=1, max_size=6), width=st.integers(60, 200))
def test_any_texts_are_shown_and_command_nothing(texts: list[str], width: int) -> None:
    written = render(table_of([*texts, "[red]x[/red]:smile:"]), RenderOptions(width=width))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", written)
    assert "[red]x" in written.replace("\n", "")


def test_words_searched_for_are_marked() -> None:
    written = render(FLAT, RenderOptions(width=100, colour=True, terms=("stars", "rope", "")))
    assert "\x1b[1;33mStars\x1b[0m" in written
    assert "[\x1b[1;33mrope\x1b[0m]" in written


def test_a_marked_word_goes_on_in_the_next_line() -> None:
    listing = found(("Sails " * 12 + "and Unlearning-Transformers " * 3, "", "", "2024", "", "k" * 25))
    written = render(listing, RenderOptions(width=70, colour=True, terms=("unlearning", "transformers")))
    assert COLOURED.sub("", written) == render(listing, RenderOptions(width=70))
    assert written.count("\x1b[1;33m") == 6


def found(*papers: tuple[str, str, str, str, str, str]) -> Listing:
    columns = (
        ("title", "Title"),
        ("authors", "Authors"),
        ("venue", "Venue"),
        ("year", "Year"),
        ("marks", ""),
        ("key", "Key"),
    )
    rows = tuple(Row(paper[-1], tuple(map(Cell, paper))) for paper in papers)
    return Listing("", tuple(Column(*column) for column in columns), (Section("", rows=rows),))


FOUND = found(
    ("Who's Harry Potter? Approximate Unlearning in LLMs", "Eldan & Russinovich", "arXiv", "2023", "preprint", "eldan2023whos"),
    ("Towards LLM Unlearning Resilient to Relearning Attacks: A Sharpness-Aware Minimization Perspective and Beyond",
     "Fan et al.", "ICML", "2025", "code", "fan2025llm"),
    ("大型语言模型的机器遗忘：一项关于方法、基准与开放问题的综合调查研究与展望", "王 et al.", "Findings of EMNLP", "2024", "code preprint",
     "wang2024survey"),
    ("Sails \x1b[31mred\x1b[0m \u202eevil [bold]x[/bold]", "", "", "", "", "averylongkeythatnobodywouldtype2020"),
    ("Supercalifragilisticexpialidocious" * 4, "van der Berg & Østergård", "NeurIPS", "2022", "", "berg2022"),
)  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 100, 200])
@pytest.mark.parametrize("colour", [False, True])
def test_hits_on_a_terminal(width: int, colour: bool, golden: Callable[[str, str], None]) -> None:
    name = f"render/hits-{width}{'-colour' if colour else ''}.txt"
    terms = ("unlearning", "遗", "ostergard")
    golden(name, render(FOUND, RenderOptions(width=width, colour=colour, terms=terms)))


@pytest.mark.parametrize("width", range(60, 201))
def test_hits_fit_every_width(width: int) -> None:
    written = render(FOUND, RenderOptions(width=width))
    assert max(map(cell_len, written.splitlines())) <= width
    assert "fan2025llm" in written
    assert "2025" in written
    assert "ICML" in written


@pytest.mark.parametrize("width", [60, 200])
def test_code_and_preprints_are_told_without_colour(width: int) -> None:
    first, second = (render(found(paper), RenderOptions(width=width)) for paper in (FOUND_PAPERS[0], FOUND_PAPERS[1]))
    assert "preprint" in first
    assert "code" not in first
    assert "code" in second
    assert "preprint" not in second


FOUND_PAPERS = [("Sails", "", "", "2020", "preprint", "k"), ("Sails", "", "", "2020", "code", "k")]


def test_a_title_without_end_is_cut_with_a_sign() -> None:
    written = render(found(("Sails and Ropes " * 100, "", "", "2020", "", "k")), RenderOptions(width=80))
    assert len(written.splitlines()) == 2 + 5
    assert "…" in written.splitlines()[-1]


def test_authors_are_shown_where_there_is_room() -> None:
    shown = {width: "Fan et al." in render(found(_FAN), RenderOptions(width=width)) for width in (80, 140)}
    assert shown == {80: False, 140: True}


_FAN = (
    "Towards LLM Unlearning Resilient to Relearning Attacks: A Sharpness-Aware Minimization Perspective and Beyond",
    "Fan et al.",
    "ICML",
    "2025",
    "code",
    "fan2025llm",
)


def test_nothing_for_nothing() -> None:
    assert render(EMPTY, RenderOptions(width=80, title="T")) == ""
