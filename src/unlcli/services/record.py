"""The versioned record of an entry that search, show and export share in JSON."""

from collections.abc import Mapping

from unlcli.domain import categories, identifiers, names, versions
from unlcli.domain.entry import ALTURL, CODE, LINK_FIELDS, Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import VenueTable

VERSION = 1


def record(entry: Entry, venues: VenueTable) -> Mapping[str, object]:
    """Return an entry's facts in readable text; documented in docs/formats.md."""
    venue = venues.recognise(entry.venue)
    found = identifiers.of_entry(entry)
    link = identifiers.best_link(entry)
    return {
        "key": entry.key,
        "type": entry.type,
        "line": entry.line,
        "title": entry.plain("title"),
        "authors": [name.full for name in names.authors(entry.get("author"))],
        "year": entry.year,
        "venue": venue.short,
        "series": venue.series,
        "version": versions.of_entry(entry, venues).name.lower(),
        "url": link,
        "urls": list(
            identifiers.best_first((*((link,) if link else ()), *entry.plain("url").split(), *entry.values(ALTURL)))
        ),
        "code": list(entry.values(CODE)),
        "links": {name: list(entry.values(name)) for name in LINK_FIELDS if entry.get(name)},
        "categories": [categories.written(path) for path in categories.of_entry(entry)],
        "identifiers": {i.scheme.value: i.value for i in sorted(found, key=str) if i.scheme is not Scheme.URL},
        "fields": {name: entry.plain(name) for name in entry.fields},
    }
