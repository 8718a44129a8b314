"""Terminals to run commands on: a real one with a process of its own, and a pretended one for this process."""

import contextlib
import io
import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

posix = pytest.mark.skipif(os.name != "posix", reason="terminals and signals of POSIX")


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, folder: Path, argv: Sequence[str], **environment: str) -> None:
        import pty

        self._main, other = pty.openpty()
        env = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "NO_COLOR": "1", "UNL_PAGER": "", **environment}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "unlcli", *argv], cwd=folder, stdin=other, stdout=other, stderr=other, env=env,
            start_new_session=True,
        )  # fmt: skip
        os.close(other)
        self.text = ""

    def until(self, words: str) -> "Terminal":
        """Read until words appear."""
        limit = time.monotonic() + 20
        while words not in self.text:
            assert time.monotonic() < limit, f"no {words!r} in {self.text!r}"
            if not self._read():
                break
        assert words in self.text, self.text
        return self

    def _read(self) -> bool:
        ready, _, _ = select.select([self._main], [], [], 1)
        if not ready:
            return True
        with contextlib.suppress(OSError):  # Linux says so when the other end is closed
            if data := os.read(self._main, 65536):
                self.text += data.decode("utf-8", "replace").replace("\r\n", "\n")
                return True
        return False

    def send(self, line: str) -> "Terminal":
        """Type a line."""
        os.write(self._main, line.encode() + b"\n")
        return self

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while self._read():
            pass
        os.close(self._main)
        return self._process.wait(20)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def pretended(patch: pytest.MonkeyPatch, columns: int = 100, **environment: str) -> tuple[Screen, Screen]:
    """Return what both streams are from now on; called by a test itself, for pytest takes them back before it begins."""
    out, err = Screen(), Screen()
    for name, stream in (("stdout", out), ("stderr", err)):
        patch.setattr(sys, name, stream)
    for name, value in {
        "TERM": "xterm",
        "COLUMNS": str(columns),
        "LINES": "24",
        "UNL_PAGER": "",
        **environment,
    }.items():
        patch.setenv(name, value)
    return out, err
