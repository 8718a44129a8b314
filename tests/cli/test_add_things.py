"""`unl add THING...` against services that are replayed on this machine."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl
from made_answers import AUTHORS, MADE, SHA, Made
from many_identifiers import PROGRAM
from replay import Replay

CROSSREF, ARXIV, ACL = MADE[0], MADE[3], MADE[5]
ODD = "10.1234/odd.1"
TITLE = "Bowlines for LLMs & Others"


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with Replay() as running:
        running.stand_in(monkeypatch)
        yield running


def knows(replay: Replay, made: Made, title: str = TITLE) -> None:
    for url in {made.url, made.url.replace("/arxiv.", "/arXiv.")}:  # a DOI is the same in either case
        replay.answer(url, made.body(title, AUTHORS), content_type=made.content_type)


def knows_doi(replay: Replay, doi: str, title: str, delay: float = 0.0) -> None:
    body = CROSSREF.body(title, AUTHORS).replace(ODD, doi)
    replay.answer(f"https://api.crossref.org/works/{doi}", body, content_type="application/json", delay=delay)


def started(unl: Unl, replay: Replay, *things: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", PROGRAM, "0", "add", *things]
    environment = {**os.environ, **replay.settings()}
    return subprocess.Popen(command, cwd=unl.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for(replay: Replay, *services: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not all(map(replay.asked, services)):
        time.sleep(0.02)


def test_a_doi_becomes_a_whole_entry(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF)
    unl.write("library.bib", "")
    done = unl.ok("add", ODD, "--category", "Survey", "--code", "https://github.com/x/bow")
    assert done.out == "aalto2021bowlines\n"
    assert done.err == "unl: added aalto2021bowlines (unl undo takes it back)\n"
    assert (
        unl.read()
        == """\
