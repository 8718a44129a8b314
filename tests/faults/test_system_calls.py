"""The same faults one floor below: strace lets system calls of the unchanged program fail, or kills it at one of them."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commands import COMMANDS, Command
from runner import Outcome, environment
from sandbox import Case, Sandbox
from watched import FAULTS

pytestmark = pytest.mark.needs("strace")
#: System calls to the kinds of call that `watched` knows.
_KINDS = {
    "openat": "open", "write": "write", "ftruncate": "truncate", "fsync": "fsync", "fdatasync": "fsync", "flock": "flock",
    "rename": "rename", "renameat": "rename", "renameat2": "exchange", "link": "link", "linkat": "link",
    "unlink": "unlink", "unlinkat": "unlink", "mkdir": "mkdir", "mkdirat": "mkdir",
    "chmod": "chmod", "fchmod": "chmod", "fchmodat": "chmod", "utimensat": "utime",
}  # fmt: skip
_INJECTED = {"SIGKILL": "signal=KILL", **{name: f"error={name}" for name in ("ENOSPC", "EIO", "EACCES", "ENOSYS")}}


def test_some_system_calls(
    sandbox_of: Callable[[Command], Sandbox], record_property: Callable[[str, object], None]
) -> None:
    sandbox = sandbox_of(_command("edit"))
    kinds = {(case.call, case.fault): case for case in _cases(sandbox)}
    picked = list(kinds.values())[::4]
    assert {case.fault for case in picked} >= {"SIGKILL", "ENOSPC", "EIO", "EACCES"}
    _try(sandbox, picked, record_property)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["edit", "add that makes the file", "export"])
def test_every_system_call(
    sandbox_of: Callable[[Command], Sandbox], record_property: Callable[[str, object], None], name: str
) -> None:
    sandbox = sandbox_of(_command(name))
    _try(sandbox, list(_cases(sandbox)), record_property)


def _command(name: str) -> Command:
    return next(command for command in COMMANDS if command.name == name)


def _cases(sandbox: Sandbox) -> Iterator[Case]:
    """Yield every fault at every system call that the sandbox's command makes in its folders."""
    log = _strace(sandbox)[1]
    counts: Counter[str] = Counter()
    for name, line in re.findall(r"^(?:\d+ +)?(\w+)(\(.*)$", log, re.MULTILINE):
        counts[name] += 1
        if name in _KINDS and _file(sandbox, line):
            for fault in FAULTS[_kind(name, line)]:
                if fault in _INJECTED:
                    yield Case(sandbox.command.name, counts[name], name, _file(sandbox, line), fault)


def _kind(name: str, line: str) -> str:
    if name == "openat" and re.search("O_CREAT|O_WRONLY|O_RDWR", line):
        return "create"
    if name == "flock" and "LOCK_UN" in line:
        return "unlock"
    return _KINDS[name]


def _file(sandbox: Sandbox, line: str) -> str:
    """Return the last file in our folders that a line names; those it opened are named behind their number."""
    place = re.escape(str(sandbox.folder))
    found = re.findall(rf'(?:{place}/|")((?:work|state)(?:/[^">]*)?)[">]', line)
    return re.sub(r"(?<=\.)[\w-]{8}(?=\.unl-tmp)", "*", found[-1]) if found else ""


def _try(sandbox: Sandbox, cases: list[Case], record_property: Callable[[str, object], None]) -> None:
    complaints = []
    for case in cases:
        done, log = _strace(sandbox, case)
        assert re.search(r"INJECTED|killed by SIGKILL", log), f"{case}: the call was never made"
        complaints += sandbox.judged(case, done)
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(case.fault for case in cases).most_common())
    record_property("figure", f"{len(cases)} faults at system calls ({kinds})")
    if complaints:
        pytest.fail(f"{len(complaints)} complaints\n" + "\n".join(complaints), pytrace=False)


def _strace(sandbox: Sandbox, case: Case | None = None) -> tuple[Outcome, str]:
    """Run the sandbox's command, newly started, and return how it ended and what it asked the system for."""
    sandbox.set_back()
    log = sandbox.folder / "streams" / "strace"
    # What a system lacks it lacks always.
    when = "1+" if case and case.fault == "ENOSYS" else str(case.at) if case else ""
    fault = ["-e", f"inject={case.call}:{_INJECTED[case.fault]}:when={when}"] if case else []
    done = subprocess.run(
        ["strace", "-f", "-y", "-o", str(log), "-e", f"trace={','.join(_KINDS)}", *fault,
         sys.executable, "-B", "-m", "unlcli", *sandbox.argv],
        cwd=sandbox.folder, env={**os.environ, **environment(sandbox.folder), "PYTHONHASHSEED": "0"},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout, done.stderr, ""), Path(log).read_text(encoding="utf-8")
