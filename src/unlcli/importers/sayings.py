"""Sayings: pieces of a line, judged, and kept as people, place, date, keywords or note."""

import re
from collections.abc import Iterable

from unlcli.domain.venues import VenueTable
from unlcli.importers import flat, labelled_links, people, places
from unlcli.importers.cells import Span
from unlcli.importers.collected import DATE, KEYWORDS, NOTE, Collected
from unlcli.importers.flat import Flat
from unlcli.importers.people import Sureness
from unlcli.importers.pieces import Piece, joined
from unlcli.importers.places import Place
from unlcli.importers.statements import Judge, Statement
from unlcli.importers.words import Role

_EDGES = " \t\n-–—|/,;:：·•，；"
_WORD = re.compile(r"[^\W_]+")
#: Words that only lead to the piece after them.
_LEADS = frozenset("in by from at and with to appear published accepted".split())
_MOST_TAG_WORDS = 4
_LONGEST_TAG = 40


class Sayings:
    """Judges pieces of one cell's text and keeps what they say."""

    def __init__(self, found: Collected, source: Flat, venues: VenueTable) -> None:
        self.found = found
        self.source = source
        self.venues = venues
        self.judge = Judge(venues, source.words)

    def told(self, parts: Iterable[Piece], *, is_beside: bool = True, keeps: bool = False) -> list[Piece]:
        """Keep what pieces say; what cannot be judged becomes a note, or is returned when it is to be kept back."""
        left: list[Piece] = []
        for piece in parts:
            if not flat.has_link(piece.text) and (labelled_links.is_label(piece.text) or self._only_leads(piece)):
                continue
            if piece.form == "group" and self._group(piece) or self._lone_link(piece):
                continue
            least = (
                Sureness.LIKELY
                if piece.form == "emphatic" or not left and not self.found.has(Role.AUTHORS)
                else Sureness.SURE
            )
            first, between, last = self.judge.parts(piece.text, is_beside=is_beside, least=least)
            for statement in (*first, *last):
                self.state(statement)
            if between.strip(_EDGES):
                left.append(piece.part(between) if first or last else piece)
        if keeps:
            return left
        self.note(left)
        return []

    def cited(self, text: str, *, is_titled: bool = True) -> str:
        """Keep the journal, volume and year that a line cites; return the line without them.

        Before a title is known, what begins the text is none.
        """
        found = places.cited_in(flat.blanked(text))
        if found is None or not is_titled and not text[: found[1]].strip(_EDGES):
            return text
        place, start, end = found
        self._place(place, text[start:end])
        return f"{text[:start]} | {text[end:]}"

    def _only_leads(self, piece: Piece) -> bool:
        return all(word.casefold() in _LEADS for word in _WORD.findall(self.source.words(piece.text)))

    def starts_with_fact(self, text: str) -> bool:
        """Tell whether the first words of a line are people or a place."""
        first = re.split(r"(?<=al)\.|(?<=[^A-Z])\.\s|[(\[]|\s[-–—|]\s", text.strip(_EDGES), maxsplit=1)[0]
        return bool(first.strip()) and len(first) < len(text) and self.judge.whole(first) is not None

    def _group(self, piece: Piece) -> bool:
        """Keep what stands in brackets: facts, or short words, which are keywords."""
        first, between, last = self.judge.parts(piece.text, is_beside=True)
        parts = [part.strip(_EDGES) for part in re.split(r"[,;，；、|]", between) if part.strip(_EDGES)]
        if flat.has_link(between) or not all(_is_tag(part) for part in parts):
            return False
        for statement in (*first, *last):
            self.state(statement)
        for part in parts:
            self._tag(part)
        return True

    def _lone_link(self, piece: Piece) -> bool:
        """Keep a link that stands alone, with a few words, in the field that these name."""
        bare = piece.text.strip(_EDGES + "[]()")
        if len(bare) != 1 or not flat.has_link(bare):
            return False
        span = self.source.link(bare)
        if len(span.label.split()) >= _MOST_TAG_WORDS or self.judge.whole(bare, is_beside=True, least=Sureness.LIKELY):
            return False
        labelled_links.add(self.found, Role.EXTRA, span, span.label)
        return True

    def _tag(self, part: str) -> None:
        if said := self.judge.whole(part):
            self.state(said)
        elif not labelled_links.is_label(part):
            self.found.say(KEYWORDS, self.source.words(part))

    def state(self, statement: Statement) -> None:
        """Keep one fact."""
        if statement.kind == "date":
            self.found.tell(self.source.words(statement.text).strip(_EDGES), statement.value)
            self._date(statement.value)
        elif statement.kind == "year":
            self._role(Role.YEAR, statement.value)
        elif statement.kind == "place":
            self._place(statement.place, statement.text)
        else:
            text = flat.plain(statement.text).strip(_EDGES)
            self.found.add(Role.AUTHORS, self.source.cell(people.readable(text)))

    def place_or_date(self, role: Role, text: str) -> None:
        """Keep the value of a line that names itself a venue or a date."""
        said = self.judge.whole(text, is_beside=True, least=Sureness.SURE)
        if said is not None and said.kind != "people":
            self.state(said)
        else:
            self.found.add(role, self.source.cell(text))

    def note(self, left: list[Piece]) -> None:
        """Keep pieces that nothing is known of, those that stood together as one note."""
        for text in joined(left):
            if text.strip(_EDGES):
                self.found.keep(NOTE, self.source.cell(text.strip(_EDGES)))

    def _date(self, value: str) -> None:
        self.found.say(DATE, value)
        if not self.found.has(Role.YEAR):
            self._role(Role.YEAR, value[:4])

    def _role(self, role: Role, text: str) -> None:
        self.found.add(role, flat.cell_of((Span(text),), self.source.line))

    def _place(self, place: Place, text: str) -> None:
        link = next(self.source.found_in(text), None)
        span = Span(place.venue, link.url if link else "")
        self._tell_place(place, text)
        self.found.add(Role.VENUE, flat.cell_of((span,), self.source.line))
        if place.year:
            dates = self.found.fields.get(DATE)
            said = self.found.roles.get(Role.YEAR, [])
            if dates and said and dates[0].text.startswith(said[0].text):
                self.found.roles.pop(Role.YEAR)  # the venue's year is that of publication; the date stays beside it
            self._role(Role.YEAR, place.year)
        for tag in place.told:
            self.found.say(KEYWORDS, tag)
        for name, value in place.fields.items():
            self.found.say(name, value)

    def _tell_place(self, place: Place, text: str) -> None:
        """Tell of words of a place that were taken apart (`ICML2020`) or only say what a number is (`vol. 3`)."""
        written = self.source.words(text).strip(_EDGES)
        kept = " ".join((place.venue, place.year, *place.told, *place.fields.values()))
        if set(_WORD.findall(written.casefold())) - set(_WORD.findall(kept.casefold())):
            self.found.tell(
                written, ", ".join(part for part in (place.venue, place.year, *place.fields.values()) if part)
            )


def _is_tag(part: str) -> bool:
    return len(part) <= _LONGEST_TAG and len(part.split()) <= _MOST_TAG_WORDS
