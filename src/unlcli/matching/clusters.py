"""Entries joined into works, so that two entries of which evidence says that they are two works never meet."""

from collections.abc import Sequence

from unlcli.matching.evidence import judge
from unlcli.matching.forms import Form
from unlcli.matching.verdicts import contradicts


class Clusters:
    """Entries joined into works; a join that would put two contradicting entries together is refused."""

    def __init__(self, compared: Sequence[Form]) -> None:
        self._forms = compared
        self._members: dict[int, list[int]] = {}
        # of copies one is asked for all, so that a file repeated many times costs no more than once
        self._samples: dict[int, set[int]] = {}
        self._first: dict[object, int] = {}
        self._decided = {key for form in compared for key in form.notsame}

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
        samples |= others
        for member in (*theirs, i, j):
            self._members[member] = ours
            self._samples[member] = samples
        return True

    def _agree(self, ours: set[int], theirs: set[int], known: tuple[int, int]) -> bool:
        forms = self._forms
        return not any(
            contradicts(judge(forms[x], forms[y]))
            for x in ours
            for y in theirs
            if x != y and (x, y) != known and (y, x) != known
        )

    def _samples_of(self, index: int) -> set[int]:
        return self._samples.get(index) or {self._sample(index)}

    def _sample(self, index: int) -> int:
        form = self._forms[index]
        if form.notsame or form.parent or not form.keys.isdisjoint(self._decided):
            return index
        copy = (form.type, form.titles, form.people, form.year, form.place, form.identifiers, form.pages_on_web)
        return self._first.setdefault(copy, index)
