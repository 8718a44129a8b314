"""Several processes on one library: each waits its turn, and every change that was acknowledged is there."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from unlcli.cli.app import main
from unlcli.errors import NotWritableError
from unlcli.store import lock

WORKER = Path(__file__).with_name("sharing_worker.py")
HEAD = "% A list that several people keep.\n\n@string{acl = {Annual Meeting}}\n\n"
TAIL = "@comment{jabref-meta: databaseType:bibtex;}\n% the end\n"
OLD = "@misc{m,\n  title = {First},\n}\n"

on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


def start(*arguments: str, state: Path, **how: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "UNL_STATE_DIR": str(state), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)  # type: ignore[call-overload, no-any-return]


def shared_library(folder: Path, writers: int, rounds: int) -> Path:
    """Write a library with each writer's entries to edit and remove, and others that nobody names."""
    entries = []
    for writer in range(writers):
        for number in range(rounds):
            kind = "gone" if number % 2 else "edit"
            entries.append(f"@misc{{{kind}-{writer}-{number},\n  title = {{Work {writer} of {number}}},\n}}\n")
            entries.append(f"@Misc(kept-{writer}-{number},\n\ttitle=  {{Left {writer}}}, year = 19{number:02}  )\n")
    library = folder / "library.bib"
    library.write_text(HEAD + "\n".join(entries) + "\n" + TAIL, encoding="utf-8", newline="\n")
    return library


