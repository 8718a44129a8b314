"""Venues: from the many spellings of a name to one short name, its series and its kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from unlcli.domain import text, venue_table


class Kind(StrEnum):
    """What kind of venue published a version of a work."""

    CONFERENCE = "conference"
    JOURNAL = "journal"
    WORKSHOP = "workshop"
    PREPRINT = "preprint"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Venue:
    """A venue: `short` is exact ("Findings of ACL"), `series` is what rows are grouped by ("ACL")."""

    short: str
    series: str
    kind: Kind


_NOWHERE = Venue("", "", Kind.UNKNOWN)
_KINDS = {"c": Kind.CONFERENCE, "j": Kind.JOURNAL, "p": Kind.PREPRINT}
# A heading that names arXiv and says more than this is a category (`Daily arXiv: systems for language models`).
_MOST_PREPRINT_WORDS = 3


class VenueTable:
    """The known venues, with a library's own spellings added.

    `own` maps a short name to its other spellings; a name the table has is extended, another is new.
    """

    def __init__(self, own: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._exact: dict[str, Venue] = {}
        self._phrases: dict[str, Venue] = {}
        self._acronyms: dict[str, tuple[str, ...]] = {}
        self._titles: dict[str, str] = {}
        for short, kind, spellings in _rows():
            self._add(Venue(short, short, kind), spellings)
            if title := next(filter(_TITLE.match, spellings), ""):
                self._titles[short] = title
        for short, extra in (own or {}).items():
            known = self._exact.get(text.fold(short))
            kind = known.kind if known else _guess_kind(short + " " + " ".join(extra))
            self._add(Venue(short, short, kind), extra)
        self._longest_first = sorted(self._phrases, key=len, reverse=True)
        self._memo: dict[str, Venue] = {}
        self._words: dict[str, frozenset[str]] = {}

    def _add(self, venue: Venue, spellings: tuple[str, ...]) -> None:
        for spelling in (venue.short, *spellings):
            form = text.fold(spelling)
            self._exact[form] = venue
            if form.isalnum() and spelling != venue.short:
                self._acronyms[venue.short] = (*self._acronyms.get(venue.short, ()), form)
            if venue.kind is Kind.CONFERENCE and len(form.split()) >= 3 or form.startswith("arxiv preprint"):
                self._phrases[form] = venue

    def recognise(self, written: str) -> Venue:
        """Return the venue a text names; one the table does not know keeps its words, without the year."""
        found = self._memo.get(written)
        if found is None:
            found = self._memo[written] = self._recognise(written)
        return found

    def knows(self, venue: Venue) -> bool:
        """Tell whether a venue's series stands in the table."""
        return text.fold(venue.series.removesuffix(" Workshops")) in self._exact

    def acronyms(self, venue: Venue) -> tuple[str, ...]:
        """Return the other names of a venue's series that are one word, folded: nips for NeurIPS."""
        return self._acronyms.get(venue.series.removesuffix(" Workshops"), ())

    def words(self, venue: Venue) -> frozenset[str]:
        """Return the words of all spellings of a venue's series, folded."""
        series = venue.series.removesuffix(" Workshops")
        found = self._words.get(series)
        if found is None:
            forms = (form for form, known in self._exact.items() if known.short == series)
            found = self._words[series] = frozenset(word for form in forms for word in form.split())
        return found

    def title(self, venue: Venue) -> str:
        """Return a conference's name in full, with the track that the venue names; empty where the table has none."""
        title, track = self._titles.get(venue.series, ""), venue.short.removeprefix(venue.series).strip()
        if not title or venue.kind is not Kind.CONFERENCE or not venue.short.startswith(venue.series):
            return ""
        return f"{title} ({track}{_TRACK_WORD.get(track, '')})" if track else title

    def _recognise(self, written: str) -> Venue:
        given = text.plain(written)
        readable = given.strip(" .,;")
        form = _bare_form(readable)
        if not form:
            return _NOWHERE
        if venue := self._exact.get(form) or self._exact.get(text.fold(without_year(readable))):
            return venue
        if form.startswith(("arxiv", "corr abs")) or "arxiv" in form.split():
            return self._exact["arxiv"]
        if "findings" in form.split():
            return self._findings(form)
        # "The VLDB Journal" is no VLDB conference, whatever series its name holds
        series = None if _NEVER_CONFERENCE.search(form) else self._series_in(form)
        if _is_workshop(form):
            return Venue(
                self._tidied(readable), f"{series.short} Workshops" if series else self._tidied(readable), Kind.WORKSHOP
            )
        if series is None:
            name = _with_last_dot(without_year(readable), given)
            return Venue(name, name, _guess_kind(form))
        track = _track(form)
        return Venue(f"{series.short} {track}".strip(), series.short, series.kind)

    def _findings(self, form: str) -> Venue:
        rest = re.sub(r"\bfindings\b|\bof the association for computational linguistics\b|\bof\b", " ", form)
        series = self._series_in(" ".join(rest.split())) or self._exact["acl"]
        return Venue(f"Findings of {series.short}", series.short, Kind.CONFERENCE)

    def _series_in(self, form: str) -> Venue | None:
        padded = f" {form} "
        for phrase in self._longest_first:
            if f" {phrase} " in padded:
                return self._phrases[phrase]
        left = " ".join(w for w in form.split() if w not in _FILLER)
        if venue := self._exact.get(left):
            return venue
        if _is_workshop(form) or _track(form):
            for word in form.split():
                if (venue := self._exact.get(word)) and venue.kind is Kind.CONFERENCE:
                    return venue
        return None

    def _tidied(self, readable: str) -> str:
        words = []
        for word in without_year(readable).split():
            known = self._exact.get(text.fold(word))
            words.append(known.short if known and known.kind is Kind.CONFERENCE and len(word) > 2 else word)
        return " ".join(words)


