import json
from collections.abc import Iterator

import pytest
from cli_runs import Unl
from replay import Replay

ARXIV = "https://arxiv.org/abs/2101.00001"
DOI = "https://doi.org/10.1234/x"
API = "https://api.github.com/repos/"
TEXT = """\
% Papers on ropes.
@misc{adams2020knots,
  title = {Knots},
  url   = {http://site.example/old/knots#proof},
  code  = {https://github.com/adams/knots  https://github.com/adams/archive},
  year  = {2020},
}

@misc{byte2021sails,
  title = {Sails},
  url = {http://site.example/gone},
  eprint = {2101.00001},
  alturl = {https://arxiv.org/abs/2101.00001?utm_source=x},
}

@misc{curl2022ropes, title = {Ropes}, url = {https://doi.org/10.1234/x}, website = {http://site.example/closed}}
"""
FIXED = (
    TEXT.replace("/old/knots#proof", "/new/knots#proof")
    .replace("adams/knots ", "byte/bends ")
    .replace("?utm_source=x", "")
)


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    with Replay() as replay:
        replay.stand_in(monkeypatch)
        yield replay


def online(replay: Replay) -> None:
    """Have the sites of the library answer."""
    site = "http://site.example"
    replay.answer(f"{site}/old/knots", "", 301, headers={"location": f"{site}/new/knots"})
    replay.answer(f"{site}/new/knots", "knots")
    replay.answer(f"{site}/closed", "no programs", 403)
    replay.answer(f"{API}adams/knots", '{"full_name": "byte/bends"}')
    replay.answer(f"{API}adams/archive", '{"full_name": "adams/archive", "archived": true}')
    replay.answer(ARXIV, "sails")
    replay.answer(DOI, "", 302, headers={"location": "http://publisher.example/login"})


