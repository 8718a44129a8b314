"""`unl verify`: what is shown, what is written after whose word, and the exit code."""

# ruff: noqa: ARG001 - a test names what has to be there

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import Unl
from replay import Replay
from said_of_library import feed, said_of

from unlcli.store.bibfile import BibFile

SHIPPED = Path(__file__).resolve().parents[2] / "library.bib"

LIBRARY = """\
@article{aalto2021knots,
  author = {Aalto, Ada and Byström, Bo},
  title = {Knots of the Northern Gardens},
  journal = {Journal of Knots},
  volume = {7},
  year = {2019},
  doi = {10.1234/knots},
}

@book{curl2020ropes,
  author = {Curl, Cara},
  title = {Ropes},
  publisher = {Rope Press},
  year = {2020},
}

@article{dell2022pipes,
  author = {Dell, Dan},
  title = {Fluid Flow in Pipes},
  journal = {Annals of Hydraulics},
  year = {2022},
  doi = {10.1234/other},
}
"""
PEOPLE = [{"given": "Ada", "family": "Aalto"}, {"given": "Bo", "family": "Byström"}]


def work(doi: str, **fields: object) -> str:
    message = {
        "DOI": doi,
        "type": "journal-article",
        "title": ["Knots of the Northern Gardens"],
        "container-title": ["Journal of Knots"],
        "author": PEOPLE,
        "published-print": {"date-parts": [[2021, 3]]},
        "volume": "8",
    }
    return json.dumps({"status": "ok", "message-type": "work", "message": {**message, **fields}})


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with Replay() as server:
        server.stand_in(monkeypatch)
        knots = work("10.1234/knots")
        server.answer("https://api.crossref.org/works/10.1234/knots", knots, content_type="application/json")
        other = work("10.1234/other", title=["Sailing by the Stars"], author=[{"given": "Eve", "family": "Ekman"}])
        server.answer("https://api.crossref.org/works/10.1234/other", other, content_type="application/json")
        yield server


@pytest.fixture
def lib(unl: Unl) -> Path:
    return unl.write("library.bib", LIBRARY)


def test_findings_are_shown_with_what_the_source_says_and_a_line_that_mends_them(
    unl: Unl, lib: Path, replay: Replay
) -> None:
    result = unl("verify", "aalto2021knots")
    assert result.code == 1
    assert (
        "library.bib:6: error N002 aalto2021knots: the entry says 2019, Crossref 2021 (DOI 10.1234/knots)" in result.out
    )
    assert "help: unl edit aalto2021knots --set year=2021" in result.out
    assert "library.bib:5: warning N008 aalto2021knots: the entry has volume 7, not 8" in result.out
    assert lib.read_text(encoding="utf-8") == LIBRARY


def test_all_entries_are_compared_and_those_without_identifiers_told(unl: Unl, lib: Path, replay: Replay) -> None:
    result = unl("verify", "--all")
    assert result.code == 1
    assert (
        "N004 dell2022pipes: DOI 10.1234/other is of another paper, says Crossref: 'Sailing by the Stars'" in result.out
    )
    assert "1 entry has nothing to ask about (no identifier, no page that states a paper): curl2020ropes" in result.err


def test_the_line_that_is_offered_mends_the_finding(unl: Unl, lib: Path, replay: Replay) -> None:
    for line in unl("verify", "aalto2021knots").out.splitlines():
        if "help: " in line:
            assert unl(*line.partition("help: unl ")[2].split()).code == 0
    assert unl("verify", "aalto2021knots").out == "no findings in 1 entry\n"


def test_json_tells_findings_and_what_could_not_be_compared(unl: Unl, lib: Path, replay: Replay) -> None:
    unl.write("library.bib", LIBRARY.replace("10.1234/other", "10.1234/silent"))
    replay.answer("https://api.crossref.org/works/10.1234/silent", "<html>Bad gateway</html>", status=502)
    for name in ("https://api.datacite.org/dois/10.1234/silent", "https://doi.org/10.1234/silent"):
        replay.answer(name, "", status=503)
    result = unl("verify", "--all", "--json")
    document = json.loads(result.out)
    assert result.code == 1
    assert [finding["code"] for finding in document["findings"]] == ["N008", "N002"]
    assert [(each["key"], each["identifier"]) for each in document["uncompared"]] == [
        ("dell2022pipes", "DOI 10.1234/silent")
    ]