@cache
def _rows() -> tuple[tuple[str, Kind, tuple[str, ...]], ...]:
    rows = []
    for line in venue_table.ROWS.strip().splitlines():
        short, kind, spellings = (part.strip() for part in line.split("|"))
        rows.append((short, _KINDS[kind], tuple(s.strip() for s in spellings.split(";") if s.strip())))
    return tuple(rows)


_YEAR = re.compile(r"(?:^|(?<=[\s,(\[:/-])|(?<=[A-Za-z]))['’]?\s*(?:(?:19|20)\d{2}|(?<=['’])\d{2})(?=$|[\s,.)\]:;/-])")
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth"
).split()
_ORDINAL = re.compile(
    rf"\b(?:\d+(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty|sixty)?[\s-]?(?:{'|'.join(_ORDINAL_WORDS)}))\b", re.I
)
_FILLER = frozenset(
    "proc proceedings of the in at on to annual international conference conf main oral spotlight poster accepted best paper award "
    "highlight long short papers volume 1 2 3 vol ieee cvf acm aaai usenix and joint meeting th st nd rd published".split()
)
_TRACKS = (
    (re.compile(r"\bdatasets? (?:and )?benchmarks?\b|\bd b track\b"), "Datasets and Benchmarks"),
    (re.compile(r"\bindustry(?: track)?$|\bindustry track\b"), "Industry Track"),
    (re.compile(r"\bsystem demonstrations?\b|\bdemo(?: track)?s?\b|\bdemonstrations?$"), "System Demonstrations"),
    (re.compile(r"\bposition(?: paper)? track\b"), "Position Paper Track"),
    (re.compile(r"\btutorial(?: abstract)?s?$"), "Tutorials"),
    (re.compile(r"\bblog ?posts?\b|\bblogpost track\b"), "Blogposts"),
)


_TRACK_WORD = {"Datasets and Benchmarks": " Track"}
#: How the names of conferences begin that are no mere subject.
_TITLE = re.compile(r"(?:International|Annual|Conference|Advances|Symposium)\b.{10}")


def _track(form: str) -> str:
    return next((name for pattern, name in _TRACKS if pattern.search(form)), "")


