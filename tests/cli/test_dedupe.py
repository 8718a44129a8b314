from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl

PAIR = """\
@misc{adams2020bends,
  title = {Forgetting Bends},
  author = {Adams, A. and Buoy, Bea},
  eprint = {2012.12345},
  archiveprefix = {arXiv},
  year = {2020},
  url = {https://arxiv.org/abs/2012.12345},
  category = {Survey},
  note = {mine},
}

@misc{other,
  title = {Something Else},
}

@inproceedings{adams2021bends,
  author = {Ann Adams and Bea Buoy},
  title = {Forgetting Bends: A Study},
  booktitle = {ICML},
  year = {2021},
  pages = {1--9},
  eprint = {2012.12345},
  archiveprefix = {arXiv},
  url = {https://proceedings.mlr.press/v139/adams21a.html},
  code = {https://github.com/x/bends},
  category = {Benchmark; Survey > Short},
  abstract = {Long.},
}
"""


@pytest.fixture
def pair(unl: Unl) -> Path:
    return unl.write("library.bib", PAIR)


def test_the_report_names_places_and_the_reason(unl: Unl, pair: Path) -> None:
    done = unl("dedupe")
    assert done.code == 1
    assert done.err == "unl: 1 certain, 0 possible (unl dedupe --merge merges the certain ones)\n"
    assert "certainly versions of one paper" in done.out
    assert "2012.12345" in done.out
    assert "library.bib:1 " in done.out
    assert "library.bib:16 " in done.out
    assert pair.read_text() == PAIR


@pytest.mark.usefixtures("pair")
def test_json(unl: Unl) -> None:
    done = unl("dedupe", "--json")
    assert (done.code, done.err) == (1, "")
    (group,) = done.json["groups"]
    assert (group["verdict"], group["relation"]) == ("certain", "version")
    assert 0 <= group["score"] <= 100
    assert group["reason"]
    assert [(e["key"], e["line"], e["title"]) for e in group["entries"]] == [
        ("adams2020bends", 1, "Forgetting Bends"),
        ("adams2021bends", 16, "Forgetting Bends: A Study"),
    ]
    assert unl("dedupe", "--format", "json").json == done.json


@pytest.mark.usefixtures("lib")
def test_no_duplicates(unl: Unl) -> None:
    done = unl.ok("dedupe")
    assert (done.out, done.err) == ("", "unl: no duplicates\n")
    assert unl.ok("dedupe", "--json").json == {"version": 1, "groups": []}


def test_files_are_judged_together(unl: Unl) -> None:
    one, two = PAIR.split("@misc{other")
    unl.write("one.bib", one)
    unl.write("two.bib", "@misc{other" + two)
    unl.ok("dedupe", "one.bib")
    done = unl("dedupe", "one.bib", "two.bib", "--json")
    assert done.code == 1
    assert [e["path"] for e in done.json["groups"][0]["entries"]] == ["one.bib", "two.bib"]


@pytest.mark.usefixtures("pair")
def test_merge_asks_and_without_a_terminal_touches_nothing(unl: Unl) -> None:
    refused = unl.refused(2, "dedupe", "--merge")
    assert "merge this group needs your consent" in refused.err
    assert "--yes" in refused.err


def test_merge_keeps_the_version_of_record_and_loses_nothing(unl: Unl, pair: Path) -> None:
    done = unl.ok("dedupe", "--merge", "--yes")
    assert done.err.endswith("unl: merged adams2021bends into adams2020bends (unl undo takes it back)\n")
    merged = unl.entry("adams2021bends")
    assert (merged["key"], merged["type"], merged["venue"], merged["year"]) == (
        "adams2020bends", "inproceedings", "ICML", "2021",
    )  # fmt: skip
    assert merged["fields"] == {
        "title": "Forgetting Bends: A Study",
        "author": merged["fields"]["author"],
        "eprint": "2012.12345",
        "archiveprefix": "arXiv",
        "year": "2021",
        "url": "https://proceedings.mlr.press/v139/adams21a.html",
        "category": "Benchmark; Survey > Short",
        "note": "mine",
        "booktitle": "ICML",
        "pages": "1–9",
        "abstract": "Long.",
        "alttitle": "Forgetting Bends",
        "alturl": "https://arxiv.org/abs/2012.12345",
        "code": "https://github.com/x/bends",
        "ids": "adams2021bends",
    }
    assert unl.listed() == ["adams2020bends", "other"]
    unl.ok("dedupe")
    unl.ok("undo")
    assert pair.read_text() == PAIR


@pytest.mark.usefixtures("pair")
def test_every_name_of_the_lost_entry_still_works(unl: Unl) -> None:
    unl.ok("dedupe", "--merge", "--yes")
    for name in ("adams2021bends", "Forgetting Bends: A Study", "https://proceedings.mlr.press/v139/adams21a.html",
                 "https://arxiv.org/abs/2012.12345", "alttitle forgetting bends"):  # fmt: skip
        if not name.startswith("alttitle"):
            assert unl.entry(name)["key"] == "adams2020bends"
    assert unl.listed("title:forgetting") == ["adams2020bends"]


