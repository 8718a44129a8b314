import io
import sys
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl

from unlcli.cli.app import main

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
    assert "adams2020bends (library.bib:1)" in done.out
    assert "adams2021bends (library.bib:16)" in done.out
    assert "≠ venue" in done.out
    assert "  unl dedupe --merge adams2020bends adams2021bends\n" in done.out
    assert "  unl dedupe --not-same adams2020bends adams2021bends\n" in done.out
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
def test_named_entries_that_may_be_one_are_merged_without_asking(unl: Unl) -> None:
    done = unl.ok("dedupe", "--merge", "adams2020bends", "adams2021bends")
    assert "merged adams2021bends into adams2020bends" in done.err
    assert unl.listed() == ["adams2020bends", "other"]


def test_what_nothing_makes_one_paper_is_merged_with_consent_only(unl: Unl, pair: Path) -> None:
    refused = unl.refused(2, "dedupe", "--merge", "other", "adams2021bends")
    assert (
        "merge them all the same (too little makes other and adams2021bends one paper) needs your consent"
        in refused.err
    )
    assert pair.read_text() == PAIR
    assert "merged adams2021bends into other" in unl.ok("dedupe", "--merge", "other", "adams2021bends", "--yes").err
    assert unl.listed() == ["adams2020bends", "other"]
    assert unl.entry("other")["fields"]["alttitle"] == "Something Else"


def test_the_question_says_that_works_are_marked_or_only_related(unl: Unl) -> None:
    unl.write("library.bib", DECIDED + DRAFT + RELATED)
    marked = unl.refused(2, "dedupe", "--merge", "one", "two")
    assert "(one and two are marked as not the same) needs" in marked.err
    kinds = unl("dedupe", "--merge", "con", "jou")
    assert kinds.code == 2
    assert "con and jou are related papers: one is a conference paper, the other a journal article" in kinds.err


def test_on_a_terminal_a_doubtful_merge_is_asked_about(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    unl.write("library.bib", DECIDED + DRAFT)
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    assert unl.ok("dedupe", "--merge", "one", "two", stdin="n\n").err.endswith("unl: nothing was changed\n")
    assert unl.listed() == ["one", "two"]
    assert "merged two into one" in unl.ok("dedupe", "--merge", "one", "two", stdin="y\n").err


def test_entries_that_are_one_by_way_of_another_are_merged_without_asking(unl: Unl) -> None:
    unl.write(
        "library.bib",
        "@misc{a, title={Sails}, author={Byte, Bob}, doi={10.1/x}}\n"
        "@misc{b, title={Sails}, author={Byte, Bob}, doi={10.1/x}, eprint={2012.12345}, alttitle={Jibs of the North}}\n"
        "@misc{c, title={Jibs of the North}, author={Byte, Bob}, eprint={2012.12345}}\n",
    )
    assert "merged b, c into a" in unl.ok("dedupe", "--merge", "a", "b", "c").err


@pytest.mark.usefixtures("pair")
def test_a_merge_as_json(unl: Unl) -> None:
    expected = {
        "version": 1,
        "written": False,
        "merged": [{"key": "adams2020bends", "merged": ["adams2021bends"]}],
        "conflicts": [],
    }
    assert unl.ok("dedupe", "--merge", "--dry-run", "--json").json == expected
    assert unl.ok("dedupe", "--merge", "--yes", "--json").json == {**expected, "written": True}


def test_a_folder_without_a_library_passes_no_gate(unl: Unl) -> None:
    for argv in ([], ["--json"], ["--related"]):
        assert "there is no library here to judge" in unl.refused(3, "dedupe", *argv).err


# A possible group that holds a certain one

WRONG_DOI = """\
@article{deep, title={Deep Sailing}, author={LeCun, Yann and Bengio, Yoshua}, journal={Nature}, year={2015}, doi={10.1234/x}}
@article{twin, title={Deep sailing}, author={Y. LeCun and Y. Bengio}, journal={Nature}, year={2015}, doi={10.1234/x}}
@article{wrong, title={Rope Tricks}, author={Byte, Bob}, journal={J. Ropes}, year={1999}, doi={10.1234/x}}
"""


def test_no_line_of_a_possible_group_tells_apart_what_is_certainly_one(unl: Unl) -> None:
    unl.write("library.bib", WRONG_DOI)
    certain, possible = unl("dedupe", "--json").json["groups"]
    assert certain["remedies"] == ["unl dedupe --merge deep twin", "unl dedupe --not-same deep twin"]
    assert [e["key"] for e in possible["entries"]] == ["deep", "twin", "wrong"]
    assert possible["remedies"] == ["unl dedupe --merge deep wrong", "unl dedupe --not-same deep wrong"]
    assert [(link["entries"], link["reason"]) for link in possible["links"]] == [([0, 2], possible["reason"])]
    out = unl("dedupe").out
    assert "unl dedupe --not-same deep wrong\n" in out
    assert "--not-same deep twin wrong" not in out


def test_the_line_settles_the_group(unl: Unl) -> None:
    unl.write("library.bib", WRONG_DOI)
    unl.ok("dedupe", "--not-same", "deep", "wrong")
    assert [g["verdict"] for g in unl("dedupe", "--json").json["groups"]] == ["certain"]


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
    assert (
        out
        == """\
adams2020bends and adams2021bends: certainly versions of one paper (100): same arXiv id 2012.12345
  identifiers  both have arXiv id 2012.12345
  titles       80 % alike, one is the beginning or end of the other: 'Forgetting Bends'; 'Forgetting Bends: A Study'
  authors      2 of 2 in common, first authors agree: A. Adams, Bea Buoy; Ann Adams, Bea Buoy
  years        2020; 2021 (preprint one year earlier)
  kinds        a preprint (arXiv); a conference paper (ICML)
"""
    )
    out = unl.ok("dedupe", "--explain", "adams2020bends", "other").out
    assert out.startswith("adams2020bends and other: too little makes them one paper (")
    assert "  identifiers  none in common (arXiv id 2012.12345; none)\n" in out
    assert "  authors      one has none\n" in out


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["--explain", "other"], 2, "exactly two"),
        (["--not-same", "other"], 2, "at least two"),
        (["--merge", "other"], 2, "at least two"),
        (["--merge", "other", "Something Else"], 2, "the same entry"),
        (["--not-same", "other", "other"], 2, "the same entry"),
        (["--merge", "other", "nope"], 1, "nope"),
        (["other", "adams2020bends"], 2, "is no .bib file"),
        (["--merge", "--not-same", "other", "adams2020bends"], 2, "exclude each other"),
        (["library.bib", "other.bib", "--merge", "--yes"], 2, "not changed together"),
        (["--format", "xml"], 2, "dedupe has no format 'xml'"),
        (["none.bib"], 3, "none.bib"),
        (["--merge", "--related"], 2, "--related has no effect"),
        (["--interactive", "--json"], 2, "no terminal"),
        (["--not-same", "other", "adams2020bends", "--json"], 2, "--json has no effect"),
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


