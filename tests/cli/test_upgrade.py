"""`unl upgrade` finds where preprints were published, shows why it thinks so, and changes what it is allowed to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import Unl
from publications import STRANGERS, Paper, Services, replaced, turned_back
from replay import Replay

from unlcli.bibtex import read
from unlcli.cli import console

KNOTS = """\
@misc{adams2023knots,
  author = {Adams, Ann and Byte, Bob and Curl, Cara},
  title = {Knots That Untie Themselves in Running Water},
  year = {2023},
  eprint = {2305.01234},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2305.01234},
  code = {https://github.com/x/knots},
  category = {Rope},
}

@inproceedings{byte2022sails,
  author = {Byte, Bob},
  title = {Sails That Mend Themselves},
  booktitle = {International Conference on Machine Learning},
  year = {2022},
}
"""
PAPER = Paper(
    "Knots That Untie Themselves in Running Water",
    ("Ann Adams", "Bob Byte", "Cara Curl"),
    "2024",
    "International Conference on Machine Learning",
    "10.1234/knots",
    "https://doi.org/10.1234/knots",
    "11--19",
)


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    with Replay() as replay:
        replay.stand_in(monkeypatch)
        yield Services(replay)


@pytest.fixture
def knots(unl: Unl) -> Path:
    return unl.write("library.bib", KNOTS)


@pytest.fixture
def published(services: Services, knots: Path) -> Path:
    """The library, and services that know where its preprint appeared."""
    services.arxiv(PAPER, "2305.01234")
    services.work(PAPER)
    services.dblp(PAPER.title, PAPER, [PAPER])
    services.close()
    return knots


@pytest.fixture
def unpublished(services: Services, knots: Path) -> Path:
    """The library, and services that know its preprint and of no publication but one by others."""
    services.arxiv(PAPER, "2305.01234")
    services.dblp(PAPER.title, PAPER, [replaced(PAPER, people=tuple(STRANGERS.split(" and ")))])
    services.crossref(PAPER.title, PAPER, [])
    services.openreview(PAPER.title, PAPER, is_accepted=False)
    services.close()
    return knots


def test_an_upgrade_is_shown_and_written_as_one_change(unl: Unl, published: Path) -> None:
    done = unl.ok("upgrade", "adams2023knots", "--yes")
    assert done.out.startswith(
        "Crossref (DBLP finds it): same title, 3 of 3 authors, International Conference on Machine Learning 2024\n"
    )
    assert "  adams2023knots (library.bib:1)\n" in done.out
    assert "  version of record\n" in done.out
    assert "upgraded adams2023knots (unl undo takes it back)" in done.err
    text = published.read_text()
    assert text.startswith("@inproceedings{adams2023knots,\n")
    for field in (
        "doi = {10.1234/knots}",
        "pages = {11--19}",
        "eprint = {2305.01234}",
        "category = {Rope}",
        "year = {2024}",
    ):
        assert field in text
    assert text.endswith(KNOTS[KNOTS.index("@inproceedings") :])
    unl.ok("check")
    unl.ok("undo")
    assert published.read_text() == KNOTS


def test_without_consent_nothing_is_changed_and_the_evidence_is_shown(unl: Unl, published: Path) -> None:
    done = unl("upgrade", "adams2023knots")
    assert done.code == 2
    assert "Crossref (DBLP finds it)" in done.out
    assert (
        "upgrade adams2023knots needs your consent and there is no terminal to ask on (repeat it with --yes)"
        in done.err
    )
    assert published.read_text() == KNOTS


def test_without_somebody_to_ask_all_are_refused_before_any_service_is_asked(
    unl: Unl, services: Services, published: Path
) -> None:
    done = unl.refused(2, "upgrade", "--all")
    assert "upgrade --all needs your consent" in done.err
    assert not services.replay.seen
    assert published.read_text() == KNOTS


@pytest.mark.parametrize("answer", ["y\n", "\n", ""])
def test_on_a_terminal_it_asks_once(unl: Unl, published: Path, answer: str) -> None:
    unl.env.setattr(console, "can_ask", lambda: True)
    done = unl.ok("upgrade", "--all", stdin=answer)
    assert done.err.count("upgrade adams2023knots? [y/N]") == 1
    assert (published.read_text() != KNOTS) == (answer == "y\n")
    assert ("nothing was changed" in done.err) == (answer != "y\n")


def test_a_dry_run_shows_the_change_and_makes_none(unl: Unl, published: Path) -> None:
    done = unl.ok("upgrade", "--all", "--dry-run")
    assert "-@misc{adams2023knots," in done.out
    assert "+@inproceedings{adams2023knots," in done.out
    assert published.read_text() == KNOTS


def test_a_scheduled_check_fails_when_there_is_something_to_upgrade(unl: Unl, published: Path) -> None:
    done = unl("upgrade", "--all", "--check")
    assert done.code == 1
    assert "unl: 1 preprint with a version of record" in done.err
    assert published.read_text() == KNOTS
    unl.ok("upgrade", "--all", "--yes")
    assert "no preprints to ask about" in unl.ok("upgrade", "--all", "--check").err


def test_a_scheduled_check_passes_when_there_is_nothing(unl: Unl, unpublished: Path) -> None:
    done = unl.ok("upgrade", "--all", "--check")
    assert "adams2023knots (library.bib:1): no version of record found: OpenReview: was rejected there" in done.err
    assert done.out == ""
    assert unpublished.read_text() == KNOTS


def test_a_scheduled_check_passes_and_mentions_it_when_only_a_companion_paper_is_found(
    unl: Unl, services: Services, knots: Path
) -> None:
    companion = replaced(PAPER, venue="GECCO Companion", doi="", url="https://example.org/companion")
    services.arxiv(PAPER, "2305.01234")
    services.dblp(PAPER.title, PAPER, [companion])
    services.crossref(PAPER.title, PAPER, [])
    services.openreview(PAPER.title, PAPER, is_accepted=False)
    services.close()
    done = unl.ok("upgrade", "--all", "--check")
    assert "DBLP: a companion paper (GECCO Companion 2024), which is no version of record" in done.err
    (left,) = unl.ok("upgrade", "--all", "--check", "--json").json["none"]
    assert "DBLP: a companion paper (GECCO Companion 2024), which is no version of record" in left["reasons"]
    assert unl.ok("upgrade", "--all", "--yes").out == ""
    assert knots.read_text() == KNOTS


def test_json_tells_what_would_change_and_what_not(unl: Unl, published: Path) -> None:
    told = unl("upgrade", "--all", "--check", "--json").json
    assert (told["version"], told["written"]) == (1, False)
    (upgrade,) = told["upgrades"]
    assert (upgrade["key"], upgrade["line"]) == ("adams2023knots", 1)
    assert upgrade["from"]["type"] == "misc"
    assert upgrade["to"] == {
        "type": "inproceedings", "venue": "International Conference on Machine Learning", "year": "2024",
        "doi": "10.1234/knots", "eprint": "2305.01234", "url": "https://doi.org/10.1234/knots",
    }  # fmt: skip
    assert {"field": "year", "from": "2023", "to": "2024"} in upgrade["changes"]
    assert told["unsure"] == told["none"] == told["failed"] == []
    refused = unl("upgrade", "--all", "--json")
    assert refused.code == 2
    assert refused.json["written"] is False
    assert unl.ok("upgrade", "--all", "--json", "--yes").json["written"] is True
    assert published.read_text() != KNOTS


@pytest.mark.usefixtures("unpublished")
def test_json_of_nothing_found(unl: Unl) -> None:
    told = unl.ok("upgrade", "adams2023knots", "--json").json
    assert told["upgrades"] == []
    assert told["none"][0]["key"] == "adams2023knots"


@pytest.mark.usefixtures("knots")
def test_what_is_published_already_is_told(unl: Unl, services: Services) -> None:
    services.close()
    done = unl.ok("upgrade", "byte2022sails")
    assert (
        "byte2022sails (library.bib:12) is published already (International Conference on Machine Learning)" in done.err
    )
    assert "no preprints" not in done.err
    assert services.replay.seen == []


@pytest.mark.parametrize("how", ["2305.01234", "https://arxiv.org/abs/2305.01234", "knots that untie"])
@pytest.mark.usefixtures("published")
def test_preprints_are_named_as_for_other_commands(unl: Unl, how: str) -> None:
    assert unl("upgrade", how, "--check").code == 1


@pytest.mark.usefixtures("knots")
def test_naming_nothing_or_both_is_refused(unl: Unl) -> None:
    assert "no preprint was named (unl upgrade KEY, or unl upgrade --all)" in unl.refused(2, "upgrade").err
    assert "not both" in unl.refused(2, "upgrade", "adams2023knots", "--all").err
    unl.refused(1, "upgrade", "nobody1999nothing")


@pytest.mark.usefixtures("knots")
def test_services_that_are_down_are_listed_with_exit_code_4(unl: Unl, services: Services) -> None:
    for url in ("https://export.arxiv.org/api/query", "https://dblp.org/search/publ/api"):
        services.replay.answer(url, "down", 503, "text/html")
    for arguments in (["upgrade", "--all", "--yes"], ["upgrade", "--all", "--check"]):
        done = unl(*arguments)
        assert done.code == 4
        assert "adams2023knots (library.bib:1) could not be asked about: " in done.err
        assert "DBLP answered 503, an error of the server (try again later)\n" in done.err
    assert unl("upgrade", "--all", "--json").json["failed"][0]["not_asked"]


@pytest.mark.usefixtures("unpublished")
def test_a_service_that_refuses_programs_is_told_and_does_not_fail_the_check(unl: Unl, services: Services) -> None:
    title = "Knots That Mend Themselves in Running Water"
    unl.write("library.bib", KNOTS.replace(PAPER.title, title))
    challenge = '{"name":"ChallengeRequiredError","status":403}'
    for path in ("notes", "notes/search"):
        services.replay.answer(f"https://api2.openreview.net/{path}", challenge, 403, "application/json")
    services.crossref(title, PAPER, [])
    services.dblp(title, PAPER, [])
    done = unl.ok("upgrade", "--all", "--check")
    assert "unl: note: OpenReview asks for a challenge" in done.err
    assert "adams2023knots (library.bib:1) was looked for elsewhere only\n" in done.err
    assert "adams2023knots (library.bib:1): no version of record found\n" in done.err


@pytest.mark.usefixtures("published")
def test_offline_says_what_it_could_not_ask_and_takes_what_is_cached(unl: Unl, services: Services) -> None:
    unasked = unl("upgrade", "--all", "--offline", "--dry-run")
    assert unasked.code == 4
    (line,) = unasked.err.splitlines()
    assert line.endswith("and the cache lacks the answer (run the command again without --offline)")
    assert services.replay.seen == []
    assert unl("upgrade", "--all", "--check").code == 1
    asked = len(services.replay.seen)
    assert unl("upgrade", "--all", "--check", "--offline").code == 1
    assert len(services.replay.seen) == asked


def test_ctrl_c_while_asking_changes_nothing_and_says_so(unl: Unl, published: Path) -> None:
    def interrupted(*_: object) -> Iterator[None]:
        raise KeyboardInterrupt
        yield

    unl.env.setattr("unlcli.sources.in_parallel.in_parallel", interrupted)
    done = unl("upgrade", "--all", "--yes")
    assert done.code == 130
    assert "stopped after 0 of 1 preprints; nothing was changed" in done.err
    assert published.read_text() == KNOTS


def test_a_library_that_another_program_changed_meanwhile_is_left_alone(unl: Unl, published: Path) -> None:
    def meddling(_: str) -> bool:
        published.write_text(KNOTS + "\n% mine\n")
        return True

    unl.env.setattr(console, "can_ask", lambda: True)
    unl.env.setattr(console, "ask", meddling)
    done = unl("upgrade", "--all")
    assert done.code == 3
    assert published.read_text() == KNOTS + "\n% mine\n"


def test_a_published_entry_that_is_there_beside_its_preprint_is_named(unl: Unl, published: Path) -> None:
    there = "\n@inproceedings{adams2024knots,\n  author = {Adams, Ann and Byte, Bob and Curl, Cara},\n  title = {Knots That Untie Themselves in Running Water},\n  booktitle = {ICML},\n  year = {2024},\n  doi = {10.1234/knots},\n}\n"
    unl.write("library.bib", KNOTS + there)
    done = unl.ok("upgrade", "--all", "--yes")
    assert "unl dedupe --merge adams2024knots adams2023knots" in done.err
    assert published.read_text() == KNOTS + there


def test_what_a_service_sends_commands_no_terminal_and_adds_no_field(unl: Unl, services: Services, knots: Path) -> None:
    evil = replaced(
        PAPER, venue="ICML\x1b[31m}, year={1999}, note={x}", pages="1}--2\n@misc{x,}", volume="\\input{/etc/passwd}"
    )
    services.arxiv(PAPER, "2305.01234")
    services.work(evil)
    services.crossref(PAPER.title, PAPER, [evil])
    services.close()
    done = unl("upgrade", "--all", "--yes")
    assert "\x1b" not in done.out + done.err
    assert done.code == 0
    now = read.read(knots.read_bytes())
    assert [entry.key for entry in now] == ["adams2023knots", "byte2022sails"]
    assert "note" not in now.entries[0].fields
    assert now.entries[0].year == "2024"
    assert unl("check", "--select", "P001,K001").code == 0


def test_the_library_in_a_wrong_folder_is_not_anothers(unl: Unl) -> None:
    unl.refused(3, "upgrade", "--all", "--check")


def test_twenty_papers_are_upgraded_at_once_and_undone_at_once(unl: Unl, services: Services) -> None:
    services.tell_all()
    path = unl.write("library.bib", turned_back().decode())
    done = unl.ok("upgrade", "--all", "--yes")
    assert "20 preprints with a version of record, 8 without one" in done.err
    assert "duplicate" not in unl.ok("check").err
    unl.ok("undo")
    assert path.read_bytes() == turned_back()


def test_preprints_without_news_are_told_in_one_sentence(unl: Unl, services: Services) -> None:
    assert services
    papers = ("Sails", "Keels")
    unl.write("library.bib", "".join(
        f"@misc{{{title.lower()}, author = {{Curl, Cara}}, title = {{{title} of Paper Boats}}, year = {{2023}}, howpublished = {{arXiv}}}}\n"
        for title in papers
    ))  # fmt: skip
    assert "unl: 2 of 2 preprints have no version of record that was found\n" in unl("upgrade", "--all", "--check").err
