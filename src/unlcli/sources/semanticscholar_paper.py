"""A paper as Semantic Scholar describes it, all versions of a work in one, to a record."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from unlcli.domain.identifiers import Identifier, Scheme, of_url, recognise
from unlcli.domain.record import Record, Standing
from unlcli.domain.venues import Kind, VenueTable
from unlcli.sources.reading import record_parts
from unlcli.sources.reading.answered import as_dict, as_list, as_text, get
from unlcli.sources.reading.code_links import stated
from unlcli.sources.reading.people import people
from unlcli.sources.reading.readable import abstract, readable

_SOURCE = "semanticscholar"
_KNOWN = (
    ("ACL", Scheme.ACL),
    ("DOI", Scheme.DOI),
    ("DBLP", Scheme.DBLP),
    ("ArXiv", Scheme.ARXIV),
    ("PubMed", Scheme.PMID),
)


def record_of(paper: Mapping[str, object]) -> Record | None:
    """Return the record of a paper; None for one without a title. Its year may be that of a preprint."""
    title = re.sub(r"^\[PDF\]\s*", "", readable(as_text(paper.get("title"))))
    if not title:
        return None
    ids = as_dict(paper.get("externalIds"))
    others = tuple(dict.fromkeys(_others(ids)))
    venue, kind = _publication(paper)
    doi, arxiv = record_parts.doi(as_text(ids.get("DOI"))), record_parts.arxiv_id(as_text(ids.get("ArXiv")))
    arxiv = arxiv or record_parts.arxiv_id(as_text(ids.get("DOI")))
    told = abstract(as_text(paper.get("abstract")))
    year = record_parts.year(as_text(paper.get("year")))
    date = as_text(paper.get("publicationDate"))
    return Record(
        source=_SOURCE,
        title=title,
        authors=people(as_text(get(author, "name")) for author in as_list(paper.get("authors"))),
        year=year,
        month=record_parts.month(date[5:7]) if year and date.startswith(year) and not date.endswith("-01-01") else "",
        venue=venue,
        type=kind or ("misc" if arxiv else ""),
        volume=_of_journal(paper, "volume") if venue else "",
        pages=record_parts.pages(_of_journal(paper, "pages")) if venue else "",
        doi=doi,
        arxiv=arxiv,
        url=_url(paper, others, doi),
        code=stated(told),
        abstract=told,
        standing=_standing(venue, others, arxiv, doi),
        others=others,
    )


def _publication(paper: Mapping[str, object]) -> tuple[str, str]:
    """Return the name of the venue, and the type it means. The journal of a conference paper is often its preprint's."""
    journal = _published(as_text(get(paper, "journal", "name")))
    venue = _published(as_text(get(paper, "publicationVenue", "name"))) or _published(as_text(paper.get("venue")))
    kinds = [as_text(kind) for kind in as_list(paper.get("publicationTypes"))]
    is_conference = (
        as_text(get(paper, "publicationVenue", "type")) == "conference" or "Conference" in kinds and not journal
    )
    if is_conference and venue:
        return venue, "inproceedings"
    name = journal or venue
    if not name:
        return "", ""
    return name, {Kind.CONFERENCE: "inproceedings", Kind.WORKSHOP: "inproceedings"}.get(
        _venues().recognise(name).kind, "article"
    )


def _published(name: str) -> str:
    """Return a venue's name, and nothing for a server of preprints."""
    shown = readable(name)
    return "" if _venues().recognise(shown).kind is Kind.PREPRINT else shown


@cache
def _venues() -> VenueTable:
    return VenueTable()


def _of_journal(paper: Mapping[str, object], name: str) -> str:
    value = readable(as_text(get(paper, "journal", name)))
    return "" if value.lower().startswith(("abs/", "arxiv")) else value


def _others(ids: Mapping[str, object]) -> Iterator[Identifier]:
    for name, scheme in _KNOWN:
        value = as_text(ids.get(name)).strip()
        if scheme is Scheme.DBLP or scheme is Scheme.PMID:
            found = Identifier(scheme, value) if re.fullmatch(r"[\w/.-]+", value) else None
        else:
            found = recognise(value) if value else None
        if found is not None and found.scheme is not Scheme.URL:
            yield found


def _standing(venue: str, others: tuple[Identifier, ...], arxiv: str, doi: str) -> Standing:
    if venue or any(other.scheme is Scheme.ACL for other in others):
        return Standing.PUBLISHED
    return Standing.PREPRINT if arxiv and not doi else Standing.UNKNOWN


def _url(paper: Mapping[str, object], others: tuple[Identifier, ...], doi: str) -> str:
    """Return the Anthology's or arXiv's page, else the service's own where no DOI leads to the paper."""
    for other in others:
        if other.scheme is Scheme.ACL or other.scheme is Scheme.ARXIV and not doi:
            return other.url
    sha = as_text(paper.get("paperId"))
    found = (
        of_url(f"https://www.semanticscholar.org/paper/{sha}")
        if not doi and re.fullmatch("[0-9a-f]{40}", sha)
        else None
    )
    return found.url if found else ""
