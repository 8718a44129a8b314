"""What pages say of papers: Highwire's tags, those of other systems, JSON-LD, and the BibTeX that stands in a page."""

import json
import re
from collections.abc import Iterator
from typing import Any

from facts import Facts, arxiv_of_doi, bare_doi, natural, no_preprint_server, or_none
from facts_in_bibtex import of_bibtex
from selectolax.lexbor import LexborHTMLParser

_TITLES = ("citation_title", "bepress_citation_title", "eprints.title", "dc.title", "dcterms.title")
_AUTHORS = ("citation_author", "bepress_citation_author", "eprints.creators_name", "dc.creator", "dcterms.creator")
_DATES = (
    "citation_publication_date", "citation_date", "citation_year", "citation_cover_date", "citation_online_date",
    "bepress_citation_date", "prism.publicationdate", "eprints.date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date",
)  # fmt: skip
_CONTAINERS = (
    "citation_journal_title", "citation_conference_title", "citation_inbook_title", "citation_book_title",
    "citation_conference", "bepress_citation_journal_title", "prism.publicationname", "eprints.publication",
)  # fmt: skip
_DOIS = (
    "citation_doi",
    "bepress_citation_doi",
    "prism.doi",
    "dc.identifier",
    "dc.identifier.doi",
    "dcterms.identifier",
)


def of_page(text: str, host: str) -> Iterator[Facts]:
    """Yield what a page says of the paper that it is on; nothing when it states no title in a documented place."""
    page = LexborHTMLParser(text)
    own = next(iter(_of_its_bibtex(page)), Facts(("",)))
    tags = _tags(page)
    title = next((tags[name][0] for name in _TITLES if tags.get(name)), "")
    if not title:
        yield from _of_json_ld(page)
        return
    authors = next((tags[name] for name in _AUTHORS if tags.get(name)), [])
    authors = authors or [name for names in tags.get("citation_authors", ()) for name in names.split(";")]
    date = next((tags[name][0] for name in _DATES if tags.get(name)), "")
    year = re.search(r"\d{4}", date)
    dois = [doi for name in _DOIS for value in tags.get(name, ()) if (doi := bare_doi(value))]
    arxiv = re.sub(r"v\d+$", "", "".join(tags.get("citation_arxiv_id", [""])[:1]))
    venues = [value for name in _CONTAINERS for value in tags.get(name, ())]
    stated = dois[:1] or [doi for doi in own.dois if doi]
    yield Facts(
        tuple(filter(None, (title, *own.titles))),
        tuple(natural(name) for name in authors),
        tuple(filter(None, dict.fromkeys((year[0] if year else "", *own.years)))),
        () if host.endswith("arxiv.org") else no_preprint_server((*venues, *own.venues)),
        (*or_none(stated[0]),) if stated else ("", f"10.48550/arxiv.{arxiv}") if arxiv else ("",),
        arxiv or arxiv_of_doi("".join(stated)),
        authors_too=own.authors,
    )


def _tags(page: LexborHTMLParser) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for node in page.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        tags.setdefault(name, []).append(node.attributes.get("content") or "")
    return tags


def _of_its_bibtex(page: LexborHTMLParser) -> Iterator[Facts]:
    for node in page.css("pre, code, textarea"):
        if node.text().lstrip().startswith("@"):
            yield from of_bibtex(node.text())


def _of_json_ld(page: LexborHTMLParser) -> Iterator[Facts]:
    for node in page.css('script[type="application/ld+json"]'):
        try:
            said = json.loads(node.text())
        except ValueError:
            continue
        for thing in _things(said):
            if re.search(r"Article|Thesis|Book|Chapter|Report", str(thing.get("@type", ""))):
                yield _of_thing(thing)
                return


def _things(said: Any) -> Iterator[dict[str, Any]]:
    rows = said if isinstance(said, list) else said.get("@graph", [said]) if isinstance(said, dict) else []
    yield from (row for row in rows if isinstance(row, dict))


def _of_thing(thing: dict[str, Any]) -> Facts:
    people = thing.get("author") or ()
    people = people if isinstance(people, list | tuple) else [people]
    names = (one.get("name", "") if isinstance(one, dict) else str(one) for one in people)
    year = re.search(r"\d{4}", str(thing.get("datePublished", "")))
    part = thing.get("isPartOf") or {}
    venues = (str(part.get("name", "")),) if isinstance(part, dict) else ()
    doi = next((found for name in ("doi", "identifier", "sameAs", "@id") if (found := bare_doi(thing.get(name)))), "")
    return Facts(
        (str(thing.get("headline") or thing.get("name") or ""),),
        tuple(map(natural, names)),
        (year[0],) if year else (),
        no_preprint_server(venues),
        or_none(doi),
        arxiv_of_doi(doi),
    )
