"""Authors as they are compared: families and initials, in any order and any style."""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from unlcli.domain import names, text
from unlcli.matching.titles import LOST


@dataclass(frozen=True, slots=True)
class Person:
    """A name, folded: the family's words without particles and blanks, the given names, and all words with a blank between."""

    family: str
    given: str
    full: str


@dataclass(frozen=True, slots=True)
class People:
    """The authors of a work; `cut` when the list says that there are others."""

    persons: tuple[Person, ...] = ()
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.persons)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many authors two lists share, the lengths of the shorter and the longer, whether the first authors agree.

    `kin` when at least a family name is common to both.
    """

    shared: int
    fewer: int
    more: int
    first: bool
    cut: bool
    kin: bool

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
    def is_full(self) -> bool:
        """Tell whether all authors agree, but for those that a shortened list leaves out."""
        return self.shared == self.fewer and (self.fewer == self.more or self.cut)

    def __str__(self) -> str:
        return f"{self.shared} of {self.fewer} authors" if self.fewer > 1 else "same author" if self.shared else "another author"


#: Collaborations have thousands of authors; the first names tell as much.
_MOST = 40
_PARTICLES = frozenset("van von der den de del della di da dos das du la le el al bin ibn ter ten st zu af av y".split())


_LOST_LETTER = re.compile(r"(?<=\w)\?|\?(?=\w)")
_SUFFIX = re.compile(r",\s*(?:2nd|3rd|4th|jr\.?|sr\.?|i{2,3}|iv|m\.?d\.?|ph\.?d\.?)(?=\s+and\s|\s*$)", re.I)
_JUNIOR = re.compile(r",\s*(?:jr|sr|i{2,3}|iv|2nd|3rd)\.?\s*,", re.I)


def of_value(value: str) -> People:
    """Return the comparison form of an `author` value."""
    if not value:
        return People()
    listed = names.split_list(_SUFFIX.sub("", value))
    if any(part.count(",") >= 2 and not _JUNIOR.search(part) for part in listed):
        listed = names.split_list(names.from_text(value))  # a list with commas where BibTeX wants `and`
    cut = bool(listed) and listed[-1].casefold() in ("others", "et al", "et al.")
    found = tuple(person for part in listed[: _MOST + 1] if (person := _person(part)) is not None)
    return People(found[:_MOST], cut or len(listed) > _MOST)


_NOBODY = frozenset(("others", "et al", "et al.", "anonymous", "[anonymous]", "unknown", "n/a"))
_UNEASY = re.compile(r"[\\{}$~?&]")
_GROUPED = re.compile(r"\{[^{}]*[ ,][^{}]*\}")


@lru_cache(maxsize=400_000)
def _person(raw: str) -> Person | None:
    if raw.casefold() in _NOBODY:
        return None
    if not _UNEASY.search(raw):
        return _folded(*_split(raw))
    raw = _LOST_LETTER.sub(LOST, html.unescape(raw) if "&" in raw else raw)
    if not _GROUPED.search(raw):
        return _folded(*_split(text.plain(raw)))
    name = names.parse(raw)
    return _folded(f"{name.particle} {name.family}", name.given)


def _split(readable: str) -> tuple[str, str]:
    """Return family and given names of a name without LaTeX, particles with the family."""
    family, comma, given = readable.partition(",")
    if comma:
        return family, given.rpartition(",")[2]
    words = readable.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return " ".join(words[at:]), " ".join(words[:at])


def _folded(family: str, given: str) -> Person | None:
    words = text.fold(family).split()
    kept = [w for w in words if w not in _PARTICLES] or words
    if not kept or kept == [LOST]:
        return None
    folded = text.fold(given)
    # "JA" are initials set close, "Jo" is a name
    if 1 < len(folded) <= 3 and given.strip(" .").isupper():
        folded = " ".join(folded)
    return Person("".join(kept), folded, f"{' '.join(kept)} {folded}")


@lru_cache(maxsize=50_000)
def _initials(given: str) -> frozenset[str]:
    return frozenset(w[0] for w in given.split() if w not in _PARTICLES)


@lru_cache(maxsize=50_000)
def _words(full: str) -> frozenset[str]:
    return frozenset(w for w in full.split() if len(w) > 1)


def are_strangers(a: People, b: People) -> bool:
    """Tell whether two lists have no family name in common."""
    return {p.family for p in a.persons}.isdisjoint(p.family for p in b.persons)


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
    return Agreement(shared, fewer, more, is_same(a.persons[0], b.persons[0]), a.cut or b.cut, kin)


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
    return a.family[:2] == b.family[:2] or a.family[-3:] == b.family[-3:] or not _words(a.full).isdisjoint(_words(b.full))


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
    return len(short) >= 4 and abs(len(a.family) - len(b.family)) <= 1 and OSA.distance(short, long, score_cutoff=1) <= 1 and _agree(a, b)


def _agree(a: Person, b: Person) -> bool:
    """Tell whether no initial speaks against two names of one family."""
    if not a.given or not b.given or a.given[0] == b.given[0]:
        return True
    ours, theirs = _initials(a.given), _initials(b.given)
    return not ours or not theirs or LOST in ours or LOST in theirs or not ours.isdisjoint(theirs)
