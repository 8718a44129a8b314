"""What an entry is grouped by and chosen by: none, one or several values under a name."""

from collections.abc import Callable, Iterable, Mapping

from unlcli.domain import categories, identifiers, months, names, versions
from unlcli.domain.entry import CODE, SEPARATORS, Entry, split_values
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import VenueTable
from unlcli.services.listing.names import ONE_VALUE

YES = "yes"

Values = Callable[[Entry], tuple[str, ...]]


def values(name: str, venues: VenueTable) -> Values:
    """Return how to get the values that entries have under a name, each once; case does not tell two apart."""
    make = _OWN.get(name)
    if make is None:
        return lambda entry: _distinct(parts(name, entry.plain(name)))
    return lambda entry: make(entry, venues)


def parts(name: str, value: str) -> tuple[str, ...]:
    """Return the values in the readable text of a field.

    What stands between those of a field of somebody's own is semicolons, where it holds one, else commas.
    """
    if name in ONE_VALUE or name in SEPARATORS or identifiers.is_web_link(value):
        return split_values(name, value)
    return tuple(part for piece in value.split(";" if ";" in value else ",") if (part := piece.strip()))


def equal_form(value: str) -> str:
    """Return the form in which values are compared: case ignored."""
    return value.casefold()


def spelt(of_entry: Values, appeared: Iterable[Entry]) -> dict[str, str]:
    """Return all values by the form in which they are compared, in order, each as the first paper spells it."""
    known: dict[str, str] = {}
    for entry in appeared:
        for value in of_entry(entry):
            known.setdefault(equal_form(value), value)
    return known


def _distinct(found: tuple[str, ...]) -> tuple[str, ...]:
    if len(found) < 2:
        return found
    unique: dict[str, str] = {}
    for value in found:
        unique.setdefault(equal_form(value), value)
    return tuple(unique.values())


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _people(entry: Entry, _: VenueTable) -> tuple[str, ...]:
    return _distinct(tuple(names.full_names(entry.get("author") or entry.get("editor"))))


def _month(entry: Entry, venues: VenueTable) -> tuple[str, ...]:
    found = months.of_entry(entry, entry.year, venues)
    return (months.NAMES[found - 1],) if found else ()


def _preprint(entry: Entry, venues: VenueTable) -> tuple[str, ...]:
    return (YES,) if versions.of_entry(entry, venues) is versions.Version.PREPRINT else ()


def _arxiv(entry: Entry, _: VenueTable) -> tuple[str, ...]:
    return tuple(sorted(found.value for found in identifiers.of_entry(entry) if found.scheme is Scheme.ARXIV))


_OWN: Mapping[str, Callable[[Entry, VenueTable], tuple[str, ...]]] = {
    "author": _people,
    "authors": _people,
    "arxiv": _arxiv,
    "category": lambda entry, _: tuple(map(categories.written, categories.of_entry(entry))),
    CODE: lambda entry, _: (YES,) if entry.values(CODE) else (),
    "doi": lambda entry, _: _one(identifiers.doi_of(entry.plain("doi")) or entry.plain("doi")),
    "key": lambda entry, _: (entry.key,),
    "link": lambda entry, _: _one(identifiers.best_link(entry)),
    "month": _month,
    "preprint": _preprint,
    "type": lambda entry, _: (entry.type,),
    "venue": lambda entry, venues: _one(venues.recognise(entry.venue).series),
    "year": lambda entry, _: _one(entry.year),
}
