"""Which library a command means, and which commands may make one."""

import os
import shutil
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl

CHANGING = [
    ["edit", "a", "--set", "year=2020"],
    ["remove", "a"],
    ["categories", "--rename", "A", "B"],
    ["dedupe", "--merge"],
    ["dedupe", "--not-same", "a", "b"],
]
READING = [["search"], ["show", "a"], ["check"], ["dedupe"], ["export"], ["categories"], ["open", "a", "--dry-run"]]


def _entry(key: str) -> str:
    return f"@misc{{{key},\n  title = {{Paper {key}}},\n}}\n"


def test_the_option_goes_before_all(unl: Unl) -> None:
    for name in ("library", "named", "setting", "variable"):
        unl.write(f"{name}.bib", _entry(name))
    unl.write("unl.toml", 'library = "setting.bib"\n')
    assert unl.listed() == ["setting"]
    unl.env.setenv("UNL_LIBRARY", "variable.bib")
    assert unl.listed() == ["variable"]
    assert unl.listed("-l", "named.bib") == ["named"]
    assert unl.listed("--library", "named.bib") == ["named"]


@pytest.mark.usefixtures("lib")
def test_a_variable_that_is_empty_is_none(unl: Unl) -> None:
    unl.env.setenv("UNL_LIBRARY", "")
    assert len(unl.listed()) == 3


def test_a_home_folder_is_understood(unl: Unl) -> None:
    unl.write("home/mine.bib", _entry("mine"))
    unl.env.setenv("HOME", str(unl.folder / "home"))
    unl.env.setenv("USERPROFILE", str(unl.folder / "home"))
    assert unl.listed("-l", "~/mine.bib") == ["mine"]
    unl.write("unl.toml", 'library = "~/mine.bib"\n')
    assert unl.listed() == ["mine"]


@pytest.mark.parametrize(("file", "text"), [("unl.toml", ""), ("pyproject.toml", "[tool.unl]\n")])
def test_a_setting_is_read_upwards_and_means_a_file_beside_it(unl: Unl, file: str, text: str) -> None:
    unl.write("lists/all.bib", _entry("setting"))
    unl.write(file, f'{text}library = "lists/all.bib"\n')
    unl.write("deep/down/library.bib", _entry("upwards"))
    unl.env.chdir(unl.folder / "deep" / "down")
    assert unl.listed() == ["setting"]


def test_a_pyproject_without_the_table_is_passed_by(unl: Unl) -> None:
    unl.write("all.bib", _entry("setting"))
    unl.write("unl.toml", 'library = "all.bib"\n')
    unl.write("deep/pyproject.toml", "[project]\nname = 'x'\n")
    unl.env.chdir(unl.folder / "deep")
    assert unl.listed() == ["setting"]


@pytest.mark.usefixtures("lib")
def test_library_bib_is_looked_for_upwards_and_nothing_is_said(unl: Unl) -> None:
    unl.write("deep/other.bib", _entry("other"))
    unl.env.chdir(unl.folder / "deep")
    done = unl.ok("search", "--format", "keys")
    assert len(done.out.split()) == 3
    assert done.err == ""


@pytest.mark.usefixtures("lib")
def test_not_above_the_repository(unl: Unl) -> None:
    (unl.folder / "inner" / ".git").mkdir(parents=True)
    (unl.folder / "inner" / "sub").mkdir()
    unl.env.chdir(unl.folder / "inner" / "sub")
    assert "reading the list that comes with unl" in unl.ok("search", "unlearning").err


@pytest.mark.usefixtures("lib")
def test_a_worktree_is_a_repository_too(unl: Unl) -> None:
    unl.write("inner/.git", "gitdir: elsewhere\n")
    unl.env.chdir(unl.folder / "inner")
    assert "reading the list that comes with unl" in unl.ok("search", "unlearning").err


