"""`unl import --fetch` against services that are replayed on this machine."""

from collections.abc import Iterator

import pytest
from cli_runs import Unl
from made_answers import AUTHORS, MADE, Made
from replay import Replay

CROSSREF, ARXIV, ACL = MADE[0], MADE[3], MADE[5]
ODD = "10.1234/odd.1"
HEAD = "# Ropes\n\n## Survey\n\n| Title | Venue | Year | Code |\n| --- | --- | --- | --- |\n"
PEOPLE = "Aalto, Ada and Byström, Bo"
KNOTS = f"| [Knots of the north](https://doi.org/{ODD}) | | | [Github](https://github.com/x/knots) |\n"
ROPES = "| [Ropes of the south](https://arxiv.org/abs/2101.00007) | ICLR | 2022 | |\n"
SAILS = "| [Sails of the east](https://arxiv.org/abs/2101.00017) | | | |\n"


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with Replay() as running:
        running.stand_in(monkeypatch)
        yield running


def knows(replay: Replay, made: Made, title: str) -> None:
    replay.answer(made.url, made.body(title, AUTHORS), content_type=made.content_type)


def knows_preprints(replay: Replay, titles: dict[str, str]) -> None:
    start, _, rest = ARXIV.body("TITLE", AUTHORS).partition("<entry>")
    entry, _, end = rest.partition("</entry>")
    entries = [entry.replace("2101.00007", one).replace("TITLE", title) for one, title in titles.items()]
    body = start + "".join(f"<entry>{each}</entry>" for each in entries) + end
    replay.answer(ARXIV.url, body, content_type=ARXIV.content_type)


def test_what_a_list_lacks_is_added_and_what_it_says_stays(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF, "Knots of the North")
    unl.write("list.md", HEAD + KNOTS)
    done = unl.ok("import", "list.md", "--fetch")
    assert "unl: 1 of 1 completed\n" in done.err
    assert (
        unl.read()
        == """\
@article{aalto2021knots,
  author = {Aalto, Ada and Byström, Bo},
  title = {Knots of the north},
  journal = {Journal of Knots},
  volume = {7},
  pages = {1--9},
  year = {2021},
  doi = {10.1234/odd.1},
  url = {https://doi.org/10.1234/odd.1},
  code = {https://github.com/x/knots},
  category = {Survey},
  creationdate = {2026-01-01T00:00:00},
}
"""
    )


def test_many_preprints_are_asked_for_at_once_and_stay_what_the_list_says(unl: Unl, replay: Replay) -> None:
    knows_preprints(replay, {"2101.00007": "Ropes of the South", "2101.00017": "Sails of the East"})
    unl.write("list.md", HEAD + ROPES + SAILS + ROPES)
    unl.ok("import", "list.md", "--fetch")
    assert replay.asked() == ["/api/query"]
    ropes, sails = unl.entry("2101.00007"), unl.entry("2101.00017")
    assert (ropes["venue"], ropes["year"], ropes["authors"]) == ("ICLR", "2022", ["Ada Aalto", "Bo Byström"])
    assert (sails["type"], sails["year"], sails["fields"]["primaryclass"]) == ("misc", "2021", "cs.LG")


def test_a_second_run_asks_nobody_and_changes_nothing(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF, "Knots of the North")
    knows_preprints(replay, {"2101.00007": "Ropes of the South", "2101.00017": "Sails of the East"})
    unl.write("list.md", HEAD + KNOTS + ROPES + SAILS)
    unl.ok("import", "list.md", "--fetch")
    before, asked = unl.read(), len(replay.seen)
    assert "nothing to change" in unl.ok("import", "list.md", "--fetch").err
    assert "nothing to change" in unl.ok("import", "list.md").err
    assert (unl.read(), len(replay.seen)) == (before, asked)


def test_what_is_in_the_library_already_is_completed_under_its_key(unl: Unl, replay: Replay) -> None:
    unl.write("list.md", HEAD + KNOTS)
    unl.ok("import", "list.md")
    knows(replay, CROSSREF, "Knots of the North")
    assert "0 new, 1 brought up to date" in unl.ok("import", "list.md", "--fetch").err
    entry = unl.entry("10.1234/odd.1")
    assert (entry["key"], entry["type"], entry["venue"]) == ("knotsnorth", "article", "Journal of Knots")
    assert entry["title"] == "Knots of the north"


def test_a_row_is_imported_as_it_is_where_its_link_leads_to_another_paper(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF, "Gardens \x1b[31mof Glass")
    unl.write("list.md", HEAD + KNOTS)
    done = unl.ok("import", "list.md", "--fetch")
    assert (
        "list.md:7: not completed: DOI 10.1234/odd.1 is 'Gardens [31mof Glass' at Crossref (mend the link in the list)"
        in done.err
    )
    assert "unl: 0 of 1 completed\n" in done.err
    assert unl.entry("10.1234/odd.1")["authors"] == []


