"""An export lists and selects papers with what they take from their volume."""

from pathlib import Path

import pytest

from unlcli.__main__ import main

LIBRARY = """@inproceedings{bow, title = {Ropes}, author = {Bow, B.}, crossref = {vol}}
@article{sail, title = {Sails}, author = {Sail, A.}, journal = {J. Knots}, xdata = {data}}
@xdata{data, year = 2012}
@proceedings{vol, title = {Proceedings of RopeConf}, year = 2012}
"""


def exported(tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    library = tmp_path / "library.bib"
    library.write_text(LIBRARY, encoding="utf-8")
    assert main(["export", "-l", str(library), *options]) == 0
    return capsys.readouterr().out


def test_the_year_and_the_proceedings_of_the_volume_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = exported(tmp_path, capsys, "-f", "csv", "-c", "key,venue,year", "year:2012", "-type:proceedings")
    assert shown.splitlines()[1:] == ["bow,Proceedings of RopeConf,2012", "sail,J. Knots,2012"]


def test_bibtex_stays_as_it_stands_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = exported(tmp_path, capsys, "-f", "bibtex", "year:2012", "ropes")
    assert "@inproceedings{bow, title = {Ropes}, author = {Bow, B.}, crossref = {vol}}" in shown
    assert "@proceedings{vol," in shown
