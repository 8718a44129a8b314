from render_samples import FLAT, LISTING

from unlcli.render import plain_lines
from unlcli.render.listing import keys, lines
from unlcli.render.options import RenderOptions


def test_each_paper_has_one_line_of_five_fields() -> None:
    written = lines.render(LISTING, RenderOptions())
    assert [len(line.split("\t")) for line in written.splitlines()] == [5] * 4
    assert written.startswith("ada2024sail\t2024\tTMLR\tSailing by Stars: A Survey\t")


def test_a_value_is_no_border() -> None:
    assert plain_lines.lines([("a", "b\tc\nd", "\x1b[31m", "e\u2028f")]) == "a\tb c d\t<U+001B>[31m\te f\n"


def test_nothing_for_nothing() -> None:
    assert plain_lines.lines([]) == plain_lines.keys([]) == ""


def test_a_key_stands_once() -> None:
    assert plain_lines.keys(["b", "a", "b", "c\x07"]) == "b\na\nc<U+0007>\n"
    assert keys.render(FLAT, RenderOptions()) == "ada2024sail\nbo2023knots\n"
