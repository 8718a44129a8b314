"""Whether two names are one person's: spelling, initials, transliteration and short forms make no other person.

An initial is one letter. A given name in full that begins with another, as Xinyun does with Xin, is another name, unless it is
known to be shortened so.
"""

import re
from dataclasses import replace

from unlcli.domain.short_names import are_one_name
from unlcli.matching import agreement, spelling
from unlcli.matching.people import PARTICLES, Person
from unlcli.matching.titles import LOST

_SAME_SOUND = (
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("aa", "a"),
    ("dj", "d"),
    ("tch", "ch"),
    ("skii", "ski"),
    ("skiy", "ski"),
    ("sky", "ski"),
)
#: Long vowels of Japanese names, written or not.
_LONG_VOWELS = re.compile(r"o[uoh](?![aeiy])|uu")
#: Shorter names with and without these are mostly two: Ho and Hou.
_SHORTEST = 3
_PINYIN = {"lyu": "lu", "lv": "lu", "nyu": "nu", "nv": "nu"}
#: Names with so many letters hardly differ by one from another name.
_LONG = 6
#: Families with so many letters may be a slip by one letter; shorter ones are other families.
_SLIP = 4
_GIVEN_SLIP = 5
#: A syllable of an East Asian name, which is a name of its own and no short form.
_SYLLABLE = re.compile(r"(?:zh|ch|sh|[b-df-hj-np-tw-z]|[bghkmp]y)?[aeiouy]{1,3}(?:ng?|k|l|m|p)?")
_PREFIXES = PARTICLES | {"o", "mac", "mc", "d"}


def is_same(a: Person, b: Person) -> bool:
    """Tell whether two names may be one person's, or nobody could tell because they are in two scripts."""
    if _is_latin(a) != _is_latin(b):
        return True
    one, other = _plain(a), _plain(b)
    if _is_one_word(one.family, other.family):
        return _may_be_one_given_name(a.given, b.given)
    ours, theirs = ({word for word in person.full.split() if len(word) > 1} for person in (one, other))
    if min(len(ours), len(theirs)) > 1 and (ours <= theirs or theirs <= ours):
        return True  # given and family name exchanged
    return (
        agreement.is_same(one, other) and _have_one_family_name(one, other) and _may_be_one_given_name(a.given, b.given)
    )


def are_near(a: Person, b: Person) -> bool:
    """Tell whether names of two persons, as it seems, may after all be one's: one family name, or a letter of it."""
    one, other = _plain(a), _plain(b)
    if one.family == other.family:
        return True
    is_slip = min(len(one.family), len(other.family)) >= _SLIP and spelling.are_within(one.family, other.family, 1)
    return is_slip and _may_be_one_given_name(a.given, b.given)


def _is_latin(person: Person) -> bool:
    return any(char.isascii() and char.isalpha() for char in person.family + person.given)


def _plain(person: Person) -> Person:
    """Return a name without what is left of an umlaut in one transliteration and not in another."""
    return replace(person, family=_sounds(person.family), given=_sounds(person.given), full=_sounds(person.full))


def _sounds(folded: str) -> str:
    for written, sound in _SAME_SOUND:
        folded = folded.replace(written, sound)
    return " ".join(_PINYIN.get(word, word) for word in folded.split())


def _is_one_word(x: str, y: str) -> bool:
    if x == y:
        return True
    short = min(len(x), len(y))
    return short >= _SHORTEST and _with_short_vowels(x) == _with_short_vowels(y)


def _with_short_vowels(word: str) -> str:
    return _LONG_VOWELS.sub(lambda found: found[0][0], word)


def _have_one_family_name(a: Person, b: Person) -> bool:
    """Tell whether families that are alike are one: a part of a double name, one with its particle, a slip in a long one."""
    ours, theirs = (set(person.full.removesuffix(person.given).split()) for person in (a, b))
    short, long = sorted((a.family, b.family), key=len)
    is_slip = len(short) >= _LONG and len(long) - len(short) <= 1
    is_lost = LOST in a.family or LOST in b.family
    return (
        is_slip
        or is_lost
        or not ours.isdisjoint(theirs)
        or long.endswith(short)
        and long.removesuffix(short) in _PREFIXES
    )


def _may_be_one_given_name(a: str, b: str) -> bool:
    """Tell whether given names may be one: none, the same letters, an initial, a name in common or its short form."""
    if not a or not b or _is_one_word(_sounds(a).replace(" ", ""), _sounds(b).replace(" ", "")):
        return True
    return any(
        _has_lost_a_letter(x, y) or are_one_name(x, y) or _may_be_one(_sounds(x), _sounds(y))
        for x in a.split()
        for y in b.split()
    )


def _has_lost_a_letter(x: str, y: str) -> bool:
    return len(x) == len(y) and (LOST in x or LOST in y)


def _may_be_one(x: str, y: str) -> bool:
    short, long = sorted((x, y), key=len)
    if len(short) == 1:
        return long.startswith(short)
    if _is_one_word(x, y):
        return True
    if long.startswith(short):
        return _SYLLABLE.fullmatch(short) is None
    return len(short) >= _GIVEN_SLIP and spelling.are_within(x, y, 1 if len(short) <= _LONG else 2)
