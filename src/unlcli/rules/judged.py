"""What rules look at: libraries judged together, and the judge's groups, asked for once."""

from dataclasses import dataclass
from functools import cached_property

from unlcli.domain.entry import Entry
from unlcli.domain.finding import Location
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.matching import DuplicateGroup, find_groups


@dataclass(frozen=True)
class Judged:
    """Libraries judged together, as pre-commit passes files."""

    libraries: tuple[Entries, ...]
    venues: VenueTable

    @cached_property
    def entries(self) -> tuple[tuple[Location, Entry], ...]:
        """All entries with where they stand."""
        return tuple((Location(library.path, entry.line), entry) for library in self.libraries for entry in library)

    @cached_property
    def groups(self) -> tuple[DuplicateGroup, ...]:
        """The groups of entries that are, or may be, one work; members index `entries`."""
        return find_groups([entry for _, entry in self.entries], self.venues)
