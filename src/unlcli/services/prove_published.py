"""Prove that a record is the version of record of a preprint: never by its title alone."""

import re
from dataclasses import dataclass
from enum import StrEnum

from unlcli.domain import versions
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.record import Record, Standing
from unlcli.domain.record_entry import entry_of
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.errors import UnreadableAnswerError
from unlcli.matching import Verdict, agreement, forms, identity, judge, likeness
from unlcli.matching.forms import Form
from unlcli.matching.likeness import Likeness
from unlcli.matching.people import People
from unlcli.services.known_preprint import Preprint
from unlcli.sources.answered import said, spoken

_FINAL = frozenset((Version.CONFERENCE, Version.JOURNAL))
#: Types of a part of a book; a book as a whole is no version of a preprint.
_CHAPTERS = frozenset(("incollection", "inbook"))
_STANDINGS = {
    Standing.PREPRINT: "is a preprint there",
    Standing.SUBMITTED: "was submitted there",
    Standing.REJECTED: "was rejected there",
    Standing.WITHDRAWN: "was withdrawn there",
}
#: Sources in which workshops have pages of their own under their own short names.
_OPEN_TO_ALL = frozenset(("openreview", "openreview_v1"))
#: A title of fewer words with something to say may be borne by another paper of somebody with the same name.
_WORDS_OF_ONE_AUTHOR = 5
#: "(Extended Abstract)", "(Student Abstract)": a page or two on a paper that appears elsewhere.
_ABSTRACT = re.compile(r"[(\[][^()\[\]]*\babstract\b[^()\[\]]*[)\]]\W*$|:\s*(?:an )?extended abstract\W*$", re.I)
#: Servers that the venue table does not know ("IACR Cryptol. ePrint Arch.").
_SERVER = re.compile(r"\be-?prints?\b|\bpreprints?\b|\bzenodo\b|\bauthorea\b", re.I)
#: A paper may be put on a preprint server in the year after its publication.
_MOST_YEARS_BEFORE = 1


class Case(StrEnum):
    """What a record that is no version of record is: another work, an early version of this one, or perhaps this one."""

    OTHER = "other"
    EARLY = "early"
    WORKSHOP = "workshop"
    UNSURE = "unsure"


class Lead(StrEnum):
    """What led to a record: its identifier is stated for the preprint, a service joins both, or a search found it."""

    STATED = "states it"
    JOINED = "joins them"
    FOUND = "finds it"


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that is not taken for the version of record, and why, in words."""

    record: Record
    case: Case
    reason: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A record that is the version of record, as an entry, and what proves that, in words."""

    record: Record
    entry: Entry
    version: Version
    facts: str


def prove(preprint: Preprint, record: Record, venues: VenueTable, lead: Lead) -> Proof | Refused:
    """Return the proof that a record is a preprint's version of record, or why it is not taken for it.

    What a search found has to agree in more than what is stated for this preprint by its server or its entry.
    """
    name = spoken(record.source)
    try:
        found = entry_of(record, venues)
    except UnreadableAnswerError as error:
        return Refused(record, Case.OTHER, error.message)
    form = forms.of_entry(found, venues)
    if refusal := _other(preprint, form, record):
        return Refused(record, Case.OTHER, f"{name}: {refusal}")
    if record.standing in _STANDINGS:
        return Refused(record, Case.EARLY, f"{name}: {_STANDINGS[record.standing]}{_at(record)}")
    version = versions.of_entry(found, venues)
    if lesser := _lesser(preprint.entry, record, version):
        return Refused(record, Case.WORKSHOP, f"{name}: {lesser}{_at(record)}, which is no version of record")
    if refusal := _no_publication(found, record, version):
        return Refused(record, Case.EARLY, f"{name}: {refusal}")
    if record.source in _OPEN_TO_ALL and not venues.knows(venues.recognise(found.venue)):
        return Refused(record, Case.UNSURE, f"{name}: {_in_short(found)}: a venue that may be a workshop")
    if doubt := _doubt(preprint.form, form, lead):
        return Refused(record, Case.UNSURE, f"{name}: {_in_short(found)}: {doubt}")
    return Proof(record, found, version, f"{_agreeing(preprint.form, form)}, {_in_short(found)}")


