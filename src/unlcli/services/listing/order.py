"""The order of papers: the newest first, and as they came into the library."""

from collections.abc import Iterable

from unlcli.domain import months, text
from unlcli.domain.entry import CREATIONDATE, Entry
from unlcli.domain.venues import VenueTable


def newest_first(entries: Iterable[Entry], venues: VenueTable) -> list[Entry]:
    """Return entries by year and month, the newest first, then by title and key; without a month behind those with one."""

    def rank(entry: Entry) -> tuple[int, int, str, str, int]:
        year = entry.year
        title = text.fold(entry.plain("title"))
        number = int(year) if year.isdigit() else 0
        return -number, -months.of_entry(entry, year, venues), title, entry.key, entry.position

    return sorted(entries, key=rank)


def by_appearance(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries as they came into the library, so that a new paper moves no section that is there."""
    return sorted(entries, key=lambda entry: (entry.get(CREATIONDATE), entry.position))
