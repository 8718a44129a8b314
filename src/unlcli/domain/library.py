"""The entries of one library, with what could not be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from unlcli.domain import identifiers
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """A stretch of the file that looks like an entry and cannot be read; it is never touched."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A field that its entry has already: its name in the file, the lines of the first and of this one, its value here."""

    name: str
    first: int
    line: int
    value: str


@dataclass(frozen=True, slots=True)
class IgnoreComment:
    """A comment that means to switch rules off: the codes that it names ("" for all), whether it stands above an entry."""

    line: int
    text: str
    codes: tuple[str, ...]
    is_above: bool


@dataclass(frozen=True)
class Entries:
    """The entries of a library in file order; `path` is shown in messages and empty for one that is not a file.

    What only some commands ask of the file is looked for when it is asked for: what could not be read, where in an entry
    a field stands, which fields stand in an entry twice, whether a value names macros, which rules a comment above an entry
    switches off (by code; "" for all).
    """

    entries: tuple[Entry, ...] = ()
    path: str = ""
    find_failures: Callable[[], tuple[ParseFailure, ...]] = tuple
    find_line: Callable[[int, str], int] | None = None
    find_ignored: Callable[[int], frozenset[str]] | None = None
    find_repeated: Callable[[int], tuple[Repeated, ...]] | None = None
    find_literal: Callable[[int, str], bool] | None = None
    find_comments: Callable[[], tuple[IgnoreComment, ...]] = tuple

    @cached_property
    def failures(self) -> tuple[ParseFailure, ...]:
        """What could not be read, in file order; looked for when it is asked for."""
        return self.find_failures()

    @cached_property
    def ignore_comments(self) -> tuple[IgnoreComment, ...]:
        """The comments that mean to switch rules off, in file order; looked for when they are asked for."""
        return self.find_comments()

    def line_of(self, entry: Entry, field: str) -> int:
        """Return the line a field of an entry begins in; the entry's own when it has no such field."""
        return self.find_line(entry.position, field) if self.find_line and entry.position >= 0 else entry.line

    def ignored(self, entry: Entry) -> frozenset[str]:
        """Return the codes of the rules that a comment above an entry switches off; "" stands for all."""
        return self.find_ignored(entry.position) if self.find_ignored and entry.position >= 0 else frozenset()

    def repeated(self, entry: Entry) -> tuple[Repeated, ...]:
        """Return the fields that an entry has already where they stand."""
        return self.find_repeated(entry.position) if self.find_repeated and entry.position >= 0 else ()

    def is_literal(self, entry: Entry, field: str) -> bool:
        """Tell whether a field's value stands in the file as one text: without macros, so that another can take its place."""
        return self.find_literal(entry.position, field) if self.find_literal and entry.position >= 0 else True

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def keys(self) -> frozenset[str]:
        """All citation keys, current and old (`ids`)."""
        return frozenset(self.by_key) | frozenset(self._by_old_key)

    @cached_property
    def by_key(self) -> dict[str, tuple[Entry, ...]]:
        """Entries by citation key; several where a key is repeated."""
        alone = {entry.key: (entry,) for entry in self.entries}
        if len(alone) == len(self.entries):
            return {**alone}
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.key, []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def _by_old_key(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for old in entry.values("ids") if "ids" in entry.fields else ():
                found.setdefault(old, []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def by_identifier(self) -> dict[Identifier, tuple[Entry, ...]]:
        """Entries by each of their identifiers."""
        found: dict[Identifier, list[Entry]] = {}
        for entry in self.entries:
            for identifier in identifiers.of_entry(entry):
                found.setdefault(identifier, []).append(entry)
        return {identifier: tuple(entries) for identifier, entries in found.items()}

    def named(self, key: str) -> tuple[Entry, ...]:
        """Return the entries with this key, else those that had it once."""
        return self.by_key.get(key) or self._by_old_key.get(key, ())
