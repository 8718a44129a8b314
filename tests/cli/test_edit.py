import sys
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl


def _changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_set_replaces_a_value_and_nothing_else(unl: Unl, lib: Path) -> None:
    done = unl.ok("edit", "adams2020knots", "--set", "year=2019")
    assert done.err == "unl: edited adams2020knots (unl undo takes it back)\n"
    assert lib.read_text() == LIBRARY.replace("year      = {2020}", "year      = {2019}")


def test_a_new_field_takes_the_style_of_its_neighbours(unl: Unl, lib: Path) -> None:
    unl.ok("edit", "adams2020knots", "--set", "pages=1--2")
    assert _changed(LIBRARY, lib.read_text()) == ([], ["  pages     = {1--2},"])


def test_unset_takes_a_field_out_and_set_puts_it_back(unl: Unl, lib: Path) -> None:
    unl.ok("edit", "adams2020knots", "--unset", "code")
    assert _changed(LIBRARY, lib.read_text()) == (["  code      = {https://github.com/x/knots},"], [])
    unl.ok("edit", "adams2020knots", "--set", "code=https://github.com/x/knots")
    assert lib.read_text() == LIBRARY


def test_several_edits_at_once_and_one_undo(unl: Unl, lib: Path) -> None:
    unl.ok(
        "edit", "adams2020knots", "--set", "year=2021", "--unset", "code", "--add", "category=New", "--set", "note=x"
    )
    fields = unl.entry("adams2020knots")["fields"]
    assert (fields["year"], "code" in fields, fields["note"]) == ("2021", False, "x")
    assert fields["category"] == "Benchmark > Multimodal; Survey; New"
    unl.ok("undo")
    assert lib.read_text() == LIBRARY


@pytest.mark.usefixtures("lib")
def test_set_that_changes_nothing_writes_nothing(unl: Unl) -> None:
    assert unl.ok("edit", "adams2020knots", "--set", "year=2020").err == "unl: nothing to change\n"
    assert unl.ok("edit", "adams2020knots", "--unset", "abstract").err == "unl: nothing to change\n"
    unl.refused(3, "undo")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("option", "value", "field", "after"),
    [
        ("--add", "category=Survey", "category", "Benchmark > Multimodal; Survey"),
        ("--add", "category=survey", "category", "Benchmark > Multimodal; Survey"),
        ("--add", "category=Benchmark", "category", "Benchmark > Multimodal; Survey"),
        ("--add", "category=Survey > Short", "category", "Benchmark > Multimodal; Survey > Short"),
        ("--add", "category=A; B", "category", "Benchmark > Multimodal; Survey; A; B"),
        ("--add", "category=R&D", "category", "Benchmark > Multimodal; Survey; R&D"),
        ("--drop", "category=SURVEY", "category", "Benchmark > Multimodal"),
        ("--drop", "category=Benchmark", "category", "Survey"),
        ("--drop", "category=Nope", "category", "Benchmark > Multimodal; Survey"),
        ("--add", "code=https://b.org", "code", "https://github.com/x/knots https://b.org"),
        ("--add", "code=https://github.com/x/knots", "code", "https://github.com/x/knots"),
        ("--drop", "code=https://github.com/x/knots", "code", None),
        ("--add", "alttitle=Tied", "alttitle", "Tied"),
        ("--add", "alttitle=Tied || Bound", "alttitle", "Tied || Bound"),
        ("--add", "ids=old1", "ids", "old1"),
        ("--add", "keywords=rope", "keywords", "rope"),
    ],
)
def test_list_fields(unl: Unl, option: str, value: str, field: str, after: str | None) -> None:
    unl.ok("edit", "adams2020knots", option, value)
    assert unl.entry("adams2020knots")["fields"].get(field) == after


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (["--add", "title=x"], "title is no list field"),
        (["--set", "title"], "has no value"),
        (["--set", "=x"], "is no field name"),
        (["--set", "my field=x"], "is no field name"),
        (["--unset", "title=x"], "name alone"),
        (["--set", "key="], "gives key no value"),
        (["--set", "note="], "--unset note"),
        (["--set", "key=a b"], "cannot be a citation key"),
        (["--set", "key=a,b"], "cannot be a citation key"),
        (["--set", "key=a}b"], "cannot be a citation key"),
        (["--set", "key=byte2021sails"], "the key byte2021sails is taken"),
        (["--set", "key=BYTE2021SAILS"], "is taken"),
        (["--set", "key=old2022"], "is taken"),
        (["--set", "type=no type"], "is no entry type"),
        ([], "nothing to edit with"),
    ],
)
def test_what_cannot_be_is_refused(unl: Unl, edit: list[str], said: str) -> None:
    assert said in unl.refused(2, "edit", "adams2020knots", *edit).err


