"""Items of CSL-JSON, as Zotero, pandoc, Crossref and our own export write them, to drafts."""

import re
from collections.abc import Iterator

from unlcli.domain import identifiers
from unlcli.domain.draft import Draft
from unlcli.domain.entry import CATEGORY
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import Kind, VenueTable
from unlcli.importers import entry_drafts
from unlcli.importers.headings import Context
from unlcli.importers.record_cells import prose
from unlcli.importers.record_people import name_list
from unlcli.importers.record_tree import Items, Members, Text, Value, texts_of
from unlcli.importers.words import field_name

#: What BibTeX calls CSL's types, and the field that their container is.
_TYPES = {
    "article-journal": ("article", "journal"), "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"), "review": ("article", "journal"), "review-book": ("article", "journal"),
    "article": ("misc", "howpublished"), "paper-conference": ("inproceedings", "booktitle"), "book": ("book", "series"),
    "chapter": ("incollection", "booktitle"), "entry": ("incollection", "booktitle"),
    "entry-dictionary": ("incollection", "booktitle"), "entry-encyclopedia": ("incollection", "booktitle"),
    "thesis": ("phdthesis", "series"), "report": ("techreport", "series"), "manuscript": ("unpublished", "howpublished"),
    "pamphlet": ("booklet", "series"), "webpage": ("misc", "howpublished"), "post": ("misc", "howpublished"),
    "post-weblog": ("misc", "howpublished"), "dataset": ("misc", "howpublished"), "software": ("misc", "howpublished"),
    "document": ("misc", "howpublished"), "speech": ("misc", "howpublished"), "patent": ("misc", "howpublished"),
    "standard": ("misc", "howpublished"), "periodical": ("misc", "howpublished"), "bill": ("misc", "howpublished"),
    "motion_picture": ("misc", "howpublished"), "graphic": ("misc", "howpublished"),
    "journal-article": ("article", "journal"), "proceedings-article": ("inproceedings", "booktitle"),
    "posted-content": ("misc", "howpublished"), "book-chapter": ("incollection", "booktitle"),
}  # fmt: skip
_FIELDS = {
    "volume": "volume", "issue": "number", "page": "pages", "ISBN": "isbn", "ISSN": "issn", "abstract": "abstract",
    "note": "note", "keyword": "keywords", "language": "language", "edition": "edition", "chapter-number": "chapter",
    "version": "version", "publisher-place": "address", "event-title": "eventtitle", "event": "eventtitle",
    "title-short": "shorttitle", "collection-title": "series", "collection-number": "number", "PMID": "pmid",
    "URL": "url", "genre": "type", "code": "code", "category": CATEGORY, "categories": CATEGORY, "license": "license",
}  # fmt: skip
_PEOPLE = {"author": "author", "editor": "editor", "translator": "translator"}
_READ = frozenset(
    (*_FIELDS, *_PEOPLE, *"id citation-key type title container-title publisher issued DOI number".split())
)
_MASTER = re.compile(r"master|m\.?\s?sc|diplom", re.I)
_ARXIV = re.compile(r"arxiv:\s*(\S+)", re.I)
_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
_SEASONS = ("spring", "summer", "autumn", "winter")
_KEY = re.compile(r"[^\s,{}\"'#%~\\=]{1,100}")


def recognises(members: Members) -> bool:
    """Tell whether a record is an item of CSL: a type of CSL's and a title, and people or a date as CSL writes them."""
    if members.text("type") not in _TYPES or not _text(members.get("title")):
        return False
    issued, author = members.get("issued"), members.get("author", "editor")
    is_dated = isinstance(issued, Members | Items)
    has_people = isinstance(author, Items) and any(isinstance(each, Members) for each in author.values)
    own = ("container-title", "DOI", "URL", "citation-key", "publisher-place", "date-parts")
    return is_dated or has_people or any(members.get(name) is not None for name in own) or len(members.pairs) <= 3


def draft_of(members: Members, context: Context, venues: VenueTable) -> Draft:
    """Return the draft of an item with all that it says, in BibTeX's fields where there are some."""
    kind, container = _TYPES[members.text("type")]
    readable: dict[str, str] = {"title": _text(members.get("title"))}
    readable |= {field: people for name, field in _PEOPLE.items() if (people := _people(members.get(name)))}
    readable |= _issued(members.get("issued"))
    within = _text(members.get("container-title"))
    if within and kind == "misc" and venues.recognise(within).kind in (Kind.CONFERENCE, Kind.WORKSHOP):
        kind, container = "inproceedings", "booktitle"
    readable[container] = within
    for name, field in _FIELDS.items():
        if value := _text(members.get(name)):
            readable.setdefault(field, value) if readable.get(field) else readable.update({field: value})
    kind = _settled(kind, members, readable)
    readable["doi"] = identifiers.doi_of(members.text("DOI")) or members.text("DOI")
    readable |= _further(members, readable)
    if context.categories and not readable.get(CATEGORY):
        readable[CATEGORY] = "; ".join(context.categories)
    key = next((text for text in (members.text("citation-key"), members.text("id")) if _KEY.fullmatch(text)), "")
    is_number = key.isdigit() or "://" in key
    return entry_drafts.draft_of(entry_drafts.entry_of(kind, "" if is_number else key, readable, members.line), venues)


