"""How the whole command line behaves: help, colour, what it tells, pagers, streams that end, and nobody to ask."""

import errno
import io
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cli_runs import LIBRARY, Unl
from terminal import Screen, Terminal, posix, pretended

from unlcli.cli import app, pager, progress, voice
from unlcli.cli.commands import COMMANDS
from unlcli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPE = "\x1b"
DOCS = Path(__file__).resolve().parents[2] / "docs"
#: What commands print that is longer than a terminal is high, of MANY papers.
LONG = [["search", "-n", "0"], ["search", "-f", "keys"], ["search", "--json"], ["export"], ["export", "-f", "bibtex"],
        ["show", *(f"k{n:02}" for n in range(30))], ["check", "--strict"], ["check", "--json"]]  # fmt: skip
MANY = "".join(f"@misc{{k{n:02},\n  title = {{Paper {n}}},\n  doi = {{x}},\n}}\n" for n in range(30))


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("columns", [80, 40])
def test_help_fits_the_terminal_and_begins_with_examples(unl: Unl, command: str, columns: int) -> None:
    unl.env.setenv("COLUMNS", str(columns))
    out = unl.ok(*([command] if command else []), "--help").out
    head = out.partition("Options:")[0]
    examples = re.findall(r"^  (?:.*\| )?unl .*$", head, re.M)
    assert examples
    prose = [line for line in out.splitlines() if line not in examples]
    assert max(map(len, prose)) <= columns
    assert max(map(len, examples), default=0) <= 80


def test_unl_alone_says_in_a_few_lines_how_to_begin(unl: Unl) -> None:
    done = unl()
    named = re.findall(r"^  unl (\w+) .{10,}$", done.err, re.M)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) <= 12
    assert named
    assert {*named} <= {*COMMANDS}
    assert unl("--quiet").err == done.err


