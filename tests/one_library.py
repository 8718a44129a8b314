"""One library in a folder of its own, commands run on it in this process, and all that they could leave behind."""

import contextlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from unlcli.cli.app import main
from unlcli.domain.text import without_controls


@dataclass(frozen=True)
class Result:
    """What a command left: exit code, both streams, and how much of the processor's time it took."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class State:
    """A library on disk: its bytes, when and as which file they were written, and what lies beside it."""

    data: bytes | None
    written: int
    inode: int
    beside: tuple[str, ...]


class OneLibrary:
    """Runs commands on `library.bib` in an otherwise empty folder, with a history of its own."""

    def __init__(self, folder: Path, data: bytes | None) -> None:
        self.path = folder / "work" / "library.bib"
        self.path.parent.mkdir()
        self.state_folder = folder / "state"
        self.slowest = 0.0
        self.steps = 0
        if data is not None:
            self.path.write_bytes(data)

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.path.read_bytes()

    def run(self, command: str, *argv: str, stdin: str = "") -> Result:
        """Run a command on the library. Whatever the file holds, it ends with a documented exit code and no report."""
        out, err = io.StringIO(), io.StringIO()
        given = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        with (
            mock.patch.dict(os.environ, {"UNL_STATE_DIR": str(self.state_folder), "SOURCE_DATE_EPOCH": "1767225600"}),
            mock.patch.object(sys, "stdin", given),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            started = time.process_time()
            code = main([command, "-l", str(self.path), *argv])
            seconds = time.process_time() - started
        self.steps += 1
        self.slowest = max(self.slowest, seconds)
        result = Result(code, out.getvalue(), err.getvalue(), seconds)
        assert code in (0, 1, 2, 3), result
        assert "Traceback" not in result.err, result
        return result

    def ok(self, command: str, *argv: str, stdin: str = "") -> Result:
        """Run a command that must succeed."""
        result = self.run(command, *argv, stdin=stdin)
        assert result.code == 0, result
        return result

    def state(self) -> State:
        """Return what is on disk."""
        beside = tuple(sorted(path.name for path in self.path.parent.iterdir()))
        if not self.path.exists():
            return State(None, 0, 0, beside)
        found = self.path.stat()
        return State(self.path.read_bytes(), found.st_mtime_ns, found.st_ino, beside)

    def only_shown(self, command: str, *argv: str, stdin: str = "") -> Result:
        """Run a command that may write nothing: neither the file nor anything beside it."""
        before = self.state()
        result = self.run(command, *argv, stdin=stdin)
        assert self.state() == before, result
        return result

    def changed(self, command: str, *argv: str, stdin: str = "") -> Result:
        """Run a changing command, with all that holds for each of them whatever it does.

        With --dry-run it writes nothing and shows the change that it then makes; refused, it writes nothing; `undo` gives
        back the file as it was, and no file where there was none. The change is made again before this returns.
        """
        before = self.state()
        dry = self.only_shown(command, *argv, "--dry-run", stdin=stdin)
        result = self.run(command, *argv, stdin=stdin)
        after = self.state()
        if after == before:
            return result
        assert result.code in (0, 1), result
        assert after.beside == ("library.bib",)
        if "--json" not in argv:
            assert patched(lines_of(before.data or b""), dry.out) == lines_of(after.data or b""), (dry.out, after.data)
        undone = self.ok("undo")
        assert self.state().data == before.data, undone
        assert self.state().beside == before.beside
        assert self.run(command, *argv, stdin=stdin).code == result.code
        assert self.data == after.data
        return result


@contextlib.contextmanager
def one_library(folder: Path, data: bytes | None) -> Iterator[OneLibrary]:
    """Make a library of these bytes (None: no file) in a new folder inside `folder`, which goes afterwards."""
    own = Path(tempfile.mkdtemp(dir=folder))
    try:
        yield OneLibrary(own, data)
    finally:
        shutil.rmtree(own)


def lines_of(data: bytes) -> list[str]:
    """Return a file's lines as a diff shows them: whatever ends them, controls made visible."""
    lines = re.split(r"\r\n|\r|\n", data.decode("utf-8", "replace"))
    return [without_controls(line) for line in (lines if lines[-1] else lines[:-1])]


_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def patched(old: list[str], diff: str) -> list[str]:
    """Apply a unified diff to lines, by its numbers and without tolerance, as `patch --fuzz=0` would."""
    new: list[str] = []
    position = 0
    for line in diff.split("\n")[2:-1]:
        if hunk := _HUNK.fullmatch(line):
            first, count = int(hunk[1]), int(hunk[2] or "1")
            start = first - 1 if count else first
            assert start >= position, "hunks overlap"
            new += old[position:start]
            position = start
            assert len(new) == int(hunk[3]) - (1 if int(hunk[4] or "1") else 0), f"{line} misplaces the new text"
            continue
        assert line[:1] in " +-", f"no line of a diff: {line!r}"
        if line[:1] in " -":
            assert old[position : position + 1] == [line[1:]], f"{line!r} does not fit line {position + 1}"
            position += 1
        if line[:1] in " +":
            new.append(line[1:])
    return new + old[position:]
