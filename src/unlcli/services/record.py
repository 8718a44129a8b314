"""The versioned record of an entry that search, show and export share in JSON."""

from collections.abc import Callable, Iterator, Mapping

from unlcli.domain import categories, identifiers, names, versions
from unlcli.domain.entry import ALTURL, CODE, LINK_FIELDS, Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import VenueTable

VERSION = 1


class Record(Mapping[str, object]):
    """The record of an entry, made when a member is asked for that needs more than a look: most formats read few."""

    __slots__ = ("_entry", "_made", "_venues")

    def __init__(self, entry: Entry, venues: VenueTable) -> None:
        self._entry = entry
        self._venues = venues
        self._made: Mapping[str, object] | None = None

    def _all(self) -> Mapping[str, object]:
        if self._made is None:
            self._made = record(self._entry, self._venues)
        return self._made

    def __getitem__(self, name: str) -> object:
        if self._made is None and name in _EASY:
            return _EASY[name](self._entry)
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


_EASY: Mapping[str, Callable[[Entry], object]] = {
    "key": lambda entry: entry.key,
    "line": lambda entry: entry.line,
    "title": lambda entry: entry.plain("title"),
    "type": lambda entry: entry.type,
}


def record(entry: Entry, venues: VenueTable) -> Mapping[str, object]:
    """Return an entry's facts in readable text; documented in docs/formats.md."""
    written = entry.venue
    venue = venues.recognise(written)
    found = identifiers.of_entry(entry)
    link = identifiers.best_link(entry, found)
    fields = {name: entry.plain(name) for name in entry.fields}
    return {
        "key": entry.key,
        "type": entry.type,
        "line": entry.line,
        "title": fields.get("title", ""),
        "authors": names.full_names(entry.get("author")),
        "others": names.has_others(entry.get("author")),
        "year": entry.year,
        "venue": venue.short,
        "series": venue.series,
        "version": versions.in_venue(entry, written, venue.kind).name.lower(),
        "url": link,
        "urls": list(
            identifiers.best_first((*((link,) if link else ()), *fields.get("url", "").split(), *entry.values(ALTURL)))
        ),
        "code": list(entry.values(CODE)),
        "links": {name: list(entry.values(name)) for name in LINK_FIELDS if entry.get(name)},
        "categories": [categories.written(path) for path in categories.of_entry(entry)],
        "identifiers": {i.scheme.value: i.value for i in sorted(found, key=str) if i.scheme is not Scheme.URL},
        "fields": fields,
    }
