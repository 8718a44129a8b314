"""What `unl verify` found, written into the library: each finding as a person says, all of them as one change."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from unlcli.cli import console, output
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import Session, changing
from unlcli.errors import LibraryChangedError

if TYPE_CHECKING:
    from unlcli.domain.entry import Entry
    from unlcli.domain.finding import Finding
    from unlcli.store.bibfile import BibFile

_QUESTION = "[y]es, [n]o (Enter), [?] help, [q]uit"
_ANSWERS = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "": "no", "q": "quit", "quit": "quit"}
_HELP = """\
  y  write what is shown
  n  leave it as it is (also: Enter)
  q  ask no more; what was accepted is written
"""


def mend(
    session: Session, read: "BibFile", findings: "Sequence[Finding]", *, dry_run: bool, yes: bool, as_json: bool = False
) -> "tuple[bool, list[tuple[Entry, Entry]]]":
    """Ask of each finding whether to write what the source says, and write it; tell whether the library was changed.

    --yes accepts all but what only a person can say: which of two papers was meant. Returned besides are the entries as they
    were and as they are now, or would be.
    """
    from unlcli.domain.change import applied
    from unlcli.services.verify import apart

    offered = [finding for finding in findings if finding.changes]
    by_itself = dry_run or yes
    accepted = [finding for finding in offered if not finding.is_asked] if by_itself else _accepted(read, offered)
    if dry_run and not as_json:
        _tell_left([finding for finding in offered if finding.is_asked])
    settled = apart(accepted)
    changes = [change for finding in settled for change in finding.changes]
    if not changes:
        console.note("unl: nothing was changed" if offered else "unl: nothing to change")
        return False, []
    changed = [(entry, new) for entry in read.entries if (new := applied(entry, changes)) != entry]
    many = "1 finding" if len(settled) == 1 else f"{len(settled)} findings"
    with changing(session) as bib:  # while a person thinks, the library is not held
        if bib.data != read.data:
            raise LibraryChangedError(str(bib.path))
        is_written = apply_changes(
            session, bib, changes, f"mended {many}", command="verify --fix", dry_run=dry_run, quiet_when_dry=as_json
        )
    return is_written, changed if is_written or dry_run else []


def _tell_left(findings: "Sequence[Finding]") -> None:
    """Tell what --yes would leave; without --dry-run it is among the findings that remain."""
    for finding in findings:
        console.note(f"unl: left as it is, for you to say: {finding.message}")


def _accepted(bib: "BibFile", offered: "Sequence[Finding]") -> "list[Finding]":
    """Show what each finding would change, and ask; an empty line leaves it, the end of input asks no more."""
    from unlcli.render.findings.text import lines

    accepted = []
    for number, finding in enumerate(offered, 1):
        sys.stderr.write("\n" + "".join(f"{line}\n" for line in lines(finding, console.is_coloured(sys.stderr))))
        console.show_diff(bib.plan(finding.changes).diff, sys.stderr)
        answer = _answer(f"{number} of {len(offered)}: {_QUESTION}")
        if answer == "quit":
            break
        if answer == "yes":
            accepted.append(finding)
    return accepted


def _answer(question: str) -> str:
    while True:
        output.let_out()
        sys.stderr.write(f"{question}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            return "quit"
        if said := _ANSWERS.get(line.strip().lower()):
            return said
        sys.stderr.write(_HELP)
