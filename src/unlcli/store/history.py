"""Earlier states of a library, for undo and log. Never needed for correctness: it may be deleted at any time."""

import base64
import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from unlcli.bibtex.splice import Edit
from unlcli.store.paths import name_of

MOST_STEPS = 50
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch [start, end) of a text after a change, and the bytes that stood there before."""

    start: int
    end: int
    old: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a library: which command made it, when, and what leads back; digests tell before and after.

    `path` names the page that an export wrote; it is empty where the library itself was changed.
    """

    number: int
    command: str
    when: str
    before: str
    after: str
    hunks: tuple[Hunk, ...]
    existed: bool = True
    path: str = ""

    def undone(self, data: bytes) -> bytes:
        """Return the bytes before this change, given those after it."""
        parts: list[bytes] = []
        position = 0
        for hunk in self.hunks:
            parts += [data[position : hunk.start], hunk.old]
            position = hunk.end
        return b"".join([*parts, data[position:]])


def digest(data: bytes) -> str:
    """Return the digest that tells states of a library apart."""
    return hashlib.sha256(data).hexdigest()


def hunks(old: bytes, edits: Sequence[Edit]) -> tuple[Hunk, ...]:
    """Return what leads back over edits of `old`, which are in order and disjoint."""
    found = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        found.append(Hunk(start, start + len(edit.text), old[edit.start : edit.end]))
        shift += len(edit.text) - (edit.end - edit.start)
    return tuple(found)


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
    facts = {name: getattr(made, name) for name in ("number", "command", "when", "before", "after", "existed", "path")}
    led = [{"start": hunk.start, "end": hunk.end, "old": _packed(hunk.old)} for hunk in made.hunks]
    return json.dumps({"version": 2, **facts, "hunks": led})


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 6)).decode()


def _read(file: Path) -> Step:
    facts = json.loads(file.read_text(encoding="utf-8"))
    led = (Hunk(int(h["start"]), int(h["end"]), zlib.decompress(base64.b64decode(h["old"]))) for h in facts["hunks"])
    command, when, before, after = (str(facts[name]) for name in ("command", "when", "before", "after"))
    return Step(
        int(facts["number"]), command, when, before, after, tuple(led), bool(facts["existed"]), str(facts["path"])
    )