def test_a_source_that_does_not_answer_is_told_and_ends_with_4(unl: Unl, lib: Path, replay: Replay) -> None:
    result = unl("verify", "dell2022pipes", "--offline")
    assert result.code == 4
    assert result.out == "the entry could not be compared\n"
    assert result.err == (
        "unl: dell2022pipes (library.bib:17) could not be compared: Crossref, DataCite and doi.org were not asked, "
        "and the cache lacks the answer (run the command again without --offline)\n"
    )
    assert replay.seen == []


def test_a_reason_is_told_once_for_all_entries_and_how_many_were_compared(unl: Unl, lib: Path, replay: Replay) -> None:
    entry = "@misc{{key{0}, title = {{Ropes {0}}}, year = {{2020}}, doi = {{10.1234/down{0}}}}}\n"
    unl.write(
        "library.bib", LIBRARY.replace("2019", "2021").replace("{7}", "{8}") + "".join(map(entry.format, range(9)))
    )
    for number in range(9):
        for base in ("https://api.crossref.org/works", "https://api.datacite.org/dois", "https://doi.org"):
            replay.answer(f"{base}/10.1234/down{number}", "down", status=503)
    result = unl("verify", "aalto2021knots", *(f"key{number}" for number in range(9)))
    assert result.code == 4
    assert result.out == "no findings in 1 of 10 entries\n"
    assert result.err == (
        "unl: 9 of 10 entries, key0 (library.bib:24), key1 (library.bib:25), key2 (library.bib:26) and 6 more, could not "
        "be compared: Crossref answered 503, an error of the server (try again later)\n"
    )
    told = unl("verify", "key8", "--json").json["uncompared"]
    assert [each["key"] for each in told] == ["key8"]


def test_an_entry_that_has_nothing_to_ask_about_is_not_said_to_be_fine(unl: Unl, lib: Path, replay: Replay) -> None:
    result = unl.ok("verify", "curl2020ropes")
    assert result.out == "the entry could not be compared\n"
    assert "1 entry has nothing to ask about" in result.err


def test_warnings_count_with_strict_alone(unl: Unl, lib: Path, replay: Replay) -> None:
    unl.write("library.bib", LIBRARY.replace("2019", "2021"))
    assert unl("verify", "aalto2021knots").code == 0
    assert unl("verify", "aalto2021knots", "--strict").code == 1


def test_yes_writes_all_but_what_only_a_person_can_say(unl: Unl, lib: Path, replay: Replay) -> None:
    result = unl("verify", "--all", "--fix", "--yes")
    after = LIBRARY.replace("2019", "2021").replace("volume = {7}", "volume = {8}")
    assert lib.read_text(encoding="utf-8") == after
    assert (result.out + result.err).count("DOI 10.1234/other is of another paper") == 1
    assert result.out.endswith("1 error; 1 only when asked one by one (--fix on a terminal)\n")
    assert "mended 2 findings" in result.err
    assert result.code == 1
    assert unl("undo", "--yes").code == 0
    assert lib.read_text(encoding="utf-8") == LIBRARY


def test_yes_leaves_what_is_unsure(unl: Unl, replay: Replay) -> None:
    lib = unl.write("library.bib", LIBRARY.replace("Aalto, Ada", "Aalto, Eve").replace("2019", "2021"))
    before = lib.read_text(encoding="utf-8")
    result = unl("verify", "aalto2021knots", "--fix", "--yes")
    assert "Crossref has Ada Aalto where the entry has Eve Aalto" in result.out
    assert lib.read_text(encoding="utf-8") == before.replace("volume = {7}", "volume = {8}")


def test_dry_run_shows_what_yes_would_write(unl: Unl, lib: Path, replay: Replay) -> None:
    result = unl("verify", "aalto2021knots", "--fix", "--dry-run")
    assert "-  volume = {7},\n-  year = {2019},\n+  volume = {8},\n+  year = {2021},\n" in result.out
    assert lib.read_text(encoding="utf-8") == LIBRARY


