"""Versions of a work: preprint, workshop paper, conference paper, journal article; and which is the version of record."""

from enum import IntEnum

from unlcli.domain.entry import Entry
from unlcli.domain.venues import Kind, VenueTable


class Version(IntEnum):
    """Kinds of a version, the higher the more final. Books and theses are works of their own."""

    UNKNOWN = 0
    PREPRINT = 1
    WORKSHOP = 2
    CONFERENCE = 3
    JOURNAL = 4
    BOOK = 5
    THESIS = 6
    PROCEEDINGS = 7


_BY_KIND = {
    Kind.PREPRINT: Version.PREPRINT,
    Kind.WORKSHOP: Version.WORKSHOP,
    Kind.CONFERENCE: Version.CONFERENCE,
    Kind.JOURNAL: Version.JOURNAL,
}
_BY_TYPE = {
    "book": Version.BOOK, "booklet": Version.BOOK, "inbook": Version.BOOK, "incollection": Version.BOOK,
    "collection": Version.BOOK, "mvbook": Version.BOOK, "phdthesis": Version.THESIS, "mastersthesis": Version.THESIS,
    "thesis": Version.THESIS, "proceedings": Version.PROCEEDINGS, "mvproceedings": Version.PROCEEDINGS,
}  # fmt: skip


def of_entry(entry: Entry, venues: VenueTable) -> Version:
    """Return what kind of version an entry describes: by its type where that says it, else by venue, else by eprint."""
    return in_venue(entry, venue := entry.venue, venues.recognise(venue).kind)


def in_venue(entry: Entry, venue: str, kind: Kind) -> Version:
    """Return what kind of version an entry describes whose venue is known, as written and by kind."""
    if entry.type in _BY_TYPE:
        return _BY_TYPE[entry.type]
    if venue and kind in _BY_KIND:
        return _BY_KIND[kind]
    if entry.type == "article" and venue:
        return Version.JOURNAL
    if entry.type in ("inproceedings", "conference") and venue:
        return Version.CONFERENCE
    if "eprint" in entry.fields or "arxiv.org" in entry.get("url"):
        return Version.PREPRINT
    return Version.UNKNOWN
