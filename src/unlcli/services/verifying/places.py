"""Where an entry and a source say that a paper appeared: the same venue in other words, or another one."""

import re
from enum import StrEnum

from unlcli.domain import text
from unlcli.domain.venues import Kind, Venue, VenueTable
from unlcli.matching import publication


class Apart(StrEnum):
    """How two venues differ."""

    VENUE = "venue"
    WORKSHOP = "workshop"
    TRACK = "track"


#: Where one title names several venues, or a venue beside a series of books.
_CUT = re.compile(r"\s+and\s+(?:the\s+)?|[–—:,;()/]|\s-\s")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]{2,}[A-Za-z]*\b")
#: Series of books and proceedings: they say nothing on what appeared in them.
_SERIES = re.compile(
    r"^(?:lecture notes in|communications in computer and information science|proceedings of machine learning research|"
    r"(?:jmlr|journal of machine learning research) w(?:orkshop|\b)|ceur workshop proceedings|ifip advances in|"
    r"advances in intelligent systems|smart innovation|leibniz international|frontiers in artificial intelligence and "
    r"applications|studies in computational intelligence|acm international conference proceeding series)\b"
)
#: Journals in which papers of conferences appear. Sources: the journals' own sites.
_CARRIED = {"PVLDB": ("VLDB",), "TOG": ("SIGGRAPH", "SIGGRAPH Asia")}
#: Tracks that appear in the main volume: who names the conference alone is not wrong.
_IN_MAIN = ("Datasets and Benchmarks", "Position Paper Track")
_EMPTY = frozenset(
    "the of in and on for a an proceedings proc conference international annual symposium journal acm ieee aaai vol volume part "
    "track papers long short poster oral spotlight".split()
)


def apart(ours: str, theirs: str, table: VenueTable) -> Apart | None:
    """Return how two venues as they are written differ; None when they are one, or when nobody could tell."""
    if not ours or not theirs or _SERIES.match(text.fold(theirs)) or _SERIES.match(text.fold(ours)):
        return None
    here, there = table.recognise(ours), table.recognise(theirs)
    if _calls_findings_workshop(ours, here) != _calls_findings_workshop(theirs, there):
        return Apart.WORKSHOP
    if here == there or _has_same_words(ours, theirs):
        return None
    if _is_workshop_against_main(here, there, table):
        return Apart.WORKSHOP
    if (here.kind is Kind.WORKSHOP) != (there.kind is Kind.WORKSHOP):
        return None
    mine, others = _series(ours, here, table), _series(theirs, there, table)
    if mine and others:
        if mine.isdisjoint(others):
            return None if _carries(here, there) or _carries(there, here) else Apart.VENUE
        return _tracks_apart(here, there)
    return Apart.VENUE if _are_unlike(ours, theirs, here, there) else None


def _calls_findings_workshop(written: str, venue: Venue) -> bool:
    return _is_findings(venue) and re.search(r"\bworkshops?\b", text.fold(written)) is not None


def _is_workshop_against_main(here: Venue, there: Venue, table: VenueTable) -> bool:
    kinds = {here.kind, there.kind}
    main = there if here.kind is Kind.WORKSHOP else here
    return Kind.WORKSHOP in kinds and len(kinds) == 2 and (table.knows(main) or main.kind is Kind.JOURNAL)


def _series(written: str, whole: Venue, table: VenueTable) -> frozenset[str]:
    """Return the known series that a title names: by itself, in one of its parts, by an acronym."""
    if _is_findings(whole) or whole.kind is Kind.WORKSHOP or whole.kind is Kind.PREPRINT:
        return frozenset((whole.series,))
    found = {whole} if table.knows(whole) else set()
    found |= {venue for part in _CUT.split(written) if part and table.knows(venue := table.recognise(part))}
    if not found:
        found |= {venue for word in _ACRONYM.findall(written) if table.knows(venue := table.recognise(word))}
    return frozenset(venue.series for venue in found if venue.kind in (Kind.CONFERENCE, Kind.JOURNAL))


def _carries(journal: Venue, conference: Venue) -> bool:
    """Tell whether the papers of a conference appear in a journal, so that bibliographies name either."""
    return conference.series in _CARRIED.get(journal.series, ())


def _is_findings(venue: Venue) -> bool:
    return venue.short.startswith("Findings of ")


def _tracks_apart(here: Venue, there: Venue) -> Apart | None:
    if _is_findings(here) != _is_findings(there):
        return Apart.VENUE
    if _is_findings(here) and here.series != there.series:
        return Apart.VENUE
    ours, theirs = (venue.short.removeprefix(venue.series).strip() for venue in (here, there))
    if ours == theirs or _is_findings(here) or here.series != there.series:
        return None
    return None if ours in ("", *_IN_MAIN) and theirs in ("", *_IN_MAIN) else Apart.TRACK


def _words(written: str) -> list[str]:
    bare = re.sub(r"\b\d+(?:st|nd|rd|th)?\b", " ", text.fold(text.plain(written)))
    return [word for word in bare.split() if word not in _EMPTY]


def _has_same_words(ours: str, theirs: str) -> bool:
    """Tell whether two titles have the same words, or one abbreviates the other word by word."""
    here, there = _words(ours), _words(theirs)
    return here == there or publication.same_venue(" ".join(here), " ".join(there))


def _are_unlike(ours: str, theirs: str, here: Venue, there: Venue) -> bool:
    """Tell whether two venues, at least one of them unknown, are clearly two."""
    a, b = _words(ours), _words(theirs)
    if not a or not b or set(a) <= set(b) or set(b) <= set(a):
        return False
    if _is_acronym_of(a, b) or _is_acronym_of(b, a):
        return False
    if min(len(a), len(b)) == 1 and (
        here.kind is there.kind is not Kind.JOURNAL or Kind.UNKNOWN in (here.kind, there.kind)
    ):
        return False  # a single word may be a short name
    shared = sum(any(_is_short_for(x, y) for y in b) for x in a)
    return shared / min(len(a), len(b)) <= 0.5


def _is_short_for(x: str, y: str) -> bool:
    return x.startswith(y[:4]) or y.startswith(x) and len(x) > 1


def _is_acronym_of(short: list[str], long: list[str]) -> bool:
    if len(short) != 1 or len(long) < 2:
        return False
    letters = iter("".join(word[0] for word in long))
    return all(letter in letters for letter in short[0])
