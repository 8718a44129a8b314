"""Words that begin with a dash: only exact option tokens are options, in every way to run a command."""

import pytest
from cli_runs import Unl

from unlcli.cli.argument_words import Option, split
from unlcli.errors import UsageError

FLAGS = {"--json", "-y"}
VALUED = {"--limit", "-n", "--library", "-l"}


@pytest.mark.parametrize(
    ("line", "options", "words"),
    [
        ("author:yao -has:doi -llm", [], ["author:yao", "-has:doi", "-llm"]),
        ("a -n 5 b --json -y", [("-n", "5"), ("--json", None), ("-y", None)], ["a", "b"]),
        ("--limit=5 a=b", [("--limit", "5")], ["a=b"]),
        ("--limit= a", [("--limit", "")], ["a"]),
        ("-l -n --limit --json", [("-l", "-n"), ("--limit", "--json")], []),
        ("a -- --json -n 5 -- b", [], ["a", "--json", "-n", "5", "--", "b"]),
        ("-n5 -n=5 -json -yn -", [], ["-n5", "-n=5", "-json", "-yn", "-"]),
        ("-5 --5 --- --- -–-", [], ["-5", "--5", "---", "---", "-–-"]),
        ("a --json=5", [("--json", "5")], ["a"]),
        ("a -n", [("-n", None)], ["a"]),
    ],
)
def test_only_exact_option_tokens_are_options(line: str, options: list[Option], words: list[str]) -> None:
    assert split(line.split(" "), FLAGS, VALUED) == (options, words)


def test_nothing_is_nothing_and_an_empty_word_stays() -> None:
    assert split([], FLAGS, VALUED) == ([], [])
    assert split(["", "a b"], FLAGS, VALUED) == ([], ["", "a b"])


@pytest.mark.parametrize(
    ("token", "message", "hint"),
    [
        ("--limt", "there is no option --limt", "did you mean --limit? put it after -- to search for it"),
        ("--limt=5", "there is no option --limt", "did you mean --limit? put it after -- to search for it"),
        ("--JSON", "there is no option --JSON", "put it after -- to search for it"),
        ("--übung", "there is no option --übung", "put it after -- to search for it"),
    ],
)
def test_what_is_spelt_like_an_option_and_is_none_is_told(token: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        split(["a", token], FLAGS, VALUED)
    assert (refused.value.message, refused.value.hint) == (message, hint)


@pytest.mark.usefixtures("lib")
def test_a_search_takes_its_query_without_quotes(unl: Unl) -> None:
    assert unl.listed("author:byte", "-has:doi", "-knots") == ["byte2021sails"]
    assert unl.listed("-llm", "-n", "1", "year:2022") == ["curl2022ropes"]
    assert unl.listed("--limit=1", "-sails", "-ropes") == ["adams2020knots"]
    assert unl.listed("--", "-sails", "-knots") == ["curl2022ropes"]


@pytest.mark.usefixtures("lib")
def test_an_export_takes_its_query_without_quotes(unl: Unl) -> None:
    assert "Sails" in unl.ok("export", "author:byte", "-knots", "-f", "markdown").out
    assert "Knots" not in unl.ok("export", "author:byte", "-knots", "-f", "markdown").out


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (
            ["search", "--jsn"],
            "there is no option --jsn (did you mean --json? put it after -- to search for it; see unl",
        ),
        (["search", "sails", "-n"], "Option '-n' requires an argument"),
        (["search", "--json=yes"], "Option '--json' does not take a value"),
        (["search", "sails", "--limit", "-x"], "Invalid value for '--limit' / '-n'"),
        (["export", "--quiet-please"], "there is no option --quiet-please"),
    ],
)
def test_what_is_wrong_with_options_is_told(unl: Unl, argv: list[str], told: str) -> None:
    assert told in unl.refused(2, *argv).err
