"""Entries joined into works, so that two entries of which evidence says that they are two works never meet."""

from collections.abc import Sequence
from itertools import islice

from unlcli.matching.evidence import judge
from unlcli.matching.forms import Form
from unlcli.matching.verdicts import contradicts

#: A work has a handful of entries; hundreds under one identifier are a mistake or malice, and must not cost their square.
_MOST_ASKED = 24


class Clusters:
    """Entries joined into works; a join that would put two contradicting entries together is refused."""

    def __init__(self, compared: Sequence[Form]) -> None:
        self._forms = compared
        self._members: dict[int, list[int]] = {}
        # of copies one is asked for all, so that a file repeated many times costs no more than once; a dict keeps their order
        self._samples: dict[int, dict[int, None]] = {}
        self._first: dict[object, int] = {}
        self._decided = {key for form in compared for key in form.notsame}
        self._has_decision = {
            i for i, form in enumerate(compared) if form.notsame or not form.keys.isdisjoint(self._decided)
        }

    def members(self, index: int) -> list[int]:
        """Return the entries that are one work with an entry, itself included, in no order."""
        return self._members.get(index) or [index]

    def join(self, i: int, j: int) -> bool:
        """Put two entries into one work; False when they are already, or when members of the two contradict."""
        ours, theirs = self.members(i), self.members(j)
        if ours is theirs:
            return False
        samples, others = self._samples_of(i), self._samples_of(j)
        if not self._agree(samples, others, (i, j)):
            return False
        if len(ours) < len(theirs):
            ours, theirs, samples, others = theirs, ours, others, samples
        ours.extend(theirs)
        samples.update(others)
        for member in (*theirs, i, j):
            self._members[member] = ours
            self._samples[member] = samples
        return True

    def _agree(self, ours: dict[int, None], theirs: dict[int, None], known: tuple[int, int]) -> bool:
        forms = self._forms
        return not any(
            contradicts(judge(forms[x], forms[y]))
            for x in self._asked(ours)
            for y in self._asked(theirs)
            if x != y and (x, y) != known and (y, x) != known
        )

    def _asked(self, samples: dict[int, None]) -> set[int]:
        """Return whom to ask of a work: all entries of one of usual size, some of a huge one and whoever has a say."""
        if len(samples) <= _MOST_ASKED:
            return set(samples)
        return {*islice(samples, _MOST_ASKED), *(samples.keys() & self._has_decision)}

    def _samples_of(self, index: int) -> dict[int, None]:
        return self._samples.get(index) or {self._sample(index): None}

    def _sample(self, index: int) -> int:
        form = self._forms[index]
        if form.parent or index in self._has_decision:
            return index
        copy = (form.type, form.titles, form.people, form.year, form.place, form.identifiers, form.pages_on_web)
        return self._first.setdefault(copy, index)
