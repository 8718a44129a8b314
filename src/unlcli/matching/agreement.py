"""How far two author lists agree."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from unlcli.matching.people import PARTICLES, People, Person
from unlcli.matching.titles import LOST


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many authors two lists share, the lengths of the shorter and the longer, whether the first authors agree.

    `kin` when at least a family name is common to both; `in_order` when both name the same families in the same order.
    """

    shared: int
    fewer: int
    more: int
    first: bool
    cut: bool
    kin: bool
    in_order: bool

    @property
    def part(self) -> float:
        """The shared part of the shorter list."""
        return self.shared / self.fewer

    @property
    def is_steady(self) -> bool:
        """Tell whether the lists are about as long, or the shorter says that it is cut."""
        return self.cut or self.fewer >= 0.5 * self.more or self.shared == self.fewer >= 3

    @property
    def is_level(self) -> bool:
        """Tell whether hardly an author more stands in one list than in the other."""
        return self.cut or self.fewer >= 0.7 * self.more

    @property
    def is_crowd(self) -> bool:
        """Tell whether these are collaborations, whose author lists tell their papers apart no more."""
        return self.more > 20

    @property
    def is_standing_team(self) -> bool:
        """Tell whether five or more, no fewer and no more, stand in the same order on both: teams change between papers."""
        return self.in_order and self.fewer >= 5 and not self.cut and not self.is_crowd

    @property
    def is_led(self) -> bool:
        """Tell whether the first authors agree, or all do in another order."""
        return self.first or self.is_full

    @property
    def is_full(self) -> bool:
        """Tell whether all authors agree, but for those that a shortened list leaves out."""
        return self.shared == self.fewer and (self.fewer == self.more or self.cut)

    def __str__(self) -> str:
        return (
            f"{self.shared} of {self.fewer} authors"
            if self.fewer > 1
            else "same author"
            if self.shared
            else "another author"
        )


def are_strangers(a: People, b: People) -> bool:
    """Tell whether two lists have no family name in common."""
    return a.families.isdisjoint(b.families)


def compare(a: People, b: People) -> Agreement:
    """Return how far two author lists agree, order left aside."""
    shared, left, right = _paired(a.persons, b.persons)
    for person in left:
        match = next((other for other in right if _is_worth_a_look(person, other) and is_same(person, other)), None)
        if match is not None:
            right.remove(match)
            shared += 1
    fewer, more = sorted((len(a.persons), len(b.persons)))
    kin = shared > 0 or not are_strangers(a, b)
    in_order = shared == fewer == more and [p.family for p in a.persons] == [p.family for p in b.persons]
    return Agreement(shared, fewer, more, is_same(a.persons[0], b.persons[0]), a.cut or b.cut, kin, in_order)


def _paired(ours: tuple[Person, ...], theirs: tuple[Person, ...]) -> tuple[int, list[Person], list[Person]]:
    """Return how many persons are in both lists under one family name, and those left over on each side."""
    known: dict[str, list[Person]] = {}
    for person in theirs:
        known.setdefault(person.family, []).append(person)
    left = []
    for person in ours:
        match = next((other for other in known.get(person.family, ()) if _agree(person, other)), None)
        if match is None:
            left.append(person)
        else:
            known[person.family].remove(match)
    return len(ours) - len(left), left, [person for persons in known.values() for person in persons]


def _is_worth_a_look(a: Person, b: Person) -> bool:
    """Tell in little time that two names with different families have nothing in common."""
    return (
        a.family[:2] == b.family[:2] or a.family[-3:] == b.family[-3:] or not _words(a.full).isdisjoint(_words(b.full))
    )


def is_same(a: Person, b: Person) -> bool:
    """Tell whether two names may be one person's."""
    if a.family == b.family:
        return _agree(a, b)
    ours, theirs = _words(a.full), _words(b.full)
    if min(len(ours), len(theirs)) > 1 and (ours <= theirs or theirs <= ours):
        return True  # given and family name exchanged, or a group with and without its institution
    if (LOST in a.family or LOST in b.family) and len(a.family) == len(b.family):
        return all(x == y or LOST in (x, y) for x, y in zip(a.family, b.family, strict=True)) and _agree(a, b)
    short, long = sorted((a.family, b.family), key=len)
    # a family name of two words of which one list keeps the last or the first (Garcia Lopez, Lopez)
    if len(short) >= 3 and (long.endswith(short) or long.startswith(short)):
        return _agree(a, b)
    return (
        len(short) >= 4
        and abs(len(a.family) - len(b.family)) <= 1
        and OSA.distance(short, long, score_cutoff=1) <= 1
        and _agree(a, b)
    )


def _agree(a: Person, b: Person) -> bool:
    """Tell whether no initial speaks against two names of one family."""
    if not a.given or not b.given or a.given[0] == b.given[0]:
        return True
    ours, theirs = _initials(a.given), _initials(b.given)
    return not ours or not theirs or LOST in ours or LOST in theirs or not ours.isdisjoint(theirs)


@lru_cache(maxsize=50_000)
def _initials(given: str) -> frozenset[str]:
    return frozenset(w[0] for w in given.split() if w not in PARTICLES)


@lru_cache(maxsize=50_000)
def _words(full: str) -> frozenset[str]:
    return frozenset(w for w in full.split() if len(w) > 1)