def test_rows_without_anything_to_ask_by_are_named_and_not_guessed(unl: Unl, replay: Replay) -> None:
    rows = "| [Anchors](https://example.org/anchors.pdf) | | | |\n| [Buoys](https://github.com/x/buoys) | | | |\n| Cleats | ICML | 2020 | |\n"
    unl.write("list.md", HEAD + rows)
    done = unl.ok("import", "list.md", "--fetch")
    assert "list.md:7: not completed: no identifier and no page of it to ask by (so in 3 lines: 7, 8, 9)" in done.err
    assert not replay.seen


def test_a_source_that_is_down_is_a_warning_and_the_same_line_goes_on(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF, "Knots of the North")
    replay.answer(ARXIV.url, "", 503, times=20)
    replay.answer("https://api.datacite.org/dois/10.48550/arxiv.2101.00017", "", 503)
    replay.answer("https://arxiv.org/abs/2101.00017", "", 503)
    unl.write("list.md", HEAD + KNOTS + SAILS)
    done = unl.ok("import", "list.md", "--fetch")
    assert "unl: 1 of 2 completed; run the same line again to go on\n" in done.err
    assert "list.md:8: not completed: " in done.err
    assert len(unl.listed()) == 2
    assert unl("import", "list.md", "--fetch", "--strict").code == 4


def test_the_next_way_is_tried_where_the_best_one_knows_nothing(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF, "Knots of the North")
    unl.write(
        "list.md",
        HEAD
        + f"| [Knots of the north](https://aclanthology.org/2021.odd-main.9/) [pdf](https://doi.org/{ODD}) | | | |\n",
    )
    assert "unl: 1 of 1 completed\n" in unl.ok("import", "list.md", "--fetch").err
    assert any("/2021.odd-main.9" in path for path in replay.asked("acl"))


def test_what_was_done_when_it_is_stopped_is_saved_and_the_same_line_goes_on(
    unl: Unl, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    knows(replay, CROSSREF, "Knots of the North")
    knows_preprints(replay, {"2101.00007": "Ropes of the South", "2101.00017": "Sails of the East"})
    unl.write("list.md", HEAD + KNOTS + ROPES + SAILS)

    def stop(_: object, done: int, __: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("unlcli.cli.progress._Bar.step", stop)
        done = unl("import", "list.md", "--fetch")
    assert done.code == 130
    assert "unl: stopped: 1 of 3 completed; run the same line again to go on\n" in done.err
    assert unl.listed() == ["aalto2021knots"]
    asked = replay.asked("crossref")
    unl.ok("import", "list.md", "--fetch")
    assert unl.listed() == ["aalto2021knots", "aalto2021sails", "aalto2022ropes"]
    assert replay.asked("crossref") == asked


def test_a_dry_run_shows_what_would_come_and_json_says_it(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF, "Knots of the North")
    unl.write("list.md", HEAD + KNOTS + "| Cleats | ICML | 2020 | |\n")
    assert f"+  author = {{{PEOPLE}}},\n" in unl.ok("import", "list.md", "--fetch", "--dry-run").out
    said = unl.ok("import", "list.md", "--fetch", "--offline", "--dry-run", "--json").json
    assert said["added"] == ["aalto2021knots", "cleats2020"]
    assert said["fetch"]["completed"] == [
        {
            "file": "list.md",
            "line": 7,
            "title": "Knots of the north",
            "source": "Crossref",
            "fields": ["author", "journal", "volume", "pages", "year"],
            "notes": [],
        }
    ]
    assert (said["fetch"]["asked"], said["fetch"]["left"], said["fetch"]["failed"]) == (1, 0, [])
    assert said["fetch"]["unnamed"] == [{"file": "list.md", "line": 8, "title": "Cleats"}]
    assert set(unl.everything()) == {"list.md"}


def test_offline_takes_what_the_cache_holds_and_names_the_rest(unl: Unl, replay: Replay) -> None:
    unl.write("list.md", HEAD + KNOTS)
    done = unl.ok("import", "list.md", "--fetch", "--offline")
    assert "list.md:7: not completed: " in done.err
    assert "--offline" in done.err
    assert done.err.endswith("unl: 0 of 1 completed\n")
    assert not replay.seen


def test_a_bibtex_file_is_completed_as_well(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF, "Knots of the North")
    unl.write(
        "other.bib",
        "@article{k, title = {Knots of the North}, author = {Aalto, Ada and others}, doi = {10.1234/odd.1}}",
    )
    unl.ok("import", "other.bib", "--fetch")
    entry = unl.entry("k")
    assert (entry["authors"], entry["others"], entry["year"]) == (["Ada Aalto", "Bo Byström"], False, "2021")


def test_what_a_service_that_is_down_says_is_told_once_for_all_rows(unl: Unl, replay: Replay) -> None:
    rows = "".join(f"| [Knots {number}](https://doi.org/10.1234/down.{number}) | | | |\n" for number in "abcd")
    for number in "abcd":
        for host in ("api.crossref.org/works", "api.datacite.org/dois", "doi.org"):
            replay.answer(f"https://{host}/10.1234/down.{number}", "", 503)
    unl.write("list.md", HEAD + rows)
    told = [line for line in unl.ok("import", "list.md", "--fetch").err.splitlines() if "not completed" in line]
    assert len(told) <= 2
    assert len(unl.listed()) == 4
