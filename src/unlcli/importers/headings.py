"""Headings: from what they say to the categories, the venue and the year of the rows below them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unlcli.domain import categories, text
from unlcli.domain.venues import VenueTable, is_venue_heading, is_year_heading
from unlcli.importers import dates_in_text, kinds
from unlcli.importers.cells import Cell, Span

_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]*:")
_ATTRIBUTES = re.compile(r"\{[#:.][^{}]*\}\s*$")
_COUNT = re.compile(
    r"\s*(?:[-–—:：,]\s*)?[(（\[]\s*\d+(?:\s*(?:papers?|篇))?\s*[)）\]]\s*$|\s*[-–—:：,]\s*\d+\s*(?:papers|篇)\s*$",
    re.I,
)
_CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
_NUMBERING = re.compile(
    rf"^\W*(?:{_CHINESE_NUMBER}、\s*|（{_CHINESE_NUMBER}）\s*"
    r"|(?:\d{1,2}(?:\.\d{1,2})*[.)、]|\d{1,2}(?:\.\d{1,2})+)\s+)(?=\S)"
)
_DOTTED = re.compile(r"\W*(\d{1,2})\.\d")
_COUNTED = re.compile(r"(\d{1,2})\s+(?=\S)")
_UPWARDS = re.compile("[¶⬆↑🔝🔼]\ufe0f?")
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
_DEEPEST = 6
_REMARK = re.compile(r"(?<=\w)\s*[(（][^()（）]*[)）]$")
_NO_HEADING = re.compile(
    r"(?:click|tap|expand|show|view|see|open|toggle|unfold|collapse|hide|展开|点击|折叠)\b|(?:note|nb|legend|total|updated?|tip|"
    r"last updated?|important|warning|ps|disclaimer)\b(?!s)|展开|点击|注[:：]",
    re.I,
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
    """What the headings above a row say about it; `no_papers` is the one that announces what is no paper (`Tools`), `date`
    the month or day that the year's heading says.
    """

    categories: tuple[str, ...] = ()
    venue: str = ""
    year: str = ""
    no_papers: str = ""
    date: str = ""


def section_of(level: int, cell: Cell) -> Section:
    """Return a heading with its decoration off: anchors, emoji, numbering, counts, colons."""
    return Section(level, _name(cell), cell)


def sections_of(headings: Mapping[int, tuple[int, Cell]]) -> dict[int, Section]:
    """Return the headings of a document; `1 Papers` loses its number where others are counted as `1.1`."""
    dotted = {match[1] for _, cell in headings.values() if (match := _DOTTED.match(cell.text))}
    found = {}
    for at, (level, cell) in headings.items():
        name = _name(cell)
        counted = _COUNTED.match(name)
        found[at] = Section(level, name[counted.end() :] if counted and counted[1] in dotted else name, cell)
    return found


def shown_name(cell: Cell) -> str:
    """Return a heading as its readers see it, emoji and numbers included, anchors and counts not."""
    name = " ".join("".join(span.text for span in cell.spans if not _is_anchor(span, cell)).split())
    name = _EMPTY_BRACKETS.sub("", _UPWARDS.sub("", _ATTRIBUTES.sub("", name)))
    return " ".join(_COUNT.sub("", name.strip()).split())


def _name(cell: Cell) -> str:
    name = " ".join("".join(span.text for span in cell.spans if not _is_anchor(span, cell)).split())
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
    return not name or text.fold(_REMARK.sub("", name)) in _BOOKKEEPING


def year_in(written: str) -> str:
    """Return the first year in a text, empty when there is none."""
    match = _YEAR.search(written)
    return match[1] if match else ""


def is_period(name: str) -> bool:
    """Tell whether a heading only says when: a year, a month, a range of years, `2021 Venues`, `Before 2017`."""
    bare = _without_filler(name)
    is_year = is_year_heading(name) or is_year_heading(bare) or bool(dates_in_text.read(name))
    return is_year or _is_open(name) or _is_open(bare)


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
        self._memo: dict[tuple[Section, ...], Context] = {}

    def context(self, path: Sequence[Section]) -> Context:
        """Return what the headings above a row, outermost first, say about it."""
        found = self._memo.get(tuple(path))
        if found is None:
            found = self._memo[tuple(path)] = self._context(path)
        return found

    def _context(self, path: Sequence[Section]) -> Context:
        names: list[str] = []
        venue = year = no_papers = date = ""
        for section in path:
            no_papers = self._no_papers(section, no_papers)
            if section in self._titles or is_bookkeeping(section.name) or _is_no_heading(section):
                continue
            if is_period(section.name):
                date = dates_in_text.read(section.name)
                is_range = not date and (_YEAR_RANGE.search(section.name) or _is_open(section.name))
                year = "" if is_range else year_in(section.name)
            elif self._is_venue(section):
                venue = self._venues.recognise(section.name).short
                year = year_in(section.name) or year
            elif not names or names[-1] != section.name:
                names.append(section.name)
        return Context((categories.written(tuple(names)),) if names else (), venue, year, no_papers, date)

    def _no_papers(self, section: Section, above: str) -> str:
        """Return which heading announces what is no paper, that of a section or one above; papers below it end that."""
        if section in self._titles or kinds.announces_papers(section.name):
            return ""
        return section.name if kinds.announces_no_papers(section.name) else above

    def _is_venue(self, section: Section) -> bool:
        below = self._below.get(section, frozenset())
        if len(below) == 1 and venue_form(section.name, self._venues) in below:
            return True
        return any(is_venue_heading(name, self._venues) for name in (section.name, _without_filler(section.name)))


def _is_no_heading(section: Section) -> bool:
    """Tell whether a line that stands where headings do is none: what unfolds a part of the page, or a remark."""
    return section.level > _DEEPEST and _NO_HEADING.match(section.name) is not None


def _is_open(name: str) -> bool:
    return _OLDER.fullmatch(text.fold(name)) is not None


def venue_form(written: str, venues: VenueTable) -> str:
    """Return the form in which a heading and a venue cell are compared."""
    return text.fold(venues.recognise(written).short)
