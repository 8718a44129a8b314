"""Entries that a document spells out, of whatever format, to drafts with type, key and fields."""

import re
from collections.abc import Mapping

from unlcli.bibtex import write
from unlcli.domain import text
from unlcli.domain.draft import Draft, Macro
from unlcli.domain.entry import ALTURL, CODE, VERBATIM, Entry, in_usual_order
from unlcli.domain.venues import VenueTable
from unlcli.importers.words import field_name

_DASHES = re.compile(r"(?<=\w)\s*[-\u2010-\u2015]+\s*(?=\w)")
NAME_LISTS = frozenset(("author", "editor", "translator"))


def draft_of(entry: Entry, venues: VenueTable, parts: Mapping[str, tuple[str | Macro, ...]] | None = None) -> Draft:
    """Return the draft of an entry whose values are in LaTeX."""
    return Draft(
        entry.plain("title"),
        entry.line,
        year=entry.year,
        venue=venues.recognise(entry.venue).short,
        authors=entry.get("author"),
        urls=(*entry.plain("url").split(), *entry.values(ALTURL)),
        code=entry.values(CODE),
        categories=entry.values("category"),
        type=entry.type,
        key=entry.key,
        fields=entry.fields,
        parts=parts or {},
    )


def entry_of(kind: str, key: str, readable: Mapping[str, str], line: int) -> Entry:
    """Return an entry from readable values (name lists in BibTeX), with names that BibTeX takes, in the usual order."""
    fields: dict[str, str] = {}
    for number, (given, value) in enumerate(readable.items()):
        name = given if write.is_field_name(given) else field_name(given, number)
        if value.strip():
            fields.setdefault(name, _written(name, value))
    return Entry(kind if write.is_field_name(kind) else "misc", key, in_usual_order(fields), line=line)


def _written(name: str, value: str) -> str:
    if name == "title":
        return text.title_to_bibtex(value)
    if name == "pages":
        return text.to_bibtex(_DASHES.sub("–", value)).replace("–", "--")
    if name in VERBATIM or name in NAME_LISTS:
        return text.contained(" ".join(value.split()))
    return text.to_bibtex(value)
