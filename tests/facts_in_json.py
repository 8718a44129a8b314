"""What the services' JSON says of papers, each in its documented form."""

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from facts import Facts, arxiv_of_doi, bare_doi, natural, no_preprint_server, or_none
from facts_in_bibtex import of_bibtex


def of_json(said: Any) -> Iterator[Facts]:
    """Yield what JSON says, a paper each; nothing for what is none of the documented forms."""
    if not isinstance(said, dict):
        return
    if said.get("message-type") in ("work", "work-list"):
        works = said["message"]["items"] if "items" in said["message"] else [said["message"]]
        yield from map(_crossref, works)
    elif "hits" in (said.get("result") or {}):
        yield from (_dblp(hit["info"]) for hit in _listed(said["result"]["hits"].get("hit")))
    elif "notes" in said:
        yield from map(_openreview, said["notes"])
    elif isinstance(said.get("data"), dict) and "attributes" in said["data"]:
        yield _datacite(said["data"]["attributes"])
    elif isinstance(said.get("data"), list) or "paperId" in said:
        yield from (_s2(paper) for paper in said.get("data", [said]) if paper)
    elif "DOI" in said or "author" in said:
        yield _crossref(said)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _crossref(work: dict[str, Any]) -> Facts:
    """A work of the REST API, where titles are lists, or of content negotiation, where they are not."""
    title = next(iter(_listed(work.get("title"))), "")
    subtitles = [part for part in _listed(work.get("subtitle")) if part]
    dates = [work.get(name) or {} for name in ("issued", "published", "published-print", "published-online", "posted")]
    years = [
        str(date["date-parts"][0][0])
        for date in dates
        if (date.get("date-parts") or [[None]])[0][:1] not in ([None], [])
    ]
    # What is asked of Crossref for a preprint may name the server or a group there; neither is where it was published.
    is_preprint = work.get("type") == "posted-content"
    venues = () if is_preprint else tuple(name for name in _listed(work.get("container-title")) if name)
    preprints = (arxiv_of_doi(bare_doi(one.get("id"))) for one in (work.get("relation") or {}).get("has-preprint", ()))
    doi = bare_doi(work.get("DOI"))
    return Facts(
        (title, f"{title}: {subtitles[0]}") if subtitles else (title,),
        tuple(_person(person) for person in _listed(work.get("author"))),
        tuple(dict.fromkeys(years)),
        venues,
        or_none(doi),
        arxiv_of_doi(doi) or next(filter(None, preprints), ""),
        doi,
    )


def _person(person: dict[str, Any]) -> str:
    if person.get("name") or person.get("literal"):
        return str(person.get("name") or person["literal"])
    parts = (person.get("given"), person.get("non-dropping-particle"), person.get("family"), person.get("suffix"))
    return " ".join(part for part in parts if part)


def _dblp(info: dict[str, Any]) -> Facts:
    authors = [
        one["text"] if isinstance(one, dict) else one for one in _listed((info.get("authors") or {}).get("author"))
    ]
    arxiv = re.search(r"arxiv[./:](\d{4}\.\d{4,5})", json.dumps(info), re.I)
    is_preprint = str(info.get("key", "")).startswith("journals/corr/")
    return Facts(
        (re.sub(r"</?\w+[^<>]*>", "", html.unescape(info.get("title", ""))).removesuffix("."),),
        tuple(re.sub(r"\s\d{4}$", "", html.unescape(name)) for name in authors),
        (info["year"],) if info.get("year") else (),
        no_preprint_server(tuple(html.unescape(venue) for venue in _listed(info.get("venue")))),
        or_none(bare_doi(info.get("doi"))),
        arxiv[1] if arxiv and is_preprint else "",
        str(info.get("key", "")),
    )


#: How OpenReview calls journals in the venue of a note.
_JOURNALS = {"TMLR": "Transactions on Machine Learning Research"}


