"""Statements: what a piece of a line says of a paper, its people, place, year or date, as far as its words show."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from unlcli.domain.venues import VenueTable
from unlcli.importers import dates_in_text, flat, people, places
from unlcli.importers.people import Sureness
from unlcli.importers.pieces import atoms
from unlcli.importers.places import Place

_BY = re.compile(r"(?:by|authors?|written by|from)\b\s*:?\s+", re.I)
_BY_PEOPLE = re.compile(rf"[\s{flat.MARKS}]*(?:by|authors?|written by)\b\s*:?[\s{flat.MARKS}]+", re.I)
_PLACE_LEAD = re.compile(
    r"\s*(?:in\b:?|int\b|international\b|european\b|proc\b|proceedings|journal\b|trans\b|transactions|(?:ieee|acm)[\s/])",
    re.I,
)
_CITED = re.compile(r"([^\d]+?(?:&| and |\bet\.? al\b)[^\d]*?)[\s,]*\(?((?:19|20)\d\d)[a-z]?\)?")
_NAMED_YEAR = re.compile(r"([^\d;:]{4,300}?)[\s,]+\(?((?:19|20)\d\d)\)?")
_OTHERS_FIRST = re.compile(r"([^.,;]{1,60}?,?\s+et\.? al\.?),?\s+([^\s].*)", re.I | re.S)
_LONGEST_CITED = 300
_MOST_ATOMS = 60


_NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact: `people`, `place`, `year` or `date`, with the flat text that says it."""

    kind: str
    text: str
    value: str = ""
    place: Place = _NOWHERE


