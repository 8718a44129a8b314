"""What `all` among the columns stands for: each column that says something of the papers which no other one says."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from unlcli.domain import identifiers, text
from unlcli.domain.entry import ALTTITLE, ALTURL, BLOCK, CATEGORY, CODE, CREATIONDATE, IDS, LINK_FIELDS, NOTSAME, Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import VenueTable
from unlcli.services.listing.remaining_links import remaining_links

ALL = "all"

_FIRST = ("title", "authors", "venue", "year", CATEGORY, CODE, *LINK_FIELDS, "doi", "arxiv", "links", "month", "date",
          ALTTITLE, "note", "keywords")  # fmt: skip
#: What other columns show whole, and what only keeps a file in order.
_NEVER = frozenset(
    "author file timestamp owner crossref xref xdata entryset related relatedtype".split()
) | {ALTURL, BLOCK, IDS, NOTSAME, CREATIONDATE}  # fmt: skip

_Says = Callable[[Entry, VenueTable], object]


def expanded(columns: Sequence[str], entries: Sequence[Entry], venues: VenueTable) -> tuple[str, ...]:
    """Return the columns with those that `all` stands for in its place, but for those that are named besides."""
    if ALL not in columns:
        return tuple(columns)
    named = {_ALIASES.get(name, name) for name in columns}
    every = [name for name in _every(entries, venues) if name not in named]
    return tuple(name for column in columns for name in (every if column == ALL else (column,)))


_ALIASES = {"author": "authors"}


def _every(entries: Sequence[Entry], venues: VenueTable) -> Iterator[str]:
    """Yield the usual columns that a paper has something in, then other fields in the order of their first use."""
    fields = dict.fromkeys(name for entry in entries for name, value in entry.fields.items() if value.strip())
    for name in _FIRST:
        says = _SAYS.get(name)
        if any(says(entry, venues) for entry in entries) if says else name in fields:
            yield name
    for name in fields:
        says = _SAYS_MORE.get(name)
        if name in _NEVER or name in _FIRST or says and not any(says(entry, venues) for entry in entries):
            continue
        yield name


def _is_more_than_venue(field: str) -> _Says:
    """Return what tells whether a field says more of the venue than its column, which has the short name."""

    def says(entry: Entry, venues: VenueTable) -> bool:
        written = entry.plain(field)
        if not written or field == "howpublished" and identifiers.published_at(entry):
            return False
        return text.fold(written) != text.fold(venues.recognise(entry.venue).short)

    return says


def _has_preprint(entry: Entry, _: VenueTable) -> bool:
    return any(found.scheme is Scheme.ARXIV for found in identifiers.each(entry))


def _is_elsewhere(entry: Entry, venues: VenueTable) -> bool:
    """Tell whether an eprint is in another archive than arXiv, of which the column shows nothing."""
    return bool(entry.get("eprint")) and not _has_preprint(entry, venues)


#: Whether a paper has something in a usual column that is no field.
_SAYS: Mapping[str, _Says] = {
    "title": lambda *_: True,
    "authors": lambda entry, _: entry.get("author") or entry.get("editor"),
    "venue": lambda entry, _: entry.venue,
    "year": lambda entry, _: entry.year or entry.get("year"),
    "arxiv": _has_preprint,
    "links": lambda entry, _: entry.get("links") or remaining_links(entry, _FIRST),
    "date": lambda entry, _: entry.plain("date") not in ("", entry.year),
}
#: Whether a field that usual columns show says something beyond them.
_SAYS_MORE: Mapping[str, _Says] = {
    **{
        name: _is_more_than_venue(name)
        for name in ("booktitle", "journal", "journaltitle", "eventtitle", "howpublished")
    },
    **dict.fromkeys(("eprint", "archiveprefix", "eprinttype"), _is_elsewhere),
    "editor": lambda entry, _: entry.get("editor") and entry.get("author"),
    "url": lambda entry, _: not all(map(identifiers.is_web_link, entry.plain("url").split())),
}
