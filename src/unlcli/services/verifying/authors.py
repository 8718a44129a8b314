"""The authors of an entry and those that a source names: who is missing, who is another, who stands elsewhere.

How a name is written is no difference: accents and their transliteration, initials, middle names, particles, hyphens, the order
of given and family name, a list that says that it is cut.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from unlcli.domain import names
from unlcli.matching import people
from unlcli.matching.people import Person
from unlcli.services.verifying import one_person


@dataclass(frozen=True, slots=True)
class Author:
    """A name as it is compared, as it is read, and as it stands in BibTeX."""

    person: Person
    shown: str
    bibtex: str

    @property
    def is_group(self) -> bool:
        """Tell whether this is no person: sources name groups among the authors, or do not."""
        is_named_so = not _GROUPS.isdisjoint(self.person.full.split()) or _COINED.search(self.shown) is not None
        return is_named_so and not self.person.given or self.person.family in _GROUPS


_GROUPS = frozenset(
    "team group groups consortium collaboration initiative committee organization project network workshop community lab labs "
    "society".split()
)
#: No family is written like this: OpenAI, DeepSeek-AI, NLLB.
_COINED = re.compile(r"[a-z]AI\b|\bAI$|^[A-Z]{3,}\b|\d")


@dataclass(frozen=True, slots=True)
class AuthorsDiffer:
    """What differs: whom the entry lacks, whom it has too much, who stands for whom, whether only their order differs.

    `is_first_alone` when the source knows no more than the entry's first author, `is_of_strangers` when nobody
    stands in both lists. `value` is the entry's list with all that mended.
    """

    missing: tuple[Author, ...]
    extra: tuple[Author, ...]
    replaced: tuple[tuple[Author, Author], ...]
    in_order: bool
    is_first_alone: bool
    is_of_strangers: bool
    value: str

    @property
    def is_order_alone(self) -> bool:
        """Tell whether these are the same people."""
        return not (self.missing or self.extra or self.replaced)

    @property
    def is_near_alone(self) -> bool:
        """Tell whether all who differ bear nearly the same name, as somebody under another first name does."""
        pairs = self.replaced
        return (
            not (self.missing or self.extra)
            and bool(pairs)
            and all(one_person.are_near(a.person, b.person) for a, b in pairs)
        )

    @property
    def is_replaced_alone(self) -> bool:
        """Tell whether as many stand in both lists."""
        return not (self.missing or self.extra) and bool(self.replaced)

    def __str__(self) -> str:
        parts = [f"{theirs.shown} where the entry has {ours.shown}" for ours, theirs in self.replaced]
        parts += [f"{author.shown}, who is missing in the entry" for author in self.missing]
        parts += [f"no {author.shown}, who stands in the entry" for author in self.extra]
        return "; ".join(parts) if parts else "the same authors in another order"


def compare(value: str, theirs: str) -> AuthorsDiffer | None:
    """Return how an `author` value differs from that of a source; None when it does not, or when one of them is empty."""
    ours, is_cut = _listed(value)
    listed, is_theirs_cut = _listed(theirs)
    if not ours or not listed or _is_under_a_group(ours, listed) or _is_under_a_group(listed, ours):
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
        len(ours) > len(listed) == 1 and pairs == {0: 0},
        not pairs,
        _mended(ours, listed, pairs, is_cut=is_cut),
    )


def _is_under_a_group(one: Sequence[Author], other: Sequence[Author]) -> bool:
    """Tell whether a list names a group alone, for all of the people whom the other may name."""
    if len(one) > 1 or one[0].person.given and not one[0].is_group:
        return False
    word = one[0].person.family
    is_person = any(word in author.person.full.split() and author.person.given for author in other)
    return one[0].is_group or len(other) > 1 and not is_person


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
        if at not in pairs and at in free and one_person.is_same(author.person, theirs[at].person):
            pair(at, at)
    for at, author in enumerate(ours):
        if at not in pairs:
            match = next((other for other in free if one_person.is_same(author.person, theirs[other].person)), None)
            if match is not None:
                pair(at, match)
    return pairs


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
