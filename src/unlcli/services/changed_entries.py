"""What a change to a library touched: a library compared with an earlier state of it."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries
from unlcli.errors import EncodingError
from unlcli.store.bibfile import BibFile


@dataclass(frozen=True, slots=True)
class Touched:
    """The positions of the entries that an earlier state of the file has not, and what else is new in it.

    `failures` and `comments` index what cannot be read and the comments that switch rules off. Positions, not lines: they
    stay what they are when a value is mended. `before` is the earlier state.
    """

    positions: frozenset[int]
    failures: frozenset[int] = frozenset()
    comments: frozenset[int] = frozenset()
    before: Entries = field(default_factory=Entries, compare=False)

    def lines(self, library: Entries) -> frozenset[int]:
        """Return the lines that belong to what was touched."""
        found = {line for at in self.positions for line in _lines_of(library.entries[at])}
        found.update(failure.line for at, failure in enumerate(library.failures) if at in self.failures)
        found.update(comment.line for at, comment in enumerate(library.ignore_comments) if at in self.comments)
        return frozenset(found)


def earlier(path: Path, data: bytes, renamed: Mapping[str, str], named: str = "") -> BibFile:
    """Return an earlier state of a library; what is not text in its encoding is no reason to refuse the one of today."""
    try:
        return BibFile.of(path, data, renamed, named=named)
    except EncodingError:
        return BibFile(path, data.decode("utf-8", "replace").encode(), renamed)


def touched_since(now: BibFile, before: BibFile) -> Touched:
    """Return what of a library is new or changed since an earlier state.

    Entries that only moved are neither, and neither are those that only stand in other lines, indents or delimiters.
    """
    new, old = now.entries, before.entries
    sources, old_sources = ([_source(bib, entry.position) for entry in bib.entries] for bib in (now, before))
    entries = [new.entries[at] for at in _unmatched(sources, old_sources)]
    left = [old.entries[at] for at in _unmatched(old_sources, sources)]
    changed = _unmatched([_content(new, entry) for entry in entries], [_content(old, entry) for entry in left])
    failures = _unmatched([(f.reason, f.text) for f in new.failures], [(f.reason, f.text) for f in old.failures])
    comments = _unmatched(
        [(c.text, c.is_above) for c in new.ignore_comments], [(c.text, c.is_above) for c in old.ignore_comments]
    )
    positions = frozenset(entries[at].position for at in changed)
    return Touched(positions, frozenset(failures), frozenset(comments), old)


def _unmatched(now: Sequence[Hashable], before: Sequence[Hashable]) -> list[int]:
    """Return the indexes of what was not there before; of equal ones as many as are more."""
    known = Counter(before)
    found = []
    for index, each in enumerate(now):
        if known[each]:
            known[each] -= 1
        else:
            found.append(index)
    return found


def _source(bib: BibFile, position: int) -> str:
    """Return an entry's text with one kind of line end: git may write another one than stands in the file."""
    return bib.source(position).replace("\r\n", "\n").replace("\r", "\n")


def _content(library: Entries, entry: Entry) -> Hashable:
    """Return what an entry says, however it is laid out."""
    fields = frozenset((name, _collapsed(value)) for name, value in entry.fields.items())
    repeated = tuple((each.name, _collapsed(each.value)) for each in library.repeated(entry))
    return entry.type.lower(), entry.key, entry.problem, fields, repeated


def _collapsed(value: str) -> str:
    return " ".join(value.split())


def _lines_of(entry: Entry) -> range:
    return range(entry.line, entry.end_line + 1)
