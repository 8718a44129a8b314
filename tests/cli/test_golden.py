"""Whole commands against what they said and wrote before: tests/golden/cli/<case>/, rewritten by --update-golden.

A case has `input.bib` (the library; none for a folder without one), `command.txt` (a command a line) and whatever files
the commands read; `expected.out` is what they said and their exit codes, `expected.bib` the library after them.
"""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import Unl

CASES = Path(__file__).parents[1] / "golden" / "cli"
_OWN = ("input.bib", "command.txt", "expected.out", "expected.bib")


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_case(case: str, unl: Unl, golden: Callable[[str, str], None]) -> None:
    folder = CASES / case
    for file in folder.iterdir():
        if file.name == "input.bib":
            unl.write("library.bib", file.read_bytes())
        elif file.name not in _OWN:
            unl.write(file.name, file.read_bytes())
    said = ""
    for command in (folder / "command.txt").read_text(encoding="utf-8").splitlines():
        done = unl(*shlex.split(command)[1:])
        said += f"$ {command}\n{done.out}{done.err}[{done.code}]\n"
    golden(f"cli/{case}/expected.out", said)
    golden(f"cli/{case}/expected.bib", unl.read())
