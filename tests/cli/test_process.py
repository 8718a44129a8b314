"""What only a process of its own shows: pipes, locales, signals, colour, start-up, and a terminal to ask on."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_runs import KEYS, LIBRARY, Unl, process
from terminal import Terminal, posix

from unlcli import __main__


@pytest.mark.usefixtures("lib")
def test_the_module_runs(unl: Unl) -> None:
    done = process("search", "sails", folder=unl.folder)
    assert done.returncode == 0
    assert done.stdout == b"byte2021sails\t2021\tarXiv\tSails\thttps://arxiv.org/abs/2101.00001\n"
    assert done.stderr == b""


def test_without_a_command_it_helps(unl: Unl) -> None:
    done = process(folder=unl.folder)
    assert done.returncode == 2
    assert b"search" in done.stdout + done.stderr


@pytest.mark.usefixtures("lib")
def test_exit_codes_reach_the_shell(unl: Unl) -> None:
    for code, argv in (
        (1, ["search", "xyzzyxyzzy"]),
        (2, ["search", "--nope"]),
        (2, ["nope"]),
        (3, ["search", "-l", "no.bib"]),
    ):
        assert process(*argv, folder=unl.folder).returncode == code


@pytest.mark.usefixtures("lib")
def test_a_locale_without_umlauts_loses_none(unl: Unl) -> None:
    for encoding in ("ascii", "latin-1"):
        done = process(
            "show", "curl2022ropes", folder=unl.folder, LC_ALL="C", PYTHONIOENCODING=encoding, PYTHONUTF8="0"
        )
        assert "Müller" in done.stdout.decode()


@posix
@pytest.mark.parametrize("argv", [["search"], ["search", "--json"], ["export"]])
def test_a_reader_that_stops_early_is_no_error(unl: Unl, argv: list[str]) -> None:
    entries = "".join(f"@misc{{k{n},\n  title = {{{'Long ' * 40}{n}}},\n}}\n" for n in range(2000))
    unl.write("library.bib", entries)
    process_ = subprocess.Popen(
        [sys.executable, "-m", "unlcli", *argv], cwd=unl.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process_.stdout is not None
    assert process_.stderr is not None
    process_.stdout.read(10)
    process_.stdout.close()
    errors = process_.stderr.read()
    process_.stderr.close()
    assert process_.wait(30) in (0, 1)
    assert errors == b""


@posix
def test_a_full_disk_under_the_output_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "unlcli", "--version"], stdout=full, stderr=subprocess.PIPE, timeout=30
        )
    assert done.returncode != 0


@posix
def test_an_interrupt_ends_with_130_and_touches_nothing(unl: Unl, lib: Path) -> None:
    process_ = subprocess.Popen(
        [sys.executable, "-m", "unlcli", "add", "--bibtex", "-"],
        cwd=unl.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(1.0)
    process_.send_signal(signal.SIGINT)
    _, errors = process_.communicate(timeout=30)
    assert process_.returncode == 130
    assert b"Traceback" not in errors
    assert lib.read_text() == LIBRARY


@pytest.mark.usefixtures("lib")
def test_a_pipe_gets_no_colour_and_no_table(unl: Unl) -> None:
    for argv in (["search"], ["check"], ["show", "sails"], ["dedupe"]):
        assert b"\x1b" not in process(*argv, folder=unl.folder).stdout


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "0"}, False),
    ],
)
def test_colour_is_a_matter_of_the_environment(unl: Unl, environment: dict[str, str], coloured: bool) -> None:
    found = process("search", "--format", "table", folder=unl.folder, **environment)
    assert (b"\x1b[" in found.stdout) == coloured
    error = process("search", "-l", "no.bib", folder=unl.folder, **environment)
    assert (b"\x1b[" in error.stderr) == coloured


def test_inside_actions_check_annotates(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={One Thing}}\n@misc{a, title={Something Else}}\n")
    done = process("check", folder=unl.folder, GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert done.stdout.startswith(b"::error file=library.bib,line=2,title=K001 repeated-key::")


@pytest.mark.usefixtures("lib")
def test_names_in_the_documents_bytes(unl: Unl) -> None:
    unl.ok("edit", "sails", "--set", "title=日本語 🎈 Ñandú")
    assert "日本語 🎈 Ñandú" in process("search", "日本語", folder=unl.folder).stdout.decode()


@posix
def test_a_file_name_that_is_no_text_is_told(unl: Unl) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"unlcli", b"search", b"-l", b"no\xff.bib"],
        cwd=unl.folder, capture_output=True, timeout=30,
    )  # fmt: skip
    assert done.returncode == 3
    assert done.stderr.startswith(b"unl: error: no")


@posix
def test_a_library_from_a_pipe_is_refused_in_a_line(unl: Unl) -> None:
    os.mkfifo(unl.folder / "pipe.bib")
    done = process("search", "-l", "pipe.bib", folder=unl.folder)
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1


@pytest.mark.usefixtures("lib")
@posix
def test_two_commands_at_once_lose_nothing(unl: Unl) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "unlcli", "add", "--title", f"{word} Knots", "--year", "2020"],
            cwd=unl.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for word in ("Granny", "Reef", "Overhand", "Monkey")
    ]  # fmt: skip
    for process_ in running:
        process_.communicate(timeout=60)
    assert [process_.returncode for process_ in running] == [0] * 4
    assert len(unl.listed()) == len(KEYS) + 4


@pytest.mark.usefixtures("lib")
@posix
def test_on_a_terminal_search_is_a_table(unl: Unl) -> None:
    terminal = Terminal(unl.folder, ["search"])
    assert terminal.end() == 0
    assert re.search(r"Title +Authors +Venue +Year +Key", terminal.text)
    assert re.search(r"Sails +Byte +arXiv +2021 +P +byte2021sails", terminal.text)
    assert all(len(line) <= 100 for line in terminal.text.splitlines())


@pytest.mark.usefixtures("lib")
@posix
def test_a_terminal_has_colour_unless_it_is_dumb(unl: Unl) -> None:
    for environment, coloured in (({"NO_COLOR": ""}, True), ({"NO_COLOR": "", "TERM": "dumb"}, False), ({}, False)):
        terminal = Terminal(unl.folder, ["search"], **environment)
        assert terminal.end() == 0
        assert ("\x1b[" in terminal.text) == coloured


@posix
def test_a_table_has_twenty_rows_unless_asked(unl: Unl) -> None:
    unl.write("library.bib", "".join(f"@misc{{k{n:02}, title={{Paper {n}}}}}\n" for n in range(30)))
    terminal = Terminal(unl.folder, ["search"])
    assert terminal.end() == 0
    assert "k19" in terminal.text
    assert "k20" not in terminal.text
    assert "10 more (--limit 0 shows all)" in terminal.text


HOSTILE = "\x1b]0;owned\x07 \x1b[2J \u202egnp [bold]x[/bold] \x9b31m"


@posix
@pytest.mark.parametrize(
    "argv",
    [["search"], ["search", "-f", "bibtex"], ["show", "a", "-f", "bibtex"], ["show", "a"], ["export"], ["export", "-f", "bibtex"],
     ["remove", "a", "--dry-run"], ["search", "-f", "lines"]],
)  # fmt: skip
def test_nothing_in_a_library_commands_the_terminal(unl: Unl, argv: list[str]) -> None:
    unl.write("library.bib", f"@misc{{a,\n  title = {{{HOSTILE}}},\n\tyear = 2020,\n}}\n\n@misc{{b, title = {{B}}}}\n")
    terminal = Terminal(unl.folder, argv)
    assert terminal.end() == 0
    assert not set(terminal.text) & set("\x1b\x07\u202e\x9b")


@pytest.mark.usefixtures("lib")
@posix
def test_add_asks_for_what_a_paper_has(unl: Unl) -> None:
    terminal = Terminal(unl.folder, ["add"])
    for question, answer in (
        ("Title: ", "Bowlines } of Power"),
        ("Authors", "A. One, B. Two"),
        ("Year: ", "2024"),
        ("Venue: ", "Findings of ACL"),
        ("Links or identifiers: ", "2401.00001"),
        ("Code: ", ""),
        ("Categories", "Survey; Benchmark > Text"),
    ):
        terminal.until(question).send(answer)
    assert terminal.end() == 0
    assert "added one2024bowlines" in terminal.text
    entry = unl.entry("one2024bowlines")
    assert (entry["title"], entry["authors"], entry["venue"]) == (
        "Bowlines } of Power",
        ["A. One", "B. Two"],
        "Findings of ACL",
    )
    assert (entry["url"], entry["code"]) == ("https://arxiv.org/abs/2401.00001", [])
    assert entry["categories"] == ["Survey", "Benchmark > Text"]


@pytest.mark.usefixtures("lib")
@posix
def test_add_asks_only_for_what_was_not_given(unl: Unl) -> None:
    terminal = Terminal(
        unl.folder, ["add", "--year", "2024", "--author", "Ann One", "--venue", "ICML", "--category", "X"]
    )
    terminal.until("Title: ").send("Bowlines").until("Links or identifiers: ").send("").until("Code: ").send("")
    assert terminal.end() == 0
    assert "Year: " not in terminal.text
    assert unl.entry("one2024bowlines")["categories"] == ["X"]


@pytest.mark.usefixtures("lib")
@posix
def test_a_wrong_answer_is_told_and_asked_again(unl: Unl) -> None:
    terminal = Terminal(unl.folder, ["add", "--author", "Ann One", "--venue", "ICML"])
    terminal.until("Title: ").send("Bowlines").until("Year: ").send("soon").until("'soon' is no year").send("2024")
    terminal.until("Links or identifiers: ").send("nothing").until("is no web link").send("").until("Code: ").send("")
    terminal.until("Categories").send("A > ; B").until("cannot be a category's name").send("A > B")
    assert terminal.end() == 0
    entry = unl.entry("one2024bowlines")
    assert (entry["year"], entry["url"], entry["categories"]) == ("2024", "", ["A > B"])


@posix
def test_without_a_title_nothing_is_added(unl: Unl, lib: Path) -> None:
    terminal = Terminal(unl.folder, ["add"]).until("Title: ").send("")
    assert terminal.end() == 2
    assert "the title is empty" in terminal.text
    assert lib.read_text() == LIBRARY


@pytest.mark.usefixtures("lib")
@posix
@pytest.mark.parametrize(
    ("answer", "removed"), [("y", True), ("YES", True), ("n", False), ("", False), ("maybe", False)]
)
def test_remove_by_words_shows_and_asks_once(unl: Unl, answer: str, removed: bool) -> None:
    terminal = Terminal(unl.folder, ["remove", "sails"])
    terminal.until("remove byte2021sails? [y/N] ")
    assert "-  title = {Sails},\n" in terminal.text
    terminal.send(answer)
    assert terminal.end() == 0
    assert ("byte2021sails" not in unl.listed()) == removed
    assert ("nothing was changed" in terminal.text) != removed


@posix
def test_merge_asks_once_for_all_groups(unl: Unl) -> None:
    entry = "@misc{%s,\n  title = {%s},\n  author = {Byte, Bob},\n  doi = {10.1/%s},\n}\n\n"
    unl.write(
        "library.bib",
        "".join(entry % (key, word, word) for word in ("Jibs", "Sails") for key in (word + "1", word + "2")),
    )
    terminal = Terminal(unl.folder, ["dedupe", "--merge"])
    terminal.until("merge 2 groups? [y/N] ").send("y")
    assert terminal.end() == 0
    assert terminal.text.count("[y/N]") == 1
    assert unl.listed() == ["Jibs1", "Sails1"]


@posix
def test_groups_are_decided_one_at_a_time(unl: Unl) -> None:
    entry = "@misc{%s,\n  title = {%s},\n  author = {Byte, Bob},\n  doi = {10.1/%s},\n}\n\n"
    text = "".join(entry % (key, word, word) for word in ("Jibs", "Sails") for key in (word + "1", word + "2"))
    unl.write("library.bib", text)
    terminal = Terminal(unl.folder, ["dedupe", "-i"])
    terminal.until("1 of 2: [m]erge, [n]ot the same, [s]kip (Enter), [o]pen, [?] help, [q]uit: ").send("n")
    assert terminal.until("2 of 2: ").send("m").end() == 0
    assert "Jibs1 (library.bib:1)   Jibs2 (library.bib:7)\n" in terminal.text
    assert unl.listed() == ["Jibs1", "Jibs2", "Sails1"]
    unl.ok("undo")
    assert unl.read() == text


@posix
def test_a_terminal_shows_groups_side_by_side_and_marks_what_differs(unl: Unl) -> None:
    unl.write(
        "library.bib",
        "@misc{a, title = {Sails}, author = {Byte, Bob}, year = 2020, doi = {10.1234/s}}\n\n"
        "@misc{b, title = {Sails}, author = {Byte, B.}, year = 2021, doi = {10.1234/s}}\n",
    )
    terminal = Terminal(unl.folder, ["dedupe"], NO_COLOR="")
    assert terminal.end() == 1
    assert "\x1b[1;33m2020\x1b[0m" in terminal.text
    assert "\x1b[1;33mSails" not in terminal.text


@pytest.mark.usefixtures("lib")
@posix
def test_yes_does_not_ask(unl: Unl) -> None:
    terminal = Terminal(unl.folder, ["remove", "sails", "--yes"])
    assert terminal.end() == 0
    assert "[y/N]" not in terminal.text
    assert "byte2021sails" not in unl.listed()


@pytest.mark.usefixtures("lib")
@posix
def test_told_exactly_it_does_not_ask(unl: Unl) -> None:
    terminal = Terminal(unl.folder, ["remove", "byte2021sails"])
    assert terminal.end() == 0
    assert "[y/N]" not in terminal.text


@posix
def test_ctrl_c_at_a_question_touches_nothing(unl: Unl, lib: Path) -> None:
    terminal = Terminal(unl.folder, ["remove", "sails"])
    terminal.until("[y/N] ")
    os.kill(terminal._process.pid, signal.SIGINT)
    assert terminal.end() == 130
    assert lib.read_text() == LIBRARY


#: What an editor does before it waits for a signal, and after one that it knows.
EDITOR = """
import os, pathlib, signal, sys, time
file, wanted = pathlib.Path(sys.argv[-1]), set(sys.argv[1].split(",")) - {""}
caught = set()
for name in wanted:
    signal.signal(getattr(signal, name), lambda number, _: caught.add(signal.Signals(number).name))
