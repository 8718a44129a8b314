"""Tell whether records of one work describe one publication of it."""

from collections.abc import Iterable

from unlcli.domain import identifiers, text
from unlcli.domain.entry import Entry
from unlcli.domain.venues import Venue, VenueTable
from unlcli.matching import publication
from unlcli.services.find_published import Proven
from unlcli.services.known_preprint import is_preprint_id
from unlcli.services.merge_publication import doi_of
from unlcli.services.prove_published import Case, Refused


def is_one_publication(one: Proven, other: Proven, venues: VenueTable) -> bool:
    """Tell whether two records of the work describe one publication: by identifiers, else by venue, kind and year."""
    a, b = one.proof, other.proof
    here, there = doi_of(a.entry), doi_of(b.entry)
    ours, theirs = identifiers.of_entry(a.entry), identifiers.of_entry(b.entry)
    if any(each for each in ours & theirs if not is_preprint_id(each)):
        return True
    if a.version is not b.version or here and there:
        return False
    if abs(int(a.entry.year) - int(b.entry.year)) > 1:
        return False
    first, second = venues.recognise(a.entry.venue), venues.recognise(b.entry.venue)
    if venues.knows(first) and venues.knows(second):
        return first.series == second.series and _is_findings(first) == _is_findings(second)
    return publication.same_venue(text.fold(first.short), text.fold(second.short))


def _is_findings(venue: Venue) -> bool:
    return "findings" in text.fold(venue.short).split()


def is_lesser(proven: Proven, refused: Iterable[Refused]) -> bool:
    """Tell whether another source calls the same publication a workshop's or a companion volume's."""
    own = identifiers.of_entry(proven.proof.entry)
    texts = (text for each in refused if each.case is Case.LESSER for text in (each.record.doi, each.record.url))
    lesser = {identifiers.recognise(text) for text in texts if text}
    return any(each in lesser for each in own if not is_preprint_id(each))


def names_of(entry: Entry, venues: VenueTable) -> frozenset[str]:
    """Return what names a publication: its identifiers, its page, and its title with the venue."""
    found = {str(each) for each in identifiers.of_entry(entry) if not is_preprint_id(each)}
    venue = venues.recognise(entry.venue)
    return frozenset({*found, f"{text.squash(entry.plain('title'))} {text.fold(venue.short)}"})
