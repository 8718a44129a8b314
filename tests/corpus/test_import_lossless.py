"""Lists that others keep by hand, brought in and written out again: nothing is lost but what is told, and all is known again."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import kept_words
import pytest

pytestmark = pytest.mark.corpus

Unl = Callable[..., tuple[int, str, str]]
LISTS = Path(os.environ.get("UNL_CORPUS", "")) / "corpus" / "lists"
INDEX = LISTS / "index.csv"
NAMES = (
    [row["file"] for row in csv.DictReader(INDEX.open(encoding="utf-8")) if row["file"].endswith(".md")]
    if INDEX.is_file()
    else []
)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_comes_out_again_with_all_its_words_and_links(name: str, unl: Unl, tmp_path: Path) -> None:
    source, library = LISTS / name, tmp_path / "library.bib"
    imported = json.loads(unl("import", source, "--json", "-l", library)[1])
    assert imported["added"]
    before = library.read_bytes()
    _, exported, _ = unl("export", "--format", "markdown", "--columns", "all", "-l", library)
    rows = list(kept_words.rows(source.read_text(encoding="utf-8"), imported, exported))
    words = sum(row.words for row in rows)
    lost = [(row.line, dict(row.lost)) for row in rows if row.lost.total() > row.words / 100]
    assert sum(row.lost.total() for row in rows) <= words / 100, lost
    assert len(lost) <= len(rows) / 100 + 1, lost
    assert [(row.line, row.lost_links) for row in rows if row.lost_links] == []
    assert unl("check", "-l", library)[0] == 0
    again = json.loads(unl("import", source, "--json", "-l", library)[1])
    assert again["added"] == []
    assert library.read_bytes() == before
