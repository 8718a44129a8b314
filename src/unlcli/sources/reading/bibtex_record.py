"""One BibTeX entry, as services hand it out, to a record."""

import re
from dataclasses import replace

from unlcli.bibtex import read as bibtex
from unlcli.domain import identifiers, names, text
from unlcli.domain.entry import Entry
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.sources.reading import record_parts
from unlcli.sources.reading.answered import unreadable
from unlcli.sources.reading.people import group, without_homonym_number
from unlcli.sources.reading.readable import abstract, of_formulas, readable

_TYPES = {
    "article": "article", "inproceedings": "inproceedings", "conference": "inproceedings", "misc": "misc", "book": "book",
    "incollection": "incollection", "inbook": "incollection", "phdthesis": "phdthesis", "mastersthesis": "mastersthesis",
    "thesis": "phdthesis", "techreport": "techreport", "report": "techreport", "proceedings": "proceedings",
    "collection": "book", "online": "misc", "electronic": "misc", "unpublished": "misc", "dataset": "misc", "software": "misc",
}  # fmt: skip
_CONTAINERS = {
    "article": ("journal", "journaltitle", "booktitle"),
    "inproceedings": ("booktitle", "eventtitle", "journal", "journaltitle"),
    "incollection": ("booktitle", "maintitle", "journal"),
    "phdthesis": ("school", "institution"),
    "mastersthesis": ("school", "institution"),
    "techreport": ("institution",),
}
#: Journals that are none: names under which services keep preprints.
_PREPRINTS = re.compile(
    r"^(?:corr$|(?:the )?computing research repository|arxiv\b|(?:bio|med|chem)rxiv\b)|ssrn electronic", re.I
)
#: Of these, the identifier does not say all that the link does.
_NAMED_BY_LINK = (identifiers.Scheme.URL, identifiers.Scheme.NEURIPS)
#: No value is read further: the text of one is read several times over.
_LONGEST = 30_000
_LISTS = ("author", "editor")
_LONGEST_NAME = 500
_ARXIV = re.compile(r"(?:abs/|arxiv[:\s./]*)([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})", re.I)


def read(text: str, source: str) -> Record:
    """Return the record that a text's only entry makes. Raises UnreadableAnswerError when it is none or has no title."""
    entry = _entry(text, source)
    title = _title(entry)
    if not title:
        raise unreadable(source, "sent BibTeX that has no title")
    arxiv, kind = _arxiv(entry), _TYPES.get(entry.type, "")
    venue = _venue(entry, kind)
    record = replace(
        _record(entry, source, title),
        # some services write @article for what appeared in no journal that they know
        type="misc" if kind == "article" and not venue else record_parts.kind_in(venue, kind),
        venue=venue,
        arxiv=arxiv,
        primary_class=_shown(entry, "primaryclass") if arxiv else "",
        standing=Standing.PUBLISHED if venue else Standing.UNKNOWN,
    )
    return _as_preprint(record) if _PREPRINTS.search(venue) or arxiv and not venue else record


def _entry(text: str, source: str) -> Entry:
    try:
        found = bibtex.read(text.encode("utf-8", "ignore")).entries
    except (ValueError, RecursionError) as error:
        raise unreadable(source, "sent BibTeX that cannot be read") from error
    if not found:
        raise unreadable(source, "sent no BibTeX entry")
    if found[0].problem:
        raise unreadable(source, "sent BibTeX that is cut off")
    fields = {name: value if name in _LISTS else value[:_LONGEST] for name, value in found[0].fields.items()}
    return replace(found[0], fields=fields)


def _record(entry: Entry, source: str, title: str) -> Record:
    return Record(
        source,
        title,
        authors=people(entry.get("author")),
        year=record_parts.year(entry.year),
        month=record_parts.month(_shown(entry, "month")) or _month_of_date(entry.plain("date")),
        series=_shown(entry, "series"),
        volume=_shown(entry, "volume"),
        number=_shown(entry, "number") or _shown(entry, "issue"),
        pages=record_parts.pages(_shown(entry, "pages")),
        publisher=_shown(entry, "publisher"),
        address=_shown(entry, "address") or _shown(entry, "location"),
        isbn=record_parts.isbn(entry.plain("isbn")),
        editors=people(entry.get("editor")),
        doi=record_parts.doi(_unescaped(entry.plain("doi"))),
        url=_url(entry),
        abstract=abstract(entry.plain("abstract")),
    )


def _as_preprint(record: Record) -> Record:
    """Return a record without what services write for want of a venue: CoRR as a journal, an id as volume or pages."""
    return replace(record, type="misc", venue="", volume="", number="", pages="", standing=Standing.PREPRINT)


def people(value: str) -> tuple[Name, ...]:
    """Return the people of a BibTeX name list, without `others` and DBLP's numbers."""
    found = (_person(part) for part in names.split_list(value) if part.casefold() != "others")
    return tuple(name for name in found if name is not None)


def _person(part: str) -> Name | None:
    if len(part) > _LONGEST_NAME:  # it is none, and not taken apart
        return group(text.plain(part[:_LONGEST]))
    part = without_homonym_number(part)
    if part.startswith("{") and part.endswith("}") and text.is_balanced(part[1:-1]):
        return group(text.plain(part))
    name = names.parse(part)
    if not name.given:
        return group(text.plain(part))
    parts = (readable(piece) for piece in (name.family, name.given, name.particle, name.suffix))
    return Name(*parts)


def _shown(entry: Entry, field: str) -> str:
    written = entry.get(field)
    return readable(text.plain(of_formulas(written)) if "$" in written or "\\(" in written else entry.plain(field))


def _title(entry: Entry) -> str:
    title, subtitle = _shown(entry, "title"), _shown(entry, "subtitle")
    return with_subtitle(title, subtitle)


def with_subtitle(title: str, subtitle: str) -> str:
    """Return a title with its subtitle after a colon, unless the title holds it already."""
    if not title or not subtitle or text.fold(subtitle) in text.fold(title):
        return title
    return f"{title} {subtitle}" if title[-1] in "?!:" else f"{title.rstrip(' .')}: {subtitle}"


def _venue(entry: Entry, kind: str) -> str:
    for field in _CONTAINERS.get(kind, ("booktitle", "journal") if not kind else ()):
        if venue := _shown(entry, field):
            return venue
    return ""


def _arxiv(entry: Entry) -> str:
    """Return the arXiv id that an entry states: its `eprint`, its DOI, or what stands for a volume of CoRR."""
    archive = (entry.plain("archiveprefix") or entry.plain("eprinttype") or "arxiv").lower()
    if archive == "arxiv" and (found := record_parts.arxiv_id(entry.plain("eprint"))):
        return found
    if found := record_parts.arxiv_id(_unescaped(entry.plain("doi"))):
        return found
    if not _PREPRINTS.search(entry.plain("journal")):
        return ""
    for field in ("volume", "journal", "url"):
        if told := _ARXIV.search(entry.plain(field)):
            return record_parts.arxiv_id(told[1])
    return ""


def _month_of_date(date: str) -> str:
    parts = date.split("-")
    return record_parts.month(parts[1]) if len(parts) > 1 else ""


def _unescaped(value: str) -> str:
    return value.replace("\\", "").replace("{", "").replace("}", "")


def _url(entry: Entry) -> str:
    """Return the page that an entry names, in its lasting form where an identifier makes one."""
    for link in (_unescaped(link) for link in entry.plain("url").split()):
        if identifiers.is_web_link(link):
            found = identifiers.of_url(link)
            return found.url if found and found.scheme not in _NAMED_BY_LINK else link
    return ""
