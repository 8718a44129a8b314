import json
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl

from unlcli.store.locate import shipped

AGAIN = """
@misc{again,
  author = {Bob Byte},
  title = {Sails},
  eprint = {2101.00001v3},
  archiveprefix = {arXiv},
}
"""
PUBLISHED = """
@inproceedings{adams2021bends,
  author = {Ann Adams and Bea Buoy and Cy Cleat},
  title = {Forgetting Bends: Unlearning in Large Fishing Nets},
  booktitle = {ICML},
  year = {2021},
}
@misc{adams2020bends,
  author = {Adams, A. and Buoy, B. and Cleat, C.},
  title = {Forgetting bends: unlearning in large fishing nets},
  eprint = {2012.12345},
  archiveprefix = {arXiv},
  year = {2020},
}
"""


@pytest.mark.usefixtures("lib")
def test_a_clean_library(unl: Unl) -> None:
    done = unl.ok("check")
    assert (done.out, done.err) == ("no findings\n", "")


def test_a_paper_again_names_both_lines_and_the_reason(unl: Unl) -> None:
    unl.write("library.bib", LIBRARY + AGAIN)
    done = unl("check")
    assert done.code == 1
    first, *rest = done.out.splitlines()
    assert first.startswith("library.bib:33: error D001 again is the same paper as byte2021sails (library.bib:14): ")
    assert "2101.00001" in first
    assert rest == [
        "    library.bib:14: see also",
        "    help: unl dedupe --merge byte2021sails again",
        "    help: unl dedupe --not-same byte2021sails again",
        "1 error",
    ]


def test_a_preprint_and_its_published_version_by_title(unl: Unl) -> None:
    unl.write("library.bib", PUBLISHED)
    done = unl("check")
    assert done.code == 1
    assert "library.bib:8: error D001 adams2020bends is the same paper as adams2021bends (library.bib:2): " in done.out


def test_the_proposed_remedies_work(unl: Unl) -> None:
    unl.write("library.bib", LIBRARY + AGAIN)
    unl.ok("dedupe", "--not-same", "byte2021sails", "again")
    assert unl("check").code == 0
    unl.ok("undo")
    unl.ok("dedupe", "--merge", "byte2021sails", "again")
    unl.ok("check")


def test_a_repeated_key(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={One Thing}}\n@misc{A, title={Something Else}}\n@misc{, title={No Key}}\n")
    done = unl("check")
    assert done.code == 1
    assert done.out.startswith("library.bib:2: error K001 the key A stands at library.bib:1 already as a\n")


def test_what_cannot_be_read(unl: Unl) -> None:
    unl.write(
        "library.bib", "@misc{a, title={One}}\n\n@misc{b, title={Two}\n\n@misc{c,\n  title={Three}\n  year=2020\n}\n"
    )
    done = unl("check")
    assert done.code == 1
    assert "library.bib:3: error P001 not well-formed: " in done.out
    assert "library.bib:5: error P001 not well-formed: " in done.out


def test_select_and_ignore(unl: Unl) -> None:
    unl.write("library.bib", LIBRARY + AGAIN.replace("again", "BYTE2021SAILS"))
    assert {line.split()[2] for line in unl("check").out.splitlines() if ": error" in line} == {"D001", "K001"}
    assert "K001" not in unl("check", "--select", "D").out
    assert "D001" not in unl("check", "--select", "K001").out
    assert "D001" not in unl("check", "--ignore", "d").out
    assert unl("check", "--ignore", "D001", "--ignore", "K").code == 0
    assert unl("check", "--select", "P").code == 0


@pytest.mark.usefixtures("lib")
def test_an_unknown_rule_is_refused(unl: Unl) -> None:
    for option in ("--select", "--ignore"):
        assert "there are D001, D002, F001" in unl.refused(2, "check", option, "X9").err
    file = unl.write("unl.toml", '[check]\nignore = ["Z"]\n')
    assert str(file) in unl.refused(3, "check").err


def test_settings_choose_rules(unl: Unl) -> None:
    unl.write("library.bib", LIBRARY + AGAIN)
    unl.write("unl.toml", '[check]\nignore = ["D001"]\n')
    assert unl("check").code == 0


POSSIBLE = """
@article{a, title={Rope Tricks for Sailors}, author={Adams, Ann}, year={1999}, journal={J. Ropes}, doi={10.1234/x}}
@article{b, title={The Weather in Spain}, author={Byte, Bob}, year={1999}, journal={J. Ropes}, doi={10.1234/X}}
"""


def test_warnings_count_with_strict_only(unl: Unl) -> None:
    unl.write("library.bib", POSSIBLE)
    done = unl("check")
    assert (done.code, "warning D002" in done.out) == (0, True)
    assert unl("check", "--strict").code == 1
    unl.write("unl.toml", "[check]\nstrict = true\n")
    assert unl("check").code == 1
    assert unl("check", "--exit-zero").code == 0


def test_exit_zero_still_reports(unl: Unl) -> None:
    unl.write("library.bib", LIBRARY + AGAIN)
    done = unl("check", "--exit-zero")
    assert (done.code, "error D001" in done.out) == (0, True)


