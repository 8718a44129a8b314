"""Anchors of papers on a page: ids made of citation keys, the same whatever else stands on the page."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from unlcli.domain.entry import IDS, split_values
from unlcli.domain.listing import Row, Section

#: Ids that the page has of its own.
RESERVED = frozenset({"top", "contents", "papers", "controls"})


def valid_id(key: str) -> str:
    """Return a citation key as an id that HTML, CSS selectors and links take as it is."""
    kept = re.sub(r"[^A-Za-z0-9_-]+", "-", key).strip("-")
    return kept if kept[:1].isalpha() else f"paper-{kept}".rstrip("-")


class RowIds:
    """Hands out the ids of rows in their order; a paper that stands in several sections has its id in the first.

    A key that is an id as it stands keeps it. Of keys that would come to one id, or to one of the page's own, each gets
    a digest of itself, so that it is the same whichever of them comes first.
    """

    def __init__(self, rows: Sequence[Row], sections: Iterable[Section]) -> None:
        reserved = {*RESERVED, *_anchors(sections)}
        self._often = {key for key, number in Counter(row.key for row in rows).items() if number > 1}
        keys = dict.fromkeys(row.key for row in rows)
        wanted = Counter(map(valid_id, keys))
        self._by_key = {key: _own(key, is_alone=wanted[valid_id(key)] == 1, reserved=reserved) for key in keys}
        self._taken = reserved | set(self._by_key.values())
        self._papers: dict[tuple[str, object], str] = {}
        self._given: set[str] = set()

    def __call__(self, row: Row) -> tuple[str, bool]:
        """Return the id of the next row's paper, and whether this is its first row."""
        identity = (row.key, row.record.get("line", row.source) if row.key in self._often else None)
        if identity in self._papers:
            return self._papers[identity], False
        found = self._by_key[row.key]
        if found in self._given:  # another paper under the same key
            found = next(f"{found}-{n}" for n in range(2, len(self._taken) + 3) if f"{found}-{n}" not in self._taken)
            self._taken.add(found)
        self._given.add(found)
        self._papers[identity] = found
        return found, True

    def aliases(self, row: Row) -> list[str]:
        """Return the ids of the keys that a paper had before; none that stands for something else on the page."""
        if not (old := row.raw.get(IDS)):
            return []
        wanted = dict.fromkeys(map(valid_id, split_values(IDS, old)))
        free = [name for name in wanted if name not in self._taken]
        self._taken.update(free)
        return free


def _own(key: str, *, is_alone: bool, reserved: set[str]) -> str:
    plain = valid_id(key)
    if plain not in reserved and (is_alone or plain == key):
        return plain
    return f"{plain}-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _anchors(sections: Iterable[Section]) -> Iterable[str]:
    for section in sections:
        yield section.anchor
        yield from _anchors(section.sections)
