"""Prove that a record is the version of record of a preprint: never by its title alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from unlcli.domain import versions
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.record import Record, Standing
from unlcli.domain.record_entry import entry_of
from unlcli.domain.source_names import spoken
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.errors import UnreadableAnswerError
from unlcli.matching import Verdict, agreement, forms, given_names, identity, judge, likeness
from unlcli.matching.agreement import Agreement
from unlcli.matching.forms import Form
from unlcli.matching.given_names import Given, Pair
from unlcli.matching.likeness import Likeness
from unlcli.services.known_preprint import Preprint
from unlcli.services.lesser_versions import is_too_short, lesser_version
from unlcli.sources.reading.answered import said

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
#: Servers that the venue table does not know ("IACR Cryptol. ePrint Arch.").
_SERVER = re.compile(r"\be-?prints?\b|\bpreprints?\b|\bzenodo\b|\bauthorea\b", re.I)
#: "RETRACTED ARTICLE: ...": publishers put it before the title of the paper that they took back.
_RETRACTED = re.compile(r"^\W*(?:retracted|withdrawn)(?: (?:article|chapter|paper))?\s*[\])}:.]\W*", re.I)
#: Without a first name in full on both sides, so many have to agree in what a search found.
_LEAST_BY_INITIALS = 3
#: A paper may be put on a preprint server in the year after its publication.
_MOST_YEARS_BEFORE = 1


class Case(StrEnum):
    """What a record that is no version of record is: another work, an early version of this one, or perhaps this one.

    A lesser one appears before or beside a paper, at a workshop, say; a retracted one was the version of record.
    """

    OTHER = "other"
    EARLY = "early"
    LESSER = "lesser"
    RETRACTED = "retracted"
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
    record = _as_it_was(record)
    try:
        found = entry_of(record, venues)
    except UnreadableAnswerError as error:
        return Refused(record, Case.OTHER, error.message)
    form = forms.of_entry(found, venues)
    renamed = lead is Lead.STATED and _is_renamed(preprint, form)
    if refusal := _other(preprint, form, record, is_renamed=renamed):
        return Refused(record, Case.OTHER, f"{name}: {refusal}")
    if record.standing in _STANDINGS:
        return Refused(record, Case.EARLY, f"{name}: {_STANDINGS[record.standing]}{_at(record)}")
    version = versions.of_entry(found, venues)
    if lesser := lesser_version(preprint.entry, record, version, venues):
        return Refused(record, Case.LESSER, f"{name}: {lesser}{_at(record)}, which is no version of record")
    if refusal := _no_publication(found, record, version):
        return Refused(record, Case.EARLY, f"{name}: {refusal}")
    if renamed:
        doubt = f"{record.doi or record.url} is stated for it, but its title differs ({said(record.title)})"
    else:
        doubt = _doubt(preprint.form, form, lead) or _doubt_of_place(found, record, version, venues)
    if doubt:
        return Refused(record, Case.UNSURE, f"{name}: {_in_short(found)}: {doubt}")
    if record.standing is Standing.RETRACTED:
        return Refused(record, Case.RETRACTED, f"{name}: {_in_short(found)}: was retracted")
    return Proof(record, found, version, f"{_agreeing(preprint.form, form)}, {_in_short(found)}")


def _as_it_was(record: Record) -> Record:
    """Return the record of a retracted paper under the title that it had."""
    title = _RETRACTED.sub("", record.title)
    if title == record.title or not title or record.is_notice:
        return record
    return replace(record, title=title, standing=Standing.RETRACTED)


def _is_renamed(preprint: Preprint, form: Form) -> bool:
    """Tell whether all but the title says that this is the paper, so that a person has to look."""
    ours, theirs = preprint.form, form
    pair = likeness.compare(ours, theirs)
    if judge(ours, theirs).verdict is not None or pair is None or not (ours.people and theirs.people):
        return False
    if pair.one.marker != pair.other.marker or identity.conflict(ours, theirs):
        return False
    pairs = given_names.paired(ours.people, theirs.people)
    is_named = pairs and all(each.given is not Given.OTHER for each in pairs)
    return bool(is_named) and agreement.compare(ours.people, theirs.people).is_full


def _other(preprint: Preprint, form: Form, record: Record, *, is_renamed: bool) -> str:
    """Return why a record is of another work, empty when it may be this one."""
    if record.is_notice:
        return "is a notice on a paper (an erratum, a correction, a retraction), not the paper"
    ours = {found.value for found in preprint.form.identifiers if found.scheme is Scheme.ARXIV}
    if record.arxiv and ours and record.arxiv not in ours:
        return f"its preprint is arXiv {record.arxiv}, another one"
    theirs = {found.value for found in form.identifiers if found.scheme is Scheme.ARXIV}
    if ours and theirs and ours.isdisjoint(theirs):
        return f"its preprint is arXiv {min(theirs)}, another one"
    if not is_renamed and (title := _other_title(preprint, form)):
        return title
    if preprint.form.people and form.people and not agreement.compare(preprint.form.people, form.people).shared:
        return "no author in common"
    if form.year and preprint.since and form.year < preprint.since - _MOST_YEARS_BEFORE:
        return f"is of {form.year}, years before the preprint"
    return ""


def _other_title(preprint: Preprint, form: Form) -> str:
    evidence = judge(preprint.form, form)
    if evidence.verdict is None:
        return evidence.reason
    pair = likeness.compare(preprint.form, form)
    is_other = pair is None or pair.one.marker != pair.other.marker or likeness.numbers_differ(pair)
    return "another title" if is_other else ""


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
    pairs = given_names.paired(ours.people, theirs.people)
    if other := next((each for each in pairs if each.given is Given.OTHER), None):
        return f"{people}, but {said(str(other))}"
    if lead is Lead.STATED or _share_preprint(ours, theirs):
        return ""
    if not (pair.is_equal or likeness.is_typo(pair)):
        # one group's next paper differs in a word from its last, and so does a preprint from its publication
        return f"{pair.percent}, and nobody states that it is this paper"
    return _doubt_of_search(people, pairs, pair) if lead is Lead.FOUND else ""


def _doubt_of_place(found: Entry, record: Record, version: Version, venues: VenueTable) -> str:
    """Return what keeps a place from being that of a version of record, empty when nothing does."""
    if record.source in _OPEN_TO_ALL and not venues.knows(venues.recognise(found.venue)):
        return "a venue that may be a workshop"
    return f"pages {record.pages} may hold an abstract only" if is_too_short(record, version) else ""


def _share_preprint(ours: Form, theirs: Form) -> bool:
    """Tell whether a record states the arXiv id of the preprint."""
    return any(found.scheme is Scheme.ARXIV for found in ours.identifiers & theirs.identifiers)


def _doubt_of_search(people: Agreement, pairs: Sequence[Pair], title: Likeness) -> str:
    """Return why what a search found may be another paper: searches always find something."""
    if not any(each.given is Given.SAME for each in pairs):
        is_enough = people.shared >= _LEAST_BY_INITIALS and people.is_full and title.is_equal
        return "" if is_enough else "initials alone do not tell who wrote it"
    if people.shared > 1 or title.is_equal and len(title.shorter.content) >= _WORDS_OF_ONE_AUTHOR:
        return ""
    return "one author and a title that several papers may bear"


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
