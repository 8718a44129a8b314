"""Save a plan and keep what it replaced; take the last change back."""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from unlcli.bibtex.splice import Edit
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


def save_page(target: Path, data: bytes, library: Path, state: Path, when: str) -> None:
    """Write a page made of a library and remember how to take it back, as one more change of the library's."""
    existed = target.exists()
    old = files.read_bytes(target) if existed else b""
    files.replace(target, data)
    led = history.hunks(old, [Edit(0, len(old), data)])
    before, after, path = history.digest(old), history.digest(data), str(target.resolve())
    number = history.next_number(library, state)
    history.record(library, state, Step(number, "export", when, before, after, led, existed, path))


@dataclass(frozen=True, slots=True)
class Undo:
    """The last change, the file it was made to and its bytes then and before; `removes_file` when there was none."""

    step: Step
    path: Path
    old: bytes
    new: bytes
    removes_file: bool = False


def last_change(library: Path, state: Path) -> Undo:
    """Return what undoing would restore. Raises StoreError when nothing is kept or the file was changed since.

    A page that was changed since it was exported is passed over: it must not stand between a library and its undo.
    """
    kept = history.steps(library, state)
    if not kept:
        raise StoreError(
            f"{library}: there is no change to undo", "`unl undo` takes back what unl changed, on this machine"
        )
    found = (_undo(library, step) for step in reversed(kept))
    return next((undo for undo in found if undo is not None), None) or _refused(library, kept[-1])


def _undo(library: Path, step: Step) -> Undo | None:
    path = Path(step.path) if step.path else library
    data = files.read_bytes(path) if path.exists() else b""
    if history.digest(data) != step.after:
        return None if step.path else _refused(path, step)
    before = step.undone(data)
    if history.digest(before) != step.before:
        raise StoreError(
            f"{path}: the kept history does not fit the file; nothing was undone",
            "restore it with your version control",
        )
    return Undo(step, path, data, before, not step.existed)


def _refused(path: Path, step: Step) -> NoReturn:
    raise StoreError(
        f"{path}: was changed by something else since `{step.command}` at {step.when}; nothing was undone",
        "restore it with your version control, or edit it by hand",
    )


def undo(library: Path, state: Path, found: Undo) -> None:
    """Put back what a change replaced."""
    if found.removes_file:
        found.path.unlink()
    else:
        files.replace(found.path, found.new)
    history.forget(library, state, found.step)
