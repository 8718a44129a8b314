"""Headings: from what they say to the categories, the venue and the year of the rows below them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unlcli.domain import categories, text
from unlcli.domain.venues import VenueTable, is_venue_heading, is_year_heading
from unlcli.importers.cells import Cell, Span

_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]*:")
_ATTRIBUTES = re.compile(r"\{[#:.][^{}]*\}\s*$")
_COUNT = re.compile(r"\s*[(（\[]\s*\d+(?:\s*(?:papers?|篇))?\s*[)）\]]\s*$", re.I)
_NUMBERING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)、]|\d{1,2}(?:\.\d{1,2})+)\s+(?=\S)")
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_BOOKKEEPING = frozenset(
    (
        "table of contents, table of content, contents, content, toc, outline, index, contributing, "
        "contribution, contributions, contribute, how to contribute, contribution guide, "
        "contribution guidelines, contributing guidelines, contributors, license, licence, licenses, licensing, "
        "citation, citations, cite, citing, how to cite, bibtex, acknowledgement, acknowledgements, "
        "acknowledgment, acknowledgments, news, updates, update, latest updates, changelog, change log, "
        "uncategorised, uncategorized, papers, paper list, list of papers, all papers, "
        "star history, contact, contacts, contact us, todo, disclaimer, 目录, 贡献, 引用, 致谢, 许可证, 更新, "
        "更新日志, 联系, 联系方式"
    ).split(", ")
)
_FILLER = frozenset(
    "papers paper venues venue publications publication conferences articles in of year the from published".split()
)
_OLDER = re.compile(
    r"(?:before|until|up to|since|after|from|pre|prior to|earlier than) (?:19|20)\d\d(?: and .*)?"
    r"|(?:19|20)\d\d and (?:before|earlier|older)|(?:previous|older|earlier|recent|before)"
)
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d|2100)(?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?)?(?!\d)")
_YEAR_RANGE = re.compile(r"(?:19|20)\d\d\s*[-–~]\s*(?:(?:19|20)?\d\d(?!\d)|present|now)", re.I)


@dataclass(frozen=True, eq=False, slots=True)
class Section:
    """A heading, or a row of a table that serves as one, as readable text; it is itself, not its text."""

    level: int
    name: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above a row say about it."""

    categories: tuple[str, ...] = ()
    venue: str = ""
    year: str = ""


def section_of(level: int, cell: Cell) -> Section:
    """Return a heading with its decoration off: anchors, emoji, numbering, counts, colons."""
    return Section(level, _name(cell), cell)


def _name(cell: Cell) -> str:
    name = "".join(span.text for span in cell.spans if not _is_anchor(span, cell))
    name = _SHORTCODE.sub("", _ATTRIBUTES.sub("", name))
    name = "".join(c for c in name if unicodedata.category(c) not in ("So", "Sk", "Cf") and c not in "\ufe0f¶\u20e3")
    name = _EMPTY_BRACKETS.sub("", name).strip()
    name = _COUNT.sub("", _NUMBERING.sub("", name, count=1))
    return categories.safe_name(name.strip().rstrip(":：").strip("-–—|*•#").strip())


def _is_anchor(span: Span, cell: Cell) -> bool:
    """Tell whether a link of a heading leads inside the page and is not the heading's text ("back to top")."""
    return span.url.startswith("#") and any(s.text.strip() for s in cell.spans if not s.url)


def is_bookkeeping(name: str) -> bool:
    """Tell whether a heading is about the document and so is no category."""
    return not name or text.fold(name) in _BOOKKEEPING


def year_in(written: str) -> str:
    """Return the first year in a text, empty when there is none."""
    match = _YEAR.search(written)
    return match[1] if match else ""


def is_period(name: str) -> bool:
    """Tell whether a heading only says when: a year, a range of years, `2021 Venues`, `Before 2017`."""
    bare = _without_filler(name)
    return is_year_heading(name) or is_year_heading(bare) or _is_open(name) or _is_open(bare)


def _without_filler(name: str) -> str:
    return " ".join(word for word in name.split() if word.casefold() not in _FILLER)


class Outline:
    """Judges headings: which are categories, and which name a venue or a year instead.

    `title_sections` are those that name the document; `venues_below` has for a section the venues its rows name, for a
    heading that equals them all is a venue even when no table of venues knows it.
    """

    def __init__(
        self, venues: VenueTable, title_sections: frozenset[Section], venues_below: Mapping[Section, frozenset[str]]
    ) -> None:
        self._venues = venues
        self._titles = title_sections
        self._below = venues_below

    def context(self, path: Sequence[Section]) -> Context:
        """Return what the headings above a row, outermost first, say about it."""
        names: list[str] = []
        venue = year = ""
        for section in path:
            if section in self._titles or is_bookkeeping(section.name):
                continue
            if is_period(section.name):
                year = "" if _YEAR_RANGE.search(section.name) or _is_open(section.name) else year_in(section.name)
            elif self._is_venue(section):
                venue = self._venues.recognise(section.name).short
                year = year_in(section.name) or year
            elif not names or names[-1] != section.name:
                names.append(section.name)
        return Context((categories.written(tuple(names)),) if names else (), venue, year)

    def _is_venue(self, section: Section) -> bool:
        below = self._below.get(section, frozenset())
        if len(below) == 1 and venue_form(section.name, self._venues) in below:
            return True
        return any(is_venue_heading(name, self._venues) for name in (section.name, _without_filler(section.name)))


def _is_open(name: str) -> bool:
    return _OLDER.fullmatch(text.fold(name)) is not None


def venue_form(written: str, venues: VenueTable) -> str:
    """Return the form in which a heading and a venue cell are compared."""
    return text.fold(venues.recognise(written).short)