# Works that only belong together

RELATED = """\
@inproceedings{con,
  title = {Forgetting Bends in Long Ropes},
  author = {Ann Adams and Bea Buoy},
  booktitle = {ICML},
  year = {2021},
}

@article{jou,
  title = {Forgetting Bends in Long Ropes},
  author = {Ann Adams and Bea Buoy},
  journal = {Journal of Machine Learning Research},
  year = {2023},
}
"""


def test_related_works_are_shown_when_asked_for_and_are_never_a_failure(unl: Unl) -> None:
    library = unl.write("library.bib", RELATED)
    assert unl.ok("dedupe").err == "unl: no duplicates\n"
    assert set(unl.ok("dedupe", "--json").json) == {"version", "groups"}
    done = unl.ok("dedupe", "--related")
    assert done.err == "unl: no duplicates, 1 related\n"
    assert done.out.startswith("Different papers that belong together (no duplicates)\n\nrelated papers (")
    assert "one is a conference paper, the other a journal article" in done.out
    assert "--merge" not in done.out
    found = unl.ok("dedupe", "--related", "--json").json
    assert found["groups"] == []
    (group,) = found["related"]
    assert "verdict" not in group
    assert (group["relation"], [e["key"] for e in group["entries"]]) == ("related", ["con", "jou"])
    assert unl.ok("dedupe", "--merge", "--yes").err == "unl: nothing to change\n"
    assert library.read_text() == RELATED


def test_related_works_stand_below_the_duplicates(unl: Unl) -> None:
    unl.write(
        "library.bib", RELATED.replace("Forgetting Bends in", "Splices for").replace("Ann Adams", "Cy Cleat") + PAIR
    )
    done = unl("dedupe", "--related")
    assert (done.code, done.err.startswith("unl: 1 certain, 0 possible, 1 related (")) == (1, True)
    assert done.out.index("certainly versions of one paper") < done.out.index("Different papers that belong together")


# Decisions

TRIPLE = "".join(
    f"@misc{{{key},\n  title = {{Sails of the North}},\n  author = {{Byte, Bob}},\n  year = {{2020}},\n}}\n\n"
    for key in ("one", "two", "three")
)


def test_of_several_entries_every_pair_is_marked(unl: Unl) -> None:
    unl.write("library.bib", TRIPLE)
    assert unl("dedupe").code == 1
    done = unl.ok("dedupe", "--not-same", "one", "two", "three")
    assert "recorded that one, two and three differ" in done.err
    assert [unl.entry(key)["fields"].get("notsame") for key in ("one", "two", "three")] == ["two, three", "three", None]
    assert unl.ok("dedupe").err == "unl: no duplicates\n"
    unl.ok("undo")
    assert unl.read() == TRIPLE


