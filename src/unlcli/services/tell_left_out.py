"""Tell which values of an entry a merge left out, in words."""

import re
from collections.abc import Collection, Iterator

from unlcli.domain import identifiers, text, versions
from unlcli.domain.entry import CODE, IDS, LINK_FIELDS, NOTSAME, VERBATIM, Entry, split_values
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import Kind, VenueTable
from unlcli.domain.versions import Version
from unlcli.services.merge_publication import SERVER_FIELDS, VENUE_FIELDS

#: Lists that a merge unites.
UNITED = (CODE, *LINK_FIELDS, "keywords", NOTSAME)
EARLIER = "Earlier version: "
_LONGEST = 300
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBERS = frozenset(f"{number:0{width}}" for number in range(1, 13) for width in (1, 2))


def tell_left_out(entry: Entry, merged: Entry, venues: VenueTable, apart_from: Collection[str]) -> Iterator[str]:
    """Tell in words which values of an entry its merged form has not; some fields have rules of their own."""
    for name in entry.fields:
        if name in apart_from or not (value := entry.plain(name)) or has_value(merged, name, entry.get(name), venues):
            continue
        if not _is_told_elsewhere(name, value, entry, merged, venues):
            there = shortened(merged.plain(name))
            yield (
                f"{name}: kept {there!r}, not {shortened(value)!r}"
                if there
                else f"{name}: {shortened(value)!r} is left out"
            )


def shortened(value: str) -> str:
    """Return a value for a message; of an abstract its beginning is enough to know it by."""
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 20]}... ({len(value):,} characters)"


def has_value(merged: Entry, name: str, value: str, venues: VenueTable) -> bool:
    """Tell whether a merged entry has a value, in its field or in another that says where the work appeared."""
    if name == IDS or name in UNITED:
        return set(split_values(name, value)) <= set(merged.values(name))
    if name == "year" and text.plain(value) == merged.year:
        return True
    if name in ("doi", "eprint", "pmid"):
        own = identifiers.of_entry(Entry(merged.type, "", {name: value}))
        if own and own <= identifiers.of_entry(merged):
            return True
    return any(
        _says_the_same(name, merged.get(field), value, venues)
        for field in (VENUE_FIELDS if name in VENUE_FIELDS else (name,))
        if merged.get(field)
    )


def _says_the_same(name: str, there: str, told: str, venues: VenueTable) -> bool:
    if name in VENUE_FIELDS:
        kept, other = venues.recognise(there), venues.recognise(told)
        if other.short and other.short in (kept.short, kept.series):  # the series alone only says less
            return True
    return _form(name, there) == _form(name, told)


def _form(name: str, value: str) -> str:
    """Return what is compared of a value: no LaTeX, case or punctuation, but the blanks, which tell 1--9 from 19."""
    if name in VERBATIM and name not in ("isbn", "issn"):
        return value.strip().casefold()
    folded = text.fold(text.plain(value))
    if name == "month":  # jul, July, 7 and 07, each of may/june
        return " ".join(_MONTHS[int(word) - 1] if word in _NUMBERS else word[:3] for word in folded.split())
    if name in ("isbn", "issn"):
        folded = folded.replace(" ", "")
    return folded or text.plain(value)


def _is_told_elsewhere(name: str, value: str, entry: Entry, merged: Entry, venues: VenueTable) -> bool:
    """Tell whether a value says no more than the merged entry's eprint, or its note of an earlier version."""
    is_noted = entry.venue and text.fold(earlier_version(entry)) in text.fold(merged.plain("note"))
    if is_noted and (name in VENUE_FIELDS and value == entry.venue or name == "year" and value == entry.year):
        return True
    arxiv = {found.value for found in identifiers.of_entry(merged) if found.scheme is Scheme.ARXIV}
    if name in SERVER_FIELDS and venues.recognise(value).kind is Kind.PREPRINT:
        return set(re.findall(r"\d{4}\.\d{4,5}", value)) <= arxiv
    if name == "volume" and value.startswith("abs/"):
        return re.sub(r"v\d+$", "", value.removeprefix("abs/")) in arxiv
    if name in ("year", "date") and versions.of_entry(entry, venues) <= Version.PREPRINT:
        return any(re.match(r"\d{4}\.", number) and value == "20" + number[:2] for number in arxiv)
    return False


def earlier_version(entry: Entry) -> str:
    """Return what the note of a merged entry says of a version that it was before."""
    return EARLIER + entry.venue + (f", {entry.year}" if entry.year else "")