class Judge:
    """Judges pieces of text; `words` gives the readable words of flat text."""

    def __init__(self, venues: VenueTable, words: Callable[[str], str]) -> None:
        self._venues = venues
        self._words = words

    def whole(self, text: str, *, is_beside: bool = False, least: Sureness = Sureness.SURE) -> Statement | None:
        """Return the one fact that a text states, None when it is more or something else."""
        words = self._words(text).strip(' "“”')
        if date := dates_in_text.read(words):
            return Statement("date", text, date)
        if year := dates_in_text.year(words):
            return Statement("year", text, year)
        lead = _BY.match(words)
        if lead and (people.sureness(words[lead.end() :]) or people.is_name(words[lead.end() :])):
            return Statement("people", re.sub(r"^[\s\"“”]*" + re.escape(lead[0].strip()) + r"[\s:]*", "", text))
        sureness = people.sureness(words)
        first = re.split("[,，;]", words, maxsplit=1)[0]
        may_be_people = sureness is Sureness.SURE or first != words and people.sureness(first) is not Sureness.NO
        place = None if may_be_people else places.read(words, self._venues, is_beside=is_beside)
        if place is not None:
            return Statement("place", text, place=place)
        return Statement("people", text) if sureness >= least and sureness else None

    def parts(
        self, text: str, *, is_beside: bool = False, least: Sureness = Sureness.SURE
    ) -> tuple[list[Statement], str, list[Statement]]:
        """Return the facts at a text's beginning, what is left between, and those at its end."""
        text = text.strip(" ,;，；")
        if led := self._led_to(text):
            others, rest, after = self.parts(led[1], is_beside=is_beside) if led[1] else ([], "", [])
            return [led[0], *others], rest, after
        between = atoms(text)
        if len(between) > 1 and (date := dates_in_text.read(self._words(between[-1]))):
            before, rest, after = self.parts(",".join(between[:-1]), is_beside=is_beside, least=least)
            return before, rest, [*after, Statement("date", between[-1], date)]
        if len(between) > 1 and (date := dates_in_text.read(self._words(between[0]))):
            before, rest, after = self.parts(",".join(between[1:]), is_beside=is_beside, least=least)
            return [Statement("date", between[0], date), *before], rest, after
        if cited := self._cited(text, least) or self._with_others(text):
            return cited, "", []
        if whole := self.whole(text, is_beside=is_beside, least=least):
            return [whole], "", []
        if len(between) < 2 or len(between) > _MOST_ATOMS * 5:
            return [], text, []
        last: list[Statement] = []
        between = self._from_end(between, last, is_beside=is_beside)
        first: list[Statement] = []
        between = self._from_start(between, first, least)
        if not first and not between:
            return last, "", []
        between = self._people_at_end(between, last)
        return first, ",".join(between).strip(), last

    def _led_to(self, text: str) -> tuple[Statement, str] | None:
        """Return the people that `by` leads to at a text's beginning, and the text after them."""
        lead = _BY_PEOPLE.match(text)
        if lead is None:
            return None
        between = atoms(text[lead.end() :])
        count = 0
        while count < min(len(between), _MOST_ATOMS) and people.goes_on(self._words(between[count])):
            count += 1
        return (Statement("people", ",".join(between[:count])), ",".join(between[count:])) if count else None

    def _cited(self, text: str, least: Sureness) -> list[Statement]:
        """Return authors and year where both are joined as a citation joins them (`Roe & Moe (2019)`)."""
        if len(text) > _LONGEST_CITED or flat.has_link(text):
            return []
        words = self._words(text)
        match = _CITED.fullmatch(words)
        if match is not None and people.sureness(match[1]) is not Sureness.NO:
            return [Statement("people", match[1]), Statement("year", match[2], match[2])]
        match = _NAMED_YEAR.fullmatch(words)
        needed = Sureness.SURE if match is not None and "," in match[1] else least
        if match is not None and people.sureness(match[1]) >= needed and self._is_no_venue(match[1]):
            return [Statement("people", match[1]), Statement("year", match[2], match[2])]
        return []

    def _is_no_venue(self, words: str) -> bool:
        return len(words.split()) > 1 and not self._venues.knows(self._venues.recognise(words))

    def _with_others(self, text: str) -> list[Statement]:
        """Return the people and the place of `Roe et al. Venue`."""
        match = _OTHERS_FIRST.fullmatch(text)
        if match is None or people.sureness(self._words(match[1])) is not Sureness.SURE:
            return []
        place = self.whole(match[2], is_beside=True)
        is_known = self._venues.knows(self._venues.recognise(self._words(match[2]).split(",")[0]))
        return [Statement("people", match[1]), place] if place and place.kind == "place" and is_known else []

    def _from_end(self, between: list[str], last: list[Statement], *, is_beside: bool) -> list[str]:
        """Take places and years off the end; a place may have commas of its own."""
        while len(between) > 1:
            taken = next(
                (
                    (n, found)
                    for n in _starts(between)
                    if (found := self.whole(",".join(between[n:]), is_beside=is_beside, least=_NEVER))
                    and found.kind != "people"
                ),
                None,
            )
            if taken is None:
                break
            last.insert(0, taken[1])
            between = between[: taken[0]]
        if len(between) == 1 and (found := self.whole(between[0], is_beside=is_beside)):
            last.insert(0, found)
            return []
        return between

    def _from_start(self, between: list[str], first: list[Statement], least: Sureness) -> list[str]:
        count = 0
        while count < min(len(between), _MOST_ATOMS) and people.is_name(self._words(between[count])):
            count += 1
        for n in range(count, 0, -1):
            joined = ",".join(between[:n])
            if people.sureness(self._words(joined)) >= max(least, Sureness.SURE if n < len(between) else least):
                first.append(Statement("people", joined))
                return between[n:]
        return between

    def _people_at_end(self, between: list[str], last: list[Statement]) -> list[str]:
        count = len(between)
        while count > 1 and len(between) - count < _MOST_ATOMS and people.is_name(self._words(between[count - 1])):
            count -= 1
        for n in range(count, len(between)):
            joined = ",".join(between[n:])
            if people.sureness(self._words(joined)) is Sureness.SURE:
                last.insert(0, Statement("people", joined.strip()))
                return between[:n]
        return between


_NEVER = Sureness.SURE


def _starts(between: Sequence[str]) -> list[int]:
    """Return from which pieces on a place may begin: those that announce one, and the last."""
    leads = [n for n in range(max(1, len(between) - 8), len(between)) if _PLACE_LEAD.match(between[n])]
    return [*leads, len(between) - 1]
