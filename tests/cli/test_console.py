import io
import json
import re

import pytest

from unlcli.cli import console
from unlcli.domain.text import without_controls


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "coloured"),
    [
        (Tty(), {}, True),
        (Tty(), {"NO_COLOR": "1"}, False),
        (Tty(), {"NO_COLOR": ""}, True),
        (Tty(), {"TERM": "dumb"}, False),
        (Tty(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (io.StringIO(), {}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "0"}, False),
        (Tty(), {"FORCE_COLOR": "0"}, False),
        (Tty(), {"CLICOLOR": "0"}, False),
        (io.StringIO(), {"CLICOLOR_FORCE": "1"}, True),
        (io.StringIO(), {"GITHUB_ACTIONS": "true"}, False),
    ],
)
def test_when_a_stream_has_colour(stream: io.StringIO, environment: dict[str, str], coloured: bool) -> None:
    assert console.is_coloured(stream, environment) == coloured


def test_a_coloured_diff_keeps_its_lines_and_shows_controls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = io.StringIO()
    console.show_diff("--- a\n+++ a\n@@ -1 +1 @@\n-old \x1b[2J\n+new\n same\n", out)
    plain = re.sub(r"\x1b\[\d+m", "", out.getvalue())
    assert plain == "--- a\n+++ a\n@@ -1 +1 @@\n-old <U+001B>[2J\n+new\n same\n"
    assert out.getvalue().count("\x1b[0m") == 5


def test_an_error_is_one_line_whatever_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    console.error("bad\nnews \x1b[31m", "do\rthis")
    assert capsys.readouterr().err == "unl: error: bad news <U+001B>[31m (do this)\n"


def test_notes_keep_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    console.note("one\ntwo \x07")
    assert capsys.readouterr().err == "one\ntwo <U+0007>\n"


@pytest.mark.parametrize(("columns", "width"), [("5", 20), ("40", 40), ("120", 120), ("999", 200)])
def test_width_is_kept_within_bounds(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert console.width() == width


def test_a_document_is_made_safe_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, expected in ((Tty(), "a\t<U+001B>b\nc\n"), (io.StringIO(), "a\t\x1bb\nc\n")):
        monkeypatch.setattr("sys.stdout", stream)
        console.out_document("a\t\x1bb\nc\n")
        assert stream.getvalue() == expected


def test_a_diff_has_a_line_for_each_line_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = io.StringIO()
    console.show_diff("--- a\n+++ a\n@@ -1 +1 @@\n-a page\x0cbreak\r\n+a line\u2028break\r\n", out)
    assert out.getvalue() == "--- a\n+++ a\n@@ -1 +1 @@\n-a page break\n+a line break\n"


def test_a_result_is_made_safe_and_keeps_lines_and_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    console.out("a\tb\nc \x1b[2J\r\u202e\x9b")
    assert capsys.readouterr().out == "a\tb\nc <U+001B>[2J <U+202E><U+009B>\n"


def test_json_says_the_same_and_commands_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"title": "\x1b[2J \x7f \x85 \x9b31m \u2028 \u202e Müller 日本語 \n", "key": ["a\x80"]}
    console.out_json(value)
    written = capsys.readouterr().out
    assert json.loads(written) == value
    assert "Müller 日本語" in written
    assert without_controls(written.replace("\n", "")) == written.replace("\n", "")


def test_questions_are_made_safe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\nx\n"))
    assert console.ask("remove \x1b[2J?")
    assert console.ask_text("\x9bTitle") == "x"
    assert capsys.readouterr().err == "remove <U+001B>[2J? [y/N] <U+009B>Title: "
