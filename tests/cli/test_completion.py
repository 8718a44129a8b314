import os
from pathlib import Path

import pytest
from cli_runs import Unl
from typer.testing import CliRunner

from unlcli.cli.app import app

SHELLS = ["zsh", "fish", "bash"]


def completed(shell: str, *words: str) -> list[str]:
    """Return what Tab offers behind these words."""
    given = {
        "bash": {"COMP_WORDS": "\n".join(("unl", *words)), "COMP_CWORD": str(len(words))},
        "zsh": {"_TYPER_COMPLETE_ARGS": " ".join(("unl", *words))},
        "fish": {"_TYPER_COMPLETE_ARGS": " ".join(("unl", *words)), "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = CliRunner().invoke(app, [], prog_name="unl", env={**given, "_UNL_COMPLETE": f"complete_{shell}"})
    assert done.exit_code == 0
    assert done.stderr == ""
    return [line.split("\t")[0] for line in done.stdout.splitlines() if line]


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("command", ["show", "open", "edit", "remove"])
def test_keys_are_completed(command: str) -> None:
    assert completed("bash", command, "by") == ["byte2021sails"]


@pytest.mark.usefixtures("lib")
def test_keys_are_completed_in_every_shell() -> None:
    assert all("curl2022ropes" in " ".join(completed(shell, "show", "cur")) for shell in SHELLS)


def test_keys_of_the_library_that_is_named(unl: Unl) -> None:
    unl.write("other.bib", "@misc{dean2019tides, title={T}}\n")
    assert completed("bash", "show", "-l", "other.bib", "de") == ["dean2019tides"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["DBLP"], ["DBLP:conf/acl/X20", "DBLP:journals/a"]),
        (["DBLP", ":"], ["conf/acl/X20", "journals/a"]),
        (["DBLP", ":", "co"], ["conf/acl/X20"]),
        (["other", "DBLP", ":", "co"], ["conf/acl/X20"]),
    ],
)
def test_a_key_with_a_colon_is_completed_in_bash(unl: Unl, typed: list[str], offered: list[str]) -> None:
    unl.write("library.bib", "@misc{DBLP:conf/acl/X20, title={T}}\n@misc{DBLP:journals/a, title={T}}\n")
    assert completed("bash", "show", *typed) == offered


def test_nothing_that_a_shell_would_run_is_offered(unl: Unl) -> None:
    unl.write(
        "library.bib", "".join(f"@misc{{{key}, title={{T}}}}\n" for key in ("a$(x)", "a`x`", "a;x", "-a", "a&x", "ab"))
    )
    assert completed("bash", "show", "") == ["ab"]


@pytest.mark.parametrize("state", ["broken", "missing", "several"])
def test_no_trouble_shows(unl: Unl, state: str) -> None:
    if state == "broken":
        unl.write("library.bib", b"\xff\xfe@misc{a")
    for name in ("a.bib", "b.bib") if state == "several" else ():
        unl.write(name, "@misc{a, title={T}}")
    assert completed("bash", "show", "zz") == []


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["search", "--format", "b"], ["bibtex"]),
        (["show", "--format", "c"], ["csl-json"]),
        (["search", "--sort", "t"], ["title"]),
        (["stats", "--by", "v"], ["venue"]),
        (["stats", "--by", "year,c"], ["year,category"]),
        (["search", "--color", "n"], ["never"]),
        (["search", "cat"], ["category:"]),
        (["search", "category", ":", "Su"], ["Survey"]),
        (["search", "venue", ":"], ["NeurIPS", "arXiv"]),
        (["add", "--category", "b"], ["Benchmark", "'Benchmark > Multimodal'"]),
        (["add", "--category", "'b"], ["Benchmark", "Benchmark > Multimodal"]),
        (["add", "--venue", "neu"], ["NeurIPS"]),
        (["categories", "--rename", "Sur"], ["Survey"]),
        (["edit", "--set", "aut"], ["author="]),
        (["edit", "--unset", "yea"], ["year"]),
        (["edit", "--add", "cat"], ["category="]),
        (["export", "--format", "j"], ["jekyll", "json"]),
        (["export", "--columns", "title,abs"], ["title,abstract"]),
        (["export", "--group-by", "cat"], ["category"]),
        (["export", "--split-by", ""], ["year", "category"]),
        (["check", "--select", "D001,K00"], ["D001,K001", "D001,K002", "D001,K003", "D001,K004"]),
        (["check", "--format", "s"], ["sarif"]),
        (["check", "--explain", "d"], ["D001", "D002"]),
        (["verify", "--explain", "n010"], ["N010"]),
        (["config", "contac"], ["contact"]),
        (["log", "--format", ""], ["text", "json"]),
    ],
)
@pytest.mark.usefixtures("lib")
def test_values_of_options_are_completed(words: list[str], offered: list[str]) -> None:
    assert completed("bash", *words) == offered


def test_completion_is_no_search(unl: Unl) -> None:
    unl.write("library.bib", "@misc{ab, title={T}}")
    completed("bash", "search", "a")
    assert "_UNL_COMPLETE" not in os.environ


def test_orders_are_offered_turned_around_too() -> None:
    assert {"year", "-year"} < set(completed("bash", "search", "--sort", ""))


@pytest.mark.usefixtures("lib")
def test_categories_and_venues_are_completed_in_every_shell() -> None:
    for shell in SHELLS:
        assert "Benchmark > Multimodal" in "\n".join(completed(shell, "add", "--category", "Ben")), shell
        assert "NeurIPS" in "\n".join(completed(shell, "add", "--venue", "Neu")), shell


def test_no_category_is_offered_that_a_shell_would_run(unl: Unl) -> None:
    names = ("a$(x)", "a`x`", "a'x", 'a"x', "a\\x", "a!x", "-a", "a\tx", "ab")
    unl.write("library.bib", "".join(f"@misc{{k{n}, category={{{name}}}}}\n" for n, name in enumerate(names)))
    for shell in SHELLS:
        assert set("".join(completed(shell, "add", "--category", ""))) & set("$`\\!") == set(), shell
    assert completed("bash", "add", "--category", "") == ["'a x'", "'a(x)'", "ab", "ax"]


def test_completion_writes_nothing(unl: Unl, tmp_path: Path) -> None:
    unl.write("library.bib", "@misc{ab, title={T}, category={C}}\n")
    before = sorted(tmp_path.rglob("*"))
    assert completed("bash", "show", "") == ["ab"]
    assert completed("bash", "add", "--category", "") == ["C"]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("shell", [*SHELLS, "powershell", "pwsh"])
def test_a_script_for_every_shell_can_be_asked_for(shell: str) -> None:
    done = CliRunner().invoke(app, [], prog_name="unl", env={"_UNL_COMPLETE": f"source_{shell}"})
    assert done.exit_code == 0
    assert "_UNL_COMPLETE" in done.stdout


@pytest.mark.usefixtures("lib")
def test_powershell_gets_texts_that_it_can_take() -> None:
    given = {"_TYPER_COMPLETE_ARGS": "unl add --category Be", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "Be"}
    done = CliRunner().invoke(app, [], prog_name="unl", env={**given, "_UNL_COMPLETE": "complete_powershell"})
    assert [line.partition(":::")[0] for line in done.stdout.split("\n")[:2]] == [
        "Benchmark",
        "'Benchmark > Multimodal'",
    ]
