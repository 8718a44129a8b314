"""Save a plan and keep what it replaced; take the last change back."""

from dataclasses import dataclass
from pathlib import Path

from unlcli.errors import StoreError
from unlcli.store import bibfile, files, history
from unlcli.store.bibfile import Plan
from unlcli.store.history import Step


def save(plan: Plan, state: Path, command: str, when: str) -> None:
    """Write a plan and remember how to take it back. A plan that changes nothing writes nothing."""
    if plan.is_empty and plan.existed:
        return
    bibfile.save(plan)
    number = history.next_number(plan.path, state)
    led = history.hunks(plan.old, plan.edits)
    before, after = history.digest(plan.old), history.digest(plan.new)
    history.record(plan.path, state, Step(number, command, when, before, after, led, plan.existed))


@dataclass(frozen=True, slots=True)
class Undo:
    """The last change of a library and the bytes it had before; `removes_file` when it did not exist then."""

    step: Step
    old: bytes
    new: bytes
    removes_file: bool = False


def last_change(library: Path, state: Path) -> Undo:
    """Return what undoing would restore. Raises StoreError when nothing is kept or the file was changed since."""
    kept = history.steps(library, state)
    if not kept:
        raise StoreError(
            f"{library}: there is no change to undo", "`unl undo` takes back what unl changed, on this machine"
        )
    step = kept[-1]
    data = files.read_bytes(library) if library.exists() else b""
    if history.digest(data) != step.after:
        raise StoreError(
            f"{library}: was changed by something else since `{step.command}` at {step.when}; nothing was undone",
            "restore it with your version control, or edit it by hand",
        )
    before = step.undone(data)
    if history.digest(before) != step.before:
        raise StoreError(
            f"{library}: the kept history does not fit the file; nothing was undone",
            "restore it with your version control",
        )
    return Undo(step, data, before, not step.existed)


def undo(library: Path, state: Path, found: Undo) -> None:
    """Put back what a change replaced."""
    if found.removes_file:
        library.unlink()
    else:
        files.replace(library, found.new)
    history.forget(library, state, found.step)