def test_entries_of_one_key_cannot_be_told_apart(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={Sails}, doi={10.1/x}}\n@misc{a, title={Jibs}, doi={10.1/y}}\n")
    assert "is the key of several" in unl.refused(2, "dedupe", "--not-same", "Sails", "Jibs").err


DRAFT = "@misc{two, title = {Sails of the North}, author = {Byte, Bob}, year = {2020}}\n"
DECIDED = TRIPLE.split("@misc{two")[0].replace("year = {2020},", "year = {2020},\n  notsame = {two},")


@pytest.mark.parametrize("argv", [["add", "--bibtex", "new.bib"], ["import", "new.bib"]])
def test_what_was_judged_different_is_added(unl: Unl, argv: list[str]) -> None:
    unl.write("library.bib", DECIDED)
    unl.write("new.bib", DRAFT)
    done = unl.ok(*argv, "-l", "library.bib")
    assert "may be" not in done.err
    assert unl.listed("-l", "library.bib") == ["one", "two"]
    unl.ok("dedupe", "library.bib")
    unl.ok("check", "library.bib")


def test_what_was_judged_different_is_not_merged(unl: Unl) -> None:
    unl.write("library.bib", DECIDED + DRAFT)
    assert unl.ok("dedupe", "--merge", "--yes").err == "unl: nothing to change\n"


def test_the_decision_is_the_first_thing_explained(unl: Unl) -> None:
    unl.write("library.bib", DECIDED + DRAFT)
    lines = unl.ok("dedupe", "--explain", "one", "two").out.splitlines()
    assert lines[0].startswith("one and two: different papers (0): the library says that they are not the same")
    assert lines[1] == "  decision     notsame in one (line 1) says that they are two works"


@pytest.mark.usefixtures("pair")
def test_an_explanation_as_json(unl: Unl) -> None:
    told = unl.ok("dedupe", "--explain", "adams2020bends", "other", "--json").json
    assert (told["verdict"], told["relation"], told["keys"]) == (None, None, ["adams2020bends", "other"])
    assert set(told["compared"]) == {"identifiers", "titles", "authors", "years", "kinds"}


def test_keys_that_a_shell_would_act_on_are_quoted(unl: Unl) -> None:
    unl.write("refs of mine.bib", TRIPLE.replace("{two,", "{$(id),"))
    out = unl("dedupe", "refs of mine.bib").out
    assert "unl dedupe --merge one '$(id)' three -l 'refs of mine.bib'\n" in out


def test_nothing_in_an_entry_commands_the_terminal(unl: Unl) -> None:
    unl.write("library.bib", TRIPLE.replace("Sails of", "Sails \x1b[31m of"))
    for argv in (["dedupe"], ["dedupe", "--explain", "one", "two"], ["dedupe", "--json"]):
        assert "\x1b" not in unl(*argv).out


# One group after the other