def test_the_only_bib_is_taken_and_said(unl: Unl) -> None:
    unl.write("refs.bib", _entry("only"))
    done = unl.ok("search")
    assert done.out.startswith("only\t")
    assert done.err == "unl: reading refs.bib (only .bib here)\n"
    assert unl.ok("edit", "only", "--set", "year=2020").err.startswith("unl: changing refs.bib (only .bib here)\n")


@pytest.mark.parametrize("argv", [*READING, *CHANGING, ["add", "--title", "T"]])
def test_several_are_listed_and_none_is_taken(unl: Unl, argv: list[str]) -> None:
    unl.write("b.bib", _entry("b"))
    unl.write("a.bib", _entry("a"))
    refused = unl.refused(3, *argv)
    assert "several .bib files: a.bib, b.bib" in refused.err
    assert "-l FILE" in refused.err


def test_the_users_own_comes_after_the_folder(unl: Unl, tmp_path: Path) -> None:
    own = tmp_path / "own" / "mine.bib"
    own.parent.mkdir()
    own.write_text(_entry("mine"))
    unl.ok("config", "library", "../own/mine.bib")
    done = unl.ok("search", "--format", "keys")
    assert (done.out, done.err) == ("mine\n", f"unl: reading {own} (your own)\n")
    assert "unl: changing" in unl.ok("edit", "mine", "--set", "year=2020").err
    unl.write("refs.bib", _entry("only"))
    assert unl.listed() == ["only"]
    unl.write("library.bib", _entry("upwards"))
    assert unl.listed() == ["upwards"]


def test_a_project_setting_goes_before_the_users_own(unl: Unl) -> None:
    unl.user_settings('library = "/nowhere/mine.bib"\n')
    unl.write("all.bib", _entry("setting"))
    unl.write("unl.toml", 'library = "all.bib"\n')
    assert unl.listed() == ["setting"]


def test_else_the_shipped_list_is_read(unl: Unl) -> None:
    done = unl.ok("search", "--format", "keys")
    assert len(done.out.split()) > 50
    assert "no library here; reading the list that comes with unl" in done.err
    assert unl.everything() == {}


@pytest.mark.parametrize("argv", CHANGING)
def test_the_shipped_list_is_never_changed(unl: Unl, argv: list[str]) -> None:
    from unlcli.store.locate import shipped

    before = shipped().read_bytes()
    refused = unl.refused(3, *argv)
    assert "no library here to change" in refused.err
    assert "unl import" in refused.err
    assert shipped().read_bytes() == before


@pytest.mark.parametrize("argv", CHANGING)
def test_a_named_library_that_is_missing_is_not_made_by_these(unl: Unl, argv: list[str]) -> None:
    assert "there is no such library" in unl.refused(3, *argv, "-l", "none.bib").err


@pytest.mark.parametrize("argv", READING)
def test_a_named_library_that_is_missing_is_not_read(unl: Unl, argv: list[str]) -> None:
    assert "none.bib: there is no such file" in unl.refused(3, *argv, "-l", "none.bib").err


def test_add_and_import_make_what_is_named(unl: Unl) -> None:
    unl.write("list.md", "| Title | Year |\n| --- | --- |\n| Bowlines and Cleats | 2020 |\n")
    assert "made new.bib" in unl.ok("import", "list.md", "-l", "new.bib").err
    (unl.folder / "new.bib").unlink()
    assert "made library.bib" in unl.ok("import", "list.md").err
    unl.env.setenv("UNL_LIBRARY", "variable.bib")
    assert "made variable.bib" in unl.ok("add", "--title", "T").err


