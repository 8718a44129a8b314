"""`from unlcli import Library`, as a program uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import KEYS, LIBRARY, Unl
from made_answers import AUTHORS, MADE
from replay import Replay

import unlcli
from unlcli import Library
from unlcli.errors import (
    EncodingError,
    EntryNotFoundError,
    LibraryChangedError,
    LibraryNotFoundError,
    NoSuchRecordError,
    OfflineError,
    UsageError,
)

ODD = "10.1234/odd.1"


@pytest.fixture
def library(lib: Path) -> Library:
    return Library.open(lib)


def test_entries_are_there_in_file_order_and_by_key(library: Library) -> None:
    assert (len(library), [entry.key for entry in library]) == (3, KEYS)
    assert library["byte2021sails"].get("eprint") == "2101.00001"
    assert library["old2022"].key == "curl2022ropes"
    assert library["curl2022ropes"].plain("title") == "Ropes and Müller's Theorem"
    assert library.get("none") is None
    assert "byte2021sails" in library
    assert "none" not in library
    assert library.find("sails").key == library.find("https://arxiv.org/abs/2101.00001").key == "byte2021sails"
    assert library.source(library["byte2021sails"]).startswith("@misc{byte2021sails,\n  author = {Byte, Bob}")
    with pytest.raises(EntryNotFoundError):
        library["none"]


def test_the_library_of_the_folder_is_opened_like_commands_do(lib: Path) -> None:
    lib.with_name("unl.toml").write_text('[fields]\ncategory = "topic"\n')
    lib.write_text(LIBRARY.replace("category  =", "topic  ="))
    assert Library.open()["adams2020knots"].values("category") == ("Benchmark > Multimodal", "Survey")


@pytest.mark.usefixtures("unl")
def test_what_is_no_library_is_told_by_its_own_error() -> None:
    with pytest.raises(LibraryNotFoundError):
        Library.open("none.bib")
    with pytest.raises(LibraryNotFoundError):
        Library.open()
    Path("latin.bib").write_bytes("@misc{a, title = {Ångström}}".encode("latin-1"))
    with pytest.raises(EncodingError):
        Library.open("latin.bib")
    assert Library.open("latin.bib", encoding="latin-1")["a"].plain("title") == "Ångström"


def test_a_search_answers_best_first_with_scores(library: Library) -> None:
    hits = library.search("ropes")
    assert hits[0].entry.key == "curl2022ropes"
    assert hits[0].score > 0
    assert hits[0].has_all
    assert [hit.entry.key for hit in library.search("", limit=2)] == KEYS[:2]
    assert library.search("nowhere") == []


def test_a_search_sees_what_is_not_saved_yet(library: Library) -> None:
    library.add({"title": "Cleats and their Uses"})
    assert [hit.entry.plain("title") for hit in library.search("cleats")] == ["Cleats and their Uses"]


def test_a_search_is_of_what_was_opened_whatever_became_of_the_file(library: Library) -> None:
    library.path.write_text("@misc{new, title = {Ropes of others}}")
    assert [hit.entry.key for hit in library.search("ropes")] == ["curl2022ropes"]


def test_fields_and_bibtex_become_entries(library: Library) -> None:
    done = library.add(
        {"title": "Cleats & their Uses", "author": ["Ada Aalto", "Bo Byström"], "year": "2020", "venue": "ICML", "note": "50% read"},
        "@misc{d2020, title = {Drogues}}",
        category="Survey > Deck",
    )  # fmt: skip
    assert [entry.key for entry in done.added] == ["aalto2020cleats", "d2020"]
    assert done.added[0].type == "inproceedings"
    assert done.added[0].fields["author"] == "Aalto, Ada and Byström, Bo"
    assert done.added[0].plain("note") == "50% read"
    assert library["d2020"].values("category") == ("Survey > Deck",)
    assert not done.refused


def test_identifiers_among_fields_are_kept_as_such(library: Library) -> None:
    (entry,) = library.add({"title": "Cleats", "doi": "10.1234/a_b", "arxiv": "2101.00099v2"}).added
    assert (entry.get("doi"), entry.get("eprint"), entry.get("archiveprefix")) == ("10.1234/a_b", "2101.00099", "arXiv")


def test_a_paper_that_is_there_is_refused_with_the_clash(library: Library) -> None:
    (clash,) = library.add("@misc{x, title = {Sails}, author = {Byte, Bob}, eprint = {2101.00001}}").refused
    assert (clash.there.key, clash.verdict, clash.given.plain("title")) == ("byte2021sails", "certain", "Sails")
    assert clash.reason
    assert library.add("2101.00001").refused[0].there.key == "byte2021sails"
    assert not library.is_changed
    assert (
        library.add("@misc{x, title = {Sails}, eprint = {2101.00001}, note = {A}}", on_duplicate="update")
        .updated[0]
        .get("note")
        == "A"
    )
    assert len(library.add("@misc{x, title = {Sails}, eprint = {2101.00001}}", on_duplicate="allow").added) == 1


@pytest.mark.parametrize(
    "given",
    [
        "Some words",
        "",
        "@misc{x, title = {",
        {"author": "A"},
        {"title": " "},
        {"title": "T", "year": "x"},
        {"title": "T", "a = {b}, c": "x"},
    ],
)
def test_what_cannot_be_added_is_refused_as_a_whole(library: Library, given: str | dict[str, str]) -> None:
    with pytest.raises(UsageError):
        library.add("@misc{d2020, title = {Drogues}}", given)
    assert len(library) == 3


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with Replay() as running:
        running.stand_in(monkeypatch)
        monkeypatch.setattr("unlcli.api.network.WAITS", 0.0)
        yield running


def test_an_identifier_is_looked_up(library: Library, replay: Replay) -> None:
    replay.answer(MADE[0].url, MADE[0].body("Bowlines", AUTHORS), content_type=MADE[0].content_type)
    (entry,) = library.add(ODD).added
    assert (entry.key, entry.get("journal")) == ("aalto2021bowlines", "Journal of Knots")
    with pytest.raises(NoSuchRecordError):
        library.add("@misc{d2020, title = {Drogues}}", "10.1234/none")
    with pytest.raises(OfflineError):
        library.add("10.1234/other", offline=True)
    assert len(library) == 4


def test_saving_changes_nothing_but_what_was_added_and_can_be_undone(unl: Unl, lib: Path) -> None:
    with Library.open(lib) as library:
        library.add("@misc{zeta2020, title = {Zeppelins}}")
        library.add("@misc{aaa2020, title = {Anchors}}")
        assert lib.read_text() == LIBRARY
        assert "+@misc{zeta2020,\n" in library.diff()
    text = lib.read_text()
    for line in LIBRARY.splitlines():
        assert line in text
    assert [entry.key for entry in Library.open(lib)] == [entry.key for entry in library]
    assert not library.save()
    unl.ok("undo")
    assert lib.read_text() == LIBRARY


def test_nothing_is_written_when_an_exception_ends_it(lib: Path) -> None:

    def broken_off() -> None:
        with Library.open(lib) as library:
            library.add("@misc{zeta2020, title = {Zeppelins}}")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert lib.read_text() == LIBRARY


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(library: Library) -> None:
    library.add("@misc{zeta2020, title = {Zeppelins}}")
    library.path.write_text("@misc{new, title = {Ropes of others}}")
    with pytest.raises(LibraryChangedError):
        library.save()
    assert library.path.read_text() == "@misc{new, title = {Ropes of others}}"


@pytest.mark.usefixtures("unl")
def test_a_new_library_is_made_when_it_is_saved() -> None:
    library = Library.open("new.bib", create=True)
    library.add({"title": "Cleats"})
    assert not library.path.exists()
    assert library.save()
    assert [entry.key for entry in Library.open("new.bib")] == ["cleats"]
    library.add({"title": "Buoys"})
    assert library.save()
    assert len(Library.open("new.bib")) == 2


def test_line_ends_and_encoding_of_the_file_stay(lib: Path) -> None:
    old = "% Encoding: windows-1252\r\n@misc{a,\r\n  title = {Ångström},\r\n}\r\n".encode("cp1252")
    lib.write_bytes(old)
    with Library.open(lib) as library:
        library.add({"title": "Müller"})
    assert lib.read_bytes().startswith(old)
    assert "title = {Müller},\r\n".encode("cp1252") in lib.read_bytes()


def test_duplicates_are_groups_with_their_evidence(library: Library) -> None:
    assert library.find_duplicates() == []
    library.add("@misc{x, title = {Sails}, author = {Byte, Bob}, eprint = {2101.00001}}", on_duplicate="allow")
    (group,) = library.find_duplicates()
    assert (group.verdict, {entry.key for entry in group.entries}) == ("certain", {"byte2021sails", "x"})
    assert group.score == 100
    assert group.reason
    assert group.remedies


def test_findings_are_those_of_check(library: Library, unl: Unl) -> None:
    library.add("@misc{odd2020, title = {Odd}, doi = {none}}", "@misc{other2020, title = {Other}, year = {20x}}")
    library.save()
    told = unl("check", "--json").json
    assert [finding.code for finding in library.check()] == [each["code"] for each in told["findings"]]


@pytest.mark.parametrize(
    "options", [{}, {"format": "csv"}, {"format": "bibtex", "query": "year:2021"}, {"format": "json"}]
)
def test_an_export_is_that_of_the_command(library: Library, unl: Unl, options: dict[str, str]) -> None:
    words = [options["query"]] if "query" in options else []
    expected = unl.ok("export", "--format", options.get("format", "markdown"), *words).out
    assert library.export(**options) == expected  # type: ignore[arg-type]


def test_columns_groups_and_style_of_an_export(library: Library, unl: Unl) -> None:
    expected = unl.ok(
        "export", "--format", "markdown", "--columns", "title,year", "--group-by", "none", "--title", "Ropes"
    ).out
    assert library.export(columns=["title", "year"], group_by=["none"], title="Ropes") == expected
    with pytest.raises(UsageError):
        library.export("nothing")
    with pytest.raises(UsageError):
        library.export(columns=["nothing"])


def test_the_names_of_the_interface_are_there_and_no_other() -> None:
    assert {"Library", "Entry", "Hit", "UnlError"} <= set(unlcli.__all__) <= set(dir(unlcli))
    assert all(hasattr(unlcli, name) for name in unlcli.__all__)
    assert not hasattr(unlcli, "nothing")
    assert Path(unlcli.__file__).with_name("py.typed").is_file()
    stub = Path(unlcli.__file__).with_suffix(".pyi").read_text()
    assert all(f" as {name}\n" in stub for name in unlcli.__all__ if name != "__version__")