def test_renaming_keeps_the_old_key_working(unl: Unl, lib: Path) -> None:
    unl.ok("edit", "curl2022ropes", "--set", "key=curl2022theorem")
    assert _changed(LIBRARY, lib.read_text()) == (
        ["@article{curl2022ropes,", "  ids = {old2022, older2022},"],
        ["@article{curl2022theorem,", "  ids = {old2022, older2022, curl2022ropes},"],
    )
    for name in ("curl2022ropes", "old2022", "older2022", "curl2022theorem"):
        assert unl.entry(name)["key"] == "curl2022theorem"


@pytest.mark.usefixtures("lib")
def test_renaming_back_and_in_letter_case_only(unl: Unl) -> None:
    unl.ok("edit", "byte2021sails", "--set", "key=Byte2021Sails")
    assert unl.entry("byte2021sails")["key"] == "Byte2021Sails"
    unl.ok("edit", "Byte2021Sails", "--set", "key=byte2021sails")
    assert unl.entry("Byte2021Sails")["fields"]["ids"] == "Byte2021Sails"


def test_type_keeps_the_fields(unl: Unl, lib: Path) -> None:
    unl.ok("edit", "byte2021sails", "--set", "type=Article")
    assert lib.read_text() == LIBRARY.replace("@misc{byte", "@article{byte")


def test_where_edits_all_that_a_query_selects(unl: Unl, lib: Path) -> None:
    done = unl.ok("edit", "--where", "category:survey", "--set", "note=read")
    assert done.err == "unl: edited 2 entries (unl undo takes it back)\n"
    assert lib.read_text().count("note") == 2
    assert "note" not in unl.entry("curl2022ropes")["fields"]


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("query", ["year:1800", '""', "-", "?!"])
def test_where_that_selects_nothing_edits_nothing(unl: Unl, query: str) -> None:
    unl.refused(1, "edit", "--where", query, "--set", "note=x")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["adams2020knots", "--where", "year:2020", "--set", "note=x"],
        ["--where", "year:2020"],
        ["--where", "year:abc", "--set", "note=x"],
        ["--where", "year:2020..", "--set", "key=one"],
        ["adams2020knots", "byte2021sails", "--set", "key=one"],
    ],
)
def test_wrong_usage(unl: Unl, argv: list[str]) -> None:
    unl.refused(2, "edit", *argv)


@pytest.mark.parametrize("value", ["a } b", "{", "}}}} @misc{evil, title = {x}", "x},\n year = {1}", "\\", "% }"])
def test_no_value_leaves_its_field(unl: Unl, lib: Path, value: str) -> None:
    unl.ok("edit", "byte2021sails", "--set", f"note={value}")
    entries = unl.ok("search", "--json").json["entries"]
    assert [entry["key"] for entry in entries] == ["adams2020knots", "byte2021sails", "curl2022ropes"]
    assert set(entries[1]["fields"]) == {
        "author", "title", "year", "eprint", "archiveprefix", "url", "category", "note",
    }  # fmt: skip
    assert entries[1]["year"] == "2021"
    unl.ok("undo")
    assert lib.read_text() == LIBRARY


@pytest.mark.usefixtures("lib")
def test_unknown_and_ambiguous_names(unl: Unl) -> None:
    assert "did you mean adams2020knots?" in unl.refused(1, "edit", "adms2020knots", "--set", "a=b").err
    assert "adams2020knots, byte2021sails" in unl.refused(2, "edit", "survey", "--set", "a=b").err


def test_fields_go_by_the_names_the_file_has(unl: Unl) -> None:
    unl.write("unl.toml", '[fields]\ncategory = "awesome-category"\n')
    unl.write("library.bib", "@misc{a,\n  title = {A},\n  awesome-category = {One},\n}\n")
    unl.ok("edit", "a", "--add", "category=Two")
    assert "  awesome-category = {One; Two},\n" in unl.read()
    unl.ok("edit", "a", "--drop", "awesome-category=One")
    assert "  awesome-category = {Two},\n" in unl.read()
    unl.ok("edit", "a", "--unset", "awesome-category")
    assert unl.read() == "@misc{a,\n  title = {A},\n}\n"