@pytest.mark.parametrize("argv", [*READING, *CHANGING, ["add", "--title", "T"]])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is a folder"),
        (b"PK\x03\x04\x00\x00\x00" * 8, "binary"),
        ("@misc{a, title={Müller}}".encode("latin-1"), "encoding"),
        ("@misc{a, title={x}}".encode("utf-16-le"), "binary"),
    ],
)
def test_what_is_no_library_is_refused_untouched(unl: Unl, argv: list[str], content: bytes | None, said: str) -> None:
    if content is None:
        (unl.folder / "x.bib").mkdir()
    else:
        unl.write("x.bib", content)
    refused = unl.refused(3, *argv, "-l", "x.bib")
    assert said in refused.err
    assert "x.bib" in refused.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_library_is_not_written_as_a_user(unl: Unl, lib: Path) -> None:
    lib.chmod(0o444)
    assert "read-only" in unl.refused(3, "add", "--title", "T").err


@pytest.mark.usefixtures("lib")
def test_a_library_that_cannot_be_written_is_not_touched(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    for argv in (["add", "--title", "T"], ["edit", "byte2021sails", "--set", "year=1"], ["remove", "byte2021sails"]):
        assert "read-only" in unl.refused(3, *argv).err


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('key_patern = "x"', "did you mean 'key_pattern'?"),
        ("nonsense = 1", "there is no setting 'nonsense'"),
        ('key_pattern = "{nobody}"', "names nobody"),
        ('key_pattern = "fixed"', "names nothing"),
        ("creationdate = 1", "must be true or false"),
        ("library = 1", "must be a text"),
        ("[check]\nselekt = []", "did you mean 'select'?"),
        ("[fields]\nshelf = 'x'", "there is no setting 'shelf'"),
        ("[[category]]\ntitle = 'x'", "must be given a name"),
        ("[[category]]\nname = 'A; B'", "';'"),
        ("[[export]]\nformat = 'html'", "must be given a path"),
        ("broken [", "is not TOML"),
    ],
)
@pytest.mark.parametrize("argv", [["search"], ["add", "--title", "T"], ["check"]])
def test_a_bad_setting_is_told_with_its_file(unl: Unl, settings: str, said: str, argv: list[str]) -> None:
    file = unl.write("unl.toml", settings)
    refused = unl.refused(3, *argv)
    assert str(file) in refused.err
    assert said in refused.err


@pytest.mark.usefixtures("lib")
def test_a_bad_setting_of_the_users_own_names_that_file(unl: Unl) -> None:
    file = unl.user_settings("nonsense = 1\n")
    assert str(file) in unl.refused(3, "search").err


def test_the_project_goes_before_the_user_setting_by_setting(unl: Unl) -> None:
    unl.user_settings('creationdate = false\nkey_pattern = "{year}{word}"\n')
    unl.write("unl.toml", 'key_pattern = "{word}{year}"\n')
    assert unl.ok("add", "--title", "Bowlines", "--year", "2020").out == "bowlines2020\n"
    assert "creationdate" not in unl.read()


@pytest.mark.usefixtures("lib")
def test_another_libraries_settings_go_with_it(unl: Unl) -> None:
    unl.write("other/unl.toml", 'key_pattern = "{year}{word}"\n')
    assert unl.ok("add", "--title", "Bowlines", "--year", "2020", "-l", "other/x.bib").out == "2020bowlines\n"


@pytest.mark.usefixtures("lib")
def test_nothing_but_the_library_appears_in_the_folder(unl: Unl) -> None:
    for argv in (["add", "--title", "T"], ["edit", "t", "--set", "year=1"], ["remove", "t"], ["search"], ["undo"]):
        unl.ok(*argv)
        assert list(unl.everything()) == ["library.bib"]


def test_a_link_to_the_library_stays_a_link(unl: Unl, tmp_path: Path) -> None:
    real = tmp_path / "real.bib"
    real.write_text(LIBRARY)
    (unl.folder / "library.bib").symlink_to(real)
    unl.ok("remove", "byte2021sails")
    assert (unl.folder / "library.bib").is_symlink()
    assert "byte2021sails" not in real.read_text()


