"""What a row writes of its venue: the short name, the words that this leaves out, and what it was read as."""

import re
from dataclasses import dataclass

from unlcli.domain import text
from unlcli.domain.venues import VenueTable
from unlcli.importers.repair import shortened

_LONGEST_SHOWN = 200
#: Words that say nothing of a paper beside a venue that is known.
_PLAIN = frozenset(
    "proc proceedings of the in at on to for annual international conference conf volume vol papers long short main and "
    "st nd rd th ieee acm cvf joint meeting association transactions trans journal published appears appeared accepted "
    "symposium arxiv preprint track workshop workshops submitted".split()
)
_PLAIN_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)|\d")
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\s*[])}]\s*[\[({]\s*")


@dataclass(frozen=True, slots=True)
class WrittenVenue:
    """A venue as a row writes it: its short name, a note of what that does not say, and what was put right."""

    short: str = ""
    note: str = ""
    repairs: tuple[str, ...] = ()


def read(written: str, year: str, venues: VenueTable) -> WrittenVenue:
    """Return the venue that a row writes, whose paper is of a year."""
    venue = venues.recognise(written)
    if not venue.short:
        return WrittenVenue("", "" if _are_said(written, (year, year[2:])) else written)
    left = _left_words(written, venue.short, year)
    if not left:
        return WrittenVenue(venue.short)
    known = _PLAIN | venues.words(venue)
    runs = _runs(written, [word for word in left if word not in known and not _PLAIN_NUMBER.fullmatch(word)])
    note = "; ".join(runs)
    is_other_year = any(re.fullmatch(r"(?:19|20)\d\d", word) for word in left)
    if is_other_year:
        return WrittenVenue(venue.short, " ".join(written.split()))
    noted = set(_words(note))
    if all(word in noted for word in left):
        return WrittenVenue(venue.short, note)
    what = f"venue '{shortened(' '.join(written.split()), _LONGEST_SHOWN)}' read as '{venue.short}'"
    return WrittenVenue(venue.short, note, (what,))


def _words(written: str) -> list[str]:
    return _WORD.findall(written.casefold())


def _are_said(written: str, said: tuple[str, ...]) -> bool:
    return all(word in said for word in _words(written))


def _left_words(written: str, short: str, year: str) -> list[str]:
    """Return the words of a venue that neither its short name nor the year says."""
    said = {*_words(short), *_words(text.plain(short)), year}
    is_one_word = text.squash(short)
    # what is joined in one of the two is the same: NeurIPS'24, ICML2020
    joined = {f"{word}{year}" for word in said} | {f"{word}{year[2:]}" for word in said} | {year[2:], is_one_word}
    return [word for word in _words(written) if word not in said and word not in joined]


def _runs(written: str, wanted: list[str]) -> list[str]:
    """Return the pieces of a text that consist of wanted words, as they are written there."""
    words, runs = set(wanted), list[tuple[int, int]]()
    for found in _WORD.finditer(written):
        if found[0].casefold() not in words:
            runs.append((found.end(), found.end()))
        elif runs and runs[-1][1] > runs[-1][0]:
            runs[-1] = (runs[-1][0], found.end())
        else:
            runs.append(found.span())
    return [_BRACKETS.sub("; ", " ".join(written[start:end].split())) for start, end in runs if end > start]
