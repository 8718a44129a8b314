"""Make one list of authors of two: the fuller one, each name in its fuller form."""

from unlcli.domain import names, text
from unlcli.domain.names import Name
from unlcli.matching import agreement, people
from unlcli.matching.people import Person


def merge_authors(kept: str, other: str) -> tuple[str, tuple[str, ...]]:
    """Return the fuller of two name lists, with full names where only the other has them, and whom it leaves out."""
    chosen, left = sorted((kept, other), key=_fullness, reverse=True)
    written = list(names.split_list(chosen))
    theirs = [part for part in names.split_list(left) if part.casefold() != "others"]
    lost = []
    for place, part in _paired(written, theirs):
        if place is None:
            lost.append(part)
            continue
        there, person = names.parse(written[place]), names.parse(part)
        fuller = _fuller(there, person)
        if fuller != there:
            written[place] = part if fuller == person and ("," in part) == ("," in written[place]) else fuller.bibtex
        if not _says_all(fuller, person):
            lost.append(part)
    is_changed = tuple(written) != names.split_list(chosen)
    return " and ".join(written) if is_changed else chosen, tuple(names.parse(part).full for part in lost)


def _fullness(value: str) -> tuple[bool, int, bool, int]:
    listed = names.authors(value)
    return bool(listed), len(listed), not names.has_others(value), sum(len(person.given) for person in listed)


def _paired(written: list[str], theirs: list[str]) -> list[tuple[int | None, str]]:
    """Return each name of a list with the place where the other has that person, None where it has not."""
    by_family: dict[str, list[int]] = {}
    compared = [_compared(part) for part in written]
    for place, person in enumerate(compared):
        if person is not None:
            by_family.setdefault(person.family, []).append(place)
    taken: set[int] = set()
    pairs: list[tuple[int | None, str]] = []
    for part in theirs:
        person = _compared(part)
        near = by_family.get(person.family, []) if person else []
        places = (p for p in (*near, *range(len(compared))) if p not in taken and _is_same(person, compared[p]))
        found = next(places, None)
        if found is not None:
            taken.add(found)
        pairs.append((found, part))
    return pairs


def _compared(part: str) -> Person | None:
    return next(iter(people.of_value(part).persons), None)


def _is_same(one: Person | None, other: Person | None) -> bool:
    return one is not None and other is not None and agreement.is_same(one, other)


def _fuller(one: Name, other: Name) -> Name:
    """Return a person's name with all that two forms of it have: Ann for A., Müller for Muller, de Vos for Vos."""
    if text.squash(one.family) != text.squash(other.family) or not _goes_on(one.given, other.given):
        return one
    return Name(
        max(one.family, other.family, key=_accents),
        max(one.given, other.given, key=lambda given: (len(text.squash(given)), _accents(given))),
        one.particle or other.particle,
        one.suffix or other.suffix,
    )


def _goes_on(one: str, other: str) -> bool:
    """Tell whether one of two given names has each word of the other, or the word that its initial stands for."""
    short, long = sorted(
        (text.fold(one).split(), text.fold(other).split()), key=lambda words: (len(words), sum(map(len, words)))
    )
    return all(b.startswith(a) for a, b in zip(short, long, strict=False))


def _says_all(one: Name, other: Name) -> bool:
    """Tell whether each word of a name is in another, or stands for one as its initial; initials may stand close."""
    if text.squash(one.full).startswith(text.squash(other.full)) or (
        text.squash(one.family) == text.squash(other.family)
        and text.squash(one.given).startswith(text.squash(other.given))
    ):
        return True
    words = text.fold(one.full).split()
    return all(any(have.startswith(word) for have in words) for word in text.fold(other.full).split())


def _accents(name: str) -> int:
    return sum(not c.isascii() and c.isalpha() for c in name)