def test_what_is_found_is_told_at_its_line_and_dead_links_fail(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    told = unl("links")
    assert told.code == 1
    assert [line.split(" http")[0] for line in told.out.splitlines() if line.startswith("library.bib")] == [
        "library.bib:4: warning L002 adams2020knots: url",
        "library.bib:5: warning L007 adams2020knots: code",
        "library.bib:5: warning L006 adams2020knots: code",
        "library.bib:11: error L001 byte2021sails: url",
        "library.bib:13: warning L004 byte2021sails: alturl",
    ]
    assert "    help: unl edit byte2021sails --set url=https://arxiv.org/abs/2101.00001\n" in told.out
    assert told.out.endswith("1 error, 4 warnings; 3 can be mended with --fix\n")
    assert told.err == "unl: of 1 link nobody can tell: 1 where programs are refused (--verbose tells why)\n"
    assert "publisher.example" not in {seen.service for seen in replay.seen}
    assert unl.read() == TEXT


def test_what_nobody_can_tell_is_told_with_verbose(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    assert "unl: unknown: http://site.example/closed: answered 403, refuses programs\n" in unl("links", "-v").err


def test_fix_writes_these_values_alone_as_one_change_that_undo_takes_back(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    told = unl("links", "--fix", "--yes")
    assert told.code == 1  # a dead link is left
    assert unl.read() == FIXED
    assert "put right the links of 3 fields" in told.err
    assert told.out.endswith("1 error, 1 warning\n")
    unl.ok("undo")
    assert unl.read() == TEXT


def test_a_dry_run_shows_what_would_be_written(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    shown = unl.ok("links", "--fix", "--dry-run")
    assert "+  url   = {http://site.example/new/knots#proof}," in shown.out
    assert unl.read() == TEXT


def test_fix_needs_consent(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    assert unl("links", "--fix").code == 2
    assert unl.read() == TEXT


@pytest.mark.parametrize("words", [("curl2022ropes",), ("10.1234/x",), ("title:ropes",), ("ropes", "-sails")])
def test_only_the_entries_that_are_meant_are_asked_about(unl: Unl, replay: Replay, words: tuple[str, ...]) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    assert unl.ok("links", *words).out.startswith("no findings in 1 ")
    assert {seen.path for seen in replay.seen if seen.method != "CONNECT"} == {"/10.1234/x", "/closed"}


def test_all_is_what_no_words_are(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    assert unl("links", "--all").out == unl("links").out
    assert "not both" in unl.refused(2, "links", "--all", "adams2020knots").err


def test_an_empty_word_is_not_the_whole_library(unl: Unl, replay: Replay) -> None:
    unl.write("library.bib", TEXT)
    for command in ("links", "verify", "upgrade"):
        unl.refused(1, command, "")
    assert not replay.seen


@pytest.mark.parametrize(
    ("command", "code", "other"),
    [("links", "N004", "verify"), ("links", "d001", "check"), ("verify", "l001", "links"), ("check", "N004", "verify")],
)
def test_a_code_of_another_command_is_explained_there(unl: Unl, command: str, code: str, other: str) -> None:
    refused = unl.refused(2, command, "--explain", code)
    assert f"(unl {other} --explain {code.upper()})" in refused.err
    assert code.upper() in unl.ok(other, "--explain", code).out


def test_words_that_find_nothing(unl: Unl, replay: Replay) -> None:
    unl.write("library.bib", TEXT)
    unl.refused(1, "links", "nothing-like-it")
    assert not replay.seen


def test_warnings_fail_with_strict_alone(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    assert unl("links", "adams2020knots").code == 0
    assert unl("links", "adams2020knots", "--strict").code == 1


def test_a_second_run_asks_only_what_gave_no_answer(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    unl("links")
    before = len(replay.seen)
    unl("links", "adams2020knots")
    assert {seen.service for seen in replay.seen[before:]} <= {"site.example"}
    assert {seen.method for seen in replay.seen[before:]} <= {"CONNECT"}


def test_offline_works_from_the_cache_and_says_what_it_could_not_ask(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    unl("links", "curl2022ropes", "adams2020knots")
    before = len(replay.seen)
    told = unl("links", "--offline")
    assert len(replay.seen) == before
    assert "unl: 3 not asked (--offline), and not in the cache\n" in told.err
    assert "L001" not in told.out
    assert "L007" in told.out
    assert told.code == 0


def test_offline_without_a_cache_fails_and_still_tells_what_needs_no_network(unl: Unl, replay: Replay) -> None:
    unl.write("library.bib", TEXT)
    told = unl("links", "--offline")
    assert told.code == 4
    assert "unl: error: none of the links is in the cache" in told.err
    assert "warning L004" in told.out
    assert not replay.seen


def test_no_network_is_no_dead_link(unl: Unl, replay: Replay) -> None:
    for address in ("http://site.example/a", "http://site.example/b"):
        replay.answer(address, "", fault="drop")
    unl.write("library.bib", "@misc{a, url = {http://site.example/a}, alturl = {http://site.example/b}}\n")
    told = unl("links")
    assert told.code == 4
    assert "unl: error: no site gave an answer" in told.err


def test_links_of_which_nobody_can_tell_are_no_failure(unl: Unl, replay: Replay) -> None:
    replay.answer("http://site.example/a", "", 403)
    unl.write(
        "library.bib", "@misc{a, url = {http://site.example/a}, alturl = {http://127.0.0.1/x http://localhost/}}\n"
    )
    told = unl.ok("links")
    assert told.err == (
        "unl: of 3 links nobody can tell: 2 never asked for, 1 where programs are refused (--verbose tells why)\n"
    )
    assert told.out == "nobody can tell of 3 links\n"
    assert not any(seen.service in ("127.0.0.1", "localhost") for seen in replay.seen)


def test_a_library_without_links(unl: Unl, replay: Replay) -> None:
    unl.write("library.bib", "@misc{a, title = {Knots}}\n")
    assert unl.ok("links").out == "no links to ask for\n"
    assert not replay.seen


def test_json_has_findings_and_every_address_with_its_state(unl: Unl, replay: Replay) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    told = unl("links", "--json").json
    assert [finding["code"] for finding in told["findings"]] == ["L002", "L007", "L006", "L001", "L004"]
    states = {link["address"]: link["state"] for link in told["links"]}
    assert states == {
        "http://site.example/old/knots": "moved",
        "https://github.com/adams/knots": "repository-moved",
        "https://github.com/adams/archive": "repository-archived",
        "http://site.example/gone": "dead",
        ARXIV: "ok",
        DOI: "ok",
        "http://site.example/closed": "unknown",
    }
    (first,) = [link for link in told["links"] if link["state"] == "moved"]
    assert first["target"] == "http://site.example/new/knots"
    assert first["places"] == [{"key": "adams2020knots", "field": "url", "path": "library.bib", "line": 4}]


@pytest.mark.parametrize("kind", ["github", "markdown", "sarif"])
def test_other_formats(unl: Unl, replay: Replay, kind: str) -> None:
    online(replay)
    unl.write("library.bib", TEXT)
    told = unl("links", "--format", kind)
    assert told.code == 1
    assert "L005" not in told.out
    assert "L001" in told.out
    if kind == "sarif":
        rules = json.loads(told.out)["runs"][0]["tool"]["driver"]["rules"]
        assert "unl links --explain L001" in rules[0]["help"]["text"]


def test_an_unknown_format_is_told_before_anything_is_asked(unl: Unl, replay: Replay) -> None:
    unl.write("library.bib", TEXT)
    unl.refused(2, "links", "--format", "xml")
    assert not replay.seen


def test_a_code_is_explained(unl: Unl) -> None:
    assert "Repository gone" in unl.ok("links", "--explain", "l005").out
    unl.refused(2, "links", "--explain", "L999")


def test_what_a_site_says_commands_no_terminal(unl: Unl, replay: Replay) -> None:
    replay.answer("http://site.example/a", "", 301, headers={"location": "http://site.example/\u009b31m/\x1b[31m"})
    replay.answer(f"{API}adams/knots", '{"full_name": "a/\\u001b[31m"}')
    unl.write("library.bib", "@misc{a, url = {http://site.example/a}, code = {https://github.com/adams/knots}}\n")
    told = unl("links", "-v")
    assert "\x1b" not in told.out + told.err


def test_when_githubs_limit_is_used_up_it_is_said(unl: Unl, replay: Replay) -> None:
    limit = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800"}
    replay.answer(f"{API}adams/knots", '{"message": "API rate limit exceeded"}', 403, headers=limit)
    unl.write("library.bib", "@misc{a, code = {https://github.com/adams/knots https://github.com/adams/bends}}\n")
    told = unl("links")
    assert "set GITHUB_TOKEN" in told.err
    assert [seen.path for seen in replay.seen if seen.service == "github"] == ["/repos/adams/knots"]
