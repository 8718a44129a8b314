import contextlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl

from unlcli.errors import NotWritableError, SelfCheckError
from unlcli.store import lock, replacement
from unlcli.store.bibfile import BibFile


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
        (["--set", "key="], "gives key no value (--set key=NEW changes it)"),
        (["--set", "type= "], "gives type no value (--set type=NEW changes it)"),
        (["--unset", "type"], "without type (--set type=NEW changes it)"),
        (["--set", "note="], "--unset note"),
        (["--set", "key=a b"], "cannot be a citation key"),
        (["--set", "key=a,b"], "cannot be a citation key"),
        (["--set", "key=a}b"], "cannot be a citation key"),
        (["--set", "key=byte2021sails"], "the key byte2021sails is taken"),
        (["--set", "key=BYTE2021SAILS"], "is taken"),
        (["--set", "key=old2022"], "is taken"),
        (["--set", "type=no type"], "is no entry type"),
        (["--set", "type=comment"], "'comment' is no entry type"),
        (["--set", "type=String"], "'String' is no entry type"),
        (["--set", "type=preamble"], "'preamble' is no entry type"),
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


def test_the_field_type_of_a_report_can_be_taken_out(unl: Unl) -> None:
    unl.write("library.bib", "@techreport{a,\n  title = {A},\n  type = {Memo},\n}\n")
    unl.ok("edit", "a", "--unset", "type")
    assert unl.read() == "@techreport{a,\n  title = {A},\n}\n"


def test_other_categories_keep_their_text(unl: Unl) -> None:
    unl.write("library.bib", '@misc{a,\n  category = {{S}urvey; G{\\"o}del > {X}; One},\n}\n')
    unl.ok("edit", "a", "--add", "category=Two", "--drop", "category=One")
    assert unl.read() == '@misc{a,\n  category = {{S}urvey; G{\\"o}del > {X}; Two},\n}\n'


def test_entries_with_one_key_are_named_by_their_titles(unl: Unl) -> None:
    unl.write("library.bib", "@misc{d, title={Twin One}}\n@misc{d, title={Twin Two}}\n@misc{e, doi={10.1/x}}\n")
    refused = unl.refused(2, "edit", "d", "--set", "note=x")
    assert "(name one by its title: d (line 1), d (line 2))" in refused.err
    unl.ok("edit", "twin two", "--set", "note=x")
    assert unl.read().splitlines()[0] == "@misc{d, title={Twin One}}"


def test_entries_with_one_key_and_title_need_an_editor(unl: Unl) -> None:
    unl.write("library.bib", "@misc{d, title={Twin}}\n@misc{d, title={{Twin}}}\n")
    for name in ("d", "twin"):
        told = unl.refused(2, "edit", name, "--set", "note=x").err
        assert "(give them keys of their own in an editor: d (line 1), d (line 2))" in told


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


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _editor(unl: Unl, body: str) -> None:
    """Make $EDITOR a program that turns the text `t` of the file into another."""
    script = unl.folder.parent / "editor.py"
    script.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\nt = file.read_bytes().decode()\n"
        f"{body}\nfile.write_bytes(t.encode())\n",
        encoding="utf-8",
    )
    unl.env.setenv("EDITOR", f'"{sys.executable}" "{script}" --wait')


def _kept(told: str, scratch: Path) -> bytes:
    """Return the one text that is kept, which a message names."""
    kept = [file for file in scratch.rglob("*") if file.is_file() and not file.name.startswith("unl-bug-")]
    assert len(kept) == 1
    assert re.search(rf"your text is kept in {re.escape(str(kept[0]))}\)?\n", told), told
    return kept[0].read_bytes()


def test_the_editor_sees_the_entry_and_its_text_takes_the_place(unl: Unl, lib: Path) -> None:
    _editor(
        unl, "assert t.startswith('@misc{byte2021sails,') and t.endswith('}\\n'), t\nt = t.replace('Sails', 'Jibs')"
    )
    done = unl.ok("edit", "byte2021sails")
    assert done.err == "unl: edited byte2021sails (unl undo takes it back)\n"
    assert lib.read_text() == LIBRARY.replace("{Sails}", "{Jibs}")


def test_the_library_that_is_changed_is_told_once(unl: Unl) -> None:
    unl.write("ropes.bib", LIBRARY)
    _editor(unl, "t = t.replace('Sails', 'Jibs')")
    assert unl.ok("edit", "byte2021sails").err.count("changing ropes.bib") == 1


def test_the_editor_keeps_the_files_line_ends(unl: Unl) -> None:
    crlf = LIBRARY.replace("\n", "\r\n")
    unl.write("library.bib", crlf)
    _editor(unl, "t = t.replace('\\r\\n', '\\n').replace('Sails', 'Jibs')")
    unl.ok("edit", "byte2021sails")
    assert unl.read() == crlf.replace("{Sails}", "{Jibs}")


