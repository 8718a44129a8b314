"""Ask the sources where a preprint was published: what they state of it first, then what they find by title and author."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast

from unlcli import sources
from unlcli.domain import identifiers, names
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.domain.source_names import spoken
from unlcli.domain.venues import VenueTable
from unlcli.errors import NoSuchRecordError, RefusedError, SourceError
from unlcli.services.known_preprint import Preprint, is_preprint_id, preprint_of
from unlcli.services.prove_published import Case, Lead, Proof, Refused, prove
from unlcli.sources.asking import Answer, Ask, Request
from unlcli.sources.lookup import look_up

#: Searches in the order in which they are asked: what tells most of venues first.
_SEARCHED = ("dblp", "crossref", "openreview")
#: Of the sources that know what preprints became, these together know of most.
_ENOUGH = (frozenset(("semanticscholar",)), frozenset(("dblp",)), frozenset(("crossref", "openreview")))
#: Which sources know a publication best: its own publisher's, then what registers it, then what lists it.
_BEST_FIRST = (
    "acl",
    "pmlr",
    "neurips",
    "crossref",
    "openreview",
    "openreview_v1",
    "doi",
    "datacite",
    "landing",
    "dblp",
)
#: Identifiers by which a publication is asked for at its best source.
_OF_RECORD = (Scheme.ACL, Scheme.PMLR, Scheme.NEURIPS, Scheme.OPENREVIEW, Scheme.DOI, Scheme.DBLP)
#: Of what a search finds, so many are judged.
_MOST_HITS = 30
_SPEAKS_OF_IT = re.compile(
    r"\b(?:accepted|published|appears?|appeared|presented|in press|camera[- ]ready|withdrawn|proceedings|proc\.|journal|"
    r"transactions|conference|workshop|symposium|letters)\b|\b[A-Z]{3,}[a-z]*[ -]?'?(?:19|20)?\d\d\b",
    re.I,
)


class _Search(Protocol):
    def search_for(self, title: str, families: Sequence[str]) -> Request: ...

    def read_search(self, answer: Answer) -> tuple[Record, ...]: ...


@dataclass(frozen=True, slots=True)
class Proven:
    """A proof, and the source that led to it."""

    proof: Proof
    led_by: str
    lead: Lead

    @property
    def rank(self) -> int:
        """How well its source knows it, the lower the better."""
        source = self.proof.record.source
        return _BEST_FIRST.index(source) if source in _BEST_FIRST else len(_BEST_FIRST)


@dataclass(slots=True)
class Published:
    """What the sources say of a preprint: proven versions of record, what was refused, and what could not be asked.

    `hints` are words of sources on a publication that none of them proves.
    """

    entry: Entry
    proven: list[Proven] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    failures: list[SourceError] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    searched: set[str] = field(default_factory=set)

    @property
    def is_asked(self) -> bool:
        """Tell whether enough answered to say that nothing was found.

        A source that refuses programs is left out where others know as much; one that could not be reached may know more.
        """
        if not all(isinstance(failure, RefusedError) for failure in self.failures):
            return False
        return any(names <= self.searched | self.answered & {"semanticscholar"} for names in _ENOUGH)


def find_published(
    entry: Entry, ask: Ask, venues: VenueTable, *, own: Mapping[Identifier, Record] | None = None
) -> Published:
    """Return what the sources say on the publication of a preprint; `own` are records of preprints that are known already.

    Sources that cannot be asked are in the result. A version of record that is stated or found is confirmed by a search,
    so that a disagreement is noticed; then nobody else is asked.
    """
    asked = _Asked(entry, ask, venues, own or {})
    for step in (asked.by_own_identifiers, asked.by_semantic_scholar):
        step()
    for name in _SEARCHED:
        if asked.found.proven and asked.found.searched:
            break
        asked.by_search(name)
    return asked.found


class _Asked:
    """The questions on one preprint, and what came of them."""

    def __init__(self, entry: Entry, ask: Ask, venues: VenueTable, own: Mapping[Identifier, Record]) -> None:
        self.found = Published(entry)
        self._ask, self._venues = ask, venues
        self._seen: set[Identifier] = set()
        self._ids = sorted(identifiers.of_entry(entry), key=lambda found: (found.scheme, found.value))
        self._own = self._own_record(own)
        self._preprint: Preprint = preprint_of(entry, self._own, venues)

    def _own_record(self, known: Mapping[Identifier, Record]) -> Record | None:
        """Return what arXiv says of the preprint, or the server that gave it a DOI."""
        for found in self._ids:
            if found in known:
                self.found.answered.add("arxiv")
                return known[found]
            if is_preprint_id(found) and (record := self._looked_up(found)) is not None:
                return record
        return None

    def by_own_identifiers(self) -> None:
        """Look up what the entry itself names as a publication, and what the preprint's own record does."""
        for found in self._ids:
            if found.scheme in _OF_RECORD and not is_preprint_id(found):
                self._follow(found, "the entry", Lead.STATED)
        if self._own is not None:
            for other in self._own.others:
                self._follow(other, self._own.source, Lead.STATED)
            if _SPEAKS_OF_IT.search(self._own.hint):
                self.found.hints.append(f"{spoken(self._own.source)}: {self._own.hint!r}")

    def by_semantic_scholar(self) -> None:
        """Ask Semantic Scholar, which joins a preprint's identifier with those of its publication."""
        mine = next((found for found in self._ids if is_preprint_id(found)), None)
        record = self._looked_up(mine, ("semanticscholar",)) if mine is not None else None
        if record is None:
            return
        self._follow_first(_named(record), "semanticscholar", Lead.JOINED)
        verdict = prove(self._preprint, record, self._venues, Lead.JOINED)
        if isinstance(verdict, Proof):
            # its venue may be another paper's and its year the preprint's, so that it is told and never taken
            said = f"{spoken(record.source)}: {verdict.facts}: no other source confirms it"
            self.found.refused.append(Refused(record, Case.UNSURE, said))

    def by_search(self, name: str) -> None:
        """Search a source by title and first author, and judge what it finds."""
        title = self._preprint.known.plain("title")
        families = tuple(name.family for name in names.authors(self._preprint.known.get("author")))[:1]
        if not title or not families:
            self.found.hints.append("it names no authors to compare" if title else "it has no title")
            return
        source = cast(_Search, sources.source(name))
        try:
            hits = source.read_search(self._ask(source.search_for(title, families)))
        except NoSuchRecordError:
            hits = ()
        except SourceError as error:
            self.found.failures.append(error)
            return
        self.found.searched.add(name)
        for record in hits[:_MOST_HITS]:
            self._judge(record, name, Lead.FOUND)

    def _judge(self, record: Record, led_by: str, lead: Lead) -> None:
        verdict = prove(self._preprint, record, self._venues, lead)
        if isinstance(verdict, Refused):
            if verdict.case is not Case.OTHER or lead is not Lead.FOUND:
                self.found.refused.append(verdict)
            return
        self.found.proven.append(Proven(verdict, led_by, lead))
        better = [found for found in _named(record) if not _is_own(found, record) and found.scheme is not Scheme.DBLP]
        # the source that knows it best names the venue and pages in full
        self._follow_first(better, led_by, lead)

    def _follow_first(self, listed: Sequence[Identifier], led_by: str, lead: Lead) -> None:
        """Look up the identifiers of one publication, the best first, until one of them proves it."""
        before = len(self.found.proven)
        for found in listed:
            self._follow(found, led_by, lead)
            if len(self.found.proven) > before:
                return

    def _follow(self, found: Identifier, led_by: str, lead: Lead) -> None:
        if found in self._seen or found.scheme not in _OF_RECORD or is_preprint_id(found):
            return
        self._seen.add(found)
        if (record := self._looked_up(found)) is not None:
            self._judge(record, led_by, lead)

    def _looked_up(self, found: Identifier, route: tuple[str, ...] = ()) -> Record | None:
        try:
            record = look_up(found, "", self._ask, route=route).record
        except NoSuchRecordError as error:
            self.found.answered.add(error.source)
            return None
        except SourceError as error:
            self.found.failures.append(error)
            return None
        self.found.answered.add(record.source)
        return record


def _is_own(found: Identifier, record: Record) -> bool:
    """Tell whether a record comes from the source that an identifier is looked up at."""
    return record.source in sources.ROUTES.get(found.scheme, ())


def _named(record: Record) -> tuple[Identifier, ...]:
    """Return the identifiers of the publication that a record describes, those of its best sources first."""
    texts = (record.doi, record.url, *record.links)
    found = {known for text in texts if text and (known := identifiers.recognise(text)) is not None}
    found.update(identifiers.recognise(o.value) or o if o.scheme is Scheme.DOI else o for o in record.others)
    kept = (each for each in found if each.scheme in _OF_RECORD and not is_preprint_id(each))
    return tuple(sorted(kept, key=lambda each: (_OF_RECORD.index(each.scheme), each.value)))