@pytest.fixture
def asked(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> Unl:
    """Two certain groups and a possible one, and somebody to ask."""
    text = "".join(
        f"@misc{{{key},\n  title = {{{title}}},\n  author = {{Byte, Bob}},\n  year = {{{year}}},\n}}\n\n"
        for key, title, year in (
            ("a1", "Sails of the North", 2020),
            ("a2", "Sails of the North", 2020),
            ("b1", "Knots for Everybody", 2020),
            ("b2", "Knots for Everybody", 2020),
            ("c1", "Ropes", 2020),
            ("c2", "Ropes", 2021),
        )
    )
    unl.write("library.bib", text)
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    return unl


def test_without_a_terminal_nothing_is_asked(unl: Unl, pair: Path) -> None:
    assert "there is no terminal to ask on" in unl.refused(2, "dedupe", "--interactive", stdin="m\n").err
    assert pair.read_text() == PAIR


def test_decisions_are_one_change(asked: Unl) -> None:
    before = asked.read()
    done = asked.ok("dedupe", "-i", stdin="m\nn\nm\n")
    assert done.err.count("[m]erge, [n]ot the same, [s]kip (Enter), [o]pen, [?] help, [q]uit: ") == 3
    assert done.err.endswith(
        "unl: merged a2 into a1; c2 into c1; recorded that b1 and b2 differ (unl undo takes it back)\n"
    )
    assert asked.listed() == ["a1", "b1", "b2", "c1"]
    assert asked.entry("b1")["fields"]["notsame"] == "b2"
    assert asked.ok("dedupe").err == "unl: no duplicates\n"
    asked.ok("undo")
    assert asked.read() == before


@pytest.mark.parametrize("answers", ["m\nq\n", "m\n", "m\ns\n\n", "M\nx\nno idea\nq\n"])
def test_what_was_decided_before_the_end_is_done_and_the_rest_is_left(asked: Unl, answers: str) -> None:
    done = asked("dedupe", "-i", stdin=answers.replace("no idea", "?"))
    assert (done.code, "merged a2 into a1" in done.err) == (0, True)
    assert asked.listed() == ["a1", "b1", "b2", "c1", "c2"]


def test_nothing_decided_is_nothing_done(asked: Unl) -> None:
    before = asked.everything()
    assert asked.ok("dedupe", "-i", stdin="s\nq\n").err.endswith("unl: nothing was changed\n")
    assert asked.everything() == before


def test_certain_groups_are_not_asked_about_when_they_are_merged(asked: Unl) -> None:
    done = asked.ok("dedupe", "--merge", "-i", stdin="n\n")
    assert done.err.count("[q]uit: ") == 1
    assert "merged a2 into a1; b2 into b1; recorded that c1 and c2 differ" in done.err


@pytest.mark.parametrize("answer", ["?", "maybe", "nonsense"])
def test_what_is_no_answer_is_told_the_answers_and_decides_nothing(asked: Unl, answer: str) -> None:
    before = asked.everything()
    done = asked.ok("dedupe", "-i", stdin=f"{answer}\nq\n")
    assert done.err.count("1 of 3: ") == 2
    assert [
        line.split()[0] for line in done.err.split("1 of 3: ")[1].split("[q]uit: ")[1].splitlines() if line
    ] == list("mnsoq")
    assert asked.everything() == before


def test_what_is_left_as_it_is_says_how_to_go_on(asked: Unl) -> None:
    asked.write("library.bib", WRONG_DOI)
    done = asked.ok("dedupe", "-i", stdin="n\n")
    assert "2 of 2 (deep, twin, wrong) holds entries that you said differ; it is left as it is (once" in done.err


def test_a_certain_group_that_was_skipped_is_not_told_apart_with_a_possible_one(asked: Unl) -> None:
    asked.write("library.bib", WRONG_DOI)
    assert "recorded that deep and wrong differ (" in asked.ok("dedupe", "-i", stdin="\nn\n").err
    assert [asked.entry(key)["fields"].get("notsame") for key in ("deep", "twin", "wrong")] == ["wrong", None, None]


def test_a_dry_run_shows_what_the_decisions_do(asked: Unl) -> None:
    before = asked.everything()
    assert "-@misc{a2," in asked.ok("dedupe", "-i", "--dry-run", stdin="m\nq\n").out
    assert asked.everything() == before


def test_both_are_opened_and_the_question_comes_again(asked: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    asked.write("library.bib", asked.read().replace("year = {2020}", "url = {https://x.org/p}", 1))
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    done = asked.ok("dedupe", "-i", stdin="o\nq\n")
    assert opened == ["https://x.org/p"]
    assert "a2: has no link\n" in done.err
    assert done.err.count("1 of 3: ") == 2


class _Stopped(io.StringIO):
    """Answers, then Ctrl-C."""

    def readline(self, size: int | None = -1, /) -> str:
        line = super().readline(size)
        if not line:
            raise KeyboardInterrupt
        return line


def test_ctrl_c_writes_nothing_and_tells_the_lines_that_do_what_was_decided(
    asked: Unl, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = asked.everything()
    monkeypatch.setattr(sys, "stdin", _Stopped("m\nn\n"))
    assert main(["dedupe", "-i"]) == 130
    err = capsys.readouterr().err
    assert err.endswith(
        "unl: nothing was written; these lines do what was decided:\n"
        "  unl dedupe --merge a1 a2\n  unl dedupe --not-same b1 b2\n"
    )
    assert asked.everything() == before


def test_a_library_that_changed_meanwhile_is_left_and_the_decisions_are_told(
    asked: Unl, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(_: str) -> None:
        asked.write("library.bib", asked.read() + "% mine\n")

    asked.write("library.bib", asked.read().replace("year = {2020}", "url = {https://x.org/p}", 1))
    monkeypatch.setattr("webbrowser.open", edit)
    done = asked("dedupe", "-i", stdin="o\nm\nq\n")
    assert done.code == 3
    assert "unl dedupe --merge a1 a2\n" in done.err
    assert "changed by another program meanwhile" in done.err
    assert asked.read().endswith("% mine\n")
    assert asked.read().count("@misc") == 6


@pytest.mark.usefixtures("pair")
def test_interactive_takes_no_keys(unl: Unl) -> None:
    assert "goes through all groups" in unl.refused(2, "dedupe", "-i", "--merge", "other", "adams2020bends").err
