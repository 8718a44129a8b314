"""An editor that takes no lock and saves while a command runs: neither loses what the other wrote.

What can be promised without a lock on both sides: a command puts its file in place in one step and looks at what it
took away; if that is not what it had read, it gives it back and says so. An editor has a gap of its own between its last
look and its save. The one that replaces files here sees what it took away too, so that what it overwrote in its own gap
is known and not counted against the command. The one that writes in place writes into the file that it looked at, so
it can overwrite nobody's; if the name stands for another file once it is done, its save has missed, and it tries again.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from unlcli.cli.app import main
from unlcli.store import replacement
from unlcli.store.exchange import exchange

WORKER = Path(__file__).with_name("sharing_worker.py")
OLD = b"% A list.\n@misc{m,\n  title = {First},\n}\n"
EDITED = OLD + b"% by an editor\n"

on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace a file that is open")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UNL_STATE_DIR", str(tmp_path / "state"))
    path = tmp_path / "shared" / "library.bib"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def beside(library: Path) -> list[str]:
    return [path.name for path in library.parent.iterdir() if path != library]


# An editor in a loop


class ReplacingEditor:
    """Saves as vim and VS Code do: a temporary file that takes the library's place."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._temporary = library.parent.parent / "editor.tmp"
        self.overwritten: list[bytes] = []

    def save(self, line: bytes) -> bool:
        text = self._library.read_bytes()
        time.sleep(0.004)
        self._temporary.write_bytes(text + line)
        if self._library.read_bytes() != text:
            return False
        assert exchange(self._temporary, self._library), "this file system cannot exchange two files"
        if (taken := self._temporary.read_bytes()) != text:
            self.overwritten.append(taken)
        return True


class InPlaceEditor:
    """Saves as nano does: the file is emptied and written anew."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self.overwritten: list[bytes] = []

    def save(self, line: bytes) -> bool:
        with self._library.open("r+b") as file:
            text = file.read()
            time.sleep(0.004)
            file.seek(0)
            if file.read() != text:
                return False
            os.ftruncate(file.fileno(), 0)
            os.pwrite(file.fileno(), text + line, 0)
            return os.path.samestat(os.fstat(file.fileno()), self._library.stat())


@on_posix
@pytest.mark.parametrize("rounds", [20, pytest.param(200, marks=pytest.mark.slow)], ids=["sample", "full"])
@pytest.mark.parametrize("kind", [ReplacingEditor, InPlaceEditor])
def test_an_editor_and_a_command_in_loops_lose_nothing(
    library: Path,
    kind: type[ReplacingEditor] | type[InPlaceEditor],
    rounds: int,
    record_property: Callable[[str, object], None],
) -> None:
    editor = kind(library)
    saved: list[bytes] = []
    command = [sys.executable, str(WORKER), str(library), "x", str(rounds), "add"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        for attempt in itertools.count():
            line = b"%% editor %d\n" % attempt
            if editor.save(line):
                saved.append(line)
            # many saves in a short time, so that some fall into a command, and now and then a while without any
            time.sleep(0.3 if attempt % 12 == 11 else 0.003 * (attempt % 5))
            if child.poll() is not None:
                break
        assert child.stdout is not None
        done = json.load(child.stdout)
    assert {command["code"] for command in done} <= {0, 3}
    assert all("changed by another program" in command["said"] for command in done if command["code"] == 3)
    added = [b"{Writer x number %d}" % number for number, command in enumerate(done) if command["code"] == 0]
    final = library.read_bytes()
    assert final.startswith(OLD)
    assert [line for line in saved if final.count(line) != 1] == []
    lost = [title for title in added if final.count(title) != 1]
    assert [title for title in lost if not any(title in taken for taken in editor.overwritten)] == []
    assert beside(library) == []
    assert added
    assert saved
    record_property(
        "figure",
        f"{len(saved)} saves of an editor and {len(added)} adds there, {rounds - len(added)} adds refused, "
        f"{len(lost)} overwritten by the editor itself",
    )


# Moments of a save


def replace_with(data: bytes) -> Callable[[Path], None]:
    def act(library: Path) -> None:
        temporary = library.parent.parent / "editor.tmp"
        temporary.write_bytes(data)
        os.replace(temporary, library)

    return act


def touch(library: Path) -> None:
    os.utime(library, ns=(1, 1))


def make_a_folder(library: Path) -> None:
    library.unlink()
    library.mkdir()


def state_of(library: Path) -> object:
    return sorted(library.iterdir()) if library.is_dir() else library.read_bytes() if library.exists() else None


CHANGES: dict[str, Callable[[Path], None]] = {
    "replaced": replace_with(EDITED),
    "replaced by as many bytes": replace_with(OLD.replace(b"First", b"Worst")),
    "written in place": lambda library: library.write_bytes(EDITED) and None,
    "emptied": lambda library: library.write_bytes(b"") and None,
    "deleted": lambda library: library.unlink(),
    "made a folder": make_a_folder,
}
NO_CHANGES: dict[str, Callable[[Path], None]] = {
    "touched": touch,
    "replaced by the same": replace_with(OLD),
    "written with the same": lambda library: library.write_bytes(OLD) and None,
}
COMMANDS = {
    "add": ["add", "--title", "Second"],
    "edit": ["edit", "m", "--set", "note=x"],
    "remove": ["remove", "m"],
}


def before_the_last_look(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """The new bytes are known, and the file that is to hold them is being made."""
    real = tempfile.mkstemp

    def acted(*arguments: object, **named: object) -> object:
        monkeypatch.setattr(tempfile, "mkstemp", real)
        act()
        return real(*arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(tempfile, "mkstemp", acted)


def around_the_exchange(
    monkeypatch: pytest.MonkeyPatch, before: Callable[[], None], after: Callable[[], object]
) -> None:
    """Have something happen just before and just after the new file and the library trade places for the first time."""
    real = replacement.exchange

    def acted(one: Path, other: Path) -> bool:
        monkeypatch.setattr(replacement, "exchange", real)
        before()
        done = real(one, other)
        after()
        return done

    monkeypatch.setattr(replacement, "exchange", acted)


def after_the_last_look(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """The file was what it had been, and is about to be replaced."""
    around_the_exchange(monkeypatch, act, lambda: None)


MOMENTS = {
    "before the last look": before_the_last_look,
    "after the last look": pytest.param(
        after_the_last_look, marks=pytest.mark.skipif(os.name == "nt", reason="Windows cannot exchange two files")
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    change: str,
    moment: Callable[[pytest.MonkeyPatch, Callable[[], None]], None],
    command: str,
) -> None:
    left: list[object] = []

    def act() -> None:
        CHANGES[change](library)
        left.append(state_of(library))

    moment(monkeypatch, act)
    code = main([*COMMANDS[command], "-l", str(library)])
    said = capsys.readouterr().err
    assert len(left) == 1
    assert code == 3, said
    assert [state_of(library)] == left
    assert said.startswith(f"unl: error: {library}: ")
    assert said.count("\n") == 1
    assert said.endswith(")\n"), "it says what to do"
    assert beside(library) == []


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize("change", NO_CHANGES)
def test_a_file_that_holds_the_same_is_the_same(
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
    moment: Callable[[pytest.MonkeyPatch, Callable[[], None]], None],
    command: str,
) -> None:
    acted: list[str] = []

    def act() -> None:
        NO_CHANGES[change](library)
        acted.append(change)

    moment(monkeypatch, act)
    assert main([*COMMANDS[command], "-l", str(library)]) == 0
    assert acted == [change]
    wanted = {"add": b"{Second}", "edit": b"note = {x}", "remove": b"% A list.\n"}[command]
    assert wanted in library.read_bytes()
    assert (b"@misc{m," in library.read_bytes()) == (command != "remove")
    assert beside(library) == []


@pytest.mark.parametrize("change", ["made", "made a folder"])
def test_a_library_that_somebody_else_makes_first_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    library = tmp_path / "library.bib"
    before_the_last_look(
        monkeypatch, lambda: library.mkdir() if change == "made a folder" else replace_with(OLD)(library)
    )
    assert main(["add", "--title", "Second", "-l", str(library)]) == 3
    assert state_of(library) == ([] if change == "made a folder" else OLD)
    assert beside(library) == []
    assert str(library) in capsys.readouterr().err


@on_posix
def test_of_an_editor_that_saves_twice_the_later_version_stays(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once after the command's last look, and once more before it gives back what it took away."""
    later = EDITED + b"% and once more\n"
    around_the_exchange(monkeypatch, lambda: replace_with(EDITED)(library), lambda: replace_with(later)(library))
    assert main([*COMMANDS["add"], "-l", str(library)]) == 3
    assert library.read_bytes() == later
    assert beside(library) == []


