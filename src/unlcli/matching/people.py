"""Authors as they are compared: folded names, in any order and any style."""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from unlcli.domain import names, text
from unlcli.matching.titles import LOST


@dataclass(frozen=True, slots=True)
class Person:
    """A name, folded: the family's words without particles and blanks, the given names, and all of its words."""

    family: str
    given: str
    full: str


@dataclass(frozen=True, slots=True)
class People:
    """The authors of a work; `cut` when the list says that there are others."""

    persons: tuple[Person, ...] = ()
    cut: bool = False
    families: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.persons)


_NO_PEOPLE = People()
#: Collaborations have thousands of authors; the first names tell as much.
_MOST = 40
PARTICLES = frozenset("van von der den de del della di da dos das du la le el al bin ibn ter ten st zu af av y".split())


_LOST_LETTER = re.compile(r"(?<=\w)\?|\?(?=\w)")
_SUFFIX = re.compile(r",\s*(?:2nd|3rd|4th|jr\.?|sr\.?|i{2,3}|iv|m\.?d\.?|ph\.?d\.?)(?=\s+and\s|\s*$)", re.I)
_JUNIOR = re.compile(r",\s*(?:jr|sr|i{2,3}|iv|2nd|3rd)\.?\s*,", re.I)


def of_value(value: str) -> People:
    """Return the comparison form of an `author` value."""
    if not value:
        return _NO_PEOPLE
    listed = names.split_list(_SUFFIX.sub("", value))
    if [part for part in listed if part.count(",") >= 2 and not _JUNIOR.search(part)]:
        listed = names.split_list(names.from_text(value))  # a list with commas where BibTeX wants `and`
    cut = bool(listed) and listed[-1].casefold() in ("others", "et al", "et al.")
    found = tuple(person for part in listed[: _MOST + 1] if (person := _person(part)) is not None)
    kept = found[:_MOST]
    return People(kept, cut or len(listed) > _MOST, frozenset([person.family for person in kept]))


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
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    return " ".join(words[at:]), " ".join(words[:at])


def _folded(family: str, given: str) -> Person | None:
    words = text.fold(family).split()
    kept = [w for w in words if w not in PARTICLES] or words
    if not kept or kept == [LOST]:
        return None
    folded = text.fold(given)
    # "JA" are initials set close, "Jo" is a name
    if 1 < len(folded) <= 3 and given.strip(" .").isupper():
        folded = " ".join(folded)
    return Person("".join(kept), folded, f"{' '.join(kept)} {folded}")
