import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))  # for commands run beside a program

from cli_runs import LIBRARY, Unl


@pytest.fixture
def unl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Unl:
    """Runs commands beside the program that uses the interface, in an empty folder that is a repository."""
    folder = tmp_path / "work"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 2026-01-01
    return Unl(folder, monkeypatch, capsys)


@pytest.fixture
def lib(unl: Unl) -> Path:
    return unl.write("library.bib", LIBRARY)