def test_a_change_by_another_program_meanwhile_is_not_overwritten(unl: Unl, lib: Path) -> None:
    script = unl.folder.parent / "editor.py"
    script.write_text(
        "import pathlib, sys\nf = pathlib.Path(sys.argv[-1])\nf.write_text(f.read_text().replace('Sails', 'Jibs'))\n"
        f"lib = pathlib.Path({str(lib)!r})\nlib.write_text(lib.read_text() + '% theirs')\n"
    )
    import sys

    unl.env.setenv("EDITOR", f'"{sys.executable}" "{script}"')
    unl.ok("edit", "byte2021sails")
    assert lib.read_text() == LIBRARY.replace("Sails", "Jibs") + "% theirs"


def test_an_entry_changed_by_another_program_meanwhile_is_not_overwritten(unl: Unl, lib: Path) -> None:
    script = unl.folder.parent / "editor.py"
    script.write_text(
        "import pathlib, sys\nf = pathlib.Path(sys.argv[-1])\nf.write_text(f.read_text().replace('Sails', 'Jibs'))\n"
        f"lib = pathlib.Path({str(lib)!r})\nlib.write_text(lib.read_text().replace('Sails', 'Masts'))\n"
    )
    import sys

    unl.env.setenv("EDITOR", f'"{sys.executable}" "{script}"')
    refused = unl("edit", "byte2021sails")
    assert refused.code == 3
    assert "was changed by another program while you edited it" in refused.err
    kept = Path(refused.err.rpartition("kept in ")[2].rstrip(")\n"))
    assert "Jibs" in kept.read_text()
    kept.unlink()
    assert lib.read_text() == LIBRARY.replace("Sails", "Masts")


@pytest.mark.usefixtures("lib")
def test_without_a_state_folder_all_works_but_undo(unl: Unl) -> None:
    unl.env.setenv("UNL_STATE_DIR", str(unl.write("file", "")))
    assert len(unl.listed()) == 3
    assert "no undo: " in unl.ok("add", "--title", "T").err
    assert "no undo: " in unl.ok("add", "--title", "A New Library", "-l", "new.bib").err
    unl.refused(3, "undo")


@pytest.mark.usefixtures("lib")
def test_a_dry_run_leaves_no_trace_of_itself(unl: Unl) -> None:
    shutil.rmtree(os.environ["UNL_STATE_DIR"], ignore_errors=True)
    unl.write("list.md", "| Title | Year |\n| --- | --- |\n| Bowlines and Cleats | 2020 |\n")
    before = unl.everything()
    for argv in (
        ["add", "--title", "T"], ["import", "list.md"], ["edit", "byte2021sails", "--set", "year=1"],
        ["remove", "byte2021sails"], ["categories", "--rename", "Survey", "Review"], ["export", "-o", "x.md"],
        ["dedupe", "--merge", "byte2021sails", "adams2020knots"], ["config", "library", "x.bib"],
        ["dedupe", "--not-same", "byte2021sails", "adams2020knots"],
    ):  # fmt: skip
        unl.ok(*argv, "--dry-run")
        assert unl.everything() == before
    assert not list(Path(os.environ["UNL_STATE_DIR"]).glob("history/**/*"))
    assert not Path(os.environ["UNL_CONFIG_DIR"]).exists()
    unl.refused(3, "undo")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("moment", ["99999999999999", "9" * 30, "9" * 5000])
def test_a_moment_that_is_in_no_calendar_is_refused(unl: Unl, moment: str) -> None:
    unl.env.setenv("SOURCE_DATE_EPOCH", moment)
    assert "SOURCE_DATE_EPOCH" in unl.refused(2, "search").err


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("moment", ["\u00b2", "soon", "-1", ""])
def test_a_moment_that_is_no_number_is_none(unl: Unl, moment: str) -> None:
    unl.env.setenv("SOURCE_DATE_EPOCH", moment)
    unl.ok("edit", "byte2021sails", "--set", "year=2022")
    assert not unl.ok("log", "--oneline").out.startswith("1970")
