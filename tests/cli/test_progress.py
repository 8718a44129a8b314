import io
import sys

import pytest

from unlcli.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return what standard error is from now on; no fixture, for pytest takes the streams back before a test begins."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def run(total: int, *, fails: bool = False) -> None:
    with progress.shown("Indexing") as step:
        for done in range(0, total + 1, 100):
            step(done, total)
        if fails:
            raise ValueError("odd")


def test_a_long_task_shows_a_bar_and_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    run(20_000)
    assert "Indexing" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[2K")


def test_a_short_task_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    run(4_000)
    assert stream.getvalue() == ""


def test_a_pipe_gets_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run(20_000)
    assert capsys.readouterr() == ("", "")


def test_what_fails_leaves_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    with pytest.raises(ValueError, match="odd"):
        run(20_000, fails=True)
    assert stream.getvalue().endswith("\x1b[2K")
