import os
import platform
from pathlib import Path

import pytest
from cli_runs import Unl

from unlcli import __version__
from unlcli.cli import app

COMMANDS = [
    "search", "show", "open", "add", "import", "edit", "remove", "check", "dedupe", "export", "categories", "undo", "config",
]  # fmt: skip
HARMLESS = {
    "search": ["sails"], "show": ["sails"], "open": ["sails"], "add": ["--title", "T"], "import": ["list.md"],
    "edit": ["sails", "--set", "year=1"], "remove": ["sails"], "check": [], "dedupe": [], "export": [], "categories": [],
    "undo": [], "config": [],
}  # fmt: skip


def test_version(unl: Unl) -> None:
    assert unl.ok("--version").out == f"unl {__version__} (Python {platform.python_version().rstrip('+')})\n"


def test_help_lists_every_command(unl: Unl) -> None:
    out = unl.ok("--help").out
    assert all(f"\n  {command} " in out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(unl: Unl, command: str) -> None:
    out = unl.ok(command, "--help").out
    assert f"  unl {command}" in out
    assert "--library" in out
    assert "--no-" not in out.replace("--no-cache", "").replace("--no-pager", "")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("command", COMMANDS)
def test_dry_run_yes_and_library_are_accepted_everywhere(unl: Unl, command: str) -> None:
    unl.write("list.md", "| Title |\n| --- |\n| Bowlines and Cleats |\n")
    unl.ok("remove", "curl2022ropes")
    before = unl.everything()
    unl.ok(command, *HARMLESS[command], "--dry-run", "--yes", "-l", "library.bib")
    assert unl.everything() == before


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    "argv", [["nope"], ["search", "--nope"], ["show"], ["edit", "--set"], ["search", "-n", "x"], ["remove"]]
)
def test_wrong_usage_is_2(unl: Unl, argv: list[str]) -> None:
    assert " --help)" in unl.refused(2, *argv).err


@pytest.mark.usefixtures("lib")
def test_a_bug_is_one_line_and_a_report(unl: Unl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import tempfile

    from unlcli.store import bibfile

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the \x1b[31mbottom\nfell out")

    monkeypatch.setattr(bibfile.BibFile, "open", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    done = unl("show", "two words")
    assert done.code == 70
    assert done.err.count("\n") == 1
    assert "this is a bug in unl: RuntimeError: " in done.err
    assert "\x1b" not in done.err
    report = Path(done.err.rpartition("a report is in ")[2].partition(";")[0])
    text = report.read_text()
    assert "['show', 'two words']" in text
    assert "Traceback" in text
    unl.env.setenv("UNL_DEBUG", "1")
    assert "Traceback" in unl("show", "a").err


@pytest.mark.usefixtures("lib")
def test_a_bugs_report_holds_no_secrets(unl: Unl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import tempfile

    from unlcli.store import bibfile

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no answer of https://me:pass1234@example.org/?api_key=key567&q=1 for ghp_0123456789")

    monkeypatch.setattr(bibfile.BibFile, "open", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    unl.env.setenv("GITHUB_TOKEN", "ghp_0123456789")
    done = unl("show", "https://you:word9876@example.org/paper?token=abcdef", "--debug")
    (report,) = tmp_path.glob("unl-bug-*.txt")
    for text in (done.err, report.read_text()):
        assert "Traceback" in text
        assert "https://***@example.org/" in text
        assert not [word for word in ("pass1234", "key567", "ghp_", "word9876", "abcdef") if word in text]


@pytest.mark.usefixtures("lib")
def test_a_change_that_would_not_read_back_is_a_bug_and_not_written(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    from unlcli.bibtex import write

    monkeypatch.setattr(write, "value", lambda *_: b"{} } @misc{evil, title = {x}")
    before = unl.everything()
    done = unl("edit", "sails", "--set", "year=1")
    assert done.code == 70
    assert unl.everything() == before


@pytest.mark.usefixtures("unl")
@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (BrokenPipeError, 0)])
def test_ends_from_outside(monkeypatch: pytest.MonkeyPatch, error: type[BaseException], code: int) -> None:
    def ended(**_: object) -> None:
        raise error

    monkeypatch.setattr(app, "app", ended)
    monkeypatch.setattr("sys.stderr", open(os.devnull, "w"))  # noqa: PTH123, SIM115
    assert app.main([]) == code
