"""Given names of authors who share a family name: one name in two spellings, what may be it, or somebody else's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from unlcli.domain.short_names import are_one_name
from unlcli.matching import agreement
from unlcli.matching.people import People, Person


class Given(IntEnum):
    """What two given names are: written in full and the same, perhaps the same, or two names."""

    SAME = 0
    POSSIBLE = 1
    OTHER = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Two authors who stand for each other, and what their given names say of that."""

    one: Person
    other: Person
    given: Given

    def __str__(self) -> str:
        one, other = (f"{person.given} {person.family}" for person in (self.one, self.other))
        return f'"{one}" in one is "{other}" in the other'


#: Syllables of Chinese names in Latin letters, where one letter more or less makes another name.
_SYLLABLE = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iu]ang|iong|[aeio]ng|i[ao]n|i?ao|u?ai|uan|u?ei|i?an|en|in|un|i?ou|i[aeu]|u[aieo]|er|[aeiouv])"
)
_ONE_SYLLABLE = re.compile(_SYLLABLE)
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE})+")
_MOST_LETTERS = 12
#: A shorter word begins too many names, and a slip of one letter makes another name of it.
_LEAST_BEGINNING, _LEAST_SLIP = 3, 5
_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("th", "t"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("y", "i"), ("j", "i"), ("w", "v"),
    ("c", "k"), ("z", "s"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1")


def paired(a: People, b: People) -> tuple[Pair, ...]:
    """Return who stands for whom in two lists: equal names first, then those in the same place."""
    ranked = sorted(_candidates(a, b), key=lambda found: (found[2].given, found[0] != found[1], found[0], found[1]))
    ours, theirs = set[int](), set[int]()
    pairs = []
    for at, other, pair in ranked:
        if at not in ours and other not in theirs:
            ours.add(at)
            theirs.add(other)
            pairs.append(pair)
    return tuple(pairs)


def _candidates(a: People, b: People) -> Iterator[tuple[int, int, Pair]]:
    for at, one in enumerate(a.persons):
        for there, other in enumerate(b.persons):
            if agreement.is_same(one, other):
                yield at, there, Pair(one, other, _compare(one, other))


def _compare(one: Person, other: Person) -> Given:
    ours, theirs = set(_in_full(one.full)), set(_in_full(other.full))
    is_all_there = min(len(ours), len(theirs)) > 1 and (ours <= theirs or theirs <= ours)
    if one.family != other.family and is_all_there:
        return Given.SAME  # given and family name exchanged, or an institution before it
    return compare(one.given, other.given)


@lru_cache(maxsize=50_000)
def compare(a: str, b: str) -> Given:
    """Return what two given names, folded, are to each other."""
    ours, theirs = _in_full(a), _in_full(b)
    if not ours or not theirs:
        return Given.POSSIBLE
    if a.replace(" ", "") == b.replace(" ", "") or "".join(ours) == "".join(theirs):
        return Given.SAME
    is_shared = not set(ours).isdisjoint(theirs)
    if not (a.startswith(ours[0]) and b.startswith(theirs[0])):  # an initial comes first
        return Given.SAME if is_shared else Given.POSSIBLE
    if are_one_name(ours[0], theirs[0]):
        return Given.SAME
    if _are_syllables(ours) and _are_syllables(theirs):
        return Given.OTHER
    if ours[0] == theirs[0] and len(ours) > 1 and len(theirs) > 1:
        return _compare_words(ours[1], theirs[1])  # Jean Pierre and Jean Paul
    if is_shared:
        return Given.SAME
    return _compare_words(ours[0], theirs[0])


def _in_full(given: str) -> tuple[str, ...]:
    return tuple(word for word in given.split() if len(word) > 1)


def _are_syllables(words: tuple[str, ...]) -> bool:
    """Tell whether this may be a Chinese name: one word of syllables, or syllables each for itself."""
    pattern = _SYLLABLES if len(words) == 1 else _ONE_SYLLABLE
    return all(len(word) <= _MOST_LETTERS and pattern.fullmatch(word) for word in words)


def _compare_words(one: str, other: str) -> Given:
    short, long = sorted((one, other), key=len)
    begins = long.startswith(short) or _sound(long).startswith(_sound(short))
    if begins and len(short) >= _LEAST_BEGINNING:
        return Given.SAME
    if _sound(one) == _sound(other):
        return Given.SAME
    is_slip = len(short) >= _LEAST_SLIP and OSA.distance(_sound(one), _sound(other), score_cutoff=1) <= 1
    return Given.POSSIBLE if is_slip or begins else Given.OTHER


def _sound(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word)