@pytest.mark.usefixtures("lib")
def test_an_unchanged_text_changes_nothing(unl: Unl, scratch: Path) -> None:
    _editor(unl, "")
    assert unl.ok("edit", "byte2021sails").err == "unl: nothing to change\n"
    _editor(unl, "t = t.replace('Sails', 'Jibs')")
    unl.ok("edit", "byte2021sails")
    assert list(scratch.iterdir()) == []


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
        ("t = t + 'some text }'", "more than the entry"),
        ("t = t + '@comment{ x }'", "more than the entry"),
        ("t = t + '@string{x = {y}}'", "more than the entry"),
        ("t = t.replace('byte2021sails', '')", "the edited entry has no citation key (it was byte2021sails"),
        ("t = t.replace('byte2021sails,', '')", "no citation key"),
        ("t = t.replace('byte2021sails', 'adams2020knots')", "the key adams2020knots is taken"),
    ],
)
def test_a_text_that_is_not_one_entry_is_refused_and_kept(unl: Unl, scratch: Path, body: str, said: str) -> None:
    _editor(unl, body)
    refused = unl.refused(2, "edit", "byte2021sails")
    assert said in refused.err
    _kept(refused.err, scratch)


def test_an_entry_without_a_key_may_stay_so(unl: Unl) -> None:
    unl.write("library.bib", "@misc{,\n  title = {Sails},\n}\n")
    _editor(unl, "t = t.replace('Sails', 'Jibs')")
    unl.ok("edit", "sails")
    assert unl.read() == "@misc{,\n  title = {Jibs},\n}\n"


@pytest.mark.usefixtures("lib")
def test_an_editor_that_fails_changes_nothing(unl: Unl, scratch: Path) -> None:
    _editor(unl, "raise SystemExit(3)")
    assert "ended with 3" in unl.refused(2, "edit", "byte2021sails").err
    unl.env.setenv("EDITOR", "/no/such/editor")
    assert "could not be started" in unl.refused(2, "edit", "byte2021sails").err
    assert list(scratch.iterdir()) == []


@pytest.mark.usefixtures("lib")
def test_what_an_editor_saved_before_it_failed_is_kept(unl: Unl, scratch: Path) -> None:
    _editor(unl, "file.write_text('@misc{half')\nraise SystemExit(3)")
    assert _kept(unl.refused(2, "edit", "byte2021sails").err, scratch) == b"@misc{half"


@pytest.mark.usefixtures("lib")
def test_what_an_editor_left_beside_the_text_is_kept(unl: Unl, scratch: Path) -> None:
    _editor(unl, "file.with_name('.entry.bib.swp').write_text('unsaved')\nraise SystemExit(3)")
    told = unl.refused(2, "edit", "byte2021sails").err
    (folder,) = scratch.iterdir()
    assert f"what your editor left is kept in {folder}" in told
    assert (folder / ".entry.bib.swp").read_text() == "unsaved"


@pytest.mark.usefixtures("lib")
def test_all_texts_are_kept_when_one_is_refused(unl: Unl, scratch: Path) -> None:
    _editor(unl, "t = t.replace('Sails', 'Jibs') if 'Sails' in t else ''")
    told = unl.refused(2, "edit", "byte2021sails", "curl2022ropes").err
    first, second = sorted(scratch.rglob("*.bib"))
    assert told.endswith(f"your texts are kept in {first}, {second})\n")
    assert (b"{Jibs}" in first.read_bytes(), second.read_bytes()) == (True, b"")


@pytest.mark.usefixtures("lib")
def test_an_entry_that_is_named_twice_is_edited_once(unl: Unl, lib: Path) -> None:
    _editor(unl, "t = t.replace('Sails', 'Jibs', 1)")
    unl.ok("edit", "byte2021sails", "2101.00001")
    assert lib.read_text() == LIBRARY.replace("{Sails}", "{Jibs}")


@pytest.mark.parametrize(
    ("meanwhile", "code"),
    [
        ("library.unlink()", 3),
        ("library.write_text(library.read_text().replace('{Sails}', '{Sail}'))", 3),
        ("library.write_text('')", 3),
        ("library.write_bytes(b'\\xff\\xfe')", 3),
    ],
)
def test_a_text_is_kept_when_the_library_changes_meanwhile(
    unl: Unl, lib: Path, scratch: Path, meanwhile: str, code: int
) -> None:
    _editor(unl, f"t = t.replace('Sails', 'Jibs')\nlibrary = pathlib.Path({str(lib)!r})\n{meanwhile}")
    done = unl("edit", "byte2021sails")
    assert (done.code, done.err.count("\n")) == (code, 1)
    assert b"{Jibs}" in _kept(done.err, scratch)


def test_a_text_is_kept_that_the_file_cannot_hold(unl: Unl, scratch: Path) -> None:
    unl.write("library.bib", "% !TeX encoding = latin1\n@misc{a,\n  title = {M\xfcller},\n}\n".encode("latin-1"))
    _editor(unl, "t = t.replace('M\xfcller', '\u65e5\u672c')")
    told = unl.refused(3, "edit", "a").err
    assert "cannot be written in its encoding" in told
    assert "\u65e5\u672c".encode() in _kept(told, scratch)


