"""CSL-JSON, which Zotero, pandoc and citeproc read: one item for each paper."""

import re
from collections.abc import Iterator, Mapping
from typing import cast

from unlcli.domain import identifiers, names
from unlcli.domain.listing import Listing, Row
from unlcli.render import escape
from unlcli.render.dates import appeared
from unlcli.render.options import RenderOptions
from unlcli.render.rows import distinct

_TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "inproceedings": "paper-conference",
    "conference": "paper-conference", "book": "book", "mvbook": "book", "manual": "book", "collection": "book",
    "mvcollection": "book", "proceedings": "book", "mvproceedings": "book", "reference": "book", "booklet": "pamphlet",
    "inbook": "chapter", "incollection": "chapter", "suppbook": "chapter", "inreference": "entry-encyclopedia",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "unpublished": "manuscript", "online": "webpage", "electronic": "webpage", "www": "webpage", "dataset": "dataset",
    "software": "software", "patent": "patent", "periodical": "periodical", "standard": "standard",
    "video": "motion_picture", "movie": "motion_picture",
}  # fmt: skip
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
#: What CSL calls fields; of several the first that an entry has.
_FIELDS = {
    "container-title": ("booktitle", "journal", "journaltitle", "maintitle"), "volume": ("volume",),
    "collection-title": ("series",), "edition": ("edition",), "chapter-number": ("chapter",), "version": ("version",),
    "publisher": ("publisher", "school", "institution", "organization"), "publisher-place": ("address", "location"),
    "event-title": ("eventtitle",), "ISBN": ("isbn",), "ISSN": ("issn",), "language": ("language", "langid"),
    "title-short": ("shorttitle",), "abstract": ("abstract",), "keyword": ("keywords",), "note": ("note",),
}  # fmt: skip
_NUMBERED = frozenset(("report", "patent", "standard"))
_DASHES = re.compile(r"\s*[-\u2010-\u2015]+\s*")


def render(listing: Listing, _: RenderOptions) -> str:
    """Return a list of items, each paper once, in readable text."""
    people: dict[str, dict[str, str]] = {}
    return escape.json_text([_item(row, people) for row in distinct(listing.rows)], indent=2) + "\n"


def _item(row: Row, people: dict[str, dict[str, str]]) -> dict[str, object]:
    facts = row.record
    fields = cast(Mapping[str, str], facts.get("fields", {}))
    type_ = _type(facts, fields)
    item: dict[str, object] = {"id": row.key, "type": type_, "title": _title(facts, fields)}
    for role in ("author", "editor", "translator"):
        item[role] = list(_people(row.raw.get(role, ""), people))
    item["issued"] = _issued(str(facts.get("year", "")), fields)
    for name, sources in _FIELDS.items():
        item[name] = next((fields[source] for source in sources if fields.get(source)), "")
    item["page"] = _DASHES.sub("-", fields.get("pages", ""))
    item["number"] = fields.get("eid", "")
    item |= _number(type_, fields)
    if type_ == "article":
        item |= _of_preprint(facts, fields)
    item["genre"] = fields.get("type") or _GENRES.get(str(facts.get("type")), "")
    item["DOI"] = identifiers.doi_of(fields.get("doi", "")) or fields.get("doi", "")
    item["PMID"] = cast(Mapping[str, str], facts.get("identifiers", {})).get("pmid", "")
    item["URL"] = facts.get("url", "")
    return {name: value for name, value in item.items() if value or name in ("id", "type", "title")}


def _type(facts: Mapping[str, object], fields: Mapping[str, str]) -> str:
    given = str(facts.get("type", ""))
    if facts.get("version") == "preprint" and _TYPES.get(given) in (None, "article-journal", "webpage", "manuscript"):
        return "article"
    if given not in _TYPES:
        return "webpage" if fields.get("url") and not fields.get("howpublished") else "document"
    return _TYPES[given]


def _title(facts: Mapping[str, object], fields: Mapping[str, str]) -> str:
    return ": ".join(part for part in (str(facts.get("title", "")), fields.get("subtitle", "")) if part)


def _people(value: str, known: dict[str, dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the names of a list; `known` keeps names that were read."""
    for part in names.split_list(value):
        if part not in known:
            known[part] = _person(part)
        yield known[part]


def _person(part: str) -> dict[str, str]:
    """Return a name; one in braces is that of a group and has no parts, `others` is written as pandoc does."""
    name = names.parse(part)
    if part.casefold() == "others" or part.startswith("{") and part.endswith("}") and not name.given:
        return {"literal": " ".join(p for p in (name.particle, name.family) if p)}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {role: text for role, text in parts.items() if text}


def _issued(year: str, fields: Mapping[str, str]) -> dict[str, object]:
    parts, season = appeared(year, fields)
    if parts:
        return {"date-parts": parts, **({"season": season} if season else {})}
    return {"literal": fields["year"]} if fields.get("year") else {}


def _number(type_: str, fields: Mapping[str, str]) -> dict[str, object]:
    number = fields.get("number") or fields.get("issue") or ""
    if type_ in _NUMBERED and number:
        return {"number": number}
    if type_ in ("book", "chapter", "paper-conference") and fields.get("series"):
        return {"collection-number": number}
    return {"issue": number}


def _of_preprint(facts: Mapping[str, object], fields: Mapping[str, str]) -> dict[str, object]:
    """Return where a preprint stands, as Zotero writes it."""
    arxiv = cast(Mapping[str, str], facts.get("identifiers", {})).get("arxiv", "")
    if not arxiv:
        return {}
    return {"publisher": fields.get("publisher") or "arXiv", "number": f"arXiv:{arxiv}", "container-title": ""}
