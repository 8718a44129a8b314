"""The order of papers: the newest first, and as they came into the library."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from unlcli.domain import months, text
from unlcli.domain.entry import CREATIONDATE, Entry
from unlcli.domain.venues import VenueTable

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
#: After all days.
_LAST = "~"


def newest_first(entries: Iterable[Entry], venues: VenueTable) -> list[Entry]:
    """Return entries by year and month, the newest first, then by title and key; without a month behind those with one."""

    def rank(entry: Entry) -> tuple[int, int, str, str, int]:
        year = entry.year
        title = text.fold(entry.plain("title"))
        number = int(year) if year.isdigit() else 0
        return -number, -months.of_entry(entry, year, venues), title, entry.key, entry.position

    return sorted(entries, key=rank)


def by_appearance(library: Iterable[Entry]) -> list[Entry]:
    """Return a library's entries as they came into it, so that a new paper moves no section that is there.

    Those with a day of creation stand in its order. One without came with the newest of those before it in the file:
    what comes to the end of a file is new. In a file in the order of its keys the place tells nothing: there those without
    a day are older than the others where they are the most, as in a list kept by hand, and newer where they are few.
    """
    entries = sorted(library, key=lambda entry: entry.position)
    days = [_day(entry) for entry in entries]
    if not all(days) and any(days) and _are_by_key(entries):
        usual = "" if days.count("") * 2 > len(days) else _LAST
        days = [day or usual for day in days]
    else:
        days = _filled(days)
    order = sorted(range(len(entries)), key=days.__getitem__)  # equal days stay as they stand in the file
    return [entries[index] for index in order]


def _day(entry: Entry) -> str:
    written = entry.get(CREATIONDATE).strip()
    return written if written and _DAY.match(written) else ""


def _filled(days: Iterable[str]) -> list[str]:
    """Return days, that of the newest before it for each that is missing."""
    filled, newest = [], ""
    for day in days:
        newest = max(newest, day)
        filled.append(day or newest)
    return filled


def _are_by_key(entries: Sequence[Entry]) -> bool:
    """Tell whether a file keeps the order of its keys, a few strays aside; in a few entries it would be chance."""
    rising = sum(one.key.casefold() <= other.key.casefold() for one, other in pairwise(entries))
    return len(entries) >= 5 and rising >= 0.9 * (len(entries) - 1)