@on_posix
def test_another_user_who_comes_in_the_midst_of_giving_back_does_no_harm(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library has the new text for a moment, and the editor's has the name of a temporary file that nobody may clean."""
    others: list[subprocess.Popen[bytes]] = []

    def come() -> None:
        command = [sys.executable, "-m", "unlcli", "add", "--title", "Third", "-l", str(library)]
        environment = {**os.environ, "UNL_STATE_DIR": str(tmp_path / "state of another")}
        others.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE))
        stream = others[0].stderr
        assert stream is not None
        stream.readline()  # that it waits, or what it did

    around_the_exchange(monkeypatch, lambda: replace_with(EDITED)(library), come)
    assert main([*COMMANDS["add"], "-l", str(library)]) == 3
    _, said = others[0].communicate(timeout=60)
    assert others[0].returncode == 0, said
    assert library.read_bytes().startswith(OLD)
    assert library.read_bytes().endswith(EDITED.removeprefix(OLD))
    assert b"{Third}" in library.read_bytes()
    assert b"{Second}" not in library.read_bytes()
    assert beside(library) == []


@on_posix
def test_an_editors_version_is_kept_when_the_new_file_is_deleted_before_it_is_given_back(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around_the_exchange(monkeypatch, lambda: replace_with(EDITED)(library), library.unlink)
    assert main([*COMMANDS["add"], "-l", str(library)]) == 3
    assert library.read_bytes() == EDITED
    assert beside(library) == []


@on_posix
def test_an_editors_version_that_cannot_be_given_back_is_kept_beside(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = replacement.exchange
    calls: list[Path] = []

    def acted(one: Path, other: Path) -> bool:
        calls.append(other)
        if len(calls) > 1:
            raise OSError(5, "Input/output error")
        replace_with(EDITED)(library)
        return real(one, other)

    monkeypatch.setattr(replacement, "exchange", acted)
    assert main([*COMMANDS["add"], "-l", str(library)]) == 3
    assert b"{Second}" in library.read_bytes()
    assert beside(library) == ["library.bib.theirs"]
    assert library.with_name("library.bib.theirs").read_bytes() == EDITED
    assert "the other program's version is in library.bib.theirs" in capsys.readouterr().err
