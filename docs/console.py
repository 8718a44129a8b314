"""Run the console examples of these pages and compare what they print; tests/test_docs.py does so for every page.

The convention:

    ```console
    $ unl search attention --format keys
    attentionallyou2017
    ...
    ```

A line after `$ ` is a command, further lines after `> ` continue it. What follows is what a terminal 100 columns wide
shows, without colour; a line `...` stands for any number of lines, and a command with nothing below it may print
anything. A command must succeed unless the next one is `$ echo $?`.

The commands of a page run in order in one folder that starts as a copy of examples/. A comment begins a fresh one:
`<!-- folder: library -->` a copy of library.bib and unl.toml, `<!-- folder: empty -->` nothing,
`<!-- folder: examples -->` the examples again. A fenced block that names a file after its language (```toml unl.toml)
is written to that file. Blocks of other languages (```sh) are not run.

The program is that of the tree; UNL_EXAMPLES_PYTHON names a Python that has another one installed.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = "/home/ada"
NOW = "1767225600"  # 2026-01-01
INSTALLED = "UNL_EXAMPLES_PYTHON"
RESIDENT = str(Path(__file__).with_name("resident.py"))
_FENCE = re.compile(r"^```(\w*)(?: (\S+))?$")
_FOLDER = re.compile(r"^<!-- folder: (\w+) -->$")
_STOP = "UNL_END_OF_FILE"


@dataclass(frozen=True)
class Step:
    """A command with the lines shown below it, `start` and `stop` being theirs; or the text of a file to write."""

    text: str
    shown: tuple[str, ...] = ()
    start: int = 0
    stop: int = 0
    file: str = ""


@dataclass(frozen=True)
class Scene:
    """Steps that share a folder, and what that folder starts as."""

    folder: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    lines: tuple[str, ...]
    code: int


def scenes(page: str) -> list[Scene]:
    """Return the scenes of a page."""
    found: list[tuple[str, list[Step]]] = [("examples", [])]
    lines = page.split("\n")
    number = 0
    while number < len(lines):
        if match := _FOLDER.match(lines[number]):
            found.append((match[1], []))
        elif match := _FENCE.match(lines[number]):
            end = lines.index("```", number + 1)
            if match[1] == "console":
                found[-1][1].extend(_commands(lines, number + 1, end))
            elif match[2]:
                found[-1][1].append(Step("\n".join(lines[number + 1 : end]) + "\n", file=match[2]))
            number = end
        number += 1
    return [Scene(folder, tuple(steps)) for folder, steps in found if any(not step.file for step in steps)]


def _commands(lines: Sequence[str], start: int, end: int) -> Iterator[Step]:
    number = start
    while number < end:
        if not lines[number].startswith("$ "):
            raise ValueError(f"line {number + 1}: a console block starts with a command after '$ '")
        command = [lines[number][2:]]
        number += 1
        while number < end and lines[number].startswith("> "):
            command.append(lines[number][2:])
            number += 1
        first = number
        while number < end and not lines[number].startswith("$ "):
            number += 1
        yield Step("\n".join(command), tuple(lines[first:number]), first, number)


def run(scene: Scene, folder: Path) -> list[Outcome]:
    """Run a scene in an empty folder and return the outcome of each command."""
    here, home, shims = folder / "papers", folder / "home", folder / "bin"
    for made in (here, home, shims):
        made.mkdir(parents=True)
    if scene.folder == "examples":
        shutil.copytree(ROOT / "examples", here, dirs_exist_ok=True)
    elif scene.folder == "library":
        for name in ("library.bib", "unl.toml"):
            shutil.copy(ROOT / name, here / name)
    elif scene.folder != "empty":
        raise ValueError(f"there is no folder {scene.folder!r} for examples")
    (shims / "unl").write_text("\n".join(("#!/bin/sh", *_program(), "")))
    (shims / "unl").chmod(0o755)
    script = folder / "scene.sh"
    script.write_text(_script(scene.steps))
    raw = _on_terminal(["sh", str(script)], here, _environment(folder)).replace("\r\n", "\n")
    for real in (here, home):
        raw = raw.replace(str(real.resolve()), HOME + ("/papers" if real is here else "")).replace(str(real), HOME)
    parts = (part.rpartition("\x1f") for part in raw.split("\x1e")[1:])
    return [Outcome(tuple(text.rstrip("\n").split("\n")) if text.strip() else (), int(code)) for text, _, code in parts]


def _program() -> Iterator[str]:
    """Yield the lines of a script that runs unl."""
    installed = os.environ.get(INSTALLED)
    alone = f'exec {shlex.quote(installed or sys.executable)} -m unlcli "$@"'
    if not installed:
        ask = shlex.join([sys.executable, "-S", "-E", RESIDENT, "ask", _resident()])
        yield f'[ "$1" = serve ] || exec {ask} "$@"'  # serve is stopped by a signal to its own process
    yield alone


@functools.cache
def _resident() -> str:
    """Start a program that is loaded once for all examples, and return its address."""
    folder = Path(tempfile.mkdtemp(prefix="unl-docs-"))
    address = str(folder / "socket")
    process = subprocess.Popen(
        [sys.executable, RESIDENT, "wait", address], env=_environment(folder), stdin=subprocess.DEVNULL
    )
    atexit.register(lambda: (process.kill(), process.wait(), shutil.rmtree(folder)))
    while not Path(address).exists() and process.poll() is None:
        time.sleep(0.02)
    return address


def _script(steps: Sequence[Step]) -> str:
    parts = ["s=0"]
    for step in steps:
        if step.file:
            parent = shlex.quote(os.path.dirname(step.file) or ".")  # noqa: PTH120
            parts.append(f"mkdir -p {parent}; cat > {shlex.quote(step.file)} <<'{_STOP}'\n{step.text}{_STOP}")
        else:
            parts.append(f"printf '\\036'; (exit $s)\n{step.text}\ns=$?; printf '\\037%s' $s")
    return "\n".join(parts) + "\n"


def _environment(folder: Path) -> dict[str, str]:
    left_out = ("UNL_LIBRARY", "FORCE_COLOR", "GITHUB_ACTIONS", "VISUAL", "EDITOR")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    # what is installed is not to find the sources
    paths = [] if os.environ.get(INSTALLED) else [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    return kept | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "HOME": str(folder / "home"),
        "UNL_CONFIG_DIR": str(folder / "home" / ".config" / "unl"),
        "UNL_CACHE_DIR": str(folder / "home" / ".cache" / "unl"),
        "UNL_STATE_DIR": str(folder / "home" / ".local" / "state" / "unl"),
        "SOURCE_DATE_EPOCH": NOW,
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "TERM": "xterm",
        "UNL_PAGER": "",  # nobody turns pages here
        "PAGER": "",
        "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }


def _on_terminal(command: Sequence[str], folder: Path, environment: dict[str, str]) -> str:
    """Return what a command shows on a terminal on which nobody types."""
    master, slave = os.openpty()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    # With all that it started: what runs in the background would outlive it.
    watch = threading.Timer(120, os.killpg, (process.pid, signal.SIGKILL))
    watch.start()
    shown = bytearray()
    with contextlib.suppress(OSError):  # Linux says that the last writer is gone by an error
        while chunk := os.read(master, 65536):
            shown += chunk
    os.close(master)
    process.wait()
    watch.cancel()
    return shown.decode("utf-8", "replace")


def outcomes(page: str, folder: Path) -> list[tuple[Step, Outcome]]:
    """Run all scenes of a page, some at a time, and return each command with its outcome, in order."""
    found = scenes(page)
    os.environ.get(INSTALLED) or _resident()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ran = list(pool.map(lambda pair: run(pair[1], folder / f"scene-{pair[0]}"), enumerate(found)))
    steps = [[step for step in scene.steps if not step.file] for scene in found]
    return [pair for some, results in zip(steps, ran, strict=True) for pair in zip(some, results, strict=True)]


def problems(page: str, folder: Path) -> list[str]:
    """Return what is not as a page shows it, in words; nothing when all is."""
    found = []
    ran = outcomes(page, folder)
    for number, (step, outcome) in enumerate(ran):
        following = ran[number + 1][0].text if number + 1 < len(ran) else ""
        printed = "\n".join(outcome.lines)
        if outcome.code and following != "echo $?":
            found.append(f"line {step.start}: {step.text}\nended with exit code {outcome.code}:\n{printed}")
        elif step.shown and not matches(step.shown, outcome.lines):
            found.append(f"line {step.start}: {step.text}\nprints now:\n{printed}\nand not:\n" + "\n".join(step.shown))
    return found


def matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Tell whether lines are as shown, `...` standing for any number of them."""
    pattern = "".join(r"(?:[^\n]*\n)*" if line == "..." else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def refreshed(page: str, folder: Path) -> str:
    """Return a page with what its commands print now; what matches already, also by `...`, stays."""
    lines = page.split("\n")
    for step, outcome in reversed(outcomes(page, folder)):
        if step.shown and not matches(step.shown, outcome.lines):
            lines[step.start : step.stop] = outcome.lines
    return "\n".join(lines)
