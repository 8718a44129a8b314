"""Real BibTeX files, whole and damaged: nothing breaks, nothing waits, nothing is lost."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mutants import walk_all

Record = Callable[[str, object], None]

pytestmark = pytest.mark.corpus


def folder_of(name: str) -> Path:
    return Path(os.environ["UNL_CORPUS"]) / name


def files_in(folder: Path, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield files with their names: all, or as many as `most` says, the same ones every time."""
    files = sorted(folder.glob("*.bib"))
    if most:
        files = random.Random("sample").sample(files, most)
    for file in files:
        yield file.name, file.read_bytes()


ALL = pytest.param(0, marks=pytest.mark.slow, id="all")


@pytest.mark.parametrize("most", [pytest.param(24, id="some"), ALL])
def test_real_files_are_kept(most: int, tmp_path: Path, record_property: Record) -> None:
    tally = walk_all(files_in(folder_of("corpus") / "bib", most), tmp_path, is_timed=False)
    assert tally.counted["files"] >= (most or 500)
    record_property("figure", tally.told("real files"))


@pytest.mark.parametrize("most", [pytest.param(64, id="some"), ALL])
def test_damaged_real_files_are_kept(most: int, tmp_path: Path, record_property: Record) -> None:
    made = tmp_path / "mutants"
    program = folder_of("tools") / "mutate_bib.py"
    command = [sys.executable, str(program), str(folder_of("corpus") / "bib"), str(made), "--count", "2000"]
    subprocess.run(command, check=True, capture_output=True)
    tally = walk_all(files_in(made, most), tmp_path)
    assert tally.counted["files"] == (most or 2000)
    record_property("figure", tally.told("mutants of real files"))
