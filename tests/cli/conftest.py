"""Runs commands in a folder of their own, in this process; `cli_runs` holds what the tests of this room share."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from cli_runs import LIBRARY, Unl


@pytest.fixture
def unl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Unl:
    """Run `unl` in an empty repository without a library, a terminal or an editor."""
    folder = tmp_path / "work"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for name in ("EDITOR", "VISUAL", "UNL_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 2026-01-01
    return Unl(folder, monkeypatch, capsys)


@pytest.fixture
def lib(unl: Unl) -> Path:
    """The small library every command is tried on, as `library.bib`."""
    return unl.write("library.bib", LIBRARY)
