"""What conftest.py promises: no network, no user settings, and tests that could not run are named with the remedy."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = """
import pytest

@pytest.mark.needs("nosuchtool")
def test_one(): ...

@pytest.mark.needs("python3", "nosuchtool")
def test_two(): ...

@pytest.mark.corpus
def test_three(): ...

@pytest.mark.online
def test_four(): ...

@pytest.mark.skip(reason="of its own")
def test_five(): ...
"""
INI = """
[pytest]
markers =
    needs(tools): x
    corpus: x
    online: x
"""


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(Path(__file__).with_name("conftest.py"), folder)
    (folder / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    (folder / "pytest.ini").write_text(INI, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("UNL_", "PYTEST_"))}
    # A folder of its own: without one, pytest first removes what earlier runs left, which may be much.
    own = ["-p", "no:cacheprovider", "--basetemp", str(folder / "base")]
    command = [sys.executable, "-m", "pytest", *own, *arguments]
    return subprocess.run(command, cwd=folder, env=kept | environment, capture_output=True, text=True, check=False)


def test_what_did_not_run_is_named(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.returncode == 0
    summary = result.stdout.split("not run", 1)[1]
    assert "1 test needs corpus; to run it: set UNL_CORPUS to the folder of real lists" in summary
    assert "1 test needs network; to run it: pytest --online" in summary
    assert "2 tests need nosuchtool; to run them: install nosuchtool" in summary
    assert "of its own" not in summary


def test_required_tools_may_not_be_missing(tmp_path: Path) -> None:
    result = run(tmp_path, UNL_REQUIRE_TOOLS="1")
    assert result.returncode == 1
    assert "2 errors" in result.stdout


def test_what_was_asked_for_runs(tmp_path: Path) -> None:
    result = run(tmp_path, "--online", UNL_CORPUS=str(tmp_path))
    assert "2 passed" in result.stdout
    assert "network" not in result.stdout


def test_the_network_is_out_of_reach() -> None:
    with pytest.raises(RuntimeError, match=r"a test tried to reach 'example\.org'"):
        socket.create_connection(("example.org", 80))
    with pytest.raises(RuntimeError, match=r"a test tried to reach '192\.0\.2\.1'"), socket.socket() as client:
        client.connect(("192.0.2.1", 80))


def test_the_own_machine_is_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_settings_of_the_user_are_out_of_sight(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = str(tmp_path_factory.getbasetemp())
    assert all(os.environ[f"UNL_{name}_DIR"].startswith(base) for name in ("CACHE", "STATE", "CONFIG"))
    assert not {"UNL_LIBRARY", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"} & set(os.environ)


FIGURE = """
import pytest

@pytest.mark.parametrize("count", [1, 2])
def test_many(record_property, count):
    record_property("other", "silent")
    record_property("figure", f"{count} files, 0 bytes lost")
"""


@pytest.mark.parametrize("how", [["-qq"], ["-q", "-n", "2"]])
def test_figures_stand_at_the_end_of_a_run(tmp_path: Path, how: list[str]) -> None:
    (tmp_path / "test_figure.py").write_text(FIGURE, encoding="utf-8")
    summary = run(tmp_path, "test_figure.py", *how).stdout.split(" figures ", 1)[1]
    assert summary.count("test_many[1]: 1 files, 0 bytes lost\n") == 1
    assert summary.count("test_many[2]: 2 files, 0 bytes lost\n") == 1
    assert "silent" not in summary
