"""Documents that `unl add` is given: where each thing stands, and what is said of a file that is no such document."""

from collections.abc import Iterator

import pytest
from cli_runs import Unl
from made_answers import AUTHORS, MADE
from replay import Replay

CROSSREF = MADE[0]
ODD = "10.1234/odd.1"


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with Replay() as running:
        running.stand_in(monkeypatch)
        yield running


def knows(replay: Replay, doi: str, title: str, authors: tuple[str, ...] = tuple(AUTHORS)) -> None:
    body = CROSSREF.body(title, authors).replace(ODD, doi)
    replay.answer(f"https://api.crossref.org/works/{doi}", body, content_type="application/json")


@pytest.mark.usefixtures("lib")
def test_what_is_said_of_a_line_begins_with_its_place(unl: Unl, replay: Replay) -> None:
    knows(replay, "10.1234/a", "Anchors", ())
    unl.write("list.txt", "# two\n10.1234/a,\n\nhttps://doi.org/10.1234/none.\n")
    done = unl("add", "list.txt")
    warned, _, failed = done.err.splitlines()
    assert warned == "unl: warning: list.txt:2: anchors2021: no author is stated"
    assert failed.startswith("unl: error: list.txt:4: https://doi.org/10.1234/none: not known to")
    told = unl("add", "list.txt", "--update", "--json").json
    (unknown,) = told["failed"]
    assert (unknown["thing"].rstrip("."), unknown["where"]) == ("https://doi.org/10.1234/none", "list.txt:4")


@pytest.mark.usefixtures("lib", "replay")
def test_a_thing_is_named_once_and_without_what_a_sentence_left_behind_it(unl: Unl) -> None:
    for given in ("arXiv:2310.02238", "doi:10.1234/none.", "https://doi.org/10.1234/none"):
        (line,) = unl.refused(4, "add", given).err.splitlines()
        assert line.count("2310.02238") + line.count("10.1234/none") == 1, line


@pytest.mark.usefixtures("lib")
def test_a_paper_of_a_line_that_is_there_is_refused_with_its_place(unl: Unl, replay: Replay) -> None:
    knows(replay, "10.1234/a", "Anchors")
    unl.ok("add", "10.1234/a")
    unl.write(
        "list.txt", "\n10.1234/a\n@misc{b, author = {Aalto, Ada and Byström, Bo}, title = {Anchors}, year = 2021}\n"
    )
    first, second = unl("add", "list.txt").err.splitlines()
    assert first.startswith("unl: error: list.txt:2: ")
    assert second.startswith(("unl: error: list.txt:3: ", "unl: warning: list.txt:3: "))


@pytest.mark.usefixtures("lib")
def test_what_can_be_given_is_told_in_full_once(unl: Unl, replay: Replay) -> None:
    knows(replay, "10.1234/a", "Anchors")
    unl.write("list.txt", "nothing\n10.1234/a\nnothing more\nand no more\n")
    done = unl("add", "list.txt", "Seamanship", "A Book of Knots")
    assert done.code == 4
    assert done.err.count("OpenReview or DBLP id") == 1
    assert "unl: error: list.txt:3: 'nothing more' is no identifier, no link and no BibTeX\n" in done.err
    assert "unl: error: A Book of Knots: is no identifier, no link and no file\n" in done.err
    again = unl("add", "list.txt", "--update", "--json").json
    assert [each["where"] for each in again["failed"]] == ["list.txt:1", "list.txt:3", "list.txt:4"]


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7\n\xe2\xe3", "a.pdf: is a PDF, which unl does not read (give its DOI or arXiv id)"),
        ("a.bin", b"%PDF-1.7\n", "a.bin: is a PDF, which unl does not read (give its DOI or arXiv id)"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "a.png: is no text (give"),
        ("zeros", bytes(99), "zeros: is no text (give"),
    ],
)
def test_a_file_that_is_no_text_is_told_as_what_it_is(unl: Unl, name: str, content: bytes, said: str) -> None:
    unl.write(name, content)
    for how in ([name], ["--bibtex", name]):
        assert f"unl: error: {said}" in unl.refused(2, "add", *how).err
    assert "standard input: is " in unl.refused(2, "add", "-", stdin=content).err


