"""A hit of DBLP's search to a record: numbers are texts, one of several stands alone, people of one name are numbered."""

import re
from collections.abc import Mapping

from unlcli.domain.identifiers import Identifier, Scheme, is_web_link, recognise
from unlcli.domain.record import Record, Standing
from unlcli.sources.reading import record_parts
from unlcli.sources.reading.answered import as_list, as_text, first_text, get
from unlcli.sources.reading.people import people
from unlcli.sources.reading.readable import readable
from unlcli.sources.reading.tracks import with_track

_SOURCE = "dblp"
_TYPES = {
    "Journal Articles": "article", "Conference and Workshop Papers": "inproceedings", "Books and Theses": "book",
    "Parts in Books or Collections": "incollection", "Editorship": "proceedings", "Reference Works": "incollection",
    "Informal and Other Publications": "misc", "Informal Publications": "misc", "Data and Artifacts": "misc",
}  # fmt: skip
_VERSIONS = (Scheme.DOI, Scheme.ACL, Scheme.PMLR, Scheme.NEURIPS, Scheme.OPENREVIEW, Scheme.ARXIV)


def record_of(info: Mapping[str, object]) -> Record | None:
    """Return the record of a hit; None for one without a title."""
    title = re.sub(r"(?<!\.)\.$", "", readable(as_text(info.get("title"))))
    if not title:
        return None
    key, kind = as_text(info.get("key")), as_text(info.get("type"))
    links = [link for link in map(as_text, as_list(info.get("ee"))) if is_web_link(link)]
    named = [
        found for found in map(recognise, [as_text(info.get("doi")), *links]) if found and found.scheme in _VERSIONS
    ]
    is_preprint = key.startswith("journals/corr/") or first_text(info.get("venue")) == "CoRR"
    venue = "" if is_preprint else with_track(readable(first_text(info.get("venue"))), links)
    arxiv = next((one.value for one in named if one.scheme is Scheme.ARXIV), "") or _of_volume(info)
    page = _page(links) or next((one.url for one in named if one.scheme is not Scheme.DOI), "") or next(iter(links), "")
    others = [one for one in named if is_preprint or one.scheme is not Scheme.ARXIV]
    return Record(
        source=_SOURCE,
        title=title,
        authors=people(
            as_text(get(author, "text")) or as_text(author) for author in as_list(get(info, "authors", "author"))
        ),
        year=record_parts.year(as_text(info.get("year"))),
        venue=venue,
        type="misc" if is_preprint else _TYPES.get(kind, ""),
        volume="" if is_preprint else readable(as_text(info.get("volume"))),
        number="" if is_preprint else readable(as_text(info.get("number"))),
        pages=record_parts.pages(as_text(info.get("pages"))),
        publisher=readable(as_text(info.get("publisher"))),
        doi="" if is_preprint else record_parts.doi(as_text(info.get("doi"))),
        arxiv=arxiv,
        url=page,
        standing=_standing(kind, is_preprint, venue),
        others=tuple(
            dict.fromkeys([*others, *([Identifier(Scheme.DBLP, key)] if re.fullmatch(r"[\w/.-]+", key) else [])])
        ),
    )


def _page(links: list[str]) -> str:
    """Return the first page of proceedings or of a preprint; the name of one of NeurIPS tells more than its identifier."""
    for link in links:
        found = recognise(link)
        if found and found.scheme in _VERSIONS and found.scheme is not Scheme.DOI:
            return link if found.scheme is Scheme.NEURIPS else found.url
    return ""


def _of_volume(info: Mapping[str, object]) -> str:
    volume = as_text(info.get("volume"))
    return record_parts.arxiv_id(volume.removeprefix("abs/")) if volume.startswith("abs/") else ""


def _standing(kind: str, is_preprint: bool, venue: str) -> Standing:
    if kind.startswith("Withdrawn"):
        return Standing.WITHDRAWN
    if is_preprint:
        return Standing.PREPRINT
    return Standing.PUBLISHED if venue and kind != "Informal and Other Publications" else Standing.UNKNOWN
