"""Save a plan and keep what it replaced; take changes back, and tell them."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from unlcli.bibtex import diff, read, scan
from unlcli.bibtex.encoding import DEFAULT, Encoding
from unlcli.errors import StoreError
from unlcli.services import log
from unlcli.store import files, history, replacement
from unlcli.store.bibfile import Plan
from unlcli.store.files import Was
from unlcli.store.history import Step
from unlcli.store.paths import real


def save(plan: Plan, state: Path, command: str, when: str, run: str = "") -> bool:
    """Write a plan and remember how to take it back; tell whether that could be kept.

    A plan that changes nothing writes nothing. Files of one `run` are taken back together. The way back is written first: a
    command that is killed at any moment leaves the old file, or the new one with its undo.
    """
    if plan.is_empty and plan.existed:
        return True
    led = history.hunks(plan.old, plan.edits, plan.encoding)
    before, after = history.digest(plan.old), history.digest(plan.new)
    history.forget_unmade(plan.path, state, before)
    number = history.next_number(plan.path, state)
    step = Step(number, command, when, before, after, led, plan.existed, codec=plan.encoding.codec, run=run)
    is_kept = history.record(plan.path, state, step)
    try:
        replacement.save(plan)
    except BaseException:
        _forget_unless_written(step, plan.path, plan.new, plan.path, state)
        raise
    return is_kept


def _forget_unless_written(step: Step, target: Path, new: bytes, library: Path, state: Path) -> None:
    with contextlib.suppress(StoreError):
        if files.differs(target, Was(new)):
            history.forget(library, state, step)


def save_page(
    target: Path, data: bytes, library: Path, state: Path, when: str, run: str = "", command: str = "export"
) -> bool:
    """Write a page made of a library and remember how to take it back; tell whether that could be kept.

    Pages of one `run` are taken back together.
    """
    existed = target.exists()
    old = files.read_bytes(target) if existed else b""
    led = history.hunks(old, diff.difference(old, data), DEFAULT)
    before, after, path = history.digest(old), history.digest(data), str(real(target))
    step = Step(history.next_number(library, state), command, when, before, after, led, existed, path, run=run)
    is_kept = history.record(library, state, step)
    try:
        replacement.replace(target, data, Was(old, existed))
    except BaseException:
        _forget_unless_written(step, target, data, library, state)
        raise
    return is_kept


def page_diff(target: Path, data: bytes, name: str) -> str:
    """Return what writing a page would change, as a unified diff that calls it by a name."""
    old = files.read_bytes(target) if target.exists() else b""
    return diff.unified(old, diff.difference(old, data), name)


@dataclass(frozen=True, slots=True)
class Undo:
    """A change to take back: the file it was made to, its bytes since and before; `removes_file` when there was none.

    `skipped` are newer changes that are not in the file.
    """

    step: Step
    path: Path
    old: bytes
    new: bytes
    removes_file: bool = False
    skipped: tuple[Step, ...] = ()


def last_changes(library: Path, state: Path, count: int = 1) -> tuple[Undo, ...]:
    """Return what undoing the last changes would restore, newest first; the files of one run are one change.

    A change that is not in its file is passed over: one that never reached it, one that was taken back otherwise, a run of
    which a page was changed since. Raises StoreError when fewer are kept or the library was changed since the last of them.
    """
    found: list[Undo] = []
    texts: dict[Path, bytes] = {}
    skipped: list[Step] = []
    number = 0
    for run in _runs(history.steps(library, state)):
        if number == count:
            break
        undos, reasons = _undos(run, library, texts)
        if not undos:
            skipped += reasons
            continue
        found += [replace(undos[0], skipped=(*skipped, *reasons)), *undos[1:]]
        texts.update((undo.path, undo.new) for undo in undos)
        skipped.clear()
        number += 1
    if number < count:
        raise _too_few(library, texts.get(library, b""), number, skipped)
    return tuple(found)


def _runs(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield changes, newest first, each with its steps, newest first."""
    for _, run in groupby(reversed(steps), key=lambda step: step.run or step.number):
        yield list(run)


def _undos(run: Sequence[Step], library: Path, texts: dict[Path, bytes]) -> tuple[list[Undo], list[Step]]:
    """Return how the steps of a change are taken back, and those that are not in their files.

    None is taken back where one of their files was changed since. `texts` are the files as they are when newer changes are
    taken back; files that are looked at are added.
    """
    undos: list[Undo] = []
    left: dict[Path, bytes] = {}
    missing: list[Step] = []
    changed: list[Step] = []
    for step in run:
        path = Path(step.path) if step.path else library
        if path not in texts:
            texts[path] = files.read_bytes(path) if path.exists() else b""
        data = left.get(path, texts[path])
        if history.digest(data) == step.after:
            undos.append(_undo(path, step, data))
            left[path] = undos[-1].new
        else:
            (missing if history.digest(data) == step.before else changed).append(step)
    return ([], changed) if changed else (undos, missing)


def _too_few(library: Path, data: bytes, number: int, skipped: Sequence[Step]) -> StoreError:
    """Return the error that says why no more changes than a number can be undone."""
    changed = next((step for step in skipped if not step.path), None)
    if changed is not None and history.digest(data) != changed.before:
        return StoreError(
            f"{library}: was changed by something else since `{changed.command}` at {changed.when}; nothing was undone",
            "`unl log` shows what unl changed; restore it with your version control, or edit it by hand",
        )
    if number:
        changes = "1 change" if number == 1 else f"{number} changes"
        return StoreError(f"{library}: only {changes} can be undone", f"unl undo --steps {number}")
    if page := next((step for step in skipped if step.path), None):
        return StoreError(
            f"{page.path}: was changed since `{page.command}` at {page.when}; nothing was undone",
            "`unl log` shows what unl changed; restore it with your version control, or edit it by hand",
        )
    return StoreError(
        f"{library}: there is no change to undo", "`unl undo` takes back what unl changed, on this machine"
    )


def _undo(path: Path, step: Step, data: bytes) -> Undo:
    before = step.undone(data)
    if history.digest(before) != step.before:
        raise StoreError(
            f"{path}: the kept history does not fit the file; nothing was undone",
            "restore it with your version control",
        )
    return Undo(step, path, data, before, not step.existed)


def undo(library: Path, state: Path, found: Undo) -> None:
    """Put back what a change replaced."""
    if found.removes_file:
        replacement.remove(found.path, Was(found.old))
    else:
        replacement.replace(found.path, found.new, Was(found.old))
    history.forget(library, state, found.step)


def diff_back(found: Undo) -> str:
    """Return what undoing a change would do, as a unified diff."""
    return log.text_of(found.step, found.path, back=True)


def count_entries(found: Undo) -> int:
    """Return how many entries a library holds when a change is undone."""
    data = Encoding(found.step.codec).to_utf8(found.new)
    return len(read.entry_blocks(data, scan.scan(data)))