@pytest.mark.usefixtures("lib")
def test_one_document_that_cannot_be_read_stops_no_other(unl: Unl) -> None:
    unl.write("a.pdf", b"%PDF-1.7\n")
    done = unl("add", "a.pdf", "none.txt", "@misc{a2020, title = {Anchors}}")
    assert (done.code, done.out) == (4, "a2020\n")
    assert "none.txt: no such file" in done.err


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("name", ["none.txt", "lists/none", "./none", "My list.MD", "paper.pdf"])
def test_a_path_that_is_not_there_is_told_as_a_path(unl: Unl, name: str) -> None:
    assert f"unl: error: {name}: no such file (check the path)" in unl.refused(2, "add", name).err


@pytest.mark.usefixtures("lib")
def test_a_folder_is_told_as_one_and_a_title_with_a_slash_is_no_path(unl: Unl) -> None:
    (unl.folder / "lists").mkdir()
    assert "lists: is a folder" in unl.refused(2, "add", "lists").err
    assert "is no identifier, no link and no file" in unl.refused(2, "add", "Knots and/or Hitches").err


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "# Knots\n\nAll about knots.\n\n| Paper | Year |\n|---|---|\n| [Knots](https://doi.org/10.1234/a) | 2020 |\n"),
        ("page.html", "<!DOCTYPE html>\n<p>Knots</p>\n"),
        ("page", "<html>\n<p>Knots</p>\n"),
    ],
)  # fmt: skip
def test_a_list_for_reading_names_import(unl: Unl, name: str, text: str) -> None:
    unl.write(name, text)
    (line,) = unl.refused(2, "add", name).err.splitlines()
    assert f"unl import {name} reads lists of papers" in line


@pytest.mark.usefixtures("lib")
def test_a_markdown_file_of_identifiers_is_looked_up(unl: Unl, replay: Replay) -> None:
    knows(replay, "10.1234/a", "Anchors")
    unl.write("list.md", "# Knots\n\n- 10.1234/a\n")
    assert unl.ok("add", "list.md").out == "aalto2021anchors\n"


@pytest.mark.usefixtures("lib")
def test_import_of_identifiers_names_add(unl: Unl) -> None:
    unl.write("list.txt", "10.1234/a\n2101.00007\n")
    unl.write("prose.txt", "Knots hold.\n")
    told = unl("import", "list.txt", "prose.txt").err
    assert "list.txt: no paper found in it (unl add list.txt looks up identifiers and links)\n" in told
    assert "prose.txt: no paper found in it\n" in told


@pytest.mark.usefixtures("lib")
def test_lines_that_repeat_others_are_counted(unl: Unl, replay: Replay) -> None:
    knows(replay, "10.1234/a", "Anchors")
    unl.write("list.txt", "10.1234/a\ndoi:10.1234/A\nhttps://doi.org/10.1234/a\n")
    assert "unl: note: 2 lines repeat another\n" in unl.ok("add", "list.txt").err


@pytest.mark.parametrize(
    ("number", "said"), [(10, "k01, k02, k03, k04"), (33, "33 papers: k01, k02, k03 and 30 more (")]
)
def test_of_many_papers_the_message_has_the_first_and_a_pipe_gets_all(unl: Unl, number: int, said: str) -> None:
    keys = [f"k{at:02}" for at in range(1, number + 1)]
    knots = "".join(f"@misc{{{key}, title = {{{key} of its own}}}}\n" for key in keys)
    done = unl.ok("add", "-", "--allow-duplicate", stdin=knots)
    assert f"added {said}" in done.err
    assert done.out.split() == keys