def _settled(kind: str, members: Members, readable: dict[str, str]) -> str:
    """Return the type of entry, once publisher, number, pages and kind of thesis stand in their fields."""
    publisher = _text(members.get("publisher"))
    if kind == "phdthesis":
        readable["school"] = publisher
        if _MASTER.search(readable.get("type", "")):
            kind = "mastersthesis"
    else:
        readable["institution" if kind == "techreport" else "publisher"] = publisher
    number = members.text("number")
    if arxiv := _arxiv(members, number):
        readable |= {"eprint": arxiv, "archiveprefix": "arXiv"}
        if publisher.casefold() == "arxiv":
            readable["publisher"] = ""
    if number and not _ARXIV.match(number):
        readable["eid" if kind in ("article", "inproceedings") or readable.get("number") else "number"] = number
    return kind


def _arxiv(members: Members, number: str) -> str:
    stated = _ARXIV.match(number)
    for given in (f"arXiv:{stated[1]}" if stated else "", members.text("DOI"), members.text("URL")):
        found = identifiers.recognise(given) if given else None
        if found is not None and found.scheme is Scheme.ARXIV:
            return found.value
    return ""


def _further(members: Members, readable: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what BibTeX has no field for, under CSL's names."""
    for position, (name, value) in enumerate(members.pairs):
        if name in _READ or not (said := _said(name, value)):
            continue
        field = field_name(name, position)
        if field not in readable:
            yield field, said


def _said(name: str, value: Value) -> str:
    if (
        isinstance(value, Items)
        and any(isinstance(each, Members) for each in value.values)
        and (people := name_list(value))
    ):
        return people
    if isinstance(value, Members) and (date := _issued(value)):
        return date.get("date") or date["year"]
    return ("; " if name != "custom" else ", ").join(text.text for text in texts_of(value))


def _text(value: Value | None) -> str:
    """Return a value in readable text: CSL has HTML in titles, and some write lists where one value belongs."""
    texts = list(texts_of(value)) if value is not None else []
    if texts and isinstance(value, Items) and len(texts) > 1:
        return "; ".join(prose([text]).text for text in texts)
    return prose(texts[:1]).text if texts else ""


def _people(value: Value | None) -> str:
    if value is None or isinstance(value, Text) and not value.text:
        return ""
    return name_list(value)


def _issued(value: Value | None) -> dict[str, str]:
    """Return year and, where more is said, date of `{date-parts: [[2020, 3]]}`, `{raw: 2020}`, `[{year: 2020}]` or a text."""
    if value is None:
        return {}
    if isinstance(value, Items):
        return _issued(value.values[0]) if value.values else {}
    if isinstance(value, Text):
        return _written_date(value.text)
    parts = value.get("date-parts")
    ranges = parts.values if isinstance(parts, Items) else []
    dates = [date for each in ranges if (date := _of_parts([text.text for text in texts_of(each)]))]
    if not dates and value.text("year"):
        dates = [date for date in [_of_parts([value.text(name) for name in ("year", "month", "day")])] if date]
    if not dates:
        return _written_date(value.text("raw", "literal"))
    made = {"year": dates[0][:4]}
    if season := _season(value.text("season")):
        return made | {"month": season}
    return made | ({"date": "/".join(dates)} if len(dates[0]) > 4 or len(dates) > 1 else {})


def _season(given: str) -> str:
    if given.isdigit() and 1 <= int(given[:3]) <= len(_SEASONS):
        return _SEASONS[int(given[:3]) - 1]
    return given


def _of_parts(parts: list[str]) -> str:
    """Return a date from year, month and day; parts that no calendar has are left out."""
    if not parts or not re.fullmatch(r"-?\d{1,4}", parts[0]):
        return ""
    date = f"{int(parts[0]):04}"
    for part, most in zip(parts[1:3], (12, 31), strict=False):
        if not re.fullmatch(r"\d{1,2}", part) or not 1 <= int(part) <= most:
            break
        date += f"-{int(part):02}"
    return date


def _written_date(written: str) -> dict[str, str]:
    match = _DATE.match(written.strip())
    if match is None:
        return {"year": written} if written.strip() else {}
    date = _of_parts([part for part in match.groups() if part])
    return {"year": date[:4]} | ({"date": date} if len(date) > 4 else {})
