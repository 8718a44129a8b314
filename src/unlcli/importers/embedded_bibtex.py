"""BibTeX in an item: its fields complete what the item does not say."""

import re
from collections.abc import Mapping

from unlcli.domain import identifiers, names, text
from unlcli.domain.draft import Draft
from unlcli.domain.venues import VenueTable
from unlcli.importers import bibtex_file, flat
from unlcli.importers.cells import Span
from unlcli.importers.collected import Collected
from unlcli.importers.words import Role

_ENTRY = re.compile(r"\s*@\s*\w+\s*[{(]")
_VENUES = ("booktitle", "journal", "journaltitle", "school", "institution", "howpublished")
_ELSEWHERE = frozenset((*_VENUES, "title", "author", "year", "date", "url", "category", "code", "crossref", "xdata"))
_IDS = {"eprint": "arXiv:", "doi": "doi:"}
_LONGEST = 100_000


def is_bibtex(code: str) -> bool:
    """Tell whether a block of code is BibTeX."""
    return len(code) <= _LONGEST and _ENTRY.match(code) is not None


def complete(code: str, found: Collected, venues: VenueTable) -> None:
    """Take over from the first entry of a BibTeX text what is not collected yet."""
    drafts = bibtex_file.read(code, venues=venues).drafts
    if not drafts:
        found.say("note", " ".join(code.split()))
        return
    draft = drafts[0]
    fields = {name: text.plain(value) for name, value in draft.fields.items() if value.strip()}
    if not found.title.text and "title" in fields:
        found.title = flat.cell_of((Span(fields["title"]),), found.line)
    if not found.has(Role.AUTHORS) and draft.authors:
        _say(found, Role.AUTHORS, _people(draft))
    if not found.has(Role.VENUE) and (venue := next((fields[name] for name in _VENUES if name in fields), "")):
        _say(found, Role.VENUE, venue)
    if not found.has(Role.YEAR) and draft.year:
        _say(found, Role.YEAR, draft.year)
    for link in draft.urls:
        found.link(Role.LINK, Span(link, link))
    if not found.has(Role.LINK) and (span := _link_of(fields)):
        found.link(Role.LINK, span)
    for name, value in fields.items():
        if name not in _ELSEWHERE and name not in found.fields:
            found.say(name, value)


def _link_of(fields: Mapping[str, str]) -> Span | None:
    """Return the link that an entry's identifier makes."""
    for name, prefix in _IDS.items():
        written = fields.get(name, "")
        if found := identifiers.recognise(written) or identifiers.recognise(prefix + written):
            return Span(written, found.url)
    return None


def _say(found: Collected, role: Role, said: str) -> None:
    found.add(role, flat.cell_of((Span(said),), found.line))


def _people(draft: Draft) -> str:
    """Return the authors of an entry as a readable list."""
    people = names.authors(draft.authors)
    if len(people) == 1:
        listed = people[0].full
    else:
        listed = "; ".join(_sorted(person) for person in people)
    return listed + (" et al." if names.has_others(draft.authors) else "")


def _sorted(name: names.Name) -> str:
    family = " ".join(part for part in (name.particle, name.family, name.suffix) if part)
    return f"{family}, {name.given}" if name.given else family