@article{aalto2021bowlines,
  author = {Aalto, Ada and Byström, Bo},
  title = {Bowlines for {LLMs} \\& Others},
  journal = {Journal of Knots},
  volume = {7},
  pages = {1--9},
  year = {2021},
  doi = {10.1234/odd.1},
  url = {https://doi.org/10.1234/odd.1},
  code = {https://github.com/x/bow},
  category = {Survey},
  creationdate = {2026-01-01T00:00:00},
}
"""
    )


@pytest.mark.parametrize("made", MADE, ids=str)
def test_every_kind_of_thing_is_looked_up(unl: Unl, replay: Replay, made: Made) -> None:
    knows(replay, made)
    assert unl.ok("add", made.thing).out == "aalto2021bowlines\n"
    assert unl.entry("aalto2021bowlines")["title"] == TITLE


@pytest.mark.usefixtures("lib")
def test_one_that_fails_stops_no_other_and_is_listed_with_its_remedy(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF)
    done = unl("add", "10.1234/none", ODD)
    assert (done.code, done.out) == (4, "aalto2021bowlines\n")
    added, listed = done.err.splitlines()
    assert added == "unl: added aalto2021bowlines (unl undo takes it back)"
    assert listed.startswith("unl: error: DOI 10.1234/none: not known to")
    assert listed.endswith(")")


def test_when_all_fail_nothing_is_written(unl: Unl, lib: Path, replay: Replay) -> None:
    assert "10.1234/none" in unl.refused(4, "add", "10.1234/none").err
    assert lib.read_text() == LIBRARY
    assert replay.seen


def test_no_library_is_made_of_nothing(unl: Unl, replay: Replay) -> None:
    assert unl("add", "10.1234/none").code == 4
    assert not unl.everything()
    assert replay.seen


@pytest.mark.usefixtures("lib")
def test_the_same_thing_twice_is_asked_for_once(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF)
    assert unl.ok("add", ODD, f"https://doi.org/{ODD.upper()}", f"doi:{ODD}").out == "aalto2021bowlines\n"
    assert replay.asked("crossref") == [f"/works/{ODD}"]


@pytest.mark.usefixtures("lib")
def test_a_paper_that_is_there_is_refused_and_update_completes_it(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF)
    unl.ok("add", "--title", TITLE, "--author", "Ada Aalto and Bo Byström", "--year", "2021")
    refused = unl("add", ODD, "10.1234/none")
    assert refused.code == 4
    assert "aalto2021bowlines is this paper already" in refused.err
    assert unl("add", ODD).code == 1
    unl.ok("add", ODD, "--update")
    assert unl.entry("aalto2021bowlines")["venue"] == "Journal of Knots"


@pytest.mark.usefixtures("lib")
def test_lines_of_a_file_and_of_standard_input(unl: Unl, replay: Replay) -> None:
    knows_doi(replay, "10.1234/a", "Anchors")
    knows_doi(replay, "10.1234/b", "Buoys")
    knows_doi(replay, "10.1234/c", "Cleats")
    unl.write(
        "papers.txt",
        '\ufeff# to read\n\n- <10.1234/a>\n  2. "10.1234/b"  # later\nnothing of the kind\n@misc{d2020,\n title = {Drogues},\n}\n',
    )
    done = unl("add", "papers.txt", "-", stdin="https://doi.org/10.1234/c\r\n")
    assert done.code == 4
    assert done.out.split() == ["aalto2021anchors", "aalto2021buoys", "d2020", "aalto2021cleats"]
    assert "unl: error: papers.txt:5: 'nothing of the kind' is none of a DOI," in done.err


@pytest.mark.usefixtures("lib")
def test_bibtex_as_a_text_a_file_and_standard_input_needs_no_network(unl: Unl) -> None:
    unl.write("new.bib", "@misc{b2020, title = {Buoys}}")
    done = unl.ok(
        "add",
        "@misc{a2020, title = {Anchors}}",
        "new.bib",
        "-",
        "--category",
        "Survey",
        stdin="@misc{c2020, title = {Cleats}}",
    )
    assert done.out.split() == ["a2020", "b2020", "c2020"]
    assert unl.entry("c2020")["categories"] == ["Survey"]


@pytest.mark.usefixtures("lib")
def test_what_is_nothing_of_all_that_is_named_with_what_can_be_given(unl: Unl) -> None:
    told = unl.refused(2, "add", "Attention Is All You Need").err
    assert "Attention Is All You Need: is no identifier, no link and no file (give a DOI," in told
    assert "a title goes with --title" in told
    assert "holds nothing to add" in unl.refused(2, "add", "-", stdin="# nothing\n").err


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    "options", [["--title", "T"], ["--year", "2020"], ["--bibtex", "x.bib"], ["--url", "https://x.org"], ["-a", "A"], ["-v", "V"]]
)  # fmt: skip
def test_what_is_looked_up_brings_its_own_fields(unl: Unl, options: list[str]) -> None:
    assert "brings its own fields" in unl.refused(2, "add", ODD, *options).err


@pytest.mark.usefixtures("lib")
def test_code_belongs_to_one_paper(unl: Unl) -> None:
    assert "--code" in unl.refused(2, "add", ODD, "10.1234/b", "--code", "https://github.com/x/y").err


@pytest.mark.usefixtures("lib")
def test_a_file_with_an_identifier_s_name_is_told_and_can_be_named(unl: Unl, replay: Replay) -> None:
    knows(replay, ARXIV)
    unl.write("2101.00007", "@misc{a2020, title = {Anchors}}")
    assert (
        "2101.00007 is taken for arXiv id 2101.00007; for the file of that name write ./2101.00007"
        in unl.ok("add", "2101.00007").err
    )
    assert unl.ok("add", "./2101.00007").out == "a2020\n"


@pytest.mark.usefixtures("lib")
def test_offline_takes_what_was_fetched_before_and_says_what_it_lacks(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF)
    unl.ok("add", ODD, "--dry-run")
    asked = len(replay.seen)
    done = unl("add", ODD, "2101.00007", "--offline")
    assert (done.code, done.out) == (4, "aalto2021bowlines\n")
    assert "2101.00007" in done.err
    assert "--offline" in done.err
    assert len(replay.seen) == asked


@pytest.mark.usefixtures("lib")
def test_arxiv_ids_of_one_command_are_found_by_the_next_one_offline(unl: Unl, replay: Replay) -> None:
    start, _, rest = ARXIV.body("TITLE", AUTHORS).partition("<entry>")
    entry, _, end = rest.partition("</entry>")
    both = "".join(
        f"<entry>{entry}</entry>".replace("2101.00007", one).replace("TITLE", t)
        for one, t in (("2101.00003", "Anchors"), ("2101.00002", "Buoys"))
    )
    replay.answer(ARXIV.url, start + both + end, content_type=ARXIV.content_type)
    unl.ok("add", "2101.00003", "2101.00002", "--dry-run")
    assert len(replay.asked("arxiv")) == 1
    assert unl.ok("add", "2101.00002", "--offline").out == "aalto2021buoys\n"


def test_dry_run_shows_and_writes_nothing(unl: Unl, lib: Path, replay: Replay) -> None:
    knows(replay, CROSSREF)
    assert "= {10.1234/odd.1}" in unl.ok("add", ODD, "--dry-run").out
    assert lib.read_text() == LIBRARY


@pytest.mark.usefixtures("lib")
def test_json_tells_what_failed_and_what_was_noted(unl: Unl, replay: Replay) -> None:
    replay.answer(CROSSREF.url, CROSSREF.body(TITLE, ()), content_type="application/json")
    done = unl("add", ODD, "10.1234/none", "--json")
    assert done.code == 4
    assert done.json["added"] == ["bowlinesllmsothers2021"]
    assert done.json["notes"] == [f"{ODD}: bowlinesllmsothers2021: no author is stated"]
    (failed,) = done.json["failed"]
    assert (failed["thing"], failed["where"]) == ("10.1234/none", "")
    assert failed["reason"]
    assert failed["hint"]
    nothing = unl("add", "10.1234/none", "--json")
    assert (nothing.code, nothing.json["added"], len(nothing.json["failed"])) == (4, [], 1)


@pytest.mark.usefixtures("lib")
def test_what_a_service_says_does_not_command_the_terminal(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF, "Bow\x1b]0;owned\x07lines \u202eof\u2066 Note}, note = {x")
    done = unl("add", ODD, "--dry-run")
    assert not set("\x1b\x07\u202e\u2066") & set(done.out + done.err)
    unl.ok("add", ODD)
    assert "note" not in unl.entry(unl.listed()[0])["fields"]


def test_a_library_in_latex_gets_latex(unl: Unl, replay: Replay) -> None:
    unl.write("library.bib", '@article{a,\n  author = {M{\\"u}ller, A},\n  title = {A},\n}\n')
    knows(replay, CROSSREF)
    unl.ok("add", ODD)
    assert 'author = {Aalto, Ada and Bystr{\\"{o}}m, Bo}' in unl.read()


@pytest.mark.usefixtures("lib")
def test_semantic_scholar_s_page_is_looked_up_by_its_number(unl: Unl, replay: Replay) -> None:
    knows(replay, MADE[11])
    assert unl.ok("add", f"https://www.semanticscholar.org/paper/Some-Title/{SHA}").out == "aalto2021bowlines\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_command_adds_what_it_has_and_the_same_command_goes_on(
    unl: Unl, replay: Replay, number: int, code: int
) -> None:
    unl.write("library.bib", LIBRARY)
    knows_doi(replay, "10.1234/a", "Anchors")
    for delay in (4, 0):  # the second time it answers at once
        replay.answer(ACL.url, ACL.body("Buoys", AUTHORS), content_type=ACL.content_type, delay=delay)
    things = ["10.1234/a", ACL.thing]
    running = started(unl, replay, *things)
    wait_for(replay, "crossref", "acl")
    time.sleep(0.5)
    running.send_signal(number)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out) == (code, b"aalto2021anchors\n"), err
    assert "unl: stopped: 1 of 2 were not looked up; the same command goes on" in err.decode()
    assert "aalto2021anchors" in unl.listed()
    unl.ok("undo")
    assert unl.read() == LIBRARY
    assert unl.ok("add", *things).out.split() == ["aalto2021anchors", "aalto2021buoys"]
    assert replay.asked("crossref") == ["/works/10.1234/a"]


@pytest.mark.usefixtures("lib")
def test_the_library_is_free_while_papers_are_looked_up(unl: Unl, replay: Replay) -> None:
    knows_doi(replay, "10.1234/b", "Buoys", delay=1.5)
    running = started(unl, replay, "10.1234/b")
    wait_for(replay, "crossref")
    began = time.monotonic()
    unl.ok("add", "--title", "Meanwhile")
    assert time.monotonic() - began < 1.4
    assert running.communicate(timeout=20)[0] == b"aalto2021buoys\n"
    assert {"meanwhile", "aalto2021buoys"} <= set(unl.listed())
    assert json.loads(unl("show", "meanwhile", "--json").out)


BATCH = "https://api.semanticscholar.org/graph/v1/paper/batch"


def names_preprint(replay: Replay, *papers: object) -> None:
    replay.answer(BATCH, json.dumps(papers), content_type="application/json")
    knows(replay, ARXIV)


@pytest.mark.usefixtures("lib")
def test_a_published_paper_gets_its_preprint(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF)
    names_preprint(replay, {"title": TITLE, "externalIds": {"ArXiv": "2101.00007"}})
    assert unl.ok("add", ODD).err == "unl: added aalto2021bowlines (unl undo takes it back)\n"
    assert unl.entry("aalto2021bowlines")["fields"]["eprint"] == "2101.00007"
    (asked,) = [seen for seen in replay.seen if seen.service == "semanticscholar"]
    assert (asked.method, json.loads(asked.body)) == ("POST", {"ids": [f"DOI:{ODD}"]})
    assert asked.headers["content-type"] == "application/json"


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("as_json", [False, True])
def test_a_preprint_by_its_own_doi_keeps_it_and_is_told_with_its_key_to_be_published(
    unl: Unl, replay: Replay, as_json: bool
) -> None:
    own = "10.1101/2021.01.01.1"
    work = json.loads(CROSSREF.body(TITLE, AUTHORS).replace(ODD, own))
    relation = {"is-preprint-of": [{"id-type": "doi", "id": ODD, "asserted-by": "subject"}]}
    work["message"] |= {"type": "posted-content", "container-title": [], "relation": relation}
    replay.answer(f"https://api.crossref.org/works/{own}", json.dumps(work), content_type="application/json")
    knows(replay, CROSSREF)
    done = unl.ok("add", own, *["--json"] * as_json)
    note = f"aalto2021bowlines has been published as DOI {ODD}; unl upgrade aalto2021bowlines makes it the published version"
    assert f"unl: note: {note}\n" in done.err
    assert not as_json or json.loads(done.out)["notes"] == [note]
    entry = unl.entry("aalto2021bowlines")
    assert (entry["type"], entry["fields"]["doi"]) == ("misc", own)
    assert unl.ok("upgrade", "aalto2021bowlines", "--yes").code == 0
    assert unl.entry("aalto2021bowlines")["fields"]["doi"] == ODD


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("body", "status", "is_told"),
    [
        ("[null]", 200, False),
        ('{"error": "Paper not found"}', 404, False),
        ('{"error": "No valid paper ids given"}', 400, False),
        ("not here", 404, False),
        ('{"message": "Too Many Requests", "code": "429"}', 429, True),
        ('{"message": "Forbidden"}', 403, True),
        ("bad gateway", 502, True),
        ("<html><title>Hello</title></html>", 200, True),
        ("[null", 200, True),
        ("{}", 200, True),
        ("[null, null]", 200, True),
        ("[]", 200, True),
        ('"x"', 200, True),
    ],
)
def test_preprints_that_cannot_be_looked_for_are_a_note_and_no_failure(
    unl: Unl, replay: Replay, body: str, status: int, is_told: bool
) -> None:
    knows(replay, CROSSREF)
    replay.answer(BATCH, body, status, content_type="application/json")
    done = unl.ok("add", ODD)
    assert "eprint" not in unl.entry("aalto2021bowlines")["fields"]
    notes = [line for line in done.err.splitlines() if line.startswith("unl: note: ")]
    assert len(notes) == is_told, done.err
    assert all("preprints of 1 paper could not be looked for: Semantic Scholar: " in line for line in notes)
    assert len(done.err.splitlines()) == 1 + is_told


@pytest.mark.usefixtures("lib")
def test_a_redirect_of_the_question_for_many_is_not_followed(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF)
    replay.answer(BATCH, "", 307, headers={"Location": "https://api.semanticscholar.org/elsewhere"})
    assert "a redirect that was not followed" in unl.ok("add", ODD).err
    assert len(replay.asked("semanticscholar")) == 1


@pytest.mark.usefixtures("lib")
def test_offline_says_nothing_of_preprints(unl: Unl, replay: Replay) -> None:
    knows(replay, CROSSREF)
    unl.ok("add", ODD, "--dry-run")
    assert "preprint" not in unl.ok("add", ODD, "--offline").err


@pytest.mark.usefixtures("lib")
def test_what_the_library_has_by_its_identifier_is_refused_and_asked_for_only_to_update(
    unl: Unl, replay: Replay
) -> None:
    knows(replay, CROSSREF)
    unl.ok("add", ODD)
    asked = len(replay.seen)
    refused = unl.refused(1, "add", f"https://doi.org/{ODD.upper()}")
    assert f"aalto2021bowlines is this paper already: same DOI {ODD} (--update brings it up to date" in refused.err
    told = unl("add", ODD, "--json").json
    assert [(each["there"]["key"], each["title"]) for each in told["refused"]] == [("aalto2021bowlines", TITLE)]
    assert len(replay.seen) == asked
    unl.ok("add", ODD, "--update")
    assert unl.ok("add", ODD, "--allow-duplicate").out
    other = unl("add", ODD, "10.1234/none", "@misc{a2020, title = {Anchors}}")
    assert (other.code, other.out) == (4, "a2020\n")


def test_many_that_are_there_are_told_in_one_line(unl: Unl, replay: Replay) -> None:
    unl.write(
        "library.bib", "".join(f"@misc{{k{n}, title = {{Title {n}}}, doi = {{10.1234/{n}}}}}\n" for n in range(4))
    )
    four = [f"10.1234/{n}" for n in range(4)]
    done = unl("add", *four, "10.1234/none")
    assert done.code == 4
    assert done.err.splitlines()[0] == "unl: 4 of 5 papers given are there already (--update brings them up to date)"
    assert "this paper already" not in done.err
    assert not set(replay.asked()) & {f"/works/{doi}" for doi in four}
    assert len(unl("add", *four[:3]).err.splitlines()) == 3
    assert len(unl("add", *four, "--json").json["refused"]) == 4


def test_the_published_paper_of_a_preprint_that_is_there_is_looked_up(unl: Unl, replay: Replay) -> None:
    unl.write(
        "library.bib",
        "@misc{a,\n  author = {Aalto, Ada and Byström, Bo},\n  title = {Bowlines for {LLMs} \\& Others},\n  year = {2021},\n"
        "  eprint = {2101.00007},\n  archiveprefix = {arXiv},\n}\n",
    )
    knows(replay, CROSSREF)
    assert "a is the preprint of this paper" in unl.refused(1, "add", ODD).err
    assert replay.asked("crossref")


@pytest.mark.usefixtures("lib")
def test_what_is_there_by_its_identifier_is_not_asked_about(
    unl: Unl, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    knows(replay, CROSSREF)
    unl.ok("add", ODD)
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    monkeypatch.setattr("unlcli.cli.console.ask_text", pytest.fail)
    before = unl.read()
    assert "this paper already" in unl.refused(1, "add", ODD).err
    assert unl.read() == before
