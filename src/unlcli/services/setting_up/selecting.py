"""What the blocks of a document select: queries for the papers they show, and names for those that no query tells apart."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from unlcli.domain import query as queries
from unlcli.domain import text
from unlcli.domain.entry import BLOCK, Entry, join_values
from unlcli.domain.inherited import inheriting
from unlcli.domain.query import Query, Term
from unlcli.domain.venues import VenueTable
from unlcli.errors import UsageError
from unlcli.services.in_place.markers import written_options
from unlcli.services.setting_up.places import Place

#: The name of papers that stand in rows which were left as they are, so that no block shows them again.
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Selection:
    """The queries of the places, in their order, and the names of blocks of papers by position, where these need some."""

    queries: tuple[str, ...]
    names: Mapping[int, str]


def select(
    places: Sequence[Place],
    papers: Sequence[Collection[int]],
    elsewhere: Collection[int],
    entries: Sequence[Entry],
    venues: VenueTable,
) -> Selection:
    """Return queries that select for each place its papers, by their positions in a library, and none of those elsewhere.

    A query asks for the category, venue and year of the headings, so that it selects what comes later, too. A paper that
    stands otherwise in the document than such queries say has the names of its blocks in a field.
    """
    plain = _plain_queries(places, papers, entries, venues)
    shown = [_positions(one, entries, venues) if one is not None else frozenset[int]() for one in plain]
    names = _slugs(places)
    given: dict[int, str] = {}
    of_list = set(elsewhere).union(*papers)
    for position in sorted(of_list):
        wanted = [n for n, own in enumerate(papers) if position in own]
        if wanted != [n for n, found in enumerate(shown) if position in found]:
            given[position] = join_values(BLOCK, tuple(names[n] for n in wanted) or (ELSEWHERE,))
    return Selection(
        tuple(_with_names(one, shown[n], names[n], papers[n], given) for n, one in enumerate(plain)), given
    )


def _with_names(
    plain: str | None, shown: Collection[int], name: str, papers: Collection[int], given: Mapping[int, str]
) -> str:
    """Return the query of a block, with exceptions where papers are named."""
    if plain is None:
        return f"block:{name}"
    is_named = any(position in given for position in papers)
    if any(position in given for position in shown):
        plain = f"{plain} -has:block".strip()
    if not plain:
        return ""
    return f"{plain} OR block:{name}" if is_named else plain


def _plain_queries(
    places: Sequence[Place], papers: Sequence[Collection[int]], entries: Sequence[Entry], venues: VenueTable
) -> list[str | None]:
    """Return the queries of places without exceptions; None for one that no query tells from others."""
    has_categories = any(place.category for place in places)
    found: list[str | None] = []
    for place, own in zip(places, papers, strict=True):
        terms = _terms(place, has_categories=has_categories)
        found.append(_nearest(_with_years(terms, place, places, own, entries), own, entries, venues))
    # of places that are asked for alike, the query is that of the largest, and the others show who names them
    largest = {one: n for n, one in sorted(enumerate(found), key=lambda each: len(papers[each[0]]))}
    return [one if largest[one] == n else None for n, one in enumerate(found)]


def _terms(place: Place, *, has_categories: bool) -> list[Term]:
    terms = []
    if place.category:
        terms.append(Term(f"={place.category}", "category", is_phrase=True))
    elif has_categories:
        terms.append(Term("category", "has", True))
    if place.venue:
        terms.append(Term(f"={place.venue}", "venue", is_phrase=True))
    if place.year:
        terms.append(Term(place.year, "year"))
    return terms


def _with_years(
    terms: Sequence[Term], place: Place, places: Sequence[Place], own: Collection[int], entries: Sequence[Entry]
) -> list[list[Term]]:
    """Return the terms, and for a heading without one year (`Before 2017`) beside such with one, its papers' years."""
    found = [list(terms)]
    years = sorted(int(entries[position].year) for position in own if entries[position].year.isdigit())
    others = [
        int(other.year)
        for other in places
        if other.year.isdigit() and (other.category, other.venue) == (place.category, place.venue)
    ]
    if not place.year and years and others:
        found.append([*terms, Term(f"{years[0]}..{years[-1]}", "year")])
        if years[-1] < min(others):
            found.append([*terms, Term(f"..{min(others) - 1}", "year")])
    return found


def _nearest(
    candidates: Sequence[Sequence[Term]], own: Collection[int], entries: Sequence[Entry], venues: VenueTable
) -> str | None:
    """Return the query that selects the most of what it should and the least of what it should not.

    None without one, or when it is wrong about more papers than there are: that would have others named in their stead.
    """
    best: str | None = None
    least = 0
    for terms in candidates:
        written = _written(terms)
        if written is None:
            continue
        wrong = len(_positions(written, entries, venues) ^ frozenset(own))
        if best is None or wrong <= least:
            best, least = written, wrong
    return best if least <= len(own) else None


def _written(terms: Sequence[Term]) -> str | None:
    """Return terms as a query spells them; None when one cannot be written in a marker, or would be read otherwise."""
    parts = []
    for term in terms:
        value = term.value.replace("'", "’")
        parts.append(f"{'-' * term.negated}{term.field}:" + (f'"{value}"' if term.is_phrase else value))
    written = " ".join(parts)
    meant = Query((tuple(terms),) if terms else (), None, written)
    try:
        read = queries.parse(written)
        written_options({"query": written})
    except UsageError:
        return None
    is_same = [[(t.field, t.value.replace("’", "'"), t.negated) for t in each] for each in read.alternatives] == [
        [(t.field, t.value.replace("’", "'"), t.negated) for t in each] for each in meant.alternatives
    ]
    return written if is_same and read.identifier is None else None


def _positions(query: str, entries: Sequence[Entry], venues: VenueTable) -> frozenset[int]:
    return frozenset(entry.position for entry in queries.selected(inheriting(entries), queries.parse(query), venues))


def _slugs(places: Sequence[Place]) -> list[str]:
    """Return a name for each place, all different."""
    taken = {ELSEWHERE}
    found = []
    for place in places:
        last = place.category.rpartition(">")[2]
        base = re.sub(r"[^a-z0-9]+", "-", text.fold(f"{last} {place.venue} {place.year}")).strip("-") or "papers"
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        found.append(name)
    return found