def _other(preprint: Preprint, form: Form, record: Record) -> str:
    """Return why a record is of another work, empty when it may be this one."""
    ours = {found.value for found in preprint.form.identifiers if found.scheme is Scheme.ARXIV}
    if record.arxiv and ours and record.arxiv not in ours:
        return f"its preprint is arXiv {record.arxiv}, another one"
    theirs = {found.value for found in form.identifiers if found.scheme is Scheme.ARXIV}
    if ours and theirs and ours.isdisjoint(theirs):
        return f"its preprint is arXiv {min(theirs)}, another one"
    evidence = judge(preprint.form, form)
    if evidence.verdict is None:
        return evidence.reason
    pair = likeness.compare(preprint.form, form)
    if pair is None or pair.one.marker != pair.other.marker or likeness.numbers_differ(pair):
        return "another title"
    if preprint.form.people and form.people and not agreement.compare(preprint.form.people, form.people).shared:
        return "no author in common"
    if form.year and preprint.since and form.year < preprint.since - _MOST_YEARS_BEFORE:
        return f"is of {form.year}, years before the preprint"
    return ""


def _lesser(preprint: Entry, record: Record, version: Version) -> str:
    """Return what a record is of that appears before or beside a paper: a workshop paper, an abstract; empty for others."""
    if version is Version.WORKSHOP or "@" in record.venue:  # DBLP writes TrustNLP@NAACL
        return "a workshop paper"
    if _ABSTRACT.search(record.title) and not _ABSTRACT.search(preprint.plain("title")):
        return "an abstract"
    return ""


def _no_publication(found: Entry, record: Record, version: Version) -> str:
    """Return why a record is of no publication, empty when it is of one."""
    is_chapter = found.type in _CHAPTERS
    if version not in _FINAL and not is_chapter:
        return "names no conference or journal"
    if not found.venue or not found.year:
        return "names no venue and year"
    if _SERVER.search(found.venue) or record.doi and identity.is_unpublished(record.doi):
        return "is on a preprint server or in an archive"
    return ""


def _doubt(ours: Form, theirs: Form, lead: Lead) -> str:
    """Return what keeps a record from being certainly the same work, empty when nothing does."""
    if not ours.people or not theirs.people:
        return "no authors to compare"
    evidence, pair = judge(ours, theirs), likeness.compare(ours, theirs)
    if evidence.verdict is not Verdict.CERTAIN or pair is None:
        return evidence.reason
    people = agreement.compare(ours.people, theirs.people)
    if not people.is_led or people.part < 0.6 or not people.is_steady:
        return f"only {people}"
    if lead is Lead.STATED or _share_preprint(ours, theirs):
        return ""
    if not (pair.is_equal or likeness.is_typo(pair)):
        # one group's next paper differs in a word from its last, and so does a preprint from its publication
        return f"{pair.percent}, and nobody states that it is this paper"
    return _doubt_of_search(ours.people, theirs.people, pair) if lead is Lead.FOUND else ""


def _share_preprint(ours: Form, theirs: Form) -> bool:
    """Tell whether a record states the arXiv id of the preprint."""
    return any(found.scheme is Scheme.ARXIV for found in ours.identifiers & theirs.identifiers)


def _doubt_of_search(ours: People, theirs: People, pair: Likeness) -> str:
    """Return why what a search found may be another paper: searches always find something."""
    found = agreement.compare(ours, theirs)
    named = _named_alike(ours, theirs)
    if found.shared > 1 and (named or found.is_full):
        return ""
    if not named:
        return "initials alone do not tell who wrote it"
    if pair.is_equal and len(pair.shorter.content) >= _WORDS_OF_ONE_AUTHOR:
        return ""
    return "one author and a title that several papers may bear"


def _named_alike(ours: People, theirs: People) -> int:
    """Return how many authors both lists name with the same family name and the same first name in full."""
    here = {(person.family, person.given.split()[0]) for person in ours.persons if person.given}
    there = {(person.family, person.given.split()[0]) for person in theirs.persons if person.given}
    return sum(len(given) > 1 for _, given in here & there)


def _agreeing(ours: Form, theirs: Form) -> str:
    pair = likeness.compare(ours, theirs)
    people = agreement.compare(ours.people, theirs.people)
    return ", ".join((pair.percent if pair else "", str(people)))


def _in_short(found: Entry) -> str:
    return said(_dated(found.venue, found.year))


def _dated(venue: str, year: str) -> str:
    return venue if year in venue else f"{venue} {year}"


def _at(record: Record) -> str:
    where = _dated(record.venue, record.year) if record.venue else record.hint
    return f" ({said(where)})" if where else ""
