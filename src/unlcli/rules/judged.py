"""What rules look at: libraries judged together, and the judge's groups, asked for once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from unlcli.domain.entry import Entry
from unlcli.domain.finding import Location
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.matching import DuplicateGroup, find_groups


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and the library it stands in; `is_new` when the change that is judged touched it."""

    library: Entries
    entry: Entry
    is_new: bool = False

    @property
    def name(self) -> str:
        """What messages call the entry: its key, else by its line."""
        return self.entry.key or f"the entry in line {self.entry.line}"

    @property
    def location(self) -> Location:
        """Where the entry begins."""
        return Location(self.library.path, self.entry.line)

    def at(self, field: str) -> Location:
        """Return where a field of the entry begins; the entry itself where it has no such field."""
        return Location(self.library.path, self.library.line_of(self.entry, field))


@dataclass(frozen=True)
class Judged:
    """Libraries judged together, as pre-commit passes files.

    `categories` are those that the settings name, empty when they name none. `touched` has the positions of the entries
    that the change to be judged touched, by the path of their library; without it all entries are judged alike.
    """

    libraries: tuple[Entries, ...]
    venues: VenueTable
    categories: tuple[str, ...] = ()
    touched: Mapping[str, frozenset[int]] | None = None

    @cached_property
    def entries(self) -> tuple[Placed, ...]:
        """All entries with where they stand."""
        touched = self.touched or {}
        return tuple(
            Placed(library, entry, entry.position in touched.get(library.path, ()))
            for library in self.libraries
            for entry in library
        )

    @cached_property
    def groups(self) -> tuple[DuplicateGroup, ...]:
        """The groups of entries that are, or may be, one work; members index `entries`."""
        return find_groups([placed.entry for placed in self.entries], self.venues)

    def oldest_first(self, members: Iterable[int]) -> list[Placed]:
        """Return entries with those first that stood there before: what a change touched is newer, then what is later."""
        return [self.entries[i] for i in sorted(members, key=lambda i: (self.entries[i].is_new, i))]
