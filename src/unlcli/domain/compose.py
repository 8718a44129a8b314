"""From a draft, in readable text, to an entry, in BibTeX: type, venue field, identifiers, links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from unlcli.domain import categories, identifiers, spelt_identifiers, text
from unlcli.domain.draft import Draft, Macro
from unlcli.domain.entry import ALTURL, CATEGORY, CODE, VERBATIM, Entry, join_values, split_values
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.venues import Kind, Venue, VenueTable

_CONTAINER = {
    Kind.CONFERENCE: ("inproceedings", "booktitle"),
    Kind.WORKSHOP: ("inproceedings", "booktitle"),
    Kind.JOURNAL: ("article", "journal"),
}


def entry_of(draft: Draft, venues: VenueTable) -> Entry:
    """Return the entry a draft makes, without a key unless it came with one."""
    if draft.fields:
        return Entry(draft.type or "misc", draft.key, _with_categories(draft), line=draft.line)
    venue = exact_venue(draft, venues)
    kind = "misc"
    fields: dict[str, str] = {}
    if draft.authors:
        fields["author"] = draft.authors
    fields["title"] = text.title_to_bibtex(draft.title)
    if venue.kind in _CONTAINER:
        kind, container = _CONTAINER[venue.kind]
        fields[container] = text.to_bibtex(venue.short)
    links = identifiers.best_first(draft.urls)
    arxiv = next((i for i in map(identifiers.of_url, links) if i and i.scheme is Scheme.ARXIV), None)
    if (
        venue.kind not in _CONTAINER
        and venue.short
        and not (venue.kind is Kind.PREPRINT and venue.short == "arXiv" and arxiv)
    ):
        fields["howpublished"] = text.to_bibtex(venue.short)
    if draft.year:
        fields["year"] = text.to_bibtex(draft.year)
    fields |= _links(draft, links, arxiv)
    _add_extra(fields, draft.extra)
    return Entry(kind, draft.key, fields, line=draft.line)


def with_macros(draft: Draft, macros: Mapping[str, str]) -> tuple[Draft, tuple[str, ...]]:
    """Return a draft with the values of macros in their places, and in words the macros that are not known either."""
    fields = dict(draft.fields)
    unknown = []
    for name, parts in draft.parts.items():
        fields[name] = "".join(macros.get(p.name.lower(), p.name) if isinstance(p, Macro) else p for p in parts)
        unknown += [
            f"{draft.key}: {name}: the macro {part.name} is defined nowhere; its name is kept"
            for part in parts
            if isinstance(part, Macro) and part.name.lower() not in macros
        ]
    given = draft.categories
    if CATEGORY in draft.parts:  # read from the macro's name, which is not what it stands for
        named = split_values(CATEGORY, text.plain(draft.fields.get(CATEGORY, "")))
        given = tuple(category for category in given if category not in named)
    return replace(draft, fields=fields, categories=given, parts={}), tuple(unknown)


def without_malformed(entry: Entry) -> tuple[Entry, tuple[str, ...]]:
    """Return an entry without the fields that ought to hold an identifier and hold none, and in words what became of them.

    An address among them is kept as a link.
    """
    malformed = dict(spelt_identifiers.malformed(entry.fields))
    if not malformed:
        return entry, ()
    fields = {name: value for name, value in entry.fields.items() if name not in malformed}
    told = []
    for name, what in malformed.items():
        value = entry.plain(name)
        kept = ""
        if identifiers.is_web_link(value):
            kept = ALTURL if fields.get("url", "").strip() else "url"
            links = split_values(ALTURL, fields.get(ALTURL, ""))
            fields[kept] = join_values(ALTURL, (*links, value)) if kept == ALTURL else value
        done = f"is kept in {kept}" if kept else "is left out"
        told.append(f"{entry.key or repr(entry.plain('title'))}: {name}: {value!r} is not {_A[what]} and {done}")
    return replace(entry, fields=fields), tuple(told)


_A = {"DOI": "a DOI", "arXiv id": "an arXiv id"}


def _links(draft: Draft, links: tuple[str, ...], arxiv: Identifier | None) -> dict[str, str]:
    fields: dict[str, str] = {}
    if doi := next((d for d in map(identifiers.doi_of, links) if d), ""):
        fields["doi"] = doi
    if arxiv:
        fields["eprint"] = arxiv.value
        fields["archiveprefix"] = "arXiv"
    if links:
        fields["url"] = links[0]
    if links[1:]:
        fields[ALTURL] = join_values(ALTURL, links[1:])
    if draft.code:
        fields[CODE] = join_values(CODE, draft.code)
    for name, targets in draft.links.items():
        fields[name] = join_values(name, targets)
    if draft.categories:
        fields[CATEGORY] = join_values(CATEGORY, tuple(text.to_bibtex(c) for c in draft.categories))
    return fields


def _add_extra(fields: dict[str, str], extra: Mapping[str, str]) -> None:
    """Add the columns of unknown meaning; one whose name means another field gets a number."""
    for name, value in extra.items():
        written = value if name in VERBATIM else text.to_bibtex(value)
        free = next(each for each in _numbered(name) if fields.get(each, written) == written)
        fields[free] = written


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _with_categories(draft: Draft) -> dict[str, str]:
    """Return the fields of a draft from BibTeX with the categories it was given besides its own."""
    fields = dict(draft.fields)
    own = categories.of_value(text.plain(fields.get(CATEGORY, "")))
    paths = categories.without_implied((*own, *map(categories.parse, draft.categories)))
    if paths != own:
        fields[CATEGORY] = join_values(CATEGORY, tuple(text.to_bibtex(categories.written(p)) for p in paths))
    return fields


def exact_venue(draft: Draft, venues: VenueTable) -> Venue:
    """Return a draft's venue, made exact by what its links say of it (Findings, an industry or a benchmarks track)."""
    venue = venues.recognise(draft.venue)
    for link in draft.urls:
        told = told_by_link(link, venues)
        if told is not None and (told.series == venue.series or not venue.short):
            return told
    return venue


_ACL_NEW = re.compile(r"^\d{4}\.(?:(findings)-)?([a-z]+)(?:-([a-z]+))?\.\d+$")
_NEURIPS_BENCHMARKS = re.compile(r"-Datasets_and_Benchmarks|//datasets-benchmarks-proceedings\.", re.I)


def told_by_link(link: str, venues: VenueTable) -> Venue | None:
    """Return the venue that a link's own words name: an ACL id its volume, a NeurIPS address its track."""
    found = identifiers.of_url(link)
    if found is None:
        return None
    if found.scheme is Scheme.ACL and (match := _ACL_NEW.match(found.value)):
        name = match[2].upper()
        if match[1]:
            return venues.recognise(f"Findings of {name}")
        series = venues.recognise(name)
        if not venues.knows(series):
            return None
        return venues.recognise(f"{series.short} Industry Track") if match[3] == "industry" else series
    if found.scheme is Scheme.NEURIPS and _NEURIPS_BENCHMARKS.search(link):
        return venues.recognise("NeurIPS Datasets and Benchmarks")
    return None