@pytest.mark.usefixtures("lib")
def test_a_text_is_kept_when_the_library_cannot_be_written(unl: Unl, scratch: Path) -> None:
    def refused(*_: object) -> None:
        raise NotWritableError("library.bib: cannot be written: No space left on device", "check the disk")

    unl.env.setattr(replacement, "save", refused)
    _editor(unl, "t = t.replace('Sails', 'Jibs')")
    told = unl.refused(3, "edit", "byte2021sails").err
    assert "No space left on device (check the disk; your text" in told
    assert b"{Jibs}" in _kept(told, scratch)


@pytest.mark.usefixtures("lib")
def test_a_text_is_kept_when_another_command_holds_the_library(unl: Unl, scratch: Path) -> None:
    held, state = lock.held, Path(os.environ["UNL_STATE_DIR"])
    unl.env.setattr(lock, "held", lambda path, state, waiting: held(path, state, waiting, patience=-1.0))
    _editor(unl, "t = t.replace('Sails', 'Jibs')")
    wait = subprocess.Popen.wait

    with contextlib.ExitStack() as other:

        def taken(process: subprocess.Popen, timeout: float | None = None) -> int:
            code = wait(process, timeout)
            if not list(other._exit_callbacks):
                other.enter_context(held(Path("library.bib"), state, lambda: None))
            return code

        unl.env.setattr(subprocess.Popen, "wait", taken)
        told = unl.refused(3, "edit", "byte2021sails").err
    assert "another command holds it" in told
    assert b"{Jibs}" in _kept(told, scratch)


@pytest.mark.usefixtures("lib")
def test_a_text_is_kept_when_unl_has_a_bug(unl: Unl, scratch: Path) -> None:
    plan = BibFile.plan

    def failing(bib: BibFile, changes: list) -> object:
        if "Jibs" in repr(changes):
            raise SelfCheckError("planted")
        return plan(bib, changes)

    unl.env.setattr(BibFile, "plan", failing)
    _editor(unl, "t = t.replace('Sails', 'Jibs')")
    done = unl("edit", "byte2021sails")
    assert (done.code, "this is a bug in unl" in done.err) == (70, True)
    assert b"{Jibs}" in _kept(done.err, scratch)


@pytest.mark.parametrize("denied", ["library.bib", "work"])
@pytest.mark.usefixtures("lib")
def test_a_library_that_cannot_be_written_is_told_before_the_editor_opens(unl: Unl, denied: str) -> None:
    access = os.access
    unl.env.setattr(os, "access", lambda path, mode: Path(path).name != denied and access(path, mode))
    _editor(unl, "pathlib.Path('opened').touch()")
    assert "it was not touched" in unl.refused(3, "edit", "byte2021sails").err
    unl.ok("edit", "byte2021sails", "--dry-run")


def test_an_entry_that_cannot_be_edited_is_told_before_the_editor_opens(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a,\n  title = {A},\n\n@misc{b,\n  title = {B},\n}\n")
    _editor(unl, "pathlib.Path('opened').touch()")
    assert "a cannot be edited" in unl.refused(3, "edit", "a").err


@pytest.mark.usefixtures("lib")
def test_a_text_that_is_not_utf_8_is_refused_and_kept_as_it_is(unl: Unl, scratch: Path) -> None:
    _editor(unl, "file.write_bytes(t.replace('Sails', 'S\xe4ils').encode('latin-1'))\nraise SystemExit")
    told = unl.refused(2, "edit", "byte2021sails").err
    assert "the edited text is not UTF-8: byte 0xe4 in line 3" in told
    assert b"{S\xe4ils}" in _kept(told, scratch)


def test_a_byte_order_mark_that_the_editor_adds_does_not_stay(unl: Unl, lib: Path) -> None:
    _editor(unl, "t = '\\ufeff' + t.replace('Sails', 'S\xe4ils')")
    unl.ok("edit", "byte2021sails")
    assert lib.read_text(encoding="utf-8") == LIBRARY.replace("{Sails}", "{S\xe4ils}")


@pytest.mark.usefixtures("lib")
def test_an_editor_that_is_no_command_is_told(unl: Unl) -> None:
    unl.env.setenv("EDITOR", "vi 'x")
    assert 'the editor "vi \'x" cannot be started: No closing quotation' in unl.refused(2, "edit", "sails").err
    for blank in (" ", "\t", ""):
        unl.env.setenv("EDITOR", blank)
        assert "nothing to edit with" in unl.refused(2, "edit", "sails").err
    _editor(unl, "t = t.replace('Sails', 'Jibs')")
    unl.env.setenv("VISUAL", " ")
    unl.ok("edit", "sails")


@pytest.mark.usefixtures("lib")
def test_visual_goes_before_editor(unl: Unl) -> None:
    _editor(unl, "t = t.replace('Sails', 'Jibs')")
    unl.env.setenv("VISUAL", "/no/such/editor")
    unl.refused(2, "edit", "byte2021sails")


@pytest.mark.usefixtures("lib")
def test_what_other_programs_would_not_read_is_told(unl: Unl) -> None:
    _editor(unl, "t = t.replace('  title', '  title = {Twice},\\n  title')")
    assert "other BibTeX programs" in unl.ok("edit", "byte2021sails").err
