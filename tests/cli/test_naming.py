"""What the arguments of a command name that are no keys: what a search finds is shown, and offered, and never changed."""

import pytest
from cli_runs import Unl

from unlcli.cli.naming import chosen_entries
from unlcli.domain.entry import Entry

PAPERS = """\
@misc{zhang2024, title={Negative Preference Optimization}, author={Zhang, Ann}, url={https://x.org/three}, year=2024,
  code={https://github.com/x/preferring}}
@misc{lee2023, title={Memorized Potter}, author={Lee, Bob}, url={https://x.org/potter}, year=2023}
@misc{kim2022, title={Behaviour of Models}, author={Kim, Cho}, url={https://x.org/one}, year=2022}
@misc{kim2021, title={Behaviour of Minds}, author={Kim, Cho}, url={https://x.org/two}, year=2021}
"""


@pytest.fixture(autouse=True)
def papers(unl: Unl) -> None:
    unl.write("library.bib", PAPERS)


@pytest.mark.parametrize(
    ("names", "key", "title"),
    [
        (["NPO"], "zhang2024", "Negative Preference Optimization"),
        (["memorised"], "lee2023", "Memorized Potter"),
        (["memorized poter"], "lee2023", "Memorized Potter"),
        (["memorized", "poter"], "lee2023", "Memorized Potter"),
        (["https://github.com/x/preferring"], "zhang2024", "Negative Preference Optimization"),
    ],
)
def test_what_alone_a_search_finds_is_shown_and_told(unl: Unl, names: list[str], key: str, title: str) -> None:
    shown = unl.ok("show", *names, "-f", "keys")
    assert (shown.out, shown.err) == (f"{key}\n", f"unl: {key}, {title}\n")
    assert unl.ok("open", *names, "--dry-run").err == f"unl: {key}, {title}\n"


def test_several_names_may_each_be_searched_for(unl: Unl) -> None:
    shown = unl.ok("show", "kim2022", "NPO", "memorised", "-f", "keys")
    assert shown.out.split() == ["kim2022", "zhang2024", "lee2023"]
    assert shown.err.count("\n") == 2


def test_where_a_search_finds_several_they_are_offered(unl: Unl) -> None:
    refused = unl.refused(1, "show", "behavior")
    assert "(did you mean kim2022 (Behaviour of Models), kim2021 (Behaviour of Minds)?)" in refused.err


def test_what_has_but_some_of_the_words_is_not_taken(unl: Unl) -> None:
    unl.refused(1, "show", "NPO xyzzyxyzzy")
    unl.refused(1, "open", "memorised", "xyzzyxyzzy")


@pytest.mark.parametrize("command", ["verify", "upgrade", "links"])
@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["behaviour"], ["kim2022", "kim2021"]),
        (["author:kim", "year:2021"], ["kim2021"]),
        (["kim2021", "lee2023"], ["lee2023", "kim2021"]),
        (["KIM2021"], ["kim2021"]),
    ],
)
def test_what_asks_the_network_takes_keys_or_a_query(
    unl: Unl, command: str, words: list[str], keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []

    def noted(*args: object, **named: bool) -> list[Entry]:
        found = chosen_entries(*args, **named)  # type: ignore[arg-type]
        chosen.extend(entry.key for entry in found)
        return found

    monkeypatch.setattr(f"unlcli.cli.{command}.chosen_entries", noted)
    unl(command, *words, "--offline")
    assert chosen == keys


@pytest.mark.parametrize("command", ["verify", "upgrade", "links"])
def test_what_asks_the_network_and_finds_nothing_says_so(unl: Unl, command: str) -> None:
    assert "no entry" in unl.refused(1, command, "year:1999", "--offline").err


@pytest.mark.parametrize(
    "command",
    [
        ["edit", "NPO", "--set", "note=x"],
        ["edit", "NPO"],
        ["remove", "NPO", "--yes"],
        ["dedupe", "--merge", "NPO", "lee2023", "--yes"],
    ],
    ids=" ".join,
)
def test_nothing_is_changed_that_only_a_search_finds(unl: Unl, command: list[str]) -> None:
    refused = unl.refused(1, *command)
    assert "(did you mean zhang2024 (Negative Preference Optimization)?)" in refused.err
