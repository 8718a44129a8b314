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

from unlcli.bibtex import diff, lines
from unlcli.bibtex.encoding import Encoding, is_known
from unlcli.bibtex.splice import Edit
from unlcli.store.library_name import name_of

MOST_STEPS = 50
MOST_BYTES = 64 * 1024 * 1024
_UNFINISHED = ".unl-tmp"
_TEXTS = ("command", "when", "before", "after", "path", "codec")
_FACTS = ("number", "existed", *_TEXTS)


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch that a change replaced, with some lines around it: where it starts after the change, what stood there
    before and after. `line` is that of its start before the change, from 1.
    """

    start: int
    old: bytes
    new: bytes
    line: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a library: which command made it, when, and what leads back; digests tell before and after.

    `path` names the page that an export wrote; it is empty where the library itself was changed. `codec` is that of the
    bytes. Steps of one `run` are files that one command wrote: they are one change.
    """

    number: int
    command: str
    when: str
    before: str
    after: str
    hunks: tuple[Hunk, ...]
    existed: bool = True
    path: str = ""
    codec: str = "utf-8"
    run: str = ""

    def undone(self, data: bytes) -> bytes:
        """Return the bytes before this change, given those after it."""
        parts: list[bytes] = []
        position = 0
        for hunk in self.hunks:
            parts += [data[position : hunk.start], hunk.old]
            position = hunk.start + len(hunk.new)
        return b"".join([*parts, data[position:]])


def digest(data: bytes) -> str:
    """Return the digest that tells states of a library apart."""
    return hashlib.sha256(data).hexdigest()


def hunks(old: bytes, edits: Sequence[Edit], encoding: Encoding) -> tuple[Hunk, ...]:
    """Return what leads back over edits of `old`, which are in order and disjoint, with the lines around them."""
    text = encoding.to_utf8(old)
    wide = diff.stretches(text, encoding.shown(old, edits))
    found = []
    shift, number = 0, lines.counter(text)
    for shown, edit in zip(wide, encoding.edits(text, wide), strict=True):
        found.append(Hunk(edit.start + shift, old[edit.start : edit.end], edit.text, number(shown.start)))
        shift += len(edit.text) - (edit.end - edit.start)
    return tuple(found)


def record(library: Path, state: Path, made: Step) -> bool:
    """Keep a step and tell whether it could be kept; steps beyond the bounds are dropped, oldest first.

    A full or read-only disk costs only the undo.
    """
    folder = _folder(library, state)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = folder / f"{made.number:08d}.json"
        temporary = target.with_suffix(_UNFINISHED)
        # a library that others may not read is not to be read here either
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(_written(made))
        os.replace(temporary, target)
    except OSError:
        return False
    with contextlib.suppress(OSError):
        _trim(folder, made.run)
    return True


def steps(library: Path, state: Path) -> tuple[Step, ...]:
    """Return the steps kept of a library, oldest first; unreadable ones are left out."""
    found = (_read_if_whole(file) for file in _files(_folder(library, state)))
    return tuple(step for step in found if step)


def forget(library: Path, state: Path, made: Step) -> None:
    """Drop a step that was not made, or was undone."""
    with contextlib.suppress(OSError):
        (_folder(library, state) / f"{made.number:08d}.json").unlink()


def forget_unmade(library: Path, state: Path, before: str) -> None:
    """Drop the newest steps that are not in a library whose digest is `before`: they were not made, or were taken back."""
    for step in reversed(steps(library, state)):
        if step.path or step.after == before or step.before != before:
            return
        forget(library, state, step)


def next_number(library: Path, state: Path) -> int:
    """Return the number of the next step."""
    files = _files(_folder(library, state))
    return int(files[-1].stem) + 1 if files else 1


def _folder(library: Path, state: Path) -> Path:
    return state / "history" / name_of(library)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".json" and _is_number(file.stem))
    except OSError:
        return []


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal()


def _trim(folder: Path, newest: str) -> None:
    """Drop the oldest steps beyond the bounds: of a run all, so that it is never taken back in part; none of the newest."""
    files = _files(folder)
    sizes = [file.stat().st_size for file in files]
    dropped = ""
    while len(files) > 1 and (len(files) > MOST_STEPS or sum(sizes) > MOST_BYTES or dropped):
        run = _run_of(files[0])
        is_over = len(files) > MOST_STEPS or sum(sizes) > MOST_BYTES
        if run and run == newest or not is_over and run != dropped:
            break
        dropped = run
        files.pop(0).unlink()
        sizes.pop(0)
    for left in folder.glob(f"*{_UNFINISHED}"):
        left.unlink(missing_ok=True)


def _run_of(file: Path) -> str:
    step = _read_if_whole(file)
    return step.run if step else ""


def _written(made: Step) -> str:
    facts = {name: getattr(made, name) for name in _FACTS}
    led = [{"start": h.start, "line": h.line, "old": _packed(h.old), "new": _packed(h.new)} for h in made.hunks]
    run = {"run": made.run} if made.run else {}
    return json.dumps({"version": 3, **facts, **run, "hunks": led})


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 6)).decode()


def _unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


def _read_if_whole(file: Path) -> Step | None:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError, zlib.error):
        return _read(file)
    return None


def _read(file: Path) -> Step:
    facts = json.loads(file.read_text(encoding="utf-8"))
    led = (Hunk(int(h["start"]), _unpacked(h["old"]), _unpacked(h["new"]), int(h["line"])) for h in facts["hunks"])
    command, when, before, after, path, codec = (str(facts[name]) for name in _TEXTS)
    if not is_known(codec):
        raise ValueError(codec)
    existed, run = bool(facts["existed"]), str(facts.get("run", ""))
    return Step(int(facts["number"]), command, when, before, after, tuple(led), existed, path, codec, run)
