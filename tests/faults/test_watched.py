"""The faults themselves: each does to a call what a system would do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from runner import KILLED

pytestmark = pytest.mark.skipif(os.name != "posix", reason="faults are done in forks, by POSIX calls and signals")
CAREFUL = """
import json, os, sys
import watched
watched.install()
watch = watched.start([sys.argv[1]], int(sys.argv[2]), sys.argv[3], sys.argv[4])
os.chdir(sys.argv[1])
try:
    with open("new", "wb") as file:
        file.write(b"0123456789")
        file.flush()
        os.fsync(file.fileno())
    os.replace("new", "old")
except OSError as error:
    print(error.errno, error.filename, file=sys.stderr)
    try:
        open("more", "wb").write(b"1")
    except OSError as error:
        print(error.errno, file=sys.stderr)
watch.write_calls()
"""
CREATE, WRITE, SYNC, CLOSE, REPLACE = range(1, 6)


def _run(folder: Path, at: int, fault: str) -> tuple[int, str, dict[str, bytes]]:
    """Return how a program ends that meets a fault: exit code, errors, and what its folder holds."""
    work = folder / "work"
    work.mkdir()
    (work / "old").write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", CAREFUL, str(work), str(at), fault, str(folder / "journal")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    errors = done.stderr.replace(str(work), "").replace(os.sep, "/")
    return done.returncode, errors, {file.name: file.read_bytes() for file in sorted(work.iterdir())}


def test_every_call_is_seen(tmp_path: Path) -> None:
    code, _, files = _run(tmp_path, 0, "")
    calls = json.loads((tmp_path / "journal").read_text(encoding="utf-8"))
    assert (code, files) == (0, {"old": b"0123456789"})
    assert [call for call, _ in calls] == ["create", "write", "fsync", "close", "rename"]
    assert [Path(path).name for _, path in calls] == ["new", "new", "new", "new", "old"]


@pytest.mark.parametrize(
    ("at", "fault", "code", "errors", "files"),
    [
        (CREATE, "SIGKILL", KILLED, "", {"old": b"old"}),
        (WRITE, "SIGKILL", KILLED, "", {"new": b"", "old": b"old"}),
        (WRITE, "torn", KILLED, "", {"new": b"01234", "old": b"old"}),
        (REPLACE, "SIGKILL", KILLED, "", {"new": b"0123456789", "old": b"old"}),
        (WRITE, "full", 0, "28 /new\n28\n", {"new": b"01234", "old": b"old"}),
        # A file that is closed tries once more to write what it still holds.
        (WRITE, "ENOSPC", 0, "28 /new\n", {"more": b"1", "new": b"0123456789", "old": b"old"}),
        (SYNC, "EIO", 0, "5 /new\n", {"more": b"1", "new": b"0123456789", "old": b"old"}),
        (REPLACE, "EROFS", 0, "30 /old\n30\n", {"new": b"0123456789", "old": b"old"}),
    ],
)
def test_a_fault_does_what_a_system_does(
    tmp_path: Path, at: int, fault: str, code: int, errors: str, files: dict[str, bytes]
) -> None:
    assert _run(tmp_path, at, fault) == (code, errors, files)
