import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import hostile
from rich.cells import cell_len

from unlcli.render.widths import width_of, wrapped


@pytest.mark.parametrize(
    "text", ["plain", "Müller", "Mu\u0308ller", "机器遗忘", "ﾊﾝｶｸ", "Tides 🌊", "مرحبا", "x❤\ufe0fy", ""]
)
def test_widths_are_those_of_terminals(text: str) -> None:
    assert width_of(text) == cell_len(text)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrapped(text, width)]


def test_lines_break_between_words() -> None:
    assert lines("one two three", 7) == ["one two", "three"]
    assert lines("one two", 0) == ["one two"]
    assert lines("", 5) == [""]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert lines("a bcdefghij k", 4) == ["a", "bcde", "fghi", "j k"]
    assert lines("机器遗忘", 3) == ["机", "器", "遗", "忘"]


@given(text=hostile, width=st.integers(2, 20))
def test_lines_fit_and_lose_nothing_but_blanks(text: str, width: int) -> None:
    broken = lines(text, width)
    assert max(map(width_of, broken)) <= width
    assert "".join("".join(broken).split()) == "".join(text.split())
