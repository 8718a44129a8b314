"""How a library writes the names of its venues, so that what is added writes them alike."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from unlcli.domain import text
from unlcli.domain.entry import Entry
from unlcli.domain.venues import Kind, Venue, VenueTable

_FIELDS = ("booktitle", "journal", "journaltitle")
_KINDS = (Kind.CONFERENCE, Kind.JOURNAL)
_OF_ONE_YEAR = re.compile(r"\d|,|\b\w+(?:st|nd|rd|th) ", re.I)
_MOST_WORDS_OF_SHORT = 2


def is_of_one_year(name: str) -> bool:
    """Tell whether a venue's name may name one year's proceedings, with a number, an ordinal or a town."""
    return _OF_ONE_YEAR.search(name) is not None


def usual_names(entries: Iterable[Entry], venues: VenueTable) -> Mapping[Venue, str]:
    """Return how a library most often writes each venue, of the ways that are good for any year, in BibTeX.

    Left out are venues that it calls by a short name: which of several (`NIPS`, `NeurIPS`) is right depends on the year.
    """
    written = Counter(" ".join(value.split()) for entry in entries if (value := _venue_field(entry)[1]))
    usual: dict[Venue, str] = {}
    for name, _ in written.most_common():
        if is_of_one_year(text.plain(name)):
            continue
        venue = venues.recognise(name)
        if venue.kind in _KINDS and venues.knows(venue):
            usual.setdefault(venue, name)
    return {venue: name for venue, name in usual.items() if not _is_short(text.plain(name), venue)}


def written_as_usual(entry: Entry, usual: Mapping[Venue, str], venues: VenueTable) -> Entry:
    """Return an entry with its venue as the library writes it."""
    field, value = _venue_field(entry)
    name = usual.get(venues.recognise(value), value) if value else value
    return replace(entry, fields={**entry.fields, field: name}) if name != value else entry


def _venue_field(entry: Entry) -> tuple[str, str]:
    return next(((name, entry.fields[name]) for name in _FIELDS if entry.fields.get(name)), ("", ""))


def _is_short(name: str, venue: Venue) -> bool:
    words = name.split()
    has_initials = len(words) <= _MOST_WORDS_OF_SHORT and sum(map(str.isupper, name)) > len(words)
    return has_initials or text.fold(name) == text.fold(venue.short)