def test_each_finding_is_asked_about_on_a_terminal(
    unl: Unl, lib: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    result = unl("verify", "--all", "--fix", stdin="n\ny\ny\n")
    text = lib.read_text(encoding="utf-8")
    assert "year = {2021}" in text
    assert "volume = {7}" in text
    assert "10.1234/other" not in text
    assert "1 of 3: [y]es, [n]o (Enter), [?] help, [q]uit" in result.err


def test_a_question_mark_explains_the_answers(
    unl: Unl, lib: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    result = unl("verify", "--all", "--fix", stdin="?\nq\n")
    assert "  y  write what is shown\n" in result.err
    assert lib.read_text(encoding="utf-8") == LIBRARY


@pytest.mark.parametrize("how", ["--yes", "--dry-run"])
def test_json_tells_what_was_or_would_be_written(how: str, unl: Unl, lib: Path, replay: Replay) -> None:
    document = unl("verify", "--all", "--fix", how, "--json").json
    changes = [{"field": "volume", "from": "7", "to": "8"}, {"field": "year", "from": "2019", "to": "2021"}]
    assert document["written"] == [{"key": "aalto2021knots", "changes": changes}]
    assert {each["code"]: each["fixable"] for each in document["findings"]}["N004"] is False
    assert (lib.read_text(encoding="utf-8") == LIBRARY) == (how == "--dry-run")


def test_the_end_of_the_answers_writes_what_was_accepted_before(
    unl: Unl, lib: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    unl("verify", "--all", "--fix", stdin="y\n")
    text = lib.read_text(encoding="utf-8")
    assert "year = {2019}" in text
    assert "volume = {8}" in text


def test_nobody_to_ask_is_told_before_anything_is_asked_of_a_service(unl: Unl, lib: Path, replay: Replay) -> None:
    result = unl("verify", "--all", "--fix")
    assert (result.code, replay.seen) == (2, [])
    assert "--yes" in result.err


@pytest.mark.parametrize("args", [(), ("aalto2021knots", "--all")])
def test_entries_are_named_or_all_are_meant(args: tuple[str, ...], unl: Unl, lib: Path) -> None:
    result = unl("verify", *args)
    assert result.code == 2
    assert "unl verify KEY, or unl verify --all" in result.err


def test_ctrl_c_changes_nothing(unl: Unl, lib: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("unlcli.services.verifying.asked.in_parallel", interrupted)
    result = unl("verify", "--all", "--fix", "--yes")
    assert result.code == 130
    assert "nothing was changed" in result.err
    assert lib.read_text(encoding="utf-8") == LIBRARY


def test_the_shipped_list_and_what_is_planted_in_it_over_the_network(unl: Unl, replay: Replay) -> None:
    # the replay server stands in for pages of http alone
    lib = unl.write(
        "library.bib", SHIPPED.read_text(encoding="utf-8").replace("https://www.usenix", "http://www.usenix")
    )
    shipped = BibFile.open(lib).entries
    said = said_of(shipped, 5)
    replay.answer("https://export.arxiv.org/api/query", feed(said.feeds.values()), content_type="application/atom+xml")
    for place, (content_type, body) in said.pages.items():
        replay.answer(f"http://{place}", body, content_type=content_type)
    result = unl("verify", "--all")
    assert (result.code, result.out, result.err) == (0, f"no findings in {len(shipped.entries)} entries\n", "")
    assert replay.asked("arxiv") == ["/api/query", "/api/query"]
    unl("edit", "yao2024large", "--set", "year=2023", "--set", "booktitle=ICML")
    found = unl("verify", "--all", "--json")
    assert [(each["code"], each["key"]) for each in found.json["findings"]] == [
        ("N003", "yao2024large"),
        ("N002", "yao2024large"),
    ]


@pytest.mark.parametrize("name", ["text", "github", "sarif", "markdown", "json"])
def test_every_format_shows_the_findings(name: str, unl: Unl, lib: Path, replay: Replay) -> None:
    assert "N002" in unl("verify", "aalto2021knots", "--format", name).out


def test_codes_are_explained(unl: Unl) -> None:
    assert unl("verify", "--explain", "n004").out.startswith("N004: an identifier or link of the entry")
    assert unl("verify", "--explain", "N999").code == 2


def test_no_library_here_is_no_reason_to_pass(unl: Unl, replay: Replay) -> None:
    result = unl("verify", "--all")
    assert result.code == 3
    assert replay.seen == []
