import os

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
    ],
)
def test_values_of_options_are_completed(words: list[str], offered: list[str]) -> None:
    assert completed("bash", *words) == offered


def test_completion_is_no_search(unl: Unl) -> None:
    unl.write("library.bib", "@misc{ab, title={T}}")
    completed("bash", "search", "a")
    assert "_UNL_COMPLETE" not in os.environ


def test_orders_are_offered_turned_around_too() -> None:
    assert {"year", "-year"} < set(completed("bash", "search", "--sort", ""))