@pytest.mark.usefixtures("lib")
def test_several_files_are_judged_together(unl: Unl) -> None:
    unl.write("more.bib", AGAIN)
    assert unl("check", "library.bib").code == 0
    assert unl("check", "more.bib").code == 0
    done = unl("check", "library.bib", "more.bib")
    assert done.code == 1
    assert "more.bib:2: error D001 again is the same paper as byte2021sails (library.bib:14): " in done.out
    assert "help: keep one of these entries and remove the others" in done.out
    assert "library.bib:14: error D001" in unl("check", "more.bib", "library.bib").out


def test_one_key_in_two_files_is_no_repeated_key(unl: Unl) -> None:
    unl.write("one.bib", "@misc{a, title={One Thing}}\n")
    unl.write("two.bib", "@misc{a, title={Something Else}}\n")
    unl.ok("check", "one.bib", "two.bib")


def test_a_file_named_twice_is_one(unl: Unl, lib: Path) -> None:
    unl.ok("check", "library.bib", "./library.bib", str(lib))
    unl.ok("dedupe", "library.bib", "./library.bib")


@pytest.mark.usefixtures("lib")
def test_a_file_that_is_missing_is_told(unl: Unl) -> None:
    assert "none.bib" in unl.refused(3, "check", "library.bib", "none.bib").err
    assert "none.bib" in unl.refused(3, "check", "none.bib", "library.bib").err


def test_json(unl: Unl) -> None:
    unl.write("library.bib", LIBRARY + AGAIN)
    done = unl("check", "--format", "json")
    assert done.code == 1
    (finding,) = done.json["findings"]
    assert (done.json["version"], finding["code"], finding["severity"]) == (1, "D001", "error")
    assert (finding["path"], finding["line"], finding["key"]) == ("library.bib", 33, "again")
    assert finding["related"] == [{"path": "library.bib", "line": 14}]
    assert json.loads(unl("check", "--json").out) == done.json


def test_inside_actions_findings_are_annotations(unl: Unl) -> None:
    unl.write("library.bib", LIBRARY + AGAIN)
    annotation = "::error file=library.bib,line=33,title=D001 duplicate::again is the same paper as byte2021sails"
    assert unl("check", "--format", "github").out.startswith(annotation)
    unl.env.setenv("GITHUB_ACTIONS", "true")
    assert unl("check").out.startswith(annotation)
    assert unl("check", "--format", "text").out.startswith("library.bib:33: error")


@pytest.mark.usefixtures("lib")
def test_an_unknown_format(unl: Unl) -> None:
    assert "text, json, github" in unl.refused(2, "check", "--format", "xml").err


def test_the_shipped_list_passes_and_is_not_taken_for_ones_own(unl: Unl) -> None:
    assert "no library here to check" in unl.refused(3, "check").err
    assert unl.ok("check", str(shipped())).out == "no findings\n"


@pytest.mark.parametrize("content", ["", "% nothing here\n", "Just words, no entry.\n"])
def test_a_library_without_entries(unl: Unl, content: str) -> None:
    unl.write("library.bib", content)
    assert unl.ok("check").out == "no findings\n"
    assert unl.ok("dedupe").err == "unl: no duplicates\n"


def test_a_comment_above_either_entry_switches_a_rule_off(unl: Unl) -> None:
    unl.write("library.bib", LIBRARY + "% unl: ignore[D001]\n" + AGAIN.lstrip())
    unl.ok("check")
    unl.write("library.bib", LIBRARY.replace("@misc{byte", "% unl: ignore[D]\n@misc{byte") + AGAIN)
    unl.ok("check")
    unl.write("library.bib", LIBRARY + "% unl: ignore[K001]\n" + AGAIN.lstrip())
    assert unl("check").code == 1


def test_a_rule_is_explained(unl: Unl) -> None:
    said = unl.ok("check", "--explain", "d001").out
    assert said.startswith("D001: the same paper twice.\n")
    assert "--merge" in said
    assert "D001" in unl.refused(2, "check", "--explain", "X1").err


def test_the_remedy_for_a_repeated_key_works(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={One Thing}}\n@misc{a, title={Something Else}}\n")
    assert "help: unl edit 'Something Else' --set key=NEW\n" in unl("check", "--select", "K").out
    unl.ok("edit", "Something Else", "--set", "key=NEW")
    assert unl.read() == "@misc{a, title={One Thing}}\n@misc{NEW, title={Something Else}, ids={a}}\n"
    unl.ok("check", "--select", "K")


@pytest.mark.usefixtures("lib")
def test_a_check_in_which_no_rule_runs_does_not_pass(unl: Unl) -> None:
    assert "no rule is left to run" in unl.refused(2, "check", "--select", "D", "--ignore", "D").err
    file = unl.write("unl.toml", '[check]\nselect = ["D"]\nignore = ["D"]\n')
    refused = unl.refused(3, "check").err
    assert str(file) in refused
    assert "no rule is left to run" in refused
