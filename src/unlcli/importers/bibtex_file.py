"""Read a BibTeX text as a list of papers: its entries come with type, key and fields as they stand."""

import re
from collections.abc import Iterator

from unlcli.bibtex import read as bibtex
from unlcli.domain.draft import Draft, Reading, Repair, Skipped
from unlcli.domain.entry import ALTURL, CODE, Entry
from unlcli.domain.venues import VenueTable

_FIRST = re.compile(r"\ufeff?(?:\s*(?:%[^\n]*)?\n)*\s*@\s*\w+\s*[{(]")


def recognises(text: str, name: str) -> bool:
    """Tell whether a text is BibTeX: by its name's ending, or because it begins with an entry."""
    return name.lower().endswith((".bib", ".bibtex")) or bool(_FIRST.match(text))


def read(text: str, *, venues: VenueTable) -> Reading:
    """Return a draft for each entry; one that is not closed is skipped, one with a slip inside is read and reported."""
    found = bibtex.read(text.encode("utf-8", "replace"))
    unclosed = {entry.line for entry in found if entry.problem}
    skipped = tuple(Skipped(f.line, f.text, f.reason) for f in found.failures if f.line in unclosed)
    repairs = tuple(Repair(f.line, f"read in spite of: {f.reason}") for f in found.failures if f.line not in unclosed)
    return Reading(tuple(_drafts(found.entries, venues)), skipped, repairs)


def _drafts(entries: tuple[Entry, ...], venues: VenueTable) -> Iterator[Draft]:
    for entry in entries:
        if entry.problem or entry.type in ("xdata", "set") or not entry.fields:
            continue
        yield Draft(
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
        )
