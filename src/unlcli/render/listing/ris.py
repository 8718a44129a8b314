"""RIS, which EndNote, Zotero, Mendeley and library catalogues read: a record of lines with two-letter tags a paper."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from unlcli.domain import identifiers, names
from unlcli.domain.entry import split_values
from unlcli.domain.listing import Listing, Row
from unlcli.render.dates import SEASONS, appeared
from unlcli.render.escape import one_line, safe_url
from unlcli.render.options import RenderOptions
from unlcli.render.rows import distinct

_TYPES = {
    "article": "JOUR", "inproceedings": "CONF", "conference": "CONF", "proceedings": "CONF", "mvproceedings": "CONF",
    "book": "BOOK", "mvbook": "BOOK", "manual": "BOOK", "collection": "EDBOOK", "mvcollection": "EDBOOK",
    "inbook": "CHAP", "incollection": "CHAP", "suppbook": "CHAP", "inreference": "ENCYC", "reference": "ENCYC",
    "booklet": "PAMP", "phdthesis": "THES", "mastersthesis": "THES", "thesis": "THES", "techreport": "RPRT",
    "report": "RPRT", "unpublished": "UNPB", "online": "ELEC", "electronic": "ELEC", "www": "ELEC", "dataset": "DATA",
    "software": "COMP", "patent": "PAT", "periodical": "JFULL", "standard": "STAND", "video": "VIDEO", "movie": "MPCT",
}  # fmt: skip
#: What an entry of another type is by its version.
_BY_VERSION = {"conference": "CONF", "workshop": "CONF", "journal": "JOUR", "book": "BOOK", "thesis": "THES"}
_KINDS = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
#: Types of BibTeX's that preprints come under.
_OF_PREPRINTS = frozenset(("article", "misc", "online", "unpublished", "techreport"))
#: The fields that a tag is written from; of several the first that an entry has.
_FIELDS = {
    "T2": ("booktitle", "journal", "journaltitle", "maintitle"), "T3": ("series",), "VL": ("volume",),
    "IS": ("number", "issue"), "PB": ("publisher", "school", "institution", "organization"),
    "CY": ("address", "location"), "ET": ("edition",), "SE": ("chapter",), "ST": ("shorttitle",), "AB": ("abstract",),
    "LA": ("language", "langid"),
}  # fmt: skip
_PAGES = re.compile(r"([^\s\-\u2010-\u2015,;]+)\s*[-\u2010-\u2015]+\s*([^\s\-\u2010-\u2015,;]+)")


def render(listing: Listing, _: RenderOptions) -> str:
    """Return a record for each paper, with CR LF as RIS asks; no value begins a line of its own."""
    people: dict[str, str] = {}
    return "\r\n".join([_record(row, people) for row in distinct(listing.rows)])


def _record(row: Row, people: dict[str, str]) -> str:
    lines = [(tag, one_line(value)) for tag, value in _lines(row.record, row, people) if value]
    return "".join([f"{tag}  - {value}\r\n" for tag, value in lines if value]) + "ER  - \r\n"


def _lines(facts: Mapping[str, object], row: Row, people: dict[str, str]) -> Iterator[tuple[str, str]]:
    fields = cast(Mapping[str, str], facts.get("fields", {}))
    yield "TY", _type(facts, fields)
    yield "ID", row.key
    yield "TI", ": ".join(filter(None, (str(facts.get("title", "")), fields.get("subtitle", ""))))
    yield from (("AU", name) for name in _people(row.raw.get("author", ""), people))
    yield from (("A2", name) for name in _people(row.raw.get("editor", ""), people))
    yield from _dates(str(facts.get("year", "")), fields)
    for tag, sources in _FIELDS.items():
        yield tag, next((fields[source] for source in sources if fields.get(source)), "")
    yield "C7", fields.get("eid", "")
    yield from _pages(fields.get("pages", "") or fields.get("eid", ""))
    yield from _identifiers(facts, fields)
    yield "M3", _kind(facts, fields)
    yield from (("KW", word) for word in _keywords(facts, fields))
    yield from (("UR", url) for url in _urls(facts))
    yield from (("N1", f"Code: {url}") for url in _safe(facts.get("code")))
    yield "N1", fields.get("note", "")
    for role in ("author", "editor"):
        yield "N1", f"Not all {role}s are named." if names.has_others(row.raw.get(role, "")) else ""


def _is_preprint(facts: Mapping[str, object]) -> bool:
    return facts.get("version") == "preprint" and facts.get("type") in _OF_PREPRINTS


def _type(facts: Mapping[str, object], fields: Mapping[str, str]) -> str:
    if _is_preprint(facts):
        return "UNPB"
    if type_ := _TYPES.get(str(facts.get("type", ""))) or _BY_VERSION.get(str(facts.get("version", ""))):
        return type_
    return "ELEC" if fields.get("url") and not fields.get("howpublished") else "GEN"


def _kind(facts: Mapping[str, object], fields: Mapping[str, str]) -> str:
    return fields.get("type") or _KINDS.get(str(facts.get("type", "")), "Preprint" if _is_preprint(facts) else "")


def _people(value: str, known: dict[str, str]) -> Iterator[str]:
    """Yield names as `Family, Given, Suffix`; that of a group has no parts. `known` keeps names that were read."""
    for part in names.split_list(value):
        if part not in known:
            known[part] = _person(names.parse(part))
        if known[part]:
            yield known[part]


def _person(name: names.Name) -> str:
    if name.full.casefold() == "others":
        return ""
    family = " ".join(filter(None, (name.particle, name.family)))
    return ", ".join(filter(None, (family, name.given, name.suffix)))


def _dates(year: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    parts, season = appeared(year, fields)
    yield "PY", year or fields.get("year", "")
    if season:
        yield "DA", f"{parts[0][0]:04}///{SEASONS[season - 1]}"
    elif parts and len(parts[0]) > 1:
        first, month, *day = parts[0]
        yield "DA", f"{first:04}/{month:02}/{f'{day[0]:02}' if day else ''}/"


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    span = _PAGES.fullmatch(pages.strip())
    yield "SP", span[1] if span else pages
    yield "EP", span[2] if span else ""


def _identifiers(facts: Mapping[str, object], fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "DO", identifiers.doi_of(fields.get("doi", "")) or fields.get("doi", "")
    yield "SN", fields.get("isbn", "") or fields.get("issn", "")
    arxiv = cast(Mapping[str, str], facts.get("identifiers", {})).get("arxiv", "")
    yield "AN", f"arXiv:{arxiv}" if arxiv else ""


def _keywords(facts: Mapping[str, object], fields: Mapping[str, str]) -> Iterable[str]:
    categories = cast(list[str], facts.get("categories") or [])
    return dict.fromkeys((*categories, *split_values("keywords", fields.get("keywords", ""))))


def _urls(facts: Mapping[str, object]) -> Iterable[str]:
    """Yield the links that may be followed, the best first; RIS has `;` between links, so it is encoded in them."""
    urls = (facts.get("url"), *cast(list[str], facts.get("urls") or []))
    return dict.fromkeys(url.replace(";", "%3B") for url in _safe([url for url in urls if url]))


def _safe(urls: object) -> Iterator[str]:
    return filter(None, map(safe_url, map(str, cast(list[object], urls or []))))