def test_a_dry_run_shows_the_merge(unl: Unl, pair: Path) -> None:
    done = unl.ok("dedupe", "--merge", "--dry-run")
    assert "-@inproceedings{adams2021bends," in done.out
    assert "+@inproceedings{adams2020bends," in done.out
    assert pair.read_text() == PAIR


@pytest.mark.usefixtures("pair")
def test_named_entries_are_merged_without_asking(unl: Unl) -> None:
    done = unl.ok("dedupe", "--merge", "other", "adams2021bends")
    assert "merged adams2021bends into other" in done.err
    assert unl.listed() == ["adams2020bends", "other"]
    assert unl.entry("other")["fields"]["alttitle"] == "Something Else"


def test_three_entries_become_one(unl: Unl) -> None:
    entry = (
        "@misc{%s,\n  title = {Sails},\n  author = {Byte, Bob},\n  doi = {10.1/x},\n  url = {https://x.org/%s},\n}\n\n"
    )
    unl.write("library.bib", "".join(entry % (key, key) for key in "abc"))
    unl.ok("dedupe", "--merge", "c", "a", "b")
    assert unl.listed() == ["a"]
    assert set(unl.entry("a")["fields"]["ids"].split(", ")) == {"b", "c"}
    links = unl.entry("a")["urls"]
    assert set(links) >= {"https://x.org/a", "https://x.org/b", "https://x.org/c"}


def test_a_value_that_cannot_be_kept_is_told(unl: Unl) -> None:
    unl.write(
        "library.bib",
        "@article{a, title={Sails}, author={Byte, Bob}, doi={10.1/x}, journal={J. Sails}, year={2020}, note={one}}\n"
        "@article{b, title={Sails}, author={Byte, Bob}, doi={10.1/x}, journal={J. Sails}, year={2020}, note={two}}\n",
    )
    assert "unl: warning: a: note: kept 'one', not 'two'\n" in unl.ok("dedupe", "--merge", "a", "b").err


@pytest.mark.usefixtures("pair")
def test_not_same_is_recorded_and_respected(unl: Unl) -> None:
    done = unl.ok("dedupe", "--not-same", "adams2020bends", "adams2021bends")
    assert "recorded that adams2020bends and adams2021bends differ" in done.err
    assert unl.entry("adams2020bends")["fields"]["notsame"] == "adams2021bends"
    unl.ok("dedupe")
    unl.ok("check")
    again = unl.ok("dedupe", "--not-same", "adams2020bends", "adams2021bends")
    assert again.err == "unl: nothing to change\n"


@pytest.mark.usefixtures("pair")
def test_not_same_survives_a_rename(unl: Unl) -> None:
    unl.ok("dedupe", "--not-same", "adams2020bends", "adams2021bends")
    unl.ok("edit", "adams2021bends", "--set", "key=study")
    unl.ok("dedupe")


@pytest.mark.usefixtures("pair")
def test_explain(unl: Unl) -> None:
    out = unl.ok("dedupe", "--explain", "adams2020bends", "adams2021bends").out
    assert out.startswith("adams2020bends and adams2021bends: certain (")
    assert "2012.12345" in out
    assert unl.ok("dedupe", "--explain", "adams2020bends", "other").out.startswith(
        "adams2020bends and other: different ("
    )


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["--explain", "other"], 2, "exactly two"),
        (["--not-same", "other", "adams2020bends", "adams2021bends"], 2, "exactly two"),
        (["--merge", "other"], 2, "at least two"),
        (["--merge", "other", "Something Else"], 2, "the same entry"),
        (["--not-same", "other", "other"], 2, "the same entry"),
        (["--merge", "other", "nope"], 1, "nope"),
        (["other", "adams2020bends"], 2, "is no .bib file"),
        (["--merge", "--not-same", "other", "adams2020bends"], 2, "exclude each other"),
        (["library.bib", "other.bib", "--merge", "--yes"], 2, "not changed together"),
        (["--format", "xml"], 2, "dedupe has no format 'xml'"),
        (["none.bib"], 3, "none.bib"),
    ],
)
def test_wrong_usage(unl: Unl, argv: list[str], code: int, said: str) -> None:
    unl.write("other.bib", "")
    assert (
        said
        in unl.refused(code, "dedupe", *argv, *([] if any(".bib" in a for a in argv) else ["-l", "library.bib"])).err
    )


def test_nothing_to_merge(unl: Unl, lib: Path) -> None:
    assert unl.ok("dedupe", "--merge").err == "unl: nothing to change\n"
    assert lib.read_text() == LIBRARY


def test_a_file_may_be_named_for_the_merge(unl: Unl) -> None:
    unl.write("refs.bib", PAIR)
    unl.write("other.bib", PAIR)
    unl.ok("dedupe", "refs.bib", "--merge", "--yes")
    assert "adams2021bends,\n" not in unl.read("refs.bib")
    assert unl.read("other.bib") == PAIR
