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
    """A name: the family's words without particles and blanks, the given names' initials, and all its words."""

    family: str
    initials: frozenset[str]
    words: frozenset[str]


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


@lru_cache(maxsize=200_000)
def _person(raw: str) -> Person | None:
    if raw.casefold() in ("others", "et al", "et al.", "anonymous", "[anonymous]", "unknown", "n/a"):
        return None
    if "&" in raw:
        raw = html.unescape(raw)
    if "?" in raw:
        raw = _LOST_LETTER.sub(LOST, raw)
    name = names.parse(raw)
    family = [w for w in text.fold(name.family).split()]
    kept = [w for w in family if w not in _PARTICLES] or family
    given = text.fold(name.given).split()
    if not kept:
        return None
    words = frozenset(w for w in (*kept, *given) if len(w) > 1)
    return Person("".join(kept), frozenset(_initials(name.given, given)), words)


def _initials(written: str, given: list[str]) -> list[str]:
    # "JA" and "RE" are initials set close; "Jo" is a name
    if len(given) == 1 and len(written.strip(". ")) <= 3 and written.strip(". ").isupper():
        return list(given[0])
    return [w[0] for w in given if w not in _PARTICLES]


def compare(a: People, b: People) -> Agreement:
    """Return how far two author lists agree, order left aside."""
    rest = list(b.persons)
    shared = 0
    for person in a.persons:
        match = next((other for other in rest if is_same(person, other)), None)
        if match is not None:
            rest.remove(match)
            shared += 1
    fewer, more = sorted((len(a.persons), len(b.persons)))
    kin = shared > 0 or not {p.family for p in a.persons}.isdisjoint(p.family for p in b.persons)
    return Agreement(shared, fewer, more, is_same(a.persons[0], b.persons[0]), a.cut or b.cut, kin)


def is_same(a: Person, b: Person) -> bool:
    """Tell whether two names may be one person's."""
    if a.family == b.family:
        return _agree(a, b)
    if len(a.words) > 1 and len(b.words) > 1 and (a.words <= b.words or b.words <= a.words):
        return True  # given and family name exchanged, or a group with and without its institution
    if (LOST in a.family or LOST in b.family) and len(a.family) == len(b.family):
        return all(x == y or LOST in (x, y) for x, y in zip(a.family, b.family, strict=True)) and _agree(a, b)
    short, long = sorted((a.family, b.family), key=len)
    # a family name of two words of which one list keeps the last or the first (Garcia Lopez, Lopez)
    if len(short) >= 3 and (long.endswith(short) or long.startswith(short)):
        return _agree(a, b)
    return len(short) >= 4 and abs(len(a.family) - len(b.family)) <= 1 and OSA.distance(short, long, score_cutoff=1) <= 1 and _agree(a, b)


def _agree(a: Person, b: Person) -> bool:
    return not a.initials or not b.initials or not a.initials.isdisjoint(b.initials)
