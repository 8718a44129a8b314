"""What of an entry is compared, computed once per entry."""

import re
from dataclasses import dataclass
from functools import lru_cache

from unlcli.domain import identifiers, text, versions
from unlcli.domain.entry import ALTTITLE, IDS, NOTSAME, Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.matching import people, titles
from unlcli.matching.people import People
from unlcli.matching.titles import Title


@dataclass(frozen=True, slots=True)
class Place:
    """Where a work stands in print: venue in words, series of a known one, volume, first page, whether more follow, chapter."""

    venue: str = ""
    series: str = ""
    volume: str = ""
    page: str = ""
    is_long: bool = False
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What is compared of an entry. `titles` has the title first, then other titles; `keys` its key and old keys."""

    key: str
    keys: frozenset[str]
    notsame: frozenset[str]
    type: str
    parent: str
    titles: tuple[Title, ...]
    people: People
    year: int
    version: Version
    place: Place
    identifiers: frozenset[Identifier]
    pages_on_web: frozenset[str]

    @property
    def title(self) -> Title | None:
        """The first title, None when there is none."""
        return self.titles[0] if self.titles else None


_NONE: frozenset[str] = frozenset()
_RANGE = re.compile(r"\s*[A-Za-z]{0,3}(\d+)[\s–—-]+[A-Za-z]{0,3}(?!\1\b)\d+")
_FIRST_PAGE = re.compile(r"[A-Za-z]{0,3}\d+")
_VOLUME = re.compile(r"\d+")


def of_entry(entry: Entry, venues: VenueTable) -> Form:
    """Return what is compared of an entry."""
    fields = dict(entry.fields)
    entry = Entry(entry.type, entry.key, fields)  # a dict answers sooner which of many fields are there
    found = identifiers.of_entry(entry)
    return Form(
        key=entry.key,
        keys=frozenset((entry.key, *entry.values(IDS))) if IDS in fields else frozenset((entry.key,)),
        notsame=frozenset(entry.values(NOTSAME)) if NOTSAME in fields else _NONE,
        type=entry.type,
        parent=entry.plain("crossref") if "crossref" in fields else "",
        titles=_titles(entry),
        people=people.of_value(fields.get("author") or fields.get("editor", "")),
        year=_year(entry),
        version=versions.of_entry(entry, venues),
        place=_place(entry, venues),
        identifiers=frozenset(i for i in found if i.scheme is not Scheme.URL),
        pages_on_web=frozenset(i.value for i in found if i.scheme is Scheme.URL and is_paper_page(i.value)) or _NONE,
    )


def _year(entry: Entry) -> int:
    written = entry.get("year").strip()
    return int(written) if len(written) == 4 and written.isdecimal() else int(entry.year or 0)


def _titles(entry: Entry) -> tuple[Title, ...]:
    written = entry.plain("title")
    if "subtitle" in entry.fields and (subtitle := entry.plain("subtitle")):
        written = f"{written}: {subtitle}"
    given = [written, *(entry.values(ALTTITLE) if ALTTITLE in entry.fields else ())]
    if len(given) == 1:
        only = titles.of_text(written)
        return (only,) if only.solid else ()
    found = (titles.of_text(title) for title in given if title)
    return tuple({title.solid: title for title in found if title.solid}.values())


def _place(entry: Entry, venues: VenueTable) -> Place:
    pages, volumes = entry.get("pages"), entry.get("volume")
    page = _FIRST_PAGE.search(pages) if pages else None
    volume = _VOLUME.search(volumes) if volumes else None
    venue, series = _venue(entry.venue, venues)
    chapter = entry.get("chapter").strip().lower() if "chapter" in entry.fields else ""
    if not venue and not page and not volume and not chapter:
        return _NOWHERE
    return Place(
        venue,
        series,
        volume[0].lstrip("0") if volume else "",
        page[0].lower() if page else "",
        bool(page and _RANGE.match(pages)),
        chapter,
    )


@lru_cache(maxsize=20_000)
def _venue(written: str, venues: VenueTable) -> tuple[str, str]:
    if not written:
        return "", ""
    known = venues.recognise(written)
    return text.fold(_SUBTITLE.split(known.short, maxsplit=1)[0]), known.series if venues.knows(known) else ""


_SUBTITLE = re.compile(r"(?<=\w{3})(?:\s+[(\[=—–-]\s?|\s*[:—]|\s*&mdash;)")
_NOWHERE = Place()
_NO_PAPER_HOST = re.compile(
    r"^https://(?:github\.com|gitlab\.com|bitbucket\.org|huggingface\.co|codeberg\.org|youtu\.be|(?:\w+\.)?youtube\.com|"
    r"(?:\w+\.)?google\.com|drive\.google\.com|(?:\w+\.)?wikipedia\.org|(?:twitter|x)\.com|arxiv\.org/(?:list|a|search)|dblp\.org)(?:/|$)"
    r"|^https://[^/]+/?(?:\?.*)?$",
    re.I,
)  # fmt: skip
_NO_PAPER_PATH = re.compile(
    r"/(?:index|default|home|main|toc|contents?|proceedings?|program(?:me)?|schedule|papers|publications?|accepted[\w-]*|archives?|issues?|volumes?|events?|sitemap|search|bibliography|references)(?:\.\w{2,5})?/?$"
    r"|/(?:19|20)\d\d/?$|/(?:vol|volume|issue|toc|events|proceedings)[/_-]?[\w.-]*/?$",
    re.I,
)  # fmt: skip


def is_paper_page(url: str) -> bool:
    """Tell whether a canonical URL may be one paper's own page: no repository, front page or index of many papers."""
    return not _NO_PAPER_HOST.match(url) and not _NO_PAPER_PATH.search(url)
