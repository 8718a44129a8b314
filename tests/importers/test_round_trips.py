"""What `unl export` writes, `unl import` reads back: our own list through each format into an empty library."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from unlcli.cli.app import main
from unlcli.domain import text

OWN = Path(__file__).resolve().parents[2] / "library.bib"
Records = dict[str, dict[str, object]]


@pytest.fixture
def records(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], Records]:
    def read(library: Path) -> Records:
        capsys.readouterr()
        assert main(["export", "-l", str(library), "-f", "json"]) == 0
        entries = cast(list[dict[str, object]], json.loads(capsys.readouterr().out)["entries"])
        return {text.fold(str(entry["title"])): entry for entry in entries}

    return read


def _facts(entry: dict[str, object], members: tuple[str, ...]) -> dict[str, object]:
    fields = cast(dict[str, str], entry["fields"])
    links = {str(url).lower() for url in cast(list[str], entry["urls"])}
    facts: dict[str, object] = {name: entry[name] for name in members if name not in ("urls", "words", "doi", "link")}
    if "words" in members:  # a category is a keyword to formats that have none
        facts["words"] = {*cast(list[str], entry["categories"]), *filter(None, fields.get("keywords", "").split(", "))}
    if "urls" in members:
        facts["urls"] = links
    if "link" in members:
        facts["link"] = str(entry["url"]).lower()
    return facts | ({"doi": fields.get("doi", "")} if "doi" in members else {})


_ALL = ("key", "type", "authors", "others", "year", "series", "code", "categories", "urls", "doi", "fields")


@pytest.mark.parametrize(
    ("format_name", "ending", "kept"),
    [
        ("json", "json", _ALL),
        ("csl-json", "json", ("key", "type", "authors", "year", "series", "doi", "link")),
        ("ris", "ris", ("key", "type", "authors", "others", "year", "series", "code", "urls", "doi", "words")),
        ("csv", "csv", ("authors", "year", "series", "code", "categories", "doi", "link")),
    ],
)
def test_our_own_list_comes_back(
    format_name: str, ending: str, kept: tuple[str, ...], tmp_path: Path, records: Callable[[Path], Records]
) -> None:
    exported, library = tmp_path / f"list.{ending}", tmp_path / "library.bib"
    assert main(["export", "-l", str(OWN), "-f", format_name, "-o", str(exported)]) == 0
    assert main(["import", str(exported), "-l", str(library)]) == 0
    before, after = records(OWN), records(library)
    assert after.keys() == before.keys()
    lost = {
        title: (was, now)
        for title in before
        if (was := _facts(before[title], kept)) != (now := _facts(after[title], kept))
    }
    assert lost == {}
    assert main(["check", "-l", str(library), "--quiet"]) == 0
    written = library.read_bytes()
    assert main(["import", str(exported), "-l", str(library)]) == 0
    assert library.read_bytes() == written
