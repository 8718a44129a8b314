"""Groups of duplicates one at a time: a person decides of each, and all decisions are one change at the end."""

import sys
import webbrowser
from collections.abc import Sequence
from typing import TYPE_CHECKING

from unlcli.cli import console, output
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import Session, changing, target, venues
from unlcli.errors import UnlError

if TYPE_CHECKING:
    from unlcli.services.decide import Deciding
    from unlcli.services.dedupe import Group
    from unlcli.store.bibfile import BibFile

_QUESTION = "[m]erge, [n]ot the same, [s]kip (Enter), [o]pen, [?] help, [q]uit"
_ANSWERS = {"m": "merge", "n": "not", "s": "skip", "o": "open", "q": "quit", "": "skip"}
_WORDS = {"merge": "merge", "not the same": "not", "skip": "skip", "open": "open", "quit": "quit"}
_HELP = """\
  m  make one entry of them
  n  record that they are different works
  s  leave them as they are (also: Enter)
  o  open the link of each in the browser, and ask again
  q  ask no more; what was decided is done
"""


def walk(session: Session, *, merges_certain: bool, dry_run: bool) -> None:
    """Ask of each group what it is, and apply what was decided as one change; Ctrl-C applies nothing and tells it."""
    from unlcli.matching import Verdict
    from unlcli.services.decide import Deciding
    from unlcli.services.dedupe import dedupe as find
    from unlcli.store.bibfile import BibFile

    bib = BibFile.open(target(session, creates=False), session.settings.renamed, named=session.encoding)
    groups = find([bib.entries], venues(session))
    certain = [group for group in groups if group.verdict is Verdict.CERTAIN]
    asked = [group for group in groups if not merges_certain or group.verdict is not Verdict.CERTAIN]
    if not groups:
        console.note("unl: no duplicates")
        return
    deciding = Deciding(bib.entries.path)
    for group in certain if merges_certain else ():
        deciding.merge(group)
    try:
        _ask(session, asked, deciding)
        _apply(session, bib, deciding, dry_run=dry_run)
    except (KeyboardInterrupt, SystemExit, UnlError):
        _tell_undone(deciding)
        raise


def _ask(session: Session, groups: "Sequence[Group]", deciding: "Deciding") -> None:
    for number, group in enumerate(groups, 1):
        if deciding.contradicts(group):
            console.note(
                f"unl: {number} of {len(groups)} ({_keys(group)}) holds entries that you said differ; it is left as it is"
                " (once this is written, unl dedupe -i asks about what remains of it)"
            )
            continue
        sys.stderr.write(f"\n{_shown(session, group)}")
        answer = _answer(f"{number} of {len(groups)}: {_QUESTION}", group)
        if answer == "quit":
            return
        if answer == "merge":
            deciding.merge(group)
        elif answer == "not":
            try:
                deciding.differ(group)
            except UnlError as error:
                console.error(error.message, error.hint)


def _answer(question: str, group: "Group") -> str:
    """Ask until there is an answer that settles the group; an empty line skips it, the end of input ends the walk."""
    while True:
        output.let_out()
        sys.stderr.write(f"{question}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        said = line.strip().lower()
        given = _ANSWERS.get(said) or _WORDS.get(said, "") if line else "quit"
        if given == "open":
            _open(group)
        elif given:
            return given
        else:
            sys.stderr.write(_HELP)


def _keys(group: "Group") -> str:
    return ", ".join(placed.entry.key for placed in group.members)


def _open(group: "Group") -> None:
    from unlcli.domain import identifiers

    opened = set()
    for placed in group.members:
        link = identifiers.best_link(placed.entry)
        console.note(f"{placed.entry.key}: {link or 'has no link'}")
        if link and link not in opened:
            webbrowser.open(link)
            opened.add(link)


def _shown(session: Session, group: "Group") -> str:
    from unlcli.render import groups as page
    from unlcli.render.options import RenderOptions
    from unlcli.services.compare_entries import compare_entries

    how = RenderOptions(width=console.width(), colour=console.is_coloured(sys.stderr))
    return page.render(compare_entries([group], venues(session), with_remedies=False), how)


def _apply(session: Session, read: "BibFile", deciding: "Deciding", *, dry_run: bool) -> None:
    from unlcli.errors import LibraryChangedError
    from unlcli.services.dedupe import plan_decisions

    decisions = deciding.decisions
    if not decisions.merge and not decisions.differ:
        console.note("unl: nothing was changed")
        return
    with changing(session) as bib:  # while a person thinks, the library is not held
        if bib.data != read.data:
            raise LibraryChangedError(str(bib.path))
        plan = plan_decisions(decisions, bib.entries, venues(session), bib.source)
        for conflict in plan.conflicts:
            console.note(f"unl: warning: {conflict}")
        done = "; ".join(filter(None, (plan.done if plan.merged else "", deciding.told_apart)))
        apply_changes(session, bib, plan.changes, done, command="dedupe --interactive", dry_run=dry_run)


def _tell_undone(deciding: "Deciding") -> None:
    lines = deciding.lines
    if lines:
        console.note("\nunl: nothing was written; these lines do what was decided:")
    for line in lines:
        console.note(f"  {line}")
