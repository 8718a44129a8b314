"""Runs commands, each in a process of its own, with or without a fault."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: The exit code of a process that was ended by SIGKILL.
KILLED = -9


@dataclass(frozen=True)
class Outcome:
    """How a command ended: exit code, both streams, and its calls or, with a fault, the call that was struck."""

    code: int
    out: str
    err: str
    journal: str

    @property
    def calls(self) -> list[tuple[str, str]]:
        """The file-system calls of a run without a fault: what was done to which file."""
        return [(label, path) for label, path in json.loads(self.journal)]


class Runner:
    """One helper process that carries out commands one after the other."""

    def __enter__(self) -> "Runner":
        self._helper = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("child.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        self._helper.communicate()

    def run(self, folder: Path, argv: Sequence[str], at: int = 0, fault: str = "") -> Outcome:
        """Run a command in a folder with `work`, `state` and `streams` in it; the fault strikes at its call with the number `at`."""
        assert self._helper.stdin
        assert self._helper.stdout
        files = {name: folder / "streams" / name for name in ("out", "err", "journal")}
        files["journal"].write_bytes(b"")
        request = {
            "argv": list(argv),
            "cwd": str(folder),
            "env": environment(folder),
            "folders": [str(folder / "work"), str(folder / "state")],
            "at": at,
            "fault": fault,
            **{name: str(file) for name, file in files.items()},
        }
        self._helper.stdin.write(json.dumps(request) + "\n")
        self._helper.stdin.flush()
        code = int(self._helper.stdout.readline())
        out, err, journal = (file.read_text(encoding="utf-8") for file in files.values())
        return Outcome(code, out, err, journal)


def environment(folder: Path) -> dict[str, str]:
    """Return what makes two runs alike and tells where they may write; a bug's report lies with what the streams hold."""
    return {
        "UNL_STATE_DIR": str(folder / "state"),
        "UNL_CACHE_DIR": str(folder / "state"),
        "UNL_CONFIG_DIR": str(folder / "config"),
        "TMPDIR": str(folder / "streams"),
        "SOURCE_DATE_EPOCH": "1767225600",
    }


def with_library(argv: Sequence[str]) -> list[str]:
    """Return a command's arguments with the library of the folder it runs in."""
    return [argv[0], "--library", str(Path("work", "library.bib")), *argv[1:]]
