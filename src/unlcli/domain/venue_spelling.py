"""How a library writes the names of its venues, so that what is added writes them alike."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from unlcli.domain import text
from unlcli.domain.entry import Entry
from unlcli.domain.venues import Kind, Venue, VenueTable, without_year

_FIELDS = ("booktitle", "journal", "journaltitle")
_KINDS = (Kind.CONFERENCE, Kind.JOURNAL)
_OF_ONE_YEAR = re.compile(r"\d|,|\b\w+(?:st|nd|rd|th) ", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b", re.I)
#: Which of several volumes of one year's proceedings a name names.
_PART = re.compile(r"\b(?:(?:volume|vol|part|pt)\b\.? *\w+|(?:long|short|regular|student) papers)", re.I)
_MOST_WORDS_OF_SHORT = 2
#: A conference, the year of its proceedings, and which part of them.
_OfYear = tuple[Venue, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class UsualNames:
    """How a library writes its venues, in BibTeX: those of a year, and by `good_always` any year's.

    `short` are the venues that it mostly calls by a short name: which of several (`NIPS`, `NeurIPS`) is right depends on
    the year. `new` is how those of a year are written that are new to it, so that all that is added at once is alike.
    """

    good_always: Mapping[Venue, str] = field(default_factory=dict)
    of_year: Mapping[_OfYear, str] = field(default_factory=dict)
    short: frozenset[Venue] = frozenset()
    new: Mapping[_OfYear, str] = field(default_factory=dict)


def is_of_one_year(name: str) -> bool:
    """Tell whether a venue's name may name one year's proceedings, with a number, an ordinal or a town."""
    return _OF_ONE_YEAR.search(name) is not None


def usual_names(entries: Iterable[Entry], venues: VenueTable, new: Sequence[Entry] = ()) -> UsualNames:
    """Return how a library most often writes each venue, and what `new` entries are to write of those it has not."""
    listed = Counter((name, entry.year) for entry in entries if (name := " ".join(_venue_field(entry)[1].split())))
    good_always: dict[Venue, str] = {}
    written: Counter[str] = Counter()
    for (name, _), count in listed.items():
        written[name] += count
    for name, _ in written.most_common():
        if is_of_one_year(text.plain(name)):
            continue
        venue = venues.recognise(name)
        if venue.kind in _KINDS and venues.knows(venue):
            good_always.setdefault(venue, name)
    short = frozenset(venue for venue, name in good_always.items() if _is_short(text.plain(name), venue))
    usual = UsualNames(
        {venue: name for venue, name in good_always.items() if venue not in short}, _of_years(listed, venues), short
    )
    added = Counter(
        (_without_year(value, usual, venues), each.year) for each in new if (value := _venue_field(each)[1])
    )
    return replace(usual, new=_of_years(added, venues, prefer_long=True))


def _of_years(
    listed: Mapping[tuple[str, str], int], venues: VenueTable, *, prefer_long: bool = False
) -> dict[_OfYear, str]:
    """Return the most frequent name of each year's conferences; one that numbers another year's is none of them."""
    counts: dict[_OfYear, Counter[str]] = {}
    years: dict[str, Counter[str]] = {}
    for (name, year), count in listed.items():
        if (key := _key(name, year, venues)) is not None:
            counts.setdefault(key, Counter())[name] = count
            years.setdefault(name, Counter())[year] = count
    found: dict[_OfYear, str] = {}
    for key, names in counts.items():
        good = [(name, count) for name, count in names.most_common() if _is_of(name, key[1], years[name])]
        if prefer_long:
            good.sort(key=lambda one: _is_short(text.plain(one[0]), key[0]))
        if good:
            found[key] = good[0][0]
    return found


def _is_of(name: str, year: str, years: Counter[str]) -> bool:
    """Tell whether a name is good for a year: it names no other, and a number in it stands mostly in entries of this one."""
    readable = text.plain(name)
    if named := _YEAR.findall(readable):
        return year in named
    return not is_of_one_year(readable) or all(years[year] > count for other, count in years.items() if other != year)


def _key(name: str, year: str, venues: VenueTable) -> _OfYear | None:
    venue = venues.recognise(name)
    if venue.kind is not Kind.CONFERENCE or not year or not venues.knows(venue):
        return None
    return venue, year, tuple(text.fold(part) for part in _PART.findall(text.plain(name)))


def written_as_usual(entry: Entry, usual: UsualNames, venues: VenueTable) -> Entry:
    """Return an entry with its venue as the library writes it."""
    holder, value = _venue_field(entry)
    if not value:
        return entry
    name = _of_this_year(value, entry.year, usual.of_year, venues) or usual.good_always.get(venues.recognise(value), "")
    if not name:
        plain = _without_year(value, usual, venues)
        name = _of_this_year(plain, entry.year, usual.new, venues) or plain
    return replace(entry, fields={**entry.fields, holder: name}) if name != value else entry


def _of_this_year(value: str, year: str, names: Mapping[_OfYear, str], venues: VenueTable) -> str:
    key = _key(value, year, venues)
    name = names.get(key, "") if key is not None else ""
    ours, theirs = (_NUMBER.findall(text.plain(each)) for each in (value, name))
    return "" if ours and theirs and ours != theirs else name


def _without_year(value: str, usual: UsualNames, venues: VenueTable) -> str:
    """Return a short name with a year, as OpenReview has it (`ICML 2025`), without it, in full where the library is so.

    A library that has no venues yet takes the source's own words.
    """
    if not (usual.of_year or usual.good_always or usual.short):
        return value
    readable = text.plain(value)
    venue, bare = venues.recognise(readable), without_year(readable)
    is_one = venue.kind is Kind.CONFERENCE and venues.knows(venue) and bare != readable
    if not is_one or text.fold(bare) != text.fold(venue.short):
        return value
    return text.to_bibtex(bare if venue in usual.short else venues.title(venue) or bare)


def _venue_field(entry: Entry) -> tuple[str, str]:
    return next(((name, entry.fields[name]) for name in _FIELDS if entry.fields.get(name)), ("", ""))


def _is_short(name: str, venue: Venue) -> bool:
    words = name.split()
    has_initials = len(words) <= _MOST_WORDS_OF_SHORT and sum(map(str.isupper, name)) > len(words)
    return has_initials or text.fold(name) == text.fold(venue.short)
