"""A list goes into a library and comes out again with every word and link, in the order of its sections."""

import json
from collections.abc import Callable
from pathlib import Path

import kept_words
import pytest

LIST = r"""# Knots and Hitches

## Zeppelin bends

| Authors | Title | Venue | Year | Code | Rope |
| --- | --- | --- | --- | --- | --- |
| A. Ashley, B. van Dam and C. D'Arcy et al. | [Bowlines for $n$ Beginners](https://arxiv.org/abs/2301.00001) | NIPS 2022 (Oral) | 2022 | [Python](https://github.com/x/bow) | hemp, 12 mm |
| Müller & Çelik | [Reef Knots: 100% \& more_underscores](https://doi.org/10.1234/reef) [[pdf]](https://reef.org/a_b.pdf) | Proceedings of the International Conference on Machine Learning, PMLR 97:100-110 | 2019 | N/A | see the [Museum of Rope](https://museum.org/rope) |

## Alpine hitches

- **Clove Hitches Revisited.** *Dana Dorn and Eli Eng.* ICML Workshop on Sailing, 2021. [paper](https://openreview.net/forum?id=clove1234) [blog](https://blog.org/clove) A note on harbours by the sea.
- (2020-04) [Bowlines for $n$ Beginners](https://arxiv.org/abs/2301.00001) (climbing, safety) Shown at a club.
- [Sheet Bends in Théorie](https://aclanthology.org/2024.acl-long.7/) by Fay Fox. ACL 2024. [[slides]](https://fox.org/slides.pdf)
"""

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    from unlcli.cli.app import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "list.md").write_text(LIST, encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main([*arguments, "-l", "library.bib"])
        return code, capsys.readouterr().out

    return run


def test_every_word_and_link_of_a_list_comes_out_again(run: Run) -> None:
    imported = json.loads(run("import", "list.md", "--json")[1])
    _, exported = run("export", "--format", "markdown", "--columns", "all")
    rows = list(kept_words.rows(LIST, imported, exported))
    assert len(rows) == len(imported["drafts"]) == 5
    assert [(row.line, dict(row.lost), row.lost_links) for row in rows if row.lost or row.lost_links] == []
    sections = [line for line in exported.splitlines() if line.startswith("#")]
    assert sections == ["## Zeppelin bends", "## Alpine hitches"]


def test_a_second_import_finds_nothing_new_and_the_library_has_no_errors(run: Run, tmp_path: Path) -> None:
    run("import", "list.md")
    before = (tmp_path / "library.bib").read_bytes()
    assert json.loads(run("import", "list.md", "--json")[1])["added"] == []
    assert (tmp_path / "library.bib").read_bytes() == before
    assert run("check")[0] == 0


def test_what_was_read_otherwise_than_it_is_written_is_told(run: Run) -> None:
    repairs = {repair["what"] for repair in json.loads(run("import", "list.md", "--json")[1])["repairs"]}
    assert {"'N/A' read as nothing", "'by' left out"} <= repairs
    assert any(what.startswith("venue 'NIPS 2022 (Oral)'") for what in repairs)


def test_two_rows_of_one_paper_keep_the_notes_and_sections_of_both(run: Run, tmp_path: Path) -> None:
    run("import", "list.md")
    (paper,) = [e for e in (tmp_path / "library.bib").read_text(encoding="utf-8").split("@") if "Bowlines" in e]
    for kept in ("Oral", "Shown at a club", "Zeppelin bends; Alpine hitches", "hemp, 12 mm", "climbing, safety"):
        assert kept in paper
