"""What a change touched: a library compared with an earlier state of it."""

from collections import Counter
from dataclasses import dataclass

from unlcli.store.bibfile import BibFile


@dataclass(frozen=True, slots=True)
class Touched:
    """The positions of the entries that an earlier state of the file has not, and the lines that belong to them."""

    positions: frozenset[int]
    lines: frozenset[int]


def touched_since(now: BibFile, before: BibFile) -> Touched:
    """Return what of a library is new or changed since an earlier state. Entries that only moved are neither."""
    known = Counter(before.source(entry.position) for entry in before.entries)
    positions = set()
    lines: set[int] = set()
    for entry in now.entries:
        source = now.source(entry.position)
        if known[source]:
            known[source] -= 1
        else:
            positions.add(entry.position)
            lines.update(range(entry.line, entry.end_line + 1))
    failed = Counter((failure.reason, failure.text) for failure in before.entries.failures)
    for failure in now.entries.failures:
        if failed[failure.reason, failure.text]:
            failed[failure.reason, failure.text] -= 1
        else:
            lines.add(failure.line)
    return Touched(frozenset(positions), frozenset(lines))