def test_a_dry_run_shows_the_diff_and_writes_nothing(unl: Unl, lib: Path) -> None:
    done = unl.ok("edit", "byte2021sails", "--set", "year=2020", "--dry-run")
    assert "-  year = 2021,\n+  year = 2020,\n" in done.out
    assert "would have edited byte2021sails" in done.err
    assert lib.read_text() == LIBRARY
    unl.refused(3, "undo")


def _editor(unl: Unl, body: str) -> None:
    """Make $EDITOR a program that turns the text `t` of the file into another."""
    script = unl.folder.parent / "editor.py"
    script.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\nt = file.read_bytes().decode()\n"
        f"{body}\nfile.write_bytes(t.encode())\n"
    )
    unl.env.setenv("EDITOR", f'"{sys.executable}" "{script}" --wait')


def test_the_editor_sees_the_entry_and_its_text_takes_the_place(unl: Unl, lib: Path) -> None:
    _editor(
        unl, "assert t.startswith('@misc{byte2021sails,') and t.endswith('}\\n'), t\nt = t.replace('Sails', 'Jibs')"
    )
    done = unl.ok("edit", "byte2021sails")
    assert done.err == "unl: edited byte2021sails (unl undo takes it back)\n"
    assert lib.read_text() == LIBRARY.replace("{Sails}", "{Jibs}")


def test_the_editor_keeps_the_files_line_ends(unl: Unl) -> None:
    crlf = LIBRARY.replace("\n", "\r\n")
    unl.write("library.bib", crlf)
    _editor(unl, "t = t.replace('\\r\\n', '\\n').replace('Sails', 'Jibs')")
    unl.ok("edit", "byte2021sails")
    assert unl.read() == crlf.replace("{Sails}", "{Jibs}")


@pytest.mark.usefixtures("lib")
def test_an_unchanged_text_changes_nothing(unl: Unl) -> None:
    _editor(unl, "")
    assert unl.ok("edit", "byte2021sails").err == "unl: nothing to change\n"


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("t = ''", "0 entries"),
        ("t = t + t.replace('byte', 'bite')", "2 entries"),
        ("t = t.rstrip()[:-1]", "not exactly one entry"),
        ("t = t.replace('= {Sails}', '= {Sa}ils}')", "not exactly one entry"),
        ("t = t.replace('author =', 'author')", "not exactly one entry"),
        ("t = 'words ' + t", "more than the entry"),
        ("t = t + 'words'", "more than the entry"),
        ("t = t.replace('byte2021sails', 'adams2020knots')", "the key adams2020knots is taken"),
    ],
)
def test_a_text_that_is_not_one_entry_is_refused_and_kept(unl: Unl, body: str, said: str) -> None:
    _editor(unl, body)
    refused = unl.refused(2, "edit", "byte2021sails")
    assert said in refused.err
    kept = Path(refused.err.rstrip(")\n").rpartition(" is kept in ")[2])
    assert kept.suffix == ".bib"
    kept.unlink()


@pytest.mark.usefixtures("lib")
def test_an_editor_that_fails_changes_nothing(unl: Unl) -> None:
    _editor(unl, "raise SystemExit(3)")
    assert "ended with 3" in unl.refused(2, "edit", "byte2021sails").err
    unl.env.setenv("EDITOR", "/no/such/editor")
    assert "could not be started" in unl.refused(2, "edit", "byte2021sails").err


@pytest.mark.usefixtures("lib")
def test_visual_goes_before_editor(unl: Unl) -> None:
    _editor(unl, "t = t.replace('Sails', 'Jibs')")
    unl.env.setenv("VISUAL", "/no/such/editor")
    unl.refused(2, "edit", "byte2021sails")


@pytest.mark.usefixtures("lib")
def test_what_other_programs_would_not_read_is_told(unl: Unl) -> None:
    _editor(unl, "t = t.replace('  title', '  title = {Twice},\\n  title')")
    assert "other BibTeX programs" in unl.ok("edit", "byte2021sails").err
