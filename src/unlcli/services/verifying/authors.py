"""The authors of an entry and those that a source names: who is missing, who is another, who stands elsewhere.

How a name is written is no difference: accents and their transliteration, initials, middle names, particles, hyphens, the order
of given and family name, a list that says that it is cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from unlcli.domain import names
from unlcli.matching import agreement, people
from unlcli.matching.people import Person


@dataclass(frozen=True, slots=True)
class Author:
    """A name as it is compared, as it is read, and as it stands in BibTeX."""

    person: Person
    shown: str
    bibtex: str

    @property
    def is_group(self) -> bool:
        """Tell whether this is no person: sources name groups among the authors, or do not."""
        return not _GROUPS.isdisjoint(self.person.full.split()) and not self.person.given


_GROUPS = frozenset("team group consortium collaboration initiative committee organization project network".split())
_SAME_SOUND = (("ae", "a"), ("oe", "o"), ("ue", "u"))
#: Families with so many letters hardly differ by one from another family.
_LONG = 6
_PINYIN = {"lyu": "lu", "lv": "lu", "nyu": "nu", "nv": "nu"}


@dataclass(frozen=True, slots=True)
class AuthorsDiffer:
    """What differs: whom the entry lacks, whom it has too much, who stands for whom, whether only their order differs.

    `value` is the entry's list with all that mended.
    """

    missing: tuple[Author, ...]
    extra: tuple[Author, ...]
    replaced: tuple[tuple[Author, Author], ...]
    in_order: bool
    value: str

    @property
    def is_order_alone(self) -> bool:
        """Tell whether these are the same people."""
        return not (self.missing or self.extra or self.replaced)

    @property
    def is_given_name_alone(self) -> bool:
        """Tell whether all who differ bear the same family name, as somebody under another first name does."""
        pairs = self.replaced
        return not (self.missing or self.extra) and bool(pairs) and all(_are_kin(a, b) for a, b in pairs)

    @property
    def is_replaced_alone(self) -> bool:
        """Tell whether as many stand in both lists."""
        return not (self.missing or self.extra) and bool(self.replaced)

    def __str__(self) -> str:
        parts = [f"{theirs.shown} where the entry has {ours.shown}" for ours, theirs in self.replaced]
        parts += [f"{author.shown}, who is missing in the entry" for author in self.missing]
        parts += [f"no {author.shown}, who stands in the entry" for author in self.extra]
        return "; ".join(parts) if parts else "the same authors in another order"


def _are_kin(a: Author, b: Author) -> bool:
    return a.person.family == b.person.family


def compare(value: str, theirs: str) -> AuthorsDiffer | None:
    """Return how an `author` value differs from that of a source; None when it does not, or when one of them is empty."""
    ours, is_cut = _listed(value)
    listed, is_theirs_cut = _listed(theirs)
    if not ours or not listed:
        return None
    pairs = _paired(ours, listed)
    extra = [at for at in range(len(ours)) if at not in pairs and not ours[at].is_group]
    known = {listed[at].person.full for at in pairs.values()}  # a source may name one twice
    missing = [at for at in range(len(listed)) if at not in pairs.values() and not listed[at].is_group]
    missing = [at for at in missing if listed[at].person.full not in known]
    if is_cut:
        missing = [at for at in missing if at < len(ours)]
    if is_theirs_cut:
        extra = [at for at in extra if at < len(listed)]
    replaced = _stand_ins(extra, missing)
    for mine, other in replaced:
        extra.remove(mine)
        missing.remove(other)
    order = [pairs[at] for at in sorted(pairs)]
    in_order = order == sorted(order)
    if in_order and not (extra or missing or replaced):
        return None
    return AuthorsDiffer(
        tuple(listed[at] for at in missing),
        tuple(ours[at] for at in extra),
        tuple((ours[mine], listed[other]) for mine, other in replaced),
        in_order,
        _mended(ours, listed, pairs, is_cut=is_cut),
    )


def _listed(value: str) -> tuple[list[Author], bool]:
    parts = names.split_list(value)
    if any(part.count(",") > 2 for part in parts):
        parts = names.split_list(names.from_text(value))  # a list with commas where BibTeX wants `and`
    found = [Author(persons[0], names.parse(part).full, part) for part in parts if (persons := _persons(part))]
    return found, bool(parts) and parts[-1].casefold().rstrip(".") in ("others", "et al")


def _persons(bibtex: str) -> tuple[Person, ...]:
    return people.of_value(bibtex).persons


def _paired(ours: Sequence[Author], theirs: Sequence[Author]) -> dict[int, int]:
    """Return who is whom by position: equal names first, then those in the same place, then the others."""
    pairs: dict[int, int] = {}
    free = dict.fromkeys(range(len(theirs)))

    def pair(at: int, other: int) -> None:
        pairs[at] = other
        del free[other]

    for at, author in enumerate(ours):
        alike = [other for other in free if set(theirs[other].person.full.split()) == set(author.person.full.split())]
        if alike:
            pair(at, at if at in alike else alike[0])
    for at, author in enumerate(ours):
        if at not in pairs and at in free and _is_same(author.person, theirs[at].person):
            pair(at, at)
    for at, author in enumerate(ours):
        if at not in pairs:
            match = next((other for other in free if _is_same(author.person, theirs[other].person)), None)
            if match is not None:
                pair(at, match)
    return pairs


def _is_same(a: Person, b: Person) -> bool:
    one, other = _plain(a), _plain(b)
    if one.family == other.family:
        return not _have_other_given_names(one.given, other.given)
    ours, theirs = ({word for word in person.full.split() if len(word) > 1} for person in (one, other))
    if min(len(ours), len(theirs)) > 1 and (ours <= theirs or theirs <= ours):
        return True  # given and family name exchanged
    return agreement.is_same(one, other) and _have_one_family_name(one, other)


def _have_one_family_name(a: Person, b: Person) -> bool:
    """Tell whether names that are alike are one: a part of a double name, a slip in a long one, or beside the same given names."""
    if a.given.replace(" ", "") == b.given.replace(" ", ""):
        return True
    ours, theirs = (set(person.full.removesuffix(person.given).split()) for person in (a, b))
    is_slip = min(len(a.family), len(b.family)) >= _LONG and abs(len(a.family) - len(b.family)) <= 1
    return (is_slip or not ours.isdisjoint(theirs)) and _have_one_given_name(a.given, b.given)


def _plain(person: Person) -> Person:
    """Return a name without what is left of an umlaut in one transliteration and not in another."""
    return replace(person, family=_sounds(person.family), given=_sounds(person.given), full=_sounds(person.full))


def _sounds(folded: str) -> str:
    for written, sound in _SAME_SOUND:
        folded = folded.replace(written, sound)
    return " ".join(_PINYIN.get(word, word) for word in folded.split())


def _have_one_given_name(a: str, b: str) -> bool:
    """Tell whether given names may be one: none, an initial, a word in common, or the same letters."""
    if not a or not b or a.replace(" ", "") == b.replace(" ", ""):
        return True
    return any(x.startswith(y) or y.startswith(x) for x in a.split() for y in b.split())


def _have_other_given_names(a: str, b: str) -> bool:
    """Tell whether given names in full have nothing in common, not even their beginning or their sound."""
    return not _have_one_given_name(a, b) and a[:2] != b[:2] and SequenceMatcher(None, a, b).ratio() < 0.6


def _stand_ins(extra: Sequence[int], missing: Sequence[int]) -> list[tuple[int, int]]:
    """Return who stands where another should: in the same place, or as the only ones who differ."""
    if len(extra) == len(missing):
        return list(zip(extra, missing, strict=True))
    return [(at, at) for at in extra if at in missing]


def _mended(ours: Sequence[Author], theirs: Sequence[Author], pairs: dict[int, int], *, is_cut: bool) -> str:
    """Return the source's list with the names as the entry writes them, where it has them."""
    known = {other: ours[at].bibtex for at, other in pairs.items()}
    most = max(len(ours), 1) if is_cut else len(theirs)
    kept = [known.get(at, author.bibtex) for at, author in enumerate(theirs[:most])]
    groups = [author.bibtex for at, author in enumerate(ours) if author.is_group and at not in pairs]
    return " and ".join([*kept, *groups, *(["others"] if is_cut else [])])
