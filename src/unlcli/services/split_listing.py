"""A long listing to several, one for each of its sections, each with a name for its file."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from html import unescape
from urllib.parse import quote

from unlcli.domain import text
from unlcli.domain.listing import Listing, Section

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Part:
    """One of the listings: its title, the word that its file's name ends in, and how many papers it has."""

    title: str
    slug: str
    listing: Listing
    count: int


def split_listing(listing: Listing) -> tuple[Part, ...]:
    """Return a part for each section with a title, in order; what a section says of itself stands in its part, too."""
    sections = [section for section in listing.sections if section.title]
    slugs = _slugs([section.title for section in sections])
    return tuple(
        Part(section.title, slug, replace(listing, title=section.title, sections=_inner(section)), _papers(section))
        for section, slug in zip(sections, slugs, strict=True)
    )


def file_name(stem: str, slug: str, ending: str) -> str:
    """Return the name of the file of a part, beside that of the index."""
    return f"{stem}-{slug}{ending}"


def gone(index: str, stem: str, ending: str, kept: Iterable[str]) -> list[str]:
    """Return the names of parts that an earlier index links to and that are no parts any more."""
    found = re.findall(
        rf"(?<![\w%.-]){re.escape(quote(stem))}-([a-z0-9-]+){re.escape(quote(ending))}(?![\w%-]|\.\w)", index
    )
    names = dict.fromkeys(file_name(stem, slug, ending) for slug in found)
    return [name for name in names if name not in set(kept)]


def links_to(index: str, address: str) -> bool:
    """Tell whether an index links to an address, which is as it stands in a link."""
    return re.search(rf"(?<![\w%.-]){re.escape(address)}(?![\w%-]|\.\w)", unescape(index)) is not None


def _inner(section: Section) -> tuple[Section, ...]:
    own = Section("", intro=section.intro, rows=section.rows)
    return (*([own] if section.rows or section.intro else []), *section.sections)


def _papers(section: Section) -> int:
    """Count papers once, in however many of the sections below they stand."""
    return len({(row.key, row.cells) for row in Listing("", (), (section,)).rows})


def _slugs(titles: Sequence[str]) -> list[str]:
    """Return a word for the name of a file for each title, which any system takes.

    Where two would be the same, or nothing is left, a digest of the title tells them apart, and no number: a name stays
    when other parts come and go.
    """
    plain = [re.sub(r"[^a-z0-9]+", "-", text.fold(title))[:_LONGEST].strip("-") for title in titles]
    often = Counter(plain)
    return [
        word if word and often[word] == 1 else f"{word}-{sha256(title.encode()).hexdigest()[:8]}".strip("-")
        for word, title in zip(plain, titles, strict=True)
    ]
