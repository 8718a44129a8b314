"""What unl changed, as diffs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from unlcli.bibtex import diff
from unlcli.domain.text import without_controls
from unlcli.store import files, history
from unlcli.store.history import Step


@dataclass(frozen=True, slots=True)
class Logged:
    """One change: the command, when, the file it wrote, its diff and the lines that came and went.

    Files that one run wrote are one change, and have the number of the first of them.
    `is_undoable` tells whether `unl undo`, repeated, leads back over it.
    """

    number: int
    command: str
    when: str
    path: Path
    diff: str
    added: int
    removed: int
    is_undoable: bool


def logged(library: Path, state: Path) -> list[Logged]:
    """Return the changes that are kept of a library and its pages, newest first; those that never reached it are left out."""
    found: list[Logged] = []
    digests: dict[Path, str] = {}
    steps = history.steps(library, state)
    first = {step.run: step.number for step in reversed(steps)}
    for step in reversed(steps):
        path = Path(step.path) if step.path else library
        if path not in digests:
            digests[path] = history.digest(files.read_bytes(path) if path.exists() else b"")
        if digests[path] == step.before:
            continue
        number = first[step.run] if step.run else step.number
        found.append(_logged(step, number, path, is_undoable=digests[path] == step.after))
        digests[path] = step.before if digests[path] == step.after else "changed by something else"
    lost = {change.number for change in found if not change.is_undoable}
    return [replace(change, is_undoable=change.number not in lost) for change in found]


def _logged(step: Step, number: int, path: Path, *, is_undoable: bool) -> Logged:
    shown = text_of(step, path)
    lines = shown.split("\n")[2:]
    added, removed = (sum(line.startswith(sign) for line in lines) for sign in "+-")
    return Logged(number, step.command, step.when, path, shown, added, removed, is_undoable)


def text_of(step: Step, path: Path, *, back: bool = False) -> str:
    """Return a change as a unified diff; `back` gives the diff of undoing it."""
    made: list[str] = []
    shift = 0
    for hunk in step.hunks:
        old, new = (part.decode(step.codec, "replace").encode("utf-8") for part in (hunk.old, hunk.new))
        grown = diff.line_count(new) - diff.line_count(old)
        made.append(diff.hunk(new, old, hunk.line + shift, -shift) if back else diff.hunk(old, new, hunk.line, shift))
        shift += grown
    name = without_controls(str(path))  # a name with a line break in it would make a line of its own
    return f"--- {name}\n+++ {name}\n" + "".join(made)


def as_json(changes: Sequence[Logged]) -> dict[str, object]:
    """Return changes as the document that `unl log --json` prints."""
    return {
        "version": 1,
        "changes": [
            {
                "number": change.number,
                "command": change.command,
                "when": change.when,
                "file": str(change.path),
                "added": change.added,
                "removed": change.removed,
                "undoable": change.is_undoable,
                "diff": change.diff,
            }
            for change in changes
        ],
    }