def _is_workshop(form: str) -> bool:
    return bool(re.search(r"\bworkshops?\b|\bws\b", form)) and not form.startswith(
        "international workshop on semantic eval"
    )


def without_year(readable: str) -> str:
    """Return a venue's name without the year in it."""
    return re.sub(r"\s+", " ", re.sub(r"\(\s*\)|\[\s*\]", "", _YEAR.sub(" ", readable))).strip(" .,;:-/'’")


_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ABBREVIATED = re.compile(
    r"proc|conf|symp|int|intl|trans|lett|rev|sci|comput|commun|mag|bull|ann|acad|soc|phys|math|res|technol|eng|adv|univ|rep"
)
#: A word cut short ends before a vowel.
_SHORT_WORD = re.compile(r"[^\W\d_]{0,6}[^\W\d_aeiou]")


def _with_last_dot(name: str, given: str) -> str:
    """Return a venue's name with the full stop that it is given with, where that is part of it and ends no sentence.

    It is so after initials (U.S.A.), short forms that all know (Rev.), and short words after others with a full stop.
    Of `Phys. Rev`, written by one who forgot the last, it is the name too.
    """
    *before, last = name.split() or [""]
    is_known = _ABBREVIATED.fullmatch(last.lower()) is not None
    is_after_short = bool(before) and before[-1].endswith(".")
    if _INITIALS.fullmatch(last) or is_known and is_after_short:
        return name + "."
    if not _YEAR.sub(" ", given).rstrip(" ,;:-/'’()[]").endswith(f"{last}."):
        return name
    is_short = is_known or is_after_short and not last.isupper() and _SHORT_WORD.fullmatch(last) is not None
    return f"{name}." if is_short else name


def _bare_form(readable: str) -> str:
    form = text.fold(_ORDINAL.sub(" ", without_year(readable)))
    return (
        re.sub(r"^(?:in )?(?:proc|proceedings)(?: of)?(?: the)? (?=\w)", "", form)
        if form not in ("proceedings",)
        else form
    )


_NEVER_CONFERENCE = re.compile(r"\b(?:journal|transactions)\b(?!.*\b(?:workshops?|conference)\b)")
_JOURNAL_WORDS = re.compile(
    r"\b(?:journal|j|rev|record|newsletter|transactions?|trans|letters|lett|reviews?|magazine|annals|"
    r"bulletin|archives|quarterly|acta|jama|nature|"
    r"plos|frontiers|surveys|communications)\b"
)
_CONFERENCE_WORDS = re.compile(r"\b(?:conference|proceedings|proc|symposium|congress|meeting|colloquium)\b")


def _guess_kind(given: str) -> Kind:
    form = text.fold(given)
    if _is_workshop(form):
        return Kind.WORKSHOP
    if _JOURNAL_WORDS.search(form) and not form.startswith("conference"):
        return Kind.JOURNAL
    return Kind.CONFERENCE if _CONFERENCE_WORDS.search(form) else Kind.UNKNOWN


def is_venue_heading(heading: str, table: VenueTable) -> bool:
    """Tell whether a heading names a venue of the table (with or without a year) and so is no category.

    Journals named like a field ("Machine Learning", "Pattern Recognition", "Science") are taken for the field, since that
    is what such a heading means in a list of papers.
    """
    venue = table.recognise(heading)
    if not table.knows(venue) or venue.short == "arXiv" and len(heading.split()) > _MOST_PREPRINT_WORDS:
        return False
    if venue.kind is Kind.JOURNAL:
        return bool(re.search(r"[A-Z]{2,}|\b[Jj]ournal\b|\b[Tt]rans(?:actions)?\b", heading))
    return True


def is_year_heading(heading: str) -> bool:
    """Tell whether a heading is a year, a range of years or a date."""
    return bool(
        re.fullmatch(
            r"[\W_]*(?:(?:19|20)\d{2})(?:\s*[-–~/.]\s*(?:\d{1,4}|present|now))*[\W_]*(?:年)?", heading.strip(), re.I
        )
    )
