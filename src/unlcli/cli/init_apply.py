"""Show what `unl init` would write, ask, and write all of it as one change."""

import os
import sys
from typing import TYPE_CHECKING

from unlcli.cli import console, export_files, init_plan
from unlcli.cli.apply import undoable
from unlcli.cli.init_plan import Asked, Setup
from unlcli.cli.session import Session, consent, held

if TYPE_CHECKING:
    from collections.abc import Iterator


def run(session: Session, asked: Asked, *, dry_run: bool, yes: bool) -> None:
    """Plan, show, ask once, and save; nothing is written unless everything can be."""
    from unlcli.store.bibfile import BibFile

    path = session.located.path
    with held(session, path):
        bib = BibFile.open(path, session.settings.renamed, may_be_missing=True, named=session.encoding)
        setup = init_plan.planned(session, bib, asked)
        _tell(setup)
        if setup.is_empty:
            console.note("unl: nothing to do: all of it is there")
            return
        for file in setup.files:
            export_files.check_writable(str(file.path))
        _show(setup)
        if dry_run:
            console.note(f"unl: nothing was written (--dry-run); would have written {_names(setup)}")
            return
        if not consent(f"write {_count(setup)}", lambda: None, yes=yes):
            console.note("unl: nothing was changed")
            return
        _save(session, setup)


def _save(session: Session, setup: Setup) -> None:
    from unlcli.services.save_together import save_together

    run = os.urandom(8).hex()
    is_kept = save_together(setup.library, setup.files, session.places.state, "init", session.when, run)
    console.note(f"unl: wrote {_names(setup)} ({undoable(session, setup.library.path, is_kept)}; so does git)")
    console.note("unl: next: look at `git diff`, then commit it; `unl export` writes the list anew after each change")


def _tell(setup: Setup) -> None:
    """Tell what was read, what could not be, and of each file what becomes of it."""
    from unlcli.cli import import_list

    if setup.imported is not None:
        import_list.report(setup.imported, str(setup.library.path), {}, dry_run=True)
    for line in (*_told(setup), *(f"unl: {each}" for each in setup.told)):
        console.note(line)


def _told(setup: Setup) -> "Iterator[str]":
    from unlcli.cli import import_list

    if setup.imported is not None:
        skipped = sum(len(reading.skipped) for _, reading in setup.imported.readings)
        yield f"unl: {setup.library.path}: {import_list.done(setup.imported, skipped)}"
    if plan := setup.blocks:
        for left in plan.left:
            rows = "1 paper" if len(left.drafts) == 1 else f"{len(left.drafts)} papers"
            yield f"{setup.document}:{left.first_line}: left as it is, with {rows}: {left.reason}"
        if plan.moved:
            yield f"unl: {setup.document}: rows that were not read stand below the block of their table now"
        if plan.named:
            papers = "1 paper" if plan.named == 1 else f"{plan.named} papers"
            yield f"unl: {setup.document}: {papers} no heading tells the place of have it in the field block"


def _show(setup: Setup) -> None:
    """Print the files in a line each, then what changes in them."""
    from unlcli.services.save import page_diff

    for line in _summary(setup):
        console.out(line)
    if not setup.library.is_empty or not setup.library.existed:
        console.show_diff(setup.library.diff, sys.stdout)
    for file in setup.files:
        console.show_diff(page_diff(file.path, file.new, file.path.as_posix()), sys.stdout)


def _summary(setup: Setup) -> "Iterator[str]":
    plan, made = setup.library, setup.imported.additions if setup.imported else None
    if not plan.is_empty or not plan.existed:
        papers = f": {len(made.added)} new papers, {len(made.updated)} changed" if made else ""
        yield f"{'change' if plan.existed else 'new   '}  {plan.path}{papers}"
    for file in setup.files:
        name = file.path.as_posix()
        blocks = setup.blocks.blocks if setup.blocks and name == setup.document else 0
        what = f": {blocks} block{'' if blocks == 1 else 's'}" if blocks else ""
        yield f"{'new   ' if file.old is None else 'change'}  {name}{what}"
    for name in setup.there:
        yield f"as is   {name}"


def _names(setup: Setup) -> str:
    library = [] if setup.library.is_empty and setup.library.existed else [str(setup.library.path)]
    return ", ".join((*library, *(file.path.as_posix() for file in setup.files)))


def _count(setup: Setup) -> str:
    count = len(setup.files) + (not (setup.library.is_empty and setup.library.existed))
    return "1 file" if count == 1 else f"these {count} files"