def _openreview(note: dict[str, Any]) -> Facts:
    content = {
        name: value["value"] if isinstance(value, dict) and "value" in value else value
        for name, value in note["content"].items()
    }
    own = next(iter(of_bibtex(content.get("_bibtex") or "")), Facts(("",)))
    venue, domain = str(content.get("venue") or ""), f"{content.get('venueid', '')} {note.get('domain', '')}"
    stamps = [note[name] for name in ("pdate", "odate", "cdate", "tcdate") if isinstance(note.get(name), int)]
    years = (
        *own.years,
        *re.findall(r"\b(?:19|20)\d\d\b", f"{venue} {domain}"),
        *(str(_moment(stamp).year) for stamp in stamps),
    )
    pages = bare_doi(content.get("html"))
    is_open = re.search(
        r"submitted|submission|withdrawn|reject|under review", f"{venue} {content.get('venueid', '')}", re.I
    )
    return Facts(
        (str(content.get("title", "")),),
        tuple(content.get("authors") or ()),
        tuple(dict.fromkeys(years)),
        () if is_open else no_preprint_server((*own.venues, *_spelt(venue))),
        tuple(dict.fromkeys((*own.dois, *or_none(pages)))),
        arxiv_of_doi(pages),
        str(note.get("id", "")),
    )


def _spelt(venue: str) -> Iterator[str]:
    """Yield a venue as a note has it, and without how the paper was shown there or that it was accepted."""
    yield venue
    short = re.sub(
        r"^accepted (?:by|at|to) |\s+(?:conference\s+)?(?:poster|oral|spotlight|notable.*|talk)$", "", venue, flags=re.I
    )
    yield short
    yield _JOURNALS.get(short, "")


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _s2(paper: dict[str, Any]) -> Facts:
    ids = paper.get("externalIds") or {}
    venues = (
        paper.get("venue"),
        (paper.get("publicationVenue") or {}).get("name"),
        (paper.get("journal") or {}).get("name"),
    )
    return Facts(
        _with_and_without_pdf(paper.get("title") or ""),
        tuple(author["name"] for author in paper.get("authors") or ()),
        (str(paper["year"]),) if paper.get("year") else (),
        no_preprint_server(tuple(name or "" for name in venues)),
        or_none(bare_doi(ids.get("DOI"))),
        ids.get("ArXiv") or "",
        paper.get("paperId") or "",
    )


def _with_and_without_pdf(title: str) -> tuple[str, ...]:
    """Some titles there begin with what the search engine of old put before them."""
    return tuple(dict.fromkeys((title, re.sub(r"^\[PDF\]\s*", "", title))))


#: How DataCite names the relation of a preprint to what came of it.
_PUBLISHED_AS = ("IsVersionOf", "IsPreviousVersionOf", "IsPreprintOf")


def _datacite(work: dict[str, Any]) -> Facts:
    doi = bare_doi(work.get("doi"))
    related = (one for one in work.get("relatedIdentifiers") or () if one.get("relationType") in _PUBLISHED_AS)
    published = (bare_doi(one.get("relatedIdentifier")) for one in related) if arxiv_of_doi(doi) else ()
    titles = [one["title"] for one in work.get("titles") or () if not one.get("titleType")]
    return Facts(
        tuple(titles[:1]) or tuple(one["title"] for one in (work.get("titles") or ())[:1]) or ("",),
        tuple(_creator(one) for one in work.get("creators") or ()),
        (str(work["publicationYear"]),) if work.get("publicationYear") else (),
        no_preprint_server(((work.get("container") or {}).get("title") or "",)),
        (*or_none(doi), *filter(None, published)),
        arxiv_of_doi(doi),
        doi,
    )


def _creator(one: dict[str, Any]) -> str:
    if one.get("givenName") and one.get("familyName"):
        return f"{one['givenName']} {one['familyName']}"
    return str(one.get("name", "")) if one.get("nameType") == "Organizational" else natural(one.get("name", ""))
