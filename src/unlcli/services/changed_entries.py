"""What a change touched: a library compared with an earlier state of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from unlcli.errors import EncodingError
from unlcli.store.bibfile import BibFile


@dataclass(frozen=True, slots=True)
class Touched:
    """The positions of the entries that an earlier state of the file has not, and the lines that belong to them."""

    positions: frozenset[int]
    lines: frozenset[int]


def earlier(path: Path, data: bytes, renamed: Mapping[str, str], named: str = "") -> BibFile:
    """Return an earlier state of a library; what is not text in its encoding is no reason to refuse the one of today."""
    try:
        return BibFile.of(path, data, renamed, named=named)
    except EncodingError:
        return BibFile(path, data.decode("utf-8", "replace").encode(), renamed)


def touched_since(now: BibFile, before: BibFile) -> Touched:
    """Return what of a library is new or changed since an earlier state. Entries that only moved are neither."""
    known = Counter(_source(before, entry.position) for entry in before.entries)
    positions = set()
    lines: set[int] = set()
    for entry in now.entries:
        source = _source(now, entry.position)
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


def _source(bib: BibFile, position: int) -> str:
    """Return an entry's text with one kind of line end: git may write another one than stands in the file."""
    return bib.source(position).replace("\r\n", "\n").replace("\r", "\n")