file.write_text(file.read_text().replace("Sails", "Jibs"))
print("editing", flush=True)
limit = time.monotonic() + 20
while caught != wanted or not wanted:
    assert time.monotonic() < limit
    time.sleep(0.01)
file.write_text(file.read_text() + "\\n")
"""


def _in_editor(unl: Unl, signals: str, tmp_path: Path) -> Terminal:
    (tmp_path / "editor.py").write_text(EDITOR)
    (tmp_path / "scratch").mkdir()
    editor = f'"{sys.executable}" "{tmp_path / "editor.py"}" "{signals}"'
    terminal = Terminal(
        unl.folder, ["edit", "byte2021sails"], EDITOR=editor, TMPDIR=str(tmp_path / "scratch"), COLUMNS="1000"
    )
    return terminal.until("editing")


def _kept(terminal: Terminal, tmp_path: Path) -> str:
    (kept,) = (tmp_path / "scratch").rglob("*.bib")
    assert f"your text is kept in {kept}" in terminal.text
    return kept.read_text()


@posix
def test_ctrl_c_in_an_editor_is_the_editors(unl: Unl, lib: Path, tmp_path: Path) -> None:
    terminal = _in_editor(unl, "SIGINT,SIGQUIT", tmp_path)
    for number in (signal.SIGINT, signal.SIGQUIT):
        os.killpg(terminal._process.pid, number)
    assert terminal.end() == 0, terminal.text
    assert lib.read_text() == LIBRARY.replace("{Sails}", "{Jibs}")
    assert list((tmp_path / "scratch").iterdir()) == []


@posix
def test_ctrl_c_that_ends_an_editor_keeps_what_it_saved(unl: Unl, lib: Path, tmp_path: Path) -> None:
    terminal = _in_editor(unl, "", tmp_path)
    os.killpg(terminal._process.pid, signal.SIGINT)
    assert terminal.end() == 130
    assert "{Jibs}" in _kept(terminal, tmp_path)
    assert lib.read_text() == LIBRARY


@posix
def test_unl_told_to_end_while_an_editor_runs_lets_it_save(unl: Unl, lib: Path, tmp_path: Path) -> None:
    terminal = _in_editor(unl, "SIGTERM", tmp_path)
    terminal._process.send_signal(signal.SIGTERM)
    assert terminal.end() == 128 + signal.SIGTERM
    kept = _kept(terminal, tmp_path)
    assert "{Jibs}" in kept
    assert kept.endswith("}\n\n")  # written once more, after the signal
    assert lib.read_text() == LIBRARY


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_while_python_goes_down_changes_nothing(unl: Unl, name: str) -> None:
    program = (
        f"import atexit, os, signal, sys; atexit.register(os.kill, os.getpid(), signal.{name});"
        "from unlcli.__main__ import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "nope"], cwd=unl.folder, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)


def test_a_second_interrupt_ends_as_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("unlcli.cli.app.main", interrupted)
    assert __main__.main(["config"]) == 130