@pytest.mark.parametrize("states", ["one state folder", "a state folder each"])
@pytest.mark.parametrize(
    ("writers", "rounds"),
    [(4, 6), pytest.param(8, 50, marks=pytest.mark.slow)],
    ids=["sample", "full"],
)
def test_every_acknowledged_change_is_there(
    tmp_path: Path, record_property: Callable[[str, object], None], writers: int, rounds: int, states: str
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    library = shared_library(folder, writers, rounds)
    begun = time.monotonic()
    running = [
        start(
            str(WORKER),
            str(library),
            str(writer),
            str(rounds),
            "mixed",
            state=tmp_path / ("state" if states == "one state folder" else f"state-{writer}"),
        )
        for writer in range(writers)
    ]
    with Reader(library) as reader:
        ended = [child.communicate(timeout=600) for child in running]
    assert [child.returncode for child in running] == [0] * writers, [said for _, said in ended]
    done = [command for out, _ in ended for command in json.loads(out)]
    assert [command for command in done if command["code"]] == []
    seconds = time.monotonic() - begun

    text = library.read_text(encoding="utf-8")
    for writer in range(writers):
        for number in range(rounds):
            assert text.count(f"{{Writer {writer} number {number}}}") == 1
            assert f"@Misc(kept-{writer}-{number},\n\ttitle=  {{Left {writer}}}, year = 19{number:02}  )" in text
            there = text.count(f"{{Work {writer} of {number}}},\n")
            assert there == (0 if number % 2 else 1)
            if not number % 2:
                noted = f"{{edit-{writer}-{number},\n  title = {{Work {writer} of {number}}},\n  note = {{by {writer} in {number}}},\n}}"
                assert text.count(noted) == 1
    keys = re.findall(r"^@misc[{(]([^,]+),", text, re.I | re.M)
    assert len(keys) == len({key.casefold() for key in keys}) == writers * rounds * 2 + writers * ((rounds + 1) // 2)
    assert text.startswith(HEAD)
    assert TAIL in text
    assert [p.name for p in folder.iterdir()] == ["library.bib"]
    assert reader.halves == []
    record_property(
        "figure",
        f"{writers} processes, {states}: {len(done)} changes acknowledged, {len(done)} there, in {seconds:.1f} s; "
        f"{reader.looks} looks at the file meanwhile found it whole",
    )


class Reader:
    """Somebody who looks at the file again and again, and takes no lock."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.looks = 0
        self.halves: list[bytes] = []

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.02):
            data = self._library.read_bytes()
            is_whole = data.startswith(HEAD.encode()) and TAIL.encode() in data and data.count(b"{") == data.count(b"}")
            self.halves += [] if is_whole else [data]
            self.looks += 1


# Waiting


def test_a_waiting_command_says_so_and_gives_up_in_words(tmp_path: Path) -> None:
    library, told = tmp_path / "library.bib", []
    with (
        lock.held(library, tmp_path, lambda: None),
        pytest.raises(NotWritableError, match="another command holds it"),
        lock.held(library, tmp_path, lambda: told.append(1), patience=0.1),
    ):
        raise AssertionError("two commands hold one library")
    assert told == [1]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UNL_STATE_DIR", str(tmp_path / "state"))
    path = tmp_path / "shared" / "library.bib"
    path.parent.mkdir()
    path.write_bytes(OLD.encode())
    return path


def unl(*arguments: str, library: Path, **how: object) -> subprocess.Popen[bytes]:
    return start("-m", "unlcli", *arguments, "-l", str(library), state=Path(os.environ["UNL_STATE_DIR"]), **how)


def line_with(stream: IO[bytes] | None, wanted: bytes) -> bytes:
    """Read lines until one has the words in it; a process that ends without them yields nothing."""
    assert stream is not None
    return next((line for line in stream if wanted in line), b"")


def is_alone(library: Path) -> bool:
    return [p.name for p in library.parent.iterdir()] == [library.name]


@pytest.mark.parametrize("state", ["the same state folder", "another state folder"])
def test_a_waiting_command_says_so_and_works_on_what_it_then_finds(library: Path, tmp_path: Path, state: str) -> None:
    if os.name == "nt" and state == "another state folder":
        pytest.skip("Windows has no locks that two state folders share")
    holder = Path(os.environ["UNL_STATE_DIR"]) if state == "the same state folder" else tmp_path / "state of another"
    with lock.held(library, holder, lambda: None):
        begun = time.monotonic()
        child = unl("add", "--title", "Second", library=library)
        assert line_with(child.stderr, b"waiting for another command"), "it did not say that it waits"
        assert time.monotonic() - begun > 1.0
        library.write_bytes(OLD.replace("First", "First, mended").encode())
    _, said = child.communicate(timeout=60)
    assert child.returncode == 0, said
    text = library.read_text(encoding="utf-8")
    assert text.startswith(OLD.replace("First", "First, mended"))
    assert "{Second}" in text


def test_a_killed_process_blocks_nobody(library: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom unlcli.store import lock\n"
        f"with lock.held(Path({str(library)!r}), Path({os.environ['UNL_STATE_DIR']!r}), lambda: None):\n"
        "    print('held', flush=True)\n    time.sleep(60)\n"
    )
    holder = start("-c", script, state=Path(os.environ["UNL_STATE_DIR"]))
    assert line_with(holder.stdout, b"held")
    holder.kill()
    holder.communicate()
    begun = time.monotonic()
    assert main(["add", "--title", "Second", "-l", str(library)]) == 0
    assert time.monotonic() - begun < 5


# Signals

#: A process that stands still before or after its n-th fsync, until a signal comes.
STOPPED = """\
import os, runpy, sys, time
moment, number, sys.argv = sys.argv[1], int(sys.argv[2]), ["unl", *sys.argv[3:]]
real, calls = os.fsync, []
def stand_still(when):
    if (when, len(calls)) == (moment, number):
        print("stands still", flush=True)
        time.sleep(30)
def fsync(handle):
    calls.append(handle)
    stand_still("before")
    real(handle)
    stand_still("after")
os.fsync = fsync
runpy.run_module("unlcli", run_name="__main__")
"""
EXPECTED = {"SIGINT": 130, "SIGTERM": 143}


@on_posix
@pytest.mark.parametrize("name", EXPECTED)
def test_a_signal_ends_a_waiting_command(library: Path, name: str) -> None:
    with lock.held(library, Path(os.environ["UNL_STATE_DIR"]), lambda: None):
        child = unl("add", "--title", "Second", library=library)
        assert line_with(child.stderr, b"waiting for another command")
        child.send_signal(getattr(signal, name))
        _, said = child.communicate(timeout=10)
    assert child.returncode == EXPECTED[name]
    assert b"Traceback" not in said
    assert library.read_bytes() == OLD.encode()
    assert is_alone(library)


@on_posix
@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize(("moment", "fsync"), [("before", "1"), ("after", "1"), ("before", "2")])
def test_a_signal_in_the_midst_of_a_save_leaves_the_file_whole(
    library: Path, name: str, moment: str, fsync: str
) -> None:
    """The first fsync is that of the temporary file, the second that of the folder, when the new text is there."""
    child = stopped(library, moment, fsync)
    child.send_signal(getattr(signal, name))
    _, said = child.communicate(timeout=10)
    assert child.returncode == EXPECTED[name], said
    assert b"Traceback" not in said
    text = library.read_text(encoding="utf-8")
    assert text.startswith(OLD)
    assert ("{Second}" in text) == (fsync == "2")
    assert fsync == "2" or text == OLD
    assert is_alone(library)
    assert main(["add", "--title", "Third", "-l", str(library)]) == 0
    assert "{Third}" in library.read_text(encoding="utf-8")
    assert is_alone(library)


def stopped(library: Path, moment: str, fsync: str) -> subprocess.Popen[bytes]:
    """Return a process that adds an entry and stands still in the midst of it."""
    command = ["add", "--title", "Second", "-l", str(library)]
    child = start("-c", STOPPED, moment, fsync, *command, state=Path(os.environ["UNL_STATE_DIR"]))
    assert line_with(child.stdout, b"stands still"), child.communicate()
    return child


@on_posix
def test_a_killed_save_leaves_nothing_after_the_next_command(library: Path) -> None:
    child = stopped(library, "before", "1")
    assert not is_alone(library), "the temporary file stands beside the library"
    child.kill()
    child.communicate()
    assert library.read_bytes() == OLD.encode()
    assert main(["add", "--title", "Third", "-l", str(library)]) == 0
    assert is_alone(library)
