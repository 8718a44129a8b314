"""`unl search` with and without the option parser: both lanes say the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import Result, Unl

from unlcli.cli import app, fast_lane
from unlcli.cli.typer_classes import LazyCommand, options_of

#: What the fast lane does by itself.
TAKEN = [
    ["--version"],
    ["-V"],
    ["search"],
    ["search", "sails"],
    ["search", "author:byte", "-has:doi", "-llm"],
    ["search", "author:byte", "--", "-sails", "--json"],
    ["search", "--limit", "1"],
    ["search", "-n", "0", "--limit=2"],
    ["search", "-n", "01"],
    ["search", "--format", "keys"],
    ["search", "-f", "bibtex", "sails"],
    ["search", "-f", "markdown", "knots"],
    ["search", "-f", "table"],
    ["search", "-f", "csl-json", "ropes"],
    ["search", "--json", "ropes"],
    ["search", "--json", "-f", "keys"],
    ["search", "--json", "xyzzyxyzzy"],
    ["search", "-f", "nope"],
    ["search", "--format="],
    ["search", "--sort", "title"],
    ["search", "--sort=-year"],
    ["search", "--sort", "nope"],
    ["search", "--no-cache", "sails"],
    ["search", "--encoding", "latin-1", "ropes"],
    ["search", "--encoding", "nope", "ropes"],
    ["search", "-l", "library.bib", "ropes"],
    ["search", "--library=missing.bib"],
    ["search", "-l", "folder", "ropes"],
    ["search", "--yes", "-y", "--dry-run", "ropes"],
    ["search", "--open", "--dry-run", "sails"],
    ["search", "--code", "--dry-run", "knots"],
    ["search", "--code", "--dry-run", "sails"],
    ["search", "xyzzyxyzzy"],
    ["search", "year:abc"],
    ["search", "ropes", "theorem", "OR", '"unclosed'],
    ["search", ""],
    ["search", "-n5", "-", "-5"],
    ["search", "10.1234/abc_d"],
    ["search", "knots", "theorem"],
    ["search", "-f", "KEYS", "knots"],
    ["search", "--json", "--open", "knots"],
]
#: Options of all commands, which the other lane takes.
OF_ALL = {"--quiet", "--verbose", "--debug", "--color", "--no-pager"}
#: What it leaves to the other lane.
LEFT = [
    [],
    ["--help"],
    ["--version", "search"],
    ["nope"],
    ["show", "sails"],
    ["search", "-h"],
    ["search", "sails", "--help"],
    ["search", "--nope"],
    ["search", "--limit"],
    ["search", "--limit", "x"],
    ["search", "-n", "-1"],
    ["search", "-n", "²"],
    ["search", "-n", "99999999999"],
    ["search", "--json=yes"],
    ["search", "--help=me"],
    ["search", "--quiet", "sails"],
    ["search", "--color", "never", "sails"],
    ["--verbose", "search", "sails"],
]


def other(unl: Unl, argv: list[str]) -> Result:
    return unl(*argv)


def fast(unl: Unl, argv: list[str]) -> Result:
    run = fast_lane.prepared(argv)
    assert run is not None
    unl._capsys.readouterr()
    code = run()
    return Result(code, *unl._capsys.readouterr())


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("argv", TAKEN, ids=" ".join)
def test_both_lanes_say_the_same(unl: Unl, argv: list[str]) -> None:
    (unl.folder / "folder").mkdir()
    result = fast(unl, argv)
    assert result == other(unl, argv)
    assert "this is a bug" not in result.err


@pytest.mark.parametrize("argv", [["search", "potter"], ["search", "-n", "1", "-f", "keys"], ["search", "xyzzyxyzzy"]])
def test_without_a_library_both_say_which_they_read(unl: Unl, argv: list[str]) -> None:
    result = fast(unl, argv)
    assert result == other(unl, argv)
    assert "no library here" in result.err


@pytest.mark.parametrize("settings", ['library = "other.bib"\n', "nope = 1\n", "not TOML\n", 'encoding = "cp1252"\n'])
def test_settings_count_in_both(unl: Unl, settings: str) -> None:
    unl.write("unl.toml", settings)
    unl.write("other.bib", b"@misc{a,\n  title = {Caf\xe9},\n}\n")
    assert fast(unl, ["search", "cafe"]) == other(unl, ["search", "cafe"])


@pytest.mark.parametrize("argv", LEFT, ids=" ".join)
def test_what_is_not_plain_is_left_to_the_option_parser(argv: list[str]) -> None:
    assert fast_lane.prepared(argv) is None


def test_completion_is_left_to_the_option_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_UNL_COMPLETE", "complete_bash")
    assert fast_lane.prepared(["search", "sails"]) is None


def test_on_windows_patterns_are_left_to_what_expands_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_lane, "_IS_WINDOWS", True)
    assert fast_lane.prepared(["search", "*.bib"]) is None
    assert fast_lane.prepared(["search", "sails"]) is not None


def test_the_options_are_those_of_the_command() -> None:
    command = LazyCommand("search").whole
    by_name = {name: option for option in command.params for name in option.opts}
    flags, valued = options_of(command.params)
    assert set(fast_lane.FLAGS) == flags - OF_ALL
    assert set(fast_lane.VALUED) == valued - OF_ALL
    for name, field in (fast_lane.FLAGS | fast_lane.VALUED).items():
        assert field == by_name[name].name or (field == "" and by_name[name].hidden)


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (BrokenPipeError, 0), (SystemExit(143), 143)])
def test_both_end_alike_from_outside(
    unl: Unl, monkeypatch: pytest.MonkeyPatch, error: type[BaseException] | BaseException, code: int
) -> None:
    from unlcli.cli import searching

    def ended(*_: object) -> None:
        raise error

    monkeypatch.setattr(searching, "run", ended)
    assert fast(unl, ["search"]) == other(unl, ["search"]) == Result(code, "", "")


@pytest.mark.usefixtures("lib")
def test_a_bug_is_reported_by_both(unl: Unl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import tempfile

    from unlcli.cli import searching

    def fail(*_: object) -> None:
        raise RuntimeError("fell")

    monkeypatch.setattr(searching, "run", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for lane in (fast, other):
        result = lane(unl, ["search", "two words"])
        assert (result.code, result.out) == (70, "")
        report = Path(result.err.rpartition("a report is in ")[2].partition(";")[0])
        assert "['search', 'two words']" in report.read_text()


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("argv", [["search", "sails"], ["--version"], ["--help"], ["show", "sails"]], ids=" ".join)
@pytest.mark.usefixtures("unl")
def test_a_reader_that_is_gone_before_the_first_line_is_no_error(lib: Path, argv: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "unlcli", *argv], cwd=lib.parent, stdout=writer, stderr=subprocess.PIPE, timeout=60
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name != "posix", reason="file descriptors of POSIX")
@pytest.mark.usefixtures("unl")
def test_output_that_was_closed_from_the_start_is_no_error(lib: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"'{sys.executable}' -m unlcli search sails >&-"],
        cwd=lib.parent, stderr=subprocess.PIPE, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_version_needs_no_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    run = fast_lane.prepared(["--version"])
    assert run is not None
    assert run() == 0
    assert app.main(["--version"]) == 0