SLIPS = [
    (["serach"], "Did you mean 'search'"),
    (["show", "--fromat", "json"], "--format"),
    (["show", "--verbos", "x"], "--verbose"),
    (["search", "--fromat=json"], "did you mean --format?"),
    (["show", "bite2021sails"], "did you mean byte2021sails?"),
    (["export", "--columns", "titel"], "did you mean title"),
    (["export", "--group-by", "catgory"], "did you mean category?"),
    (["export", "--format", "markdwon"], "did you mean 'markdown'?"),
    (["export", "--style", "tabel"], "did you mean 'table'?"),
    (["search", "--format", "tabel"], "did you mean table?"),
    (["search", "--sort", "-yaer"], "did you mean year?"),
    (["show", "--format", "bibtx", "sails"], "did you mean bibtex?"),
    (["check", "--format", "jsno"], "did you mean json?"),
    (["log", "--format", "jsno"], "did you mean json?"),
    (["stats", "--by", "venu"], "did you mean venue?"),
    (["check", "--select", "D01"], "did you mean D001?"),
    (["check", "--explain", "k01"], "did you mean K001?"),
    (["config", "librayr"], "did you mean library?"),
    (["config", "contct", "x"], "did you mean contact?"),
    (["search", "--color", "allways"], "did you mean always?"),
    (["search", "category:survy"], "nearest: category:Survey"),
    (["search", "venue:nerips"], "nearest: venue:NeurIPS"),
    (["search", "auhtor:zzz"], "there is no filter auhtor: (did you mean author:?)"),
    (["export", "catgory:zzz"], "there is no filter catgory: (did you mean category:?)"),
    (["edit", "byte2021sails", "--set", "auhtor=X", "--dry-run"], "no entry has the field 'auhtor'; did you mean author?"),
    (["edit", "byte2021sails", "--unset", "yaer"], "no entry has the field 'yaer'; did you mean year?"),
]  # fmt: skip


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(("argv", "said"), SLIPS, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_a_slip_is_told_what_was_meant(unl: Unl, argv: list[str], said: str) -> None:
    done = unl(*argv)
    assert said in done.err
    assert done.code in (0, 1) if "edit" in argv else done.code in (1, 2)


@pytest.mark.usefixtures("lib")
def test_a_field_that_somebody_has_is_no_slip(unl: Unl) -> None:
    unl.ok("edit", "byte2021sails", "--set", "yearx=1")
    assert "did you mean" not in unl.ok("edit", "curl2022ropes", "--set", "yearx=1").err


MACHINES = [["search", "--json"], ["search", "-f", "keys"], ["search", "-f", "bibtex"], ["show", "sails", "--json"],
            ["check", "--json"], ["check", "-f", "github"], ["export", "-f", "csv"], ["config", "--json"],
            ["stats", "--json"], ["dedupe", "--json"], ["--help"], ["show", "--help"], ["--version"]]  # fmt: skip


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("forced", [{"FORCE_COLOR": "1"}, {"GITHUB_ACTIONS": "true"}, {"CLICOLOR_FORCE": "1"}])
def test_no_colour_gets_into_what_programs_read(unl: Unl, forced: dict[str, str]) -> None:
    for name, value in forced.items():
        unl.env.setenv(name, value)
    for argv in MACHINES:
        assert ESCAPE not in unl(*argv).out, argv


@pytest.mark.usefixtures("lib")
def test_a_job_of_actions_has_colour_only_when_it_says_so(unl: Unl) -> None:
    unl.env.setenv("GITHUB_ACTIONS", "true")
    for argv in (
        ["search", "-f", "table"],
        ["stats"],
        ["show", "nope"],
        ["nope"],
        ["edit", "sails", "--set", "a=b", "--dry-run"],
    ):
        done = unl(*argv)
        assert ESCAPE not in done.out + done.err, argv
    assert ESCAPE in unl("search", "-f", "table", "--color", "always").out


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("options", "environment", "coloured"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        ([], {"CLICOLOR": "0"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color=always"], {"NO_COLOR": "1"}, True),
        (["--color", "auto"], {"NO_COLOR": "1"}, False),
    ],
)
def test_colour_on_a_terminal(unl: Unl, options: list[str], environment: dict[str, str], coloured: bool) -> None:
    out, err = pretended(unl.env, **environment)
    assert app.main(["search", *options]) == 0
    assert app.main([*options, "show", "nope"]) == 1
    assert (ESCAPE in out.getvalue(), ESCAPE in err.getvalue()) == (coloured, coloured)


@posix
def test_help_in_a_job_of_actions_is_plain_on_a_terminal_too(unl: Unl) -> None:
    terminal = Terminal(unl.folder, ["search", "--help"], GITHUB_ACTIONS="true", NO_COLOR="1", COLUMNS="60")
    assert terminal.end() == 0
    assert ESCAPE not in terminal.text
    assert max(map(len, terminal.text.splitlines())) <= 60


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("place", ["before", "after"])
def test_quiet_verbose_and_debug_say_less_and_more(unl: Unl, place: str) -> None:
    def told(option: str, *argv: str) -> str:
        done = unl(option, *argv) if place == "before" else unl(*argv, option)
        assert done.code == 0
        return done.err

    edit = ("edit", "byte2021sails", "--set")
    assert told("--quiet", *edit, "note=a") == ""
    assert "edited byte2021sails" in unl.ok(*edit, "note=b").err
    verbose = told("--verbose", *edit, "note=c").splitlines()
    assert verbose[0] == "unl: the library is library.bib (upwards)"
    assert {"unl: settings are from no file", "unl: read library.bib: 3 entries, 0 unreadable"} <= {*verbose}
    assert "unl: wrote library.bib: 1 change" in verbose
    assert re.fullmatch(r"unl: took \d+\.\d\d s, exit code 0", verbose[-1])
    assert told("--debug", *edit, "note=d").splitlines()[0] == verbose[0]
    wrong = ("show", "nope", "--debug") if place == "after" else ("--debug", "show", "nope")
    assert "Traceback" in unl(*wrong).err
    assert unl("show", "nope", "--quiet").err == unl("show", "nope").err != ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_what_all_take(unl: Unl, command: str) -> None:
    assert unl.ok(command, "--quiet", "--verbose", "--debug", "--no-pager", "--color", "never", "--help").out


def test_what_one_command_was_told_counts_for_no_other(unl: Unl) -> None:
    unl("--quiet", "--no-pager", "--color", "always", "config")
    assert voice.now() == voice.Voice()


@pytest.mark.usefixtures("lib")
def test_settings_files_are_told(unl: Unl) -> None:
    file = unl.write("unl.toml", "creationdate = false\n")
    assert f"unl: settings are from {file}\n" in unl.ok("show", "sails", "--verbose").err


@pytest.mark.usefixtures("lib")
def test_debug_tells_what_is_asked_and_no_secret(unl: Unl) -> None:
    unl.env.setenv("UNL_S2_API_KEY", "sesame-open")
    done = unl("add", "10.1234/new", "--offline", "--debug")
    assert re.search(
        r"^unl: asked https://api\.crossref\.org/works/10\.1234%2Fnew: OfflineError: .* s\)$", done.err, re.M
    )
    assert "sesame" not in done.err
    assert "unl: asked" not in unl("add", "10.1234/new", "--offline", "--verbose").err


class Shown(list[str]):
    """What a pretended pager was shown."""

    def show(self, text: str) -> bool:
        self.append(text)
        return True


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    found = Shown()
    monkeypatch.setattr(pager, "show", found.show)
    return found


@pytest.mark.parametrize("argv", LONG, ids=" ".join)
def test_what_is_long_is_shown_by_the_pager_of_a_terminal_alone(unl: Unl, shown: Shown, argv: list[str]) -> None:
    unl.write("library.bib", MANY)
    piped = unl(*argv)
    assert shown == []
    out, _ = pretended(unl.env)
    assert app.main([*argv, "--no-pager"]) == piped.code
    assert shown == []
    printed = out.getvalue()
    assert app.main(argv) == piped.code
    assert [*shown] == [printed]
    assert out.getvalue() == printed


@pytest.mark.usefixtures("lib")
def test_what_is_short_is_just_printed(unl: Unl, shown: Shown) -> None:
    out, _ = pretended(unl.env)
    assert app.main(["search"]) == 0
    assert (out.getvalue() != "", shown) == (True, [])


def test_a_pager_shows_all_of_a_log_at_once_and_colours_are_kept(unl: Unl, shown: Shown) -> None:
    unl.write("library.bib", MANY)
    for year in range(5):
        unl.ok("edit", "k01", "k02", "--set", f"year=202{year}")
    out, _ = pretended(unl.env)
    assert app.main(["log"]) == 0
    (text,) = shown
    assert text.count("edit  ") == 5
    assert ESCAPE in text
    assert out.getvalue() == ""


def test_nobody_waits_for_a_reader_of_a_dry_run(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    from unlcli.store import lock

    events = []

    @contextmanager
    def held(*_: object) -> "Iterator[None]":
        events.append("locked")
        yield
        events.append("free")

    unl.write("library.bib", MANY)
    monkeypatch.setattr(lock, "held", held)
    monkeypatch.setattr(pager, "show", lambda _: events.append("shown") or True)
    _, err = pretended(unl.env)
    monkeypatch.setattr(err, "write", lambda _: events.append("told"))
    assert app.main(["edit", "--where", "paper", "--set", "year=2020", "--dry-run"]) == 0
    assert events == ["locked", "free", "shown", "told"]


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"UNL_PAGER": "more -s", "PAGER": "most"}, ["more", "-s"]),
        ({"PAGER": "most"}, ["most"]),
        ({"UNL_PAGER": "", "PAGER": "most"}, []),
        ({"PAGER": "cat"}, []),
        ({"PAGER": "most", "TERM": "dumb"}, []),
        ({"PAGER": "'most"}, []),
    ],
)
def test_which_pager_is_taken(environment: dict[str, str], command: list[str]) -> None:
    assert pager.command(environment) == command


