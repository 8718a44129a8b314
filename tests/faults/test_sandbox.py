"""The judgement itself: what would be wrong is seen."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import COMMANDS, Command
from runner import KILLED, Outcome
from sandbox import Case, Sandbox

pytestmark = pytest.mark.skipif(os.name != "posix", reason="faults are done in forks, by POSIX calls and signals")
EDIT = next(command for command in COMMANDS if command.name == "edit")
ERROR = "unl: error: library.bib: cannot be written; it was not touched\n"


def _halve(folder: Path) -> None:
    library = folder / "work" / "library.bib"
    library.write_bytes(library.read_bytes()[:100])


def _open_to_all(folder: Path) -> None:
    (folder / "work" / "library.bib").chmod(0o666)


def _leave_a_file(folder: Path) -> None:
    (folder / "work" / "library.bib~").write_bytes(b"")


def _leave_a_temporary_file(folder: Path) -> None:
    (folder / "work" / ".library.bib.12345678.other-tmp").write_bytes(b"")


def _leave_state(folder: Path) -> None:
    (folder / "state" / "history" / "1.tmp").write_bytes(b"")


def _lose_the_history(folder: Path) -> None:
    for step in (folder / "state" / "history").rglob("*.json"):
        step.unlink()


def _nothing(folder: Path) -> None:
    assert folder.exists()


@pytest.mark.parametrize(
    ("fault", "code", "said", "damage", "complaint"),
    [
        ("SIGKILL", KILLED, "", _nothing, ""),
        ("SIGKILL", KILLED, "", _halve, "neither old nor new"),
        ("SIGKILL", KILLED, "", _open_to_all, "neither old nor new: library.bib: mode 666"),
        ("SIGKILL", KILLED, "", _leave_a_file, "neither old nor new: library.bib~"),
        ("SIGKILL", KILLED, "", _leave_a_temporary_file, "after the next command"),
        ("SIGKILL", KILLED, "", _leave_state, "1.tmp is left"),
        ("SIGKILL", KILLED, "", _lose_the_history, "a second undo"),
        ("SIGKILL", 0, "", _nothing, "not documented"),
        ("EIO", 3, ERROR, _nothing, ""),
        ("EIO", 0, "unl: edited adams2020knots\n", _nothing, "success was told, and nothing was written"),
        ("EIO", 3, "", _nothing, "not told in one line"),
        ("EIO", 3, ERROR + ERROR, _nothing, "not told in one line"),
        ("EIO", 70, "Traceback (most recent call last):\n", _nothing, "a traceback"),
        ("SIGINT", 130, "", _nothing, ""),
        ("SIGINT", 3, ERROR, _nothing, "not documented"),
    ],
)
def test_the_judgement_on_an_old_file(
    sandbox_of: Callable[[Command], Sandbox],
    fault: str,
    code: int,
    said: str,
    damage: Callable[[Path], None],
    complaint: str,
) -> None:
    sandbox = sandbox_of(EDIT)
    sandbox.set_back()
    damage(sandbox.folder)
    found = sandbox.judged(Case("edit", 1, "write", "library.bib", fault), Outcome(code, "", said, ""))
    assert complaint in "\n".join(found)
    assert bool(found) == bool(complaint)


@pytest.mark.parametrize(
    ("code", "said", "complaint"),
    [
        (0, "unl: edited adams2020knots\n", ""),
        (3, "unl: error: library.bib: holds the change, but the disk did not confirm it\n", ""),
        (3, ERROR, "the command says that it was not written"),
        (0, "unl: edited adams2020knots\nunl: error: but\n", "success was told with an error"),
        (0, "warning: filelock\n", "success was told with an error"),
    ],
)
def test_the_judgement_on_a_new_file(
    sandbox_of: Callable[[Command], Sandbox], code: int, said: str, complaint: str
) -> None:
    sandbox = sandbox_of(EDIT)
    sandbox.set_back()
    assert sandbox.undisturbed().code == 0
    found = sandbox.judged(Case("edit", 1, "fsync", "library.bib", "EIO"), Outcome(code, "", said, ""))
    assert complaint in "\n".join(found)
    assert bool(found) == bool(complaint)
