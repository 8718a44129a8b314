"""What a system really refuses: a file beyond a limit, folders and files that are read-only. Nothing is simulated here."""

import ctypes
import os
import stat
import subprocess
import sys
from collections.abc import Callable

import pytest
from commands import COMMANDS, LIBRARY, Command
from runner import Outcome, environment
from sandbox import Case, Sandbox

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits and modes are those of POSIX")
SandboxOf = Callable[[Command], Sandbox]


def _commands(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "command", [command for command in COMMANDS if command.name in names], ids=lambda command: command.name
    )


@_commands("add", "undo", "export")
def test_a_limit_on_the_size_of_files(sandbox_of: SandboxOf, command: Command) -> None:
    import resource

    most = len(LIBRARY) // 2
    done = _run(sandbox_of(command), limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    assert done.code == 3, done
    assert not sandbox_of(command).judged(_case(command, "a file beyond the limit"), done)


@_commands("edit", "add that makes the file", "undo that removes the file")
def test_a_read_only_folder(sandbox_of: SandboxOf, command: Command) -> None:
    done = _run(sandbox_of(command), "work", 0o555, _as_anybody)
    assert done.code == 3, done
    assert not sandbox_of(command).judged(_case(command, "a read-only folder"), done)


@_commands("edit", "export")
def test_a_read_only_file(sandbox_of: SandboxOf, command: Command) -> None:
    done = _run(sandbox_of(command), f"work/{command.target}", 0o444, _as_anybody)
    assert done.code == 3, done
    assert not sandbox_of(command).judged(_case(command, "a read-only file"), done)


@_commands("add", "export")
def test_a_folder_that_may_not_be_entered(sandbox_of: SandboxOf, command: Command) -> None:
    done = _run(sandbox_of(command), "work", 0o000, _as_anybody)
    assert done.code == 3, done
    assert not sandbox_of(command).judged(_case(command, "a closed folder"), done)


@_commands("add")
def test_a_state_folder_that_is_read_only(sandbox_of: SandboxOf, command: Command) -> None:
    done = _run(sandbox_of(command), "state", 0o555, _as_anybody)
    assert not sandbox_of(command).judged(_case(command, "a read-only state folder"), done)


def _case(command: Command, fault: str) -> Case:
    return Case(command.name, 0, "any", "any", fault)


def _run(sandbox: Sandbox, name: str = "", mode: int = 0, limit: Callable[[], None] | None = None) -> Outcome:
    """Run the sandbox's command, newly started, under a limit, while a file or folder has another mode."""
    sandbox.set_back()
    path = sandbox.folder / name
    before = stat.S_IMODE(path.stat().st_mode)
    path.chmod(mode if name else before)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "unlcli", *sandbox.argv],
            cwd=sandbox.folder, env=os.environ | environment(sandbox.folder), preexec_fn=limit,
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert stat.S_IMODE(path.stat().st_mode) == (mode if name else before)
    finally:
        path.chmod(before)
    return Outcome(done.returncode, done.stdout, done.stderr, "")


def _as_anybody() -> None:
    """Give up the rights by which root disregards modes; after the start of a program they are gone."""
    if os.geteuid() == 0:
        drop_from_bounds, disregard_modes, read_everything = 24, 1, 2  # linux/prctl.h, linux/capability.h
        libc = ctypes.CDLL(None)
        assert not any(libc.prctl(drop_from_bounds, right, 0, 0, 0) for right in (disregard_modes, read_everything))
