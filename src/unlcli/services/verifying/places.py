"""Where an entry and a source say that a paper appeared: the same venue in other words, or another one."""

import re
from enum import StrEnum

from unlcli.domain import text
from unlcli.domain.venues import Kind, Venue, VenueTable
from unlcli.matching import publication


class Apart(StrEnum):
    """How two venues differ; `name` where one is a journal and the other, unknown, bears a like name."""

    VENUE = "venue"
    WORKSHOP = "workshop"
    TRACK = "track"
    NAME = "name"


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
_CARRIED = {
    "PVLDB": ("VLDB",), "TOG": ("SIGGRAPH", "SIGGRAPH Asia"), "Machine Learning": ("ECML PKDD", "ACML"),
    "Data Mining and Knowledge Discovery": ("ECML PKDD",), "RA-L": ("ICRA", "IROS"),
}  # fmt: skip
#: Titles under which the proceedings of several conferences come out, each of them by itself. Sources: the publishers' catalogues.
_TITLES_OF = {
    "the semantic web": ("ISWC", "ESWC"), "advances in cryptology": ("CRYPTO", "EUROCRYPT", "ASIACRYPT"),
    "programming languages and systems": ("ESOP", "APLAS"), "computer vision": ("ECCV", "ACCV"),
}  # fmt: skip
#: Tracks that appear in the main volume: who names the conference alone is not wrong.
_IN_MAIN = ("Datasets and Benchmarks", "Position Paper Track")
_COMPANION = re.compile(r"\b(?:companion|adjunct|extended abstracts)\b")
#: Words that a full name may have and a usual one leave out.
_BESIDES = frozenset(
    "ifip usenix siam cvf rsj epia informs springer elsevier official online edition series usa united states america".split()
)
#: Before a subtitle, a town, the title in another language.
_SUBTITLE = re.compile(r"[–—:,;(\[=/]|\s-\s|(?<=[a-z]{4})\.\s*(?=[A-Z])")
_EMPTY = frozenset(
    "the of in and on for a an proceedings proc conference international annual symposium journal acm ieee aaai vol volume part "
    "track papers long short poster oral spotlight amp j jnl int intl".split()
)


def apart(ours: str, theirs: str, table: VenueTable) -> Apart | None:
    """Return how two venues as they are written differ; None when they are one, or when nobody could tell."""
    if not ours or not theirs or is_series(theirs) or is_series(ours):
        return None
    here, there = table.recognise(ours), table.recognise(theirs)
    if _calls_findings_workshop(ours, here) != _calls_findings_workshop(theirs, there):
        return Apart.WORKSHOP
    if _is_journal_against_main(here, there, table) and not _carries(here, there) and not _carries(there, here):
        return Apart.VENUE
    if here == there or _has_same_words(ours, theirs):
        return Apart.TRACK if _is_companion(ours) != _is_companion(theirs) else None
    if _is_workshop_against_main(here, there, table):
        return Apart.WORKSHOP
    if (here.kind is Kind.WORKSHOP) != (there.kind is Kind.WORKSHOP):
        return None
    mine, others = _series(ours, here, table), _series(theirs, there, table)
    if mine and others:
        if mine.isdisjoint(others):
            return None if _carries(here, there) or _carries(there, here) else Apart.VENUE
        return Apart.TRACK if _is_companion(ours) != _is_companion(theirs) else _tracks_apart(here, there)
    if _are_unlike(ours, theirs, here, there):
        return Apart.VENUE
    return Apart.NAME if _is_like_a_journal(ours, theirs, table) or _is_like_a_journal(theirs, ours, table) else None


def _is_companion(written: str) -> bool:
    return _COMPANION.search(text.fold(written)) is not None


def _is_journal_against_main(here: Venue, there: Venue, table: VenueTable) -> bool:
    """Tell whether one is a known journal and the other a known conference, however alike their names are."""
    return {here.kind, there.kind} == {Kind.JOURNAL, Kind.CONFERENCE} and table.knows(here) and table.knows(there)


def is_series(title: str) -> bool:
    """Tell whether a title is that of a series of books or proceedings."""
    return _SERIES.match(text.fold(title)) is not None


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
    if whole.kind is Kind.JOURNAL and table.knows(whole):
        return frozenset((whole.series,))
    found = {whole} if table.knows(whole) else set()
    found |= {venue for part in _CUT.split(written) if part and table.knows(venue := table.recognise(part))}
    if not found:
        found |= {venue for word in _ACRONYM.findall(written) if table.knows(venue := table.recognise(word))}
    series = frozenset(venue.series for venue in found if venue.kind in (Kind.CONFERENCE, Kind.JOURNAL))
    return series or frozenset(_TITLES_OF.get(_titled(written), ()))


def _titled(written: str) -> str:
    head = text.fold(re.sub(r"\b(?:19|20)?\d+\b", " ", _SUBTITLE.split(text.plain(written))[0]))
    return " ".join(head.split())


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


def _is_like_a_journal(journal: str, other: str, table: VenueTable) -> bool:
    """Tell whether a venue bears the name of a journal with other words besides: Science and Cognitive Science are two.

    What stands in brackets, after a colon or a comma is a subtitle, a town, another name; initials abbreviate.
    """
    here, there = table.recognise(journal), table.recognise(other)
    a, b = _words(journal), _words(other)
    if (
        here.kind is not Kind.JOURNAL
        or there.kind is Kind.WORKSHOP
        or not a
        or not b
        or journal.isupper()
        or other.isupper()
    ):
        return False
    if _heads_agree(journal, other) or _is_acronym_of(a, b) or _is_acronym_of(b, a):
        return False
    if not table.knows(here) and min(len(journal.split()), len(other.split())) == 1:
        return False  # a single word may be a short name
    mine, others = ([word for word in words if word not in _BESIDES] for words in (a, b))
    is_alike = set(mine) < set(others) or set(others) < set(mine)
    return not publication.same_venue(" ".join(mine), " ".join(others)) and (table.knows(here) or is_alike)


def _heads_agree(ours: str, theirs: str) -> bool:
    here, there = ({part.strip() for part in _SUBTITLE.split(written)} for written in (ours, theirs))
    return any(_words(x) and _words(y) and _has_same_words(x, y) for x in here for y in there)


def _is_short_for(x: str, y: str) -> bool:
    return x.startswith(y[:4]) or y.startswith(x) and len(x) > 1


def _is_acronym_of(short: list[str], long: list[str]) -> bool:
    if len(short) != 1 or len(long) < 2:
        return False
    letters = iter("".join(word[0] for word in long))
    return all(letter in letters for letter in short[0])
