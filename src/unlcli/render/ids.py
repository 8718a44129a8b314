"""Ids of papers, made of citation keys: anchors on a page, and what feed readers know them by."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from hashlib import sha256

from unlcli.domain.entry import IDS, split_values
from unlcli.domain.listing import Row, Section

#: Ids that the page has of its own: with an underscore, which no anchor of a section has.
RESERVED = frozenset({"page_top", "page_contents", "page_papers", "page_controls", "page_nothing"})


def valid_id(key: str) -> str:
    """Return a citation key as an id that HTML, CSS selectors and links take as it is."""
    kept = re.sub(r"[^A-Za-z0-9_-]+", "-", key).strip("-")
    return kept if kept[:1].isalpha() else f"paper-{kept}".rstrip("-")


class RowIds:
    """Hands out the ids of rows in their order; a paper that stands in several sections has its id in the first.

    A key that is an id as it stands keeps it. Of keys that would come to one id, or to one of the page's own, each gets
    a digest of itself, so that it is the same whichever of them comes first. Of papers of one key (or of none) the first
    in the library has the id of the key, whatever the order of the rows, so that one below it does not take it away.
    """

    def __init__(self, rows: Sequence[Row], sections: Iterable[Section] = ()) -> None:
        reserved = frozenset({*RESERVED, *_anchors(sections)})
        self._often = {key for key, number in Counter(row.key for row in rows).items() if number > 1}
        keys = dict.fromkeys(row.key for row in rows)
        wanted = Counter(map(valid_id, keys))
        self._taken = set(reserved)
        self._by_key: dict[str, str] = {}
        for key in keys:
            name = _own(key, is_alone=wanted[valid_id(key)] == 1, reserved=reserved)
            self._by_key[key] = self._numbered(name) if name in self._taken else name
            self._taken.add(self._by_key[key])
        self._papers = self._of_repeated([row for row in rows if row.key in self._often])
        self._given: set[str] = set()

    def _of_repeated(self, rows: Iterable[Row]) -> dict[tuple[str, object], str]:
        found: dict[tuple[str, object], str] = {}
        used: set[str] = set()
        for row in sorted(rows, key=_line):
            if (identity := (row.key, _place(row))) not in found:
                name = self._by_key[row.key]
                found[identity] = self._numbered(name) if name in used else name
                used.add(name)
        return found

    def _numbered(self, name: str) -> str:
        numbered = next(f"{name}-{n}" for n in range(2, len(self._taken) + 3) if f"{name}-{n}" not in self._taken)
        self._taken.add(numbered)
        return numbered

    def of(self, row: Row) -> str:
        """Return the id of a row's paper."""
        return self._papers[row.key, _place(row)] if row.key in self._often else self._by_key[row.key]

    def __call__(self, row: Row) -> tuple[str, bool]:
        """Return the id of the next row's paper, and whether this is its first row."""
        name = self.of(row)
        is_first = name not in self._given
        self._given.add(name)
        return name, is_first

    def aliases(self, row: Row) -> list[str]:
        """Return the ids of the keys that a paper had before; none that stands for something else on the page."""
        if not (old := row.raw.get(IDS)):
            return []
        wanted = dict.fromkeys(map(valid_id, split_values(IDS, old)))
        free = [name for name in wanted if name not in self._taken]
        self._taken.update(free)
        return free


def _own(key: str, *, is_alone: bool, reserved: Set[str]) -> str:
    plain = valid_id(key)
    if plain not in reserved and (is_alone or plain == key):
        return plain
    return f"{plain}-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _line(row: Row) -> int:
    line = row.record.get("line")
    return line if isinstance(line, int) else 0


def _place(row: Row) -> object:
    """Return what tells papers of one key apart."""
    return row.record.get("line", row.source)


def _anchors(sections: Iterable[Section]) -> Iterable[str]:
    for section in sections:
        yield section.anchor
        yield from _anchors(section.sections)
