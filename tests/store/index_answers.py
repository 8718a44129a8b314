"""Indexes in tests: opened as a command opens one, and all that one answers, whatever its history."""

from pathlib import Path
from typing import Any

from unlcli.bibtex.encoding import find
from unlcli.store import index_open, index_update
from unlcli.store.bibfile import BibFile
from unlcli.store.index import Index
from unlcli.store.index_open import Reading

PLAIN = Reading({}, {})
MATCHES = ['facets:"\uf8ffall"', '"ropes"', 'title:"a"*', '"journal" AND "of"', '"no" NOT "ropes"']


class Searches:
    """Opens the index of a library again and again, and knows how many entries were read for the last time."""

    def __init__(self, library: Path, cache: Path, reading: Reading = PLAIN) -> None:
        self.library, self.cache, self.reading = library, cache, reading
        self.read = 0
        self.was_fresh = False

    def open(self, *, cached: bool = True) -> Index:
        self.read = 0
        found = index_open.open_fresh(self.library, self.reading, self.cache) if cached else None
        self.was_fresh = found is not None
        return found or index_update.refreshed(self.library, self.reading, self.cache, self._told, cached=cached)

    def _told(self, done: int, total: int) -> None:
        assert done <= total
        self.read = total

    @property
    def file(self) -> Path:
        (found,) = (self.cache / "index").glob("*.sqlite")
        return found

    def titles(self, match: str = MATCHES[0]) -> list[str]:
        """The titles of what an expression matches, from an index that is closed again."""
        index = self.open()
        try:
            return [shown.title for shown in index.shown(list(index.stream(match)))]
        finally:
            index.close()


def answers(index: Index) -> dict[str, Any]:
    """All that an index answers."""
    found: dict[str, Any] = {"size": len(index), "keys": index.keys()}
    for match in MATCHES:
        ids = list(index.stream(match))
        found[match] = [index.position(row) for row in ids]
        found[match, "count"] = index.count(match)
        found[match, "newest"] = [index.position(row) for row in index.newest(match, 2)]
    ids = list(index.in_file_order())
    found["positions"] = [index.position(row) for row in ids]
    found["shown"] = index.shown(ids)
    found["tallies"] = sorted(index.tallies())
    found["links"] = {part: [index.position(row) for row in index.containing("url", part)] for part in ("h", "yes", "")}
    positions = range(len(index))
    found["lines"] = [index.line(position) for position in positions]
    found["sources"] = [index.source(position) for position in positions]
    found["entries"] = [(entry, dict(entry.fields)) for entry in index.entries(positions)]
    return found


def holds(library: Path, index: Index) -> None:
    """Hold what an index says of entries to what a reader of the whole library sees."""
    file = BibFile.open(library)
    positions = range(len(file.entries))
    assert len(index) == len(file.entries)
    assert sorted(index.position(row) for row in index.in_file_order()) == list(positions)
    for entry, own in zip(file.entries, index.entries(positions), strict=True):
        assert dict(own.fields) == dict(entry.fields)
        assert (own.type, own.key, own.position, own.line, own.end_line, own.problem) == (
            entry.type, entry.key, entry.position, entry.line, entry.end_line, entry.problem,
        )  # fmt: skip
        assert index.source(entry.position) == file.source(entry.position)
        assert index.line(entry.position) == entry.line


def is_text(data: bytes) -> bool:
    """Tell whether bytes can be read as a library at all."""
    try:
        find(data, "")
    except Exception:
        return False
    return True
