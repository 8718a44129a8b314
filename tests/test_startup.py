"""What a command loads: starting must cost little, so frameworks come only when they are needed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

HEAVY = {
    "bibtexparser",
    "difflib",
    "email",
    "filelock",
    "ftfy",
    "hashlib",
    "http",
    "jinja2",
    "json",
    "markdown_it",
    "platformdirs",
    "pydantic",
    "rapidfuzz",
    "rich",
    "sqlite3",
    "subprocess",
    "tomlkit",
    "yaml",
    "tomllib",
    "typer",
    "unlcli.bibtex",
    "unlcli.importers",
    "unlcli.matching",
    "unlcli.rules",
    "webbrowser",
}
#: What comes with Typer, in the standard library.
TYPER = {"typer", "difflib", "subprocess"}
#: Every command that opens a library needs the user's folders.
FOLDERS = {"platformdirs"}
READING = {"unlcli.bibtex", "hashlib", "json"}
#: JSON and SQLite come with the index: what is found is kept in it.
INDEX = {"sqlite3", "json"}
LIBRARY = "@misc{a,\n  title = {Knots},\n}\n"


def loaded(arguments: list[str], folder: Path, module: str, environment: Mapping[str, str]) -> set[str]:
    script = (
        "import sys\nbefore = set(sys.modules)\n"
        f"from {module} import main\n"
        "import io\nreal, sys.stdout = sys.stdout, io.StringIO()\n"
        f"main({arguments!r})\n"
        "parts = [name.split('.') for name in set(sys.modules) - before]\n"
        "print(*{'.'.join(part[:n]) for part in parts for n in (1, 2)}, file=real)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, cwd=folder, check=True, env={**os.environ, **environment},
    )  # fmt: skip
    return set(done.stdout.split()) & HEAVY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "library.bib").write_text(LIBRARY)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["search", "--help"], TYPER),
        (["show", "a"], TYPER | FOLDERS | READING | {"unlcli.matching"}),
        (["categories"], TYPER | FOLDERS | READING),
        (["check"], TYPER | FOLDERS | READING | {"rapidfuzz", "unlcli.matching", "unlcli.rules"}),
        (["edit", "a", "--set", "note=x"], TYPER | FOLDERS | READING | {"filelock"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(folder: Path, arguments: list[str], allowed: set[str]) -> None:
    assert loaded(arguments, folder, "unlcli.cli.app", {}) <= allowed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_loads_nothing_but_the_option_parser(folder: Path, shell: str) -> None:
    asked = {"COMP_WORDS": "unl se", "COMP_CWORD": "1", "_TYPER_COMPLETE_ARGS": "unl se"}
    asked |= {"_UNL_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    assert loaded([], folder, "unlcli.__main__", asked) <= TYPER


def test_the_version_loads_nothing(folder: Path) -> None:
    assert loaded(["--version"], folder, "unlcli.__main__", {}) == set()


def test_a_search_of_an_unchanged_library_reads_its_index_alone(tmp_path: Path) -> None:
    # the shipped list, for what was written a moment ago may change unseen and is looked at again
    first = loaded(["search", "potter"], tmp_path, "unlcli.__main__", {})
    assert not first & {"typer", "pydantic", "rich", "bibtexparser", "rapidfuzz", "tomllib", "unlcli.matching"}
    assert loaded(["search", "potter"], tmp_path, "unlcli.__main__", {}) <= INDEX | FOLDERS
    assert loaded(["search", "potter"], tmp_path, "unlcli.cli.app", {}) <= INDEX | FOLDERS | TYPER
    assert loaded(["search", "pottre"], tmp_path, "unlcli.__main__", {}) <= INDEX | FOLDERS | {
        "rapidfuzz",
        "unlcli.matching",
    }


def test_settings_are_read_only_where_there_are_some(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\nname = "papers"\n')
    assert "tomllib" not in loaded(["search", "knots"], folder, "unlcli.__main__", {})
    (folder / "pyproject.toml").write_text('[project]\nname = "papers"\n[tool.unl]\n')
    assert "tomllib" in loaded(["search", "knots"], folder, "unlcli.__main__", {})


def test_importing_the_package_loads_nothing_and_the_interface_no_front_end() -> None:
    script = (
        "import sys\nbefore = set(sys.modules)\nimport unlcli\nfirst = set(sys.modules) - before\n"
        "unlcli.Library\nprint(*first)\nprint(*(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    package, interface = (set(line.split()) for line in done.stdout.splitlines())
    assert {name for name in package if name.startswith("unlcli.")} <= {"unlcli._version"}
    assert "unlcli.api.library" in interface
    assert not interface & {
        "typer",
        "rich",
        "httpx2",
        "jinja2",
        "rapidfuzz",
        "markdown_it",
        "unlcli.cli",
        "unlcli.sources",
    }
