"""What a command loads: starting must cost little, so frameworks come only when they are needed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "rich",
    "bibtexparser",
    "rapidfuzz",
    "jinja2",
    "markdown_it",
    "ftfy",
    "filelock",
    "tomlkit",
    "platformdirs",
    "sqlite3",
)


def loaded(arguments: list[str], folder: Path) -> set[str]:
    script = (
        "import sys, json, io\nfrom unlcli.cli.app import main\n"
        "real, sys.stdout = sys.stdout, io.StringIO()\n"
        f"main({arguments!r})\n"
        "json.dump(sorted({m.split('.')[0] for m in sys.modules}), real)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=folder, check=True, env=dict(os.environ)
    )
    return set(json.loads(done.stdout)) & set(HEAVY)


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--version"], set()),
        (["search", "--help"], set()),
        (["search", "x"], {"platformdirs", "rapidfuzz"}),
        (["show", "a"], {"platformdirs"}),
        (["categories"], {"platformdirs"}),
        (["check"], {"platformdirs", "rapidfuzz"}),
        (["edit", "a", "--set", "note=x"], {"platformdirs", "filelock"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(tmp_path: Path, arguments: list[str], allowed: set[str]) -> None:
    (tmp_path / "library.bib").write_text("@misc{a,\n  title = {x},\n}\n")
    assert loaded(arguments, tmp_path) <= allowed
