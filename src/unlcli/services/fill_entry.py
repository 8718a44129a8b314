"""Fill an entry with what it lacks of what a source says of the same paper: nothing that it says itself is changed."""

from dataclasses import replace

from unlcli.domain import identifiers, names, versions
from unlcli.domain.entry import CODE, Entry, in_usual_order
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.services.merge_authors import merge_authors
from unlcli.services.merge_publication import PUBLICATION, VENUE_FIELDS, is_one_publication

_EPRINT = ("eprint", "archiveprefix", "primaryclass")
_DATES = ("year", "date")
_PARENTS = ("crossref", "xdata")
#: Types that say nothing of what a work is; a source knows more.
_LOOSE = ("misc", "online", "unpublished", "")


def lacks(entry: Entry, venues: VenueTable) -> tuple[str, ...]:
    """Return what an entry lacks and a source may know: title, authors, year, venue, or the DOI that its archive gives.

    A preprint needs no venue.
    """
    missing = [name for name, value in (("title", entry.plain("title")), ("author", entry.get("author"))) if not value]
    if names.has_others(entry.get("author")):
        missing.append("author")
    if any(entry.get(name) for name in _PARENTS):  # which say where and when it appeared
        return tuple(missing)
    if not entry.year:
        missing.append("year")
    has_home = entry.venue or versions.of_entry(entry, venues) not in (Version.PREPRINT, Version.UNKNOWN)
    if not has_home and versions.of_entry(entry, venues) is not Version.PREPRINT:
        missing.append("venue")
    if not entry.get("doi") and any(found.scheme is Scheme.ACL for found in identifiers.each(entry)):
        missing.append("doi")
    return tuple(missing)


def fill_entry(entry: Entry, told: Entry, venues: VenueTable) -> Entry:
    """Return an entry with what it lacks of another that tells of the same paper, perhaps of another version of it.

    Where and when it was published is taken from the same version alone.
    """
    fields = dict(entry.fields)
    for name in ("title", "url", CODE):
        _put(fields, name, told.get(name))
    _authors(fields, told)
    if told.get("eprint") and entry.get("eprint") in ("", told.get("eprint")):
        for name in _EPRINT:
            _put(fields, name, told.get(name))
    kind = entry.type
    if is_one_publication(entry, told, venues) and not any(entry.get(name) for name in _PARENTS):
        _put(fields, "doi", told.get("doi"))
        if not entry.venue and (kind in _LOOSE or told.venue):
            kind = told.type
        _publication(fields, entry, told, is_same_type=kind == told.type)
    return replace(entry, type=kind, fields=in_usual_order(fields))


def _put(fields: dict[str, str], name: str, value: str) -> None:
    if value and not fields.get(name, "").strip():
        fields[name] = value


def _authors(fields: dict[str, str], told: Entry) -> None:
    """Take the authors where there are none, and all of them where the list breaks off, if it is these that it names."""
    own, theirs = fields.get("author", ""), told.get("author")
    if not own.strip():
        _put(fields, "author", theirs)
    elif theirs and names.has_others(own):
        chosen, lost = merge_authors(own, theirs)
        if not lost:
            fields["author"] = chosen


def _publication(fields: dict[str, str], entry: Entry, told: Entry, *, is_same_type: bool) -> None:
    """Take over where and when a version appeared: one venue, one date."""
    for name in PUBLICATION:
        if name in VENUE_FIELDS:
            is_wanted = not entry.venue
        elif name in _DATES:
            is_wanted = not entry.year
        elif name == "month":
            is_wanted = not entry.get("date") and entry.year in ("", told.year)
        else:
            is_wanted = is_same_type
        if is_wanted:
            _put(fields, name, told.get(name))
