"""Where and when a merged work was published: the version of record's word, and of the other what fits to it."""

from collections.abc import Mapping

from unlcli.domain import identifiers, versions
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import Kind, VenueTable
from unlcli.domain.versions import Version

#: Fields that describe where and when a version was published; they move together.
PUBLICATION = (
    "booktitle", "journal", "journaltitle", "year", "date", "month", "volume", "number", "pages", "series", "publisher",
    "editor", "address", "organization", "howpublished", "school", "institution", "eventtitle", "isbn", "issn",
)  # fmt: skip
#: Of these, the ones that name where it appeared: the same name in another of them is no loss.
VENUE_FIELDS = ("booktitle", "journal", "journaltitle", "eventtitle", "howpublished")
#: Where a preprint's record names the server, which its eprint names too.
SERVER_FIELDS = frozenset({*VENUE_FIELDS, "publisher", "institution", "organization"})
_HOME = ("booktitle", "journal", "journaltitle")
_OF_PUBLICATIONS = frozenset((Scheme.DOI, Scheme.ACL, Scheme.PMLR, Scheme.NEURIPS))


def is_published_by(kept: Entry, other: Entry, venues: VenueTable) -> bool:
    """Tell whether `other` is the version of record of what `kept` has, or names the same venue more exactly."""
    before, after = rank(kept, venues), rank(other, venues)
    if after > before and before < Version.CONFERENCE:
        return True
    if before == Version.CONFERENCE and after == Version.JOURNAL:
        return not _has_same_doi(kept, other)  # a volume of proceedings may be called a journal
    there, told = venues.recognise(kept.venue), venues.recognise(other.venue)
    return after == before and there.short == there.series == told.series != told.short


def in_rank(kept: Entry, other: Entry, venues: VenueTable) -> tuple[Entry, Entry]:
    """Return first the version whose publication the merged entry tells of."""
    return (other, kept) if is_published_by(kept, other, venues) else (kept, other)


def merge_doi(kept: Entry, other: Entry, venues: VenueTable) -> str:
    """Return the DOI of the version of record; one of another publication does not stand for it."""
    main, lesser = in_rank(kept, other, venues)
    if _has_same_doi(kept, other):
        return kept.get("doi")
    are_two = min(rank(main, venues), rank(lesser, venues)) > Version.WORKSHOP and not is_one_publication(
        main, lesser, venues
    )
    if main.get("doi") and (doi_of(main) or are_two or not doi_of(lesser)):
        return main.get("doi")
    return "" if are_two else lesser.get("doi")


def rank(entry: Entry, venues: VenueTable) -> float:
    """Return how final a version is; one whose venue is not told is more than a preprint where a publisher numbered it."""
    version = versions.of_entry(entry, venues)
    if version is Version.UNKNOWN and any(i.scheme in _OF_PUBLICATIONS for i in identifiers.of_entry(entry)):
        return Version.CONFERENCE - 0.5
    return float(version)


def merge_publication(kept: Entry, other: Entry, venues: VenueTable) -> dict[str, str]:
    """Return where and when a work was published: what its version of record says, and of the other what goes with it."""
    main, lesser = in_rank(kept, other, venues)
    facts = {
        name: main.fields[name] for name in PUBLICATION if name in main.fields and (main is kept or main.get(name))
    }
    if is_one_publication(main, lesser, venues):
        is_after = rank(main, venues) > Version.PREPRINT
        for name in PUBLICATION:
            value = lesser.get(name)
            is_wanted = value and not facts.get(name) and not (is_after and _is_of_server(name, value, venues))
            if is_wanted and _fits(name, facts, main, lesser):
                facts[name] = value
    return facts


def _fits(name: str, facts: Mapping[str, str], main: Entry, lesser: Entry) -> bool:
    """Tell whether a fact may stand beside the version of record's: one venue, one date."""
    if name in _HOME:
        return not any(facts.get(field) for field in _HOME)
    if name in ("year", "date"):
        return not main.year
    if name == "howpublished":
        return not main.venue
    return name != "month" or not main.year or main.year == lesser.year


def _is_of_server(name: str, value: str, venues: VenueTable) -> bool:
    if name == "volume":
        return value.startswith("abs/")
    return name in SERVER_FIELDS and venues.recognise(value).kind is Kind.PREPRINT


def _has_same_doi(one: Entry, other: Entry) -> bool:
    found = doi_of(one)
    return bool(found) and found == doi_of(other)


def doi_of(entry: Entry) -> str:
    """Return the DOI that a publisher gave the version which an entry describes; empty for a preprint server's."""
    own = identifiers.of_entry(Entry(entry.type, "", {"doi": entry.get("doi")}))
    return next((found.value for found in own if found.scheme is not Scheme.ARXIV), "")


def is_one_publication(one: Entry, other: Entry, venues: VenueTable) -> bool:
    """Tell whether two entries describe one publication, so that what only one tells is true of it."""
    kinds = versions.of_entry(one, venues), versions.of_entry(other, venues)
    if Version.UNKNOWN in kinds or _has_same_doi(one, other):
        return True
    here, there = venues.recognise(one.venue), venues.recognise(other.venue)
    are_known = venues.knows(here) and venues.knows(there)
    return kinds[0] == kinds[1] and not (are_known and here.series != there.series)
