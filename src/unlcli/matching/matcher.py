"""An index of entries that grows, for commands that add."""

from dataclasses import dataclass

from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import forms
from unlcli.matching.candidates import Index, Rarity
from unlcli.matching.evidence import Evidence, Verdict, judge
from unlcli.matching.forms import Form


@dataclass(frozen=True, slots=True)
class Match:
    """An added entry that is certainly or possibly the same work as the one asked about."""

    position: int
    evidence: Evidence


class Matcher:
    """An index of entries that grows: each entry added is compared with those before it."""

    def __init__(self, venues: VenueTable) -> None:
        self._venues = venues
        self._forms: list[Form] = []
        self._index: Index | None = None
        self._counted = 0

    def add(self, entry: Entry) -> int:
        """Add an entry and return its index."""
        form = forms.of_entry(entry, self._venues)
        self._forms.append(form)
        if self._index is not None:
            self._index.add(len(self._forms) - 1, form)
        return len(self._forms) - 1

    def replace(self, index: int, entry: Entry) -> None:
        """Put an entry that was brought up to date in the place of its former self."""
        form = forms.of_entry(entry, self._venues)
        if self._index is not None:
            self._index.remove(index, self._forms[index])
            self._index.add(index, form)
        self._forms[index] = form

    def matches(self, entry: Entry) -> list[Match]:
        """Return the added entries that are or may be the same work: certain ones first, then by score."""
        form = forms.of_entry(entry, self._venues)
        found = (Match(i, judge(form, self._forms[i])) for i in self._met_by(form))
        kept = [match for match in found if match.evidence.verdict is not None]
        return sorted(kept, key=lambda m: (m.evidence.verdict is not Verdict.CERTAIN, -m.evidence.score, m.position))

    def _met_by(self, form: Form) -> set[int]:
        # word counts are taken anew when the index has doubled, so that growing costs as much as building once
        if self._index is None or len(self._forms) > 2 * self._counted + 8:
            self._index, self._counted = Index(Rarity(self._forms)), len(self._forms)
            for i, known in enumerate(self._forms):
                self._index.add(i, known)
        return self._index.met_by(form)
