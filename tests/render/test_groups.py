from collections.abc import Callable
from dataclasses import replace

import pytest

from unlcli.domain.comparison import Compared, Comparison, Part
from unlcli.render import groups
from unlcli.render.options import RenderOptions


def _values(*given: str, odd: str = "") -> tuple[tuple[Part, ...], ...]:
    return tuple(
        tuple(Part(word, word in odd.split()) for word in value.split(" ")) if value else () for value in given
    )


PAIR = Comparison(
    "certainly versions of one paper (100): same arXiv id 2012.12345",
    (
        Compared("key", (((Part("adams2020bends (library.bib:1)")),), ((Part("adams2021bends (library.bib:16)")),))),
        Compared("type", _values("misc", "inproceedings", odd="misc inproceedings")),
        Compared("title", _values("Forgetting Bends in Ropes", "Forgetting Bends: A Study of Ropes", odd="in Bends: A Study of Bends")),
        Compared("year", _values("2020", "2020")),
        Compared("url", _values("", "https://proceedings.mlr.press/v139/adams-long-name-of-a-paper-21a.html")),
    ),
    ("unl dedupe --merge adams2020bends adams2021bends", "unl dedupe --not-same adams2020bends adams2021bends"),
)  # fmt: skip
FOUR = Comparison(
    "possibly the same paper (60): same title",
    tuple(Compared(field.name, field.values * 2) for field in PAIR.fields),
)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("wide", RenderOptions(width=100)),
        ("coloured", RenderOptions(width=100, colour=True)),
        ("narrow", RenderOptions(width=60)),
        ("piped", RenderOptions()),
    ],
)
def test_golden(name: str, options: RenderOptions, golden: Callable[[str, str], None]) -> None:
    golden(f"render/groups-{name}.txt", groups.render([PAIR, FOUR], options))


def test_a_pipe_gets_every_value_on_one_line_and_no_colour() -> None:
    long = "x" * 500
    shown = groups.render(
        [replace(PAIR, fields=(PAIR.fields[0], Compared("title", _values(long, long))))], RenderOptions()
    )
    assert shown.count(long) == 2
    assert "\x1b" not in shown


@pytest.mark.parametrize("width", [60, 72, 80, 100, 200])
def test_no_line_but_those_to_paste_is_wider_than_the_terminal(width: int) -> None:
    lines = groups.render([PAIR, FOUR], RenderOptions(width=width)).splitlines()
    assert all(len(line) <= width or line in {f"  {remedy}" for remedy in PAIR.remedies} for line in lines)
    assert {f"  {remedy}" for remedy in PAIR.remedies} <= set(lines)


def test_a_row_says_without_colour_whether_values_differ_or_are_missing() -> None:
    lines = groups.render([PAIR], RenderOptions()).splitlines()
    marks = {line.split()[1]: line.split()[0] for line in lines if line.startswith(("    ≠", "    +"))}
    assert marks == {"type": "≠", "title": "≠", "url": "+"}
    assert "      year         2020" in lines


@pytest.mark.parametrize("width", [0, 60, 100])
def test_nothing_commands_the_terminal(width: int) -> None:
    evil = "a\x1b[31m[bold]b[/bold]\u202e\r\nc"
    bad = Comparison(evil, (Compared("key", ((Part(evil),), (Part(evil, is_odd=True),))),) * 2, (evil,))
    shown = groups.render([bad], RenderOptions(width=width))
    assert not {"\x1b", "\u202e", "\r"} & set(shown)
    assert "[bold]b[/bold]" in shown
    assert groups.render([bad], RenderOptions(width=width, title=evil)).count("[bold]") >= 4


@pytest.mark.parametrize("width", [0, 100])
def test_no_groups_are_no_text(width: int) -> None:
    assert groups.render([], RenderOptions(width=width, title="Nothing")) == ""


@pytest.mark.parametrize("width", [0, 100])
def test_links_stand_below_the_heading_and_command_no_terminal(width: int) -> None:
    shown = groups.render([replace(PAIR, links=("a, b (98): same \x1b[31mtitle",))], RenderOptions(width=width))
    assert shown.splitlines()[1].startswith("  a, b (98): same ")
    assert "\x1b" not in shown
