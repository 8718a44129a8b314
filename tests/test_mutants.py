"""Damaged files: nothing breaks, nothing waits, nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from mutants import DATA, mutant, walk_all

Record = Callable[[str, object], None]
SOURCES = [file.read_bytes() for file in sorted(DATA.glob("*.bib"))]


def test_every_kind_of_file_is_kept(tmp_path: Path, record_property: Record) -> None:
    tally = walk_all(((file.name, file.read_bytes()) for file in sorted(DATA.glob("*.bib"))), tmp_path)
    assert tally.counted["files"] >= 11
    record_property("figure", tally.told("files"))


@pytest.mark.parametrize(
    "numbers", [range(0, 2000, 25), pytest.param(range(2000), marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_damaged_files_are_kept(numbers: range, tmp_path: Path, record_property: Record) -> None:
    tally = walk_all(((f"mutant {number}", mutant(SOURCES, number)) for number in numbers), tmp_path)
    assert tally.counted["files"] == len(numbers)
    record_property("figure", tally.told("mutants"))


def test_damage_is_the_same_every_time() -> None:
    assert [mutant(SOURCES, number) for number in range(50)] == [mutant(SOURCES, number) for number in range(50)]
    assert sum(mutant(SOURCES, number) not in SOURCES for number in range(50)) > 45
