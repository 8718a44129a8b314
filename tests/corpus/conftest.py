"""Lets the tests of this folder import `hand_lists`, and runs the command line in this process."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def unl(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run one command in an empty folder; exit code and both streams come back."""
    from unlcli.cli.app import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run
