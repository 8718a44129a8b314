"""What a paper's page says of it in its `<meta>` tags: Highwire's `citation_*`, else Dublin Core and PRISM."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from unlcli.domain import identifiers
from unlcli.domain.identifiers import Scheme
from unlcli.domain.record import Record, Standing
from unlcli.domain.venues import Kind, VenueTable
from unlcli.sources.reading import html_meta, record_parts
from unlcli.sources.reading.code_links import stated
from unlcli.sources.reading.people import in_one, people
from unlcli.sources.reading.readable import readable

_TITLE = ("citation_title", "dc.title", "dcterms.title", "eprints.title")
_AUTHOR = (
    "citation_author",
    "citation_authors",
    "dc.creator",
    "dc.creator.personalname",
    "dcterms.creator",
    "eprints.creators_name",
)
#: The date of publication before the others: an online date is often that of a first version.
_DATE = (
    "citation_publication_date", "citation_date", "citation_cover_date", "citation_year", "prism.publicationdate", "dc.date.issued",
    "dcterms.issued", "dc.date", "citation_online_date", "dcterms.date", "eprints.date",
)  # fmt: skip
#: The tags of a venue, the type that each means, and those that say the same of pages without the first ones.
_VENUE = (
    ("citation_conference_title", "inproceedings"),
    ("citation_conference", "inproceedings"),
    ("citation_journal_title", "article"),
    ("citation_inbook_title", "incollection"),
    ("citation_book_title", "incollection"),
    ("citation_dissertation_institution", "phdthesis"),
    ("citation_technical_report_institution", "techreport"),
    ("prism.publicationname", "article"),
)
_DOI = ("citation_doi", "prism.doi", "dc.identifier.doi", "dc.identifier", "dcterms.identifier")


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a page by name; contents in order."""

    contents: dict[str, list[str]]

    def all(self, names: Iterable[str]) -> list[str]:
        """Return the contents of the first of several tags that the page has."""
        return next((self.contents[name] for name in names if name in self.contents), [])

    def first(self, *names: str) -> str:
        """Return the first content of the first of several tags that the page has, in readable text."""
        return readable(next(iter(self.all(names)), ""))


def tags_of(page: str) -> Tags:
    """Return the bibliographic tags of a page."""
    found: dict[str, list[str]] = {}
    for name, content in html_meta.meta(page):
        name = name.removeprefix("bepress_").replace("dc:", "dc.").replace("prism:", "prism.")
        found.setdefault(name, []).append(content)
    return Tags(found)


def record_of(tags: Tags, source: str, url: str) -> Record | None:
    """Return the record that a page's tags make; None when they name no paper."""
    title = tags.first(*_TITLE)
    venue, kind = _venue(tags)
    year, month = date_of(tags.first(*_DATE))
    doi, arxiv = _numbers(tags)
    authors = people(_authors(tags))
    # Dublin Core also stands on pages that are no paper's, with a date
    if not title or not (authors or venue or doi or arxiv or year and "citation_title" in tags.contents):
        return None
    is_preprint = not venue and bool(arxiv) or bool(venue) and _is_preprint_server(venue)
    return Record(
        source=source,
        title=title,
        authors=authors,
        year=year,
        month=month,
        venue="" if is_preprint else venue,
        type="misc" if is_preprint else kind,
        volume=tags.first("citation_volume", "prism.volume") if not is_preprint else "",
        number=tags.first("citation_issue", "citation_technical_report_number", "prism.number")
        if not is_preprint
        else "",
        pages=_pages(tags),
        publisher=tags.first("citation_publisher", "dc.publisher", "dcterms.publisher"),
        isbn=record_parts.isbn(tags.first("citation_isbn", "prism.isbn")),
        doi=doi,
        arxiv=arxiv,
        url=url,
        abstract=tags.first("citation_abstract", "dcterms.abstract", "dc.description.abstract", "dc.description"),
        standing=Standing.PREPRINT if is_preprint else Standing.PUBLISHED if venue else Standing.UNKNOWN,
    )


def date_of(written: str) -> tuple[str, str]:
    """Return the year and the month (1 to 12) of a date in any of the forms that pages use; what it does not say is empty.

    The first of January often stands for a year alone, so it says no month.
    """
    year = record_parts.year(written)
    if match := re.match(r"\s*\d{4}(?:[/.-](\d{1,2})(?:[/.-](\d{1,2}))?)?(?!\d)", written):
        is_year_alone = (match[1] or "").lstrip("0") == (match[2] or "").lstrip("0") == "1"
        return year, "" if is_year_alone or not year else record_parts.month(match[1] or "")
    # of 05/12/2020 nobody can tell which is the month
    return year, record_parts.month(re.sub(r"[\W\d_]+", " ", written)) if year else ""


def _venue(tags: Tags) -> tuple[str, str]:
    for name, kind in _VENUE:
        if venue := tags.first(name):
            return venue, kind
    return "", ""


def _authors(tags: Tags) -> list[str]:
    written = [readable(name) for name in tags.all(_AUTHOR)]
    if len(written) == 1 or "citation_author" not in tags.contents:
        written = [name for several in written for name in in_one(several)]
    return written


def _pages(tags: Tags) -> str:
    first = tags.first("citation_firstpage", "prism.startingpage")
    last = tags.first("citation_lastpage", "prism.endingpage")
    if not first:
        return record_parts.pages(tags.first("citation_pages", "dc.identifier.pagenumber"))
    return record_parts.pages(f"{first}--{last}" if last and "-" not in first else first)


def _numbers(tags: Tags) -> tuple[str, str]:
    """Return the DOI and the arXiv id that a page states."""
    doi = arxiv = ""
    for name in ("citation_arxiv_id", *_DOI):
        for content in tags.contents.get(name, ()):
            found = identifiers.recognise(f"arxiv:{content}" if name == "citation_arxiv_id" else content)
            if found is not None and found.scheme is Scheme.ARXIV:
                arxiv = arxiv or found.value
            elif not doi and (found is None or found.scheme is not Scheme.URL):
                doi = identifiers.doi_of(content)
    return doi, arxiv


@cache
def _venues() -> VenueTable:
    return VenueTable()


def _is_preprint_server(venue: str) -> bool:
    return _venues().recognise(venue).kind is Kind.PREPRINT


def labelled_code(page: str) -> tuple[str, ...]:
    """Return the repositories that a page links as its paper's code: links that are labelled so."""
    found: list[str] = []
    for address, words in html_meta.links(page):
        if re.fullmatch(r"\W*(?:source |official )?(?:code|software|implementation)(?: \(?github\)?)?\W*", words, re.I):
            found.extend(stated(f"Our code: {address}"))
    return tuple(dict.fromkeys(found))
