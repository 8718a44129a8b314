"""An entry beside what the sources of its identifiers say, told apart by version: only the same version can contradict it."""

from dataclasses import dataclass
from functools import cached_property

from unlcli.domain import hostile, versions
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.record import Record, Standing
from unlcli.domain.venues import Kind, VenueTable
from unlcli.domain.versions import Version
from unlcli.matching import forms
from unlcli.matching.forms import Form
from unlcli.rules.judged import Placed
from unlcli.services.verifying import places
from unlcli.services.verifying.asked import Asked

#: Submissions are no publications, whatever became of them.
_EARLY = frozenset((Standing.PREPRINT, Standing.SUBMITTED, Standing.REJECTED, Standing.WITHDRAWN))
#: Services that make one record of all versions of a work.
_ALL_VERSIONS = frozenset((Scheme.S2, Scheme.PMID))
_NAMES = {
    "arxiv": "arXiv", "arxiv_page": "arXiv", "crossref": "Crossref", "datacite": "DataCite", "doi": "doi.org",
    "acl": "the ACL Anthology", "openreview": "OpenReview", "openreview_v1": "OpenReview", "pmlr": "PMLR",
    "neurips": "the NeurIPS proceedings", "dblp": "DBLP", "semanticscholar": "Semantic Scholar",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of an identifier of the entry: its record, and the entry that this would make."""

    asked: Asked
    record: Record
    entry: Entry

    @property
    def name(self) -> str:
        """What was asked about, in words."""
        return self.asked.link if self.asked.identifier.scheme is Scheme.URL else str(self.asked.identifier)

    @property
    def source(self) -> str:
        """The source in words."""
        return _NAMES.get(self.record.source, self.record.source) or "its page"

    @property
    def venue(self) -> str:
        """Where the source says that it appeared."""
        return hostile.readable(self.record.venue)

    @property
    def is_preprint(self) -> bool:
        """Tell whether it is of a preprint, and not of a submission, which is dated by the day of its upload."""
        return self.asked.identifier.scheme is Scheme.ARXIV or self.record.standing is Standing.PREPRINT

    def is_early(self, table: VenueTable) -> bool:
        """Tell whether it is of a version before publication."""
        scheme, standing = self.asked.identifier.scheme, self.record.standing
        if scheme is Scheme.ARXIV or standing in _EARLY:
            return True
        if scheme is Scheme.OPENREVIEW and standing is not Standing.PUBLISHED:
            return True
        return table.recognise(self.record.venue).kind is Kind.PREPRINT


@dataclass(frozen=True)
class Case:
    """An entry, where it stands, and all that was said of it by sources that speak of this paper."""

    placed: Placed
    said: tuple[Said, ...]
    table: VenueTable
    form: Form

    @property
    def entry(self) -> Entry:
        """The entry itself."""
        return self.placed.entry

    @cached_property
    def is_preprint(self) -> bool:
        """Tell whether the entry describes a version before publication."""
        return versions.of_entry(self.entry, self.table) is Version.PREPRINT

    @cached_property
    def published(self) -> tuple[Said, ...]:
        """What is said of published versions, by the identifiers of this very version first."""
        found = [
            said
            for said in self.said
            if not said.is_early(self.table) and said.asked.identifier.scheme not in _ALL_VERSIONS
        ]
        return tuple(sorted(found, key=lambda said: not said.asked.is_main))

    @cached_property
    def same(self) -> tuple[Said, ...]:
        """What is said of the version that the entry describes, the best first."""
        if self.is_preprint:
            return tuple(said for said in self.said if said.is_preprint)
        return tuple(said for said in self.published if said.asked.is_main or self._is_there(said.record))

    @cached_property
    def other(self) -> tuple[Said, ...]:
        """What is said of other versions."""
        same = {said.asked.identifier for said in self.same}
        return tuple(said for said in self.said if said.asked.identifier not in same)

    def _is_there(self, record: Record) -> bool:
        return bool(record.venue) and places.apart(self.entry.venue, record.venue, self.table) is None


def form_of(said: Said, table: VenueTable) -> Form:
    """Return what a source says as the judge compares it, without identifiers: these are what is in doubt."""
    kept = {name: value for name, value in said.entry.fields.items() if name in ("title", "author", "year")}
    return forms.of_entry(Entry(said.entry.type, "", kept), table)