def test_without_the_pager_that_is_wanted_results_are_printed(unl: Unl) -> None:
    unl.write("library.bib", MANY)
    out, err = pretended(unl.env, UNL_PAGER="no-such-program-anywhere")
    assert app.main(["search", "-f", "keys"]) == 0
    assert len(out.getvalue().split()) == 30
    assert err.getvalue() == ""


@posix
def test_a_real_pager_gets_the_text_and_may_be_left_early(unl: Unl) -> None:
    unl.write("library.bib", MANY * 200)
    script = "import os, sys; print('SHOWN', os.environ['LESS'], sys.stdin.readline()); sys.stdin.close()"
    unl.write("pager.py", script)
    terminal = Terminal(unl.folder, ["search", "-f", "keys"], UNL_PAGER=f"'{sys.executable}' pager.py")
    assert terminal.end() == 0
    assert "SHOWN FRX k00" in terminal.text
    assert "k01" not in terminal.text


class Ending(Screen):
    """A stream whose reader has gone, or whose disk is full."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def isatty(self) -> bool:
        return False

    def write(self, _: str) -> int:
        raise self._error


@pytest.mark.parametrize("argv", [*LONG, ["stats"], ["categories"], ["config"], ["log"], ["--help"], ["--version"], ["edit", "k01", "--set", "a=b", "--dry-run"]], ids=" ".join)  # fmt: skip
def test_a_reader_that_went_away_is_no_error(unl: Unl, capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    unl.write("library.bib", MANY)
    unl.ok("edit", "k01", "--set", "year=2020")
    capsys.readouterr()
    unl.env.setattr(sys, "stdout", Ending(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    assert app.main(argv) == 0
    assert "rror" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv", [["search"], ["search", "--json"], ["export"], ["show", "k01"], ["--version"]], ids=" ".join
)
def test_a_full_disk_under_the_output_is_one_line(
    unl: Unl, capsys: pytest.CaptureFixture[str], argv: list[str]
) -> None:
    unl.write("library.bib", MANY)
    capsys.readouterr()
    unl.env.setattr(sys, "stdout", Ending(OSError(errno.ENOSPC, "No space left on device")))
    assert app.main(argv) == 3
    assert capsys.readouterr().err.splitlines()[-1].startswith("unl: error: a file: No space left on device")


@pytest.mark.parametrize(
    "argv",
    [["remove", "paper 3"], ["dedupe", "--merge"], ["dedupe", "-i"], ["verify", "--fix", "--all"], ["upgrade", "--all"], ["add"]],
    ids=" ".join,
)  # fmt: skip
def test_nobody_is_asked_where_nobody_is(unl: Unl, argv: list[str]) -> None:
    entry = "@misc{%s,\n  title = {Paper 3},\n  author = {Byte, Bob},\n  doi = {10.1234/a},\n}\n"
    unl.write("library.bib", (entry % "a" + entry % "b") if "dedupe" in argv else MANY)
    err = unl.refused(2, *argv).err
    assert "[y/N]" not in err
    if argv[0] in ("remove", "verify", "upgrade") or "--merge" in argv:
        assert "--yes" in err


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_tables_fit_narrow_terminals_and_wide_characters_align(unl: Unl, columns: int) -> None:
    from rich.cells import cell_len

    unl.write(
        "library.bib",
        "@misc{wide2020,\n  title = {日本語のとても長い題名についての研究 🎈},\n  author = {山田, 太郎},\n  year = {2020},\n"
        "  category = {深層学習},\n}\n@misc{verylongkeyofapaper2021,\n  title = {Sails and Averyveryverylongwordindeed},\n"
        "  category = {Survey},\n}\n",
    )
    out, _ = pretended(unl.env, columns, NO_COLOR="1")
    assert app.main(["search"]) == 0
    assert max(cell_len(line) for line in out.getvalue().splitlines()) <= columns
    out.truncate(0)
    assert app.main(["stats", "--by", "category"]) == 0
    counts = [line for line in out.getvalue().splitlines() if re.search(r" 1\b", line) and line.startswith("  ")]
    assert len({cell_len(line[: line.index(" 1")]) for line in counts}) == 1


@pytest.mark.parametrize("argv", [["check", "-"], ["check", "-l", "-"], ["dedupe", "-"], ["show", "-l", "-", "b"], ["export", "-l", "-", "-f", "keys", "-o", "-"]], ids=" ".join)  # fmt: skip
def test_a_library_is_read_from_standard_input(unl: Unl, argv: list[str]) -> None:
    entry = "@misc{%s,\n  title = {Sails},\n  author = {Byte, Bob},\n  doi = {10.1234/a},\n}\n"
    before = unl.everything()
    done = unl(*argv, stdin=entry % "a" + entry % "b")
    assert done.code == (1 if argv[0] in ("check", "dedupe") else 0)
    assert {"check": "-:1", "dedupe": "-:1", "show": "line 6", "export": "a\nb\n"}[argv[0]] in done.out
    assert unl.everything() == before


@pytest.mark.parametrize("argv", [["edit", "a", "--set", "x=y"], ["add", "--title", "T"], ["remove", "a"], ["check", "--fix"], ["search", "a"]], ids=" ".join)  # fmt: skip
def test_what_standard_input_cannot_be_is_told(unl: Unl, argv: list[str]) -> None:
    assert "standard input" in unl.refused(2, *argv, "-l", "-", stdin="@misc{a, title={T}}").err


@pytest.mark.parametrize(("argv", "environment"), [(["--quiet"], {}), ([], {"TERM": "dumb"})])
def test_no_bar_for_the_quiet_and_for_terminals_that_cannot_take_it_away(
    unl: Unl, argv: list[str], environment: dict[str, str]
) -> None:
    _, err = pretended(unl.env, **environment)
    with voice.of_one_command({}):
        voice.choose(is_quiet=bool(argv))
        with progress.shown("Indexing", worth_it=1) as step:
            step(1, 10)
    assert err.getvalue() == ""


def test_the_table_of_exit_codes_is_whole_and_true(unl: Unl) -> None:
    table = (DOCS / "commands.md").read_text(encoding="utf-8").partition("### Exit codes")[2].partition("\n#")[0]
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", table, re.M)] == [*map(int, ExitCode)]
    unl.write("library.bib", LIBRARY)
    ways = {0: ["search", "sails"], 1: ["show", "nope"], 2: ["nope"], 3: ["search", "-l", "no.bib"], 4: ["add", "10.1234/new", "--offline"]}  # fmt: skip
    assert {code: unl(*argv).code for code, argv in ways.items()} == {code: code for code in ways}


@pytest.mark.usefixtures("lib")
def test_a_question_comes_after_what_it_is_about(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = pretended(unl.env)
    both = io.StringIO()
    monkeypatch.setattr(out, "write", both.write)
    monkeypatch.setattr(err, "write", both.write)
    monkeypatch.setattr(sys, "stdin", Screen("n\n"))
    assert app.main(["remove", "sails", "--verbose"]) == 0
    said = both.getvalue()
    assert (
        said.index("read library.bib") < said.index("-  title = {Sails}") < said.index("[y/N]") < said.index("nothing")
    )
