"""Earlier states of a library, for undo and log. Never needed for correctness: it may be deleted at any time."""

import base64
import contextlib
import hashlib
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from unlcli.store.paths import name_of

MOST_STEPS = 50
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a library: which command made it, when, and the bytes it replaced ([start, end) of the new text)."""

    number: int
    command: str
    when: str
    before: str
    after: str
    start: int
    end: int
    old: bytes
    existed: bool = True

    def undone(self, data: bytes) -> bytes:
        """Return the bytes before this change, given those after it."""
        return data[: self.start] + self.old + data[self.end :]


def digest(data: bytes) -> str:
    """Return the digest that tells states of a library apart."""
    return hashlib.sha256(data).hexdigest()


def step(number: int, command: str, when: str, before: bytes, after: bytes, *, existed: bool = True) -> Step:
    """Return the step from one state to another, as the smallest stretch that differs."""
    most = min(len(before), len(after))
    start = _common(before, after, most)
    tail = _common(before[::-1], after[::-1], most - start)
    return Step(
        number,
        command,
        when,
        digest(before),
        digest(after),
        start,
        len(after) - tail,
        before[start : len(before) - tail],
        existed,
    )


def _common(a: bytes, b: bytes, most: int) -> int:
    if a[:most] == b[:most]:
        return most
    low, high = 0, most
    while low < high - 1:
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low


def record(library: Path, state: Path, made: Step) -> None:
    """Keep a step; steps beyond the bounds are dropped, oldest first. A full or read-only disk costs only the undo."""
    folder = _folder(library, state)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{made.number:08d}.json"
        temporary = target.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(_written(made), encoding="utf-8")
        os.replace(temporary, target)
        _trim(folder)


def steps(library: Path, state: Path) -> tuple[Step, ...]:
    """Return the steps kept of a library, oldest first; unreadable ones are left out."""
    found = []
    for file in _files(_folder(library, state)):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, zlib.error):
            found.append(_read(file))
    return tuple(found)


def forget(library: Path, state: Path, made: Step) -> None:
    """Drop a step that was undone."""
    with contextlib.suppress(OSError):
        (_folder(library, state) / f"{made.number:08d}.json").unlink()


def next_number(library: Path, state: Path) -> int:
    """Return the number of the next step."""
    files = _files(_folder(library, state))
    return int(files[-1].stem) + 1 if files else 1


def _folder(library: Path, state: Path) -> Path:
    return state / "history" / name_of(library)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".json" and file.stem.isdigit())
    except OSError:
        return []


def _trim(folder: Path) -> None:
    files = _files(folder)
    sizes = [file.stat().st_size for file in files]
    while len(files) > 1 and (len(files) > MOST_STEPS or sum(sizes) > MOST_BYTES):
        files.pop(0).unlink()
        sizes.pop(0)


def _written(made: Step) -> str:
    packed = base64.b64encode(zlib.compress(made.old, 6)).decode()
    facts = {
        name: getattr(made, name)
        for name in ("number", "command", "when", "before", "after", "start", "end", "existed")
    }
    return json.dumps({"version": 1, **facts, "old": packed})


def _read(file: Path) -> Step:
    facts = json.loads(file.read_text(encoding="utf-8"))
    old = zlib.decompress(base64.b64decode(facts["old"]))
    return Step(
        int(facts["number"]), str(facts["command"]), str(facts["when"]), str(facts["before"]), str(facts["after"]),
        int(facts["start"]), int(facts["end"]), old, bool(facts["existed"]),
    )  # fmt: skip
