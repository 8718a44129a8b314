"""Filters of a query (`field:value`) as expressions over an index; they mean what `domain/query.py` says they mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from unlcli.domain import categories, query, text
from unlcli.domain.identifiers import Identifier
from unlcli.domain.query import Term
from unlcli.domain.venues import VenueTable
from unlcli.services import match_expression as match
from unlcli.store.index import Index

Venues = Callable[[], VenueTable]


@dataclass(frozen=True, slots=True)
class Reach:
    """What entries an expression reaches: all, or of these only some, since links are no words."""

    expression: str
    only: frozenset[int] | None = None
    without: frozenset[int] = frozenset()

    def narrowed(self, expression: str) -> "Reach":
        """Return the part of the reach in which another expression is met too."""
        return Reach(match.all_of((expression, self.expression)), self.only, self.without)


def reach(index: Index, terms: Sequence[Term], venues: Venues) -> Reach:
    """Return what filters, phrases and exclusions admit; words that are wanted are left to whoever ranks them."""
    wanted, unwanted = [match.every_entry()], []
    only: frozenset[int] | None = None
    without: frozenset[int] = frozenset()
    for term in terms:
        if (ids := _by_link(index, term)) is not None:
            without |= ids if term.negated else frozenset()
            only = only if term.negated else ids if only is None else only & ids
        elif term.negated:
            unwanted.append(_expression(term, venues))
        elif term.field or term.is_phrase:
            wanted.append(_expression(term, venues))
    return Reach(match.but_not(match.all_of(wanted[1:] or wanted), unwanted), only, without)


def is_identified(identifier: Identifier) -> str:
    """Return an expression for the entries with an identifier."""
    return match.fact("id", f"{identifier.scheme}:{identifier.value}")


def _by_link(index: Index, term: Term) -> frozenset[int] | None:
    """Return the ids that a term about links admits, before it is negated; None for other terms."""
    if term.field in ("url", "code"):
        return frozenset(index.containing(term.field, term.value))
    if term.is_part or term.field in ("doi", "arxiv") and query.recognised(term.value) is None:
        return frozenset(index.containing("doi", term.value))
    return None


def _expression(term: Term, venues: Venues) -> str:
    if term.field:
        return _BY_FIELD[term.field](term.value, venues)
    words = text.search_words(term.value)
    if term.is_phrase:
        return match.within(match.LITERAL, match.phrase(words))
    literal = match.literal_words(text.query_words(term.value))
    identifier = query.recognised(term.value)
    return match.any_of((literal, is_identified(identifier))) if identifier else literal


def _words_in(*columns: str) -> Callable[[str, Venues], str]:
    return lambda value, _: match.literal_words(text.query_words(value), columns)


def _year(value: str, _: Venues) -> str:
    first, last = query.years(value)
    return match.any_of(match.fact("year", begin, is_prefix=len(begin) < 4) for begin in _beginnings(first, last)) or (
        match.fact("year", "none")
    )


def _beginnings(first: int, last: int) -> list[str]:
    """Return the fewest beginnings that the years of a range share and no others have: 2019, 202, ..."""
    found: list[str] = []
    while first <= last:
        size = 1
        while size < 1000 and first % (size * 10) == 0 and first + size * 10 - 1 <= last:
            size *= 10
        found.append(f"{first:04}"[: 5 - len(str(size))])
        first += size
    return found


def _venue(value: str, venues: Venues) -> str:
    if only := query.exactly(value):
        return match.fact("at", query.venue_name(only, venues()))
    if names := query.venue_names(value, venues()):
        begun = [match.fact("venue", f"{name} ", is_prefix=True) for name in names]
        return match.any_of((*(match.fact("venue", name) for name in names), *begun))
    return match.literal_words(text.query_words(value), ("venue",))


def _category(value: str, _: Venues) -> str:
    if only := query.exactly(value):
        return match.fact("in", categories.exact_form(categories.parse(only)))
    wanted = " > ".join(categories.folded(categories.parse(value)))
    return match.fact("category", wanted, is_prefix=not wanted)


def _identifier(value: str, _: Venues) -> str:
    identifier = query.recognised(value)
    return is_identified(identifier) if identifier else match.fact("id", value)


def _has(value: str, _: Venues) -> str:
    wanted = query.asked_for(value)
    if wanted == "year":
        return match.any_of(match.fact("year", digit, is_prefix=True) for digit in "0123456789")
    return match.fact(wanted, "", is_prefix=True) if wanted == "venue" else match.fact("has", wanted)


_BY_FIELD: Mapping[str, Callable[[str, Venues], str]] = {
    "author": _words_in("author"),
    "title": _words_in("title", "alttitle"),
    "abstract": _words_in("abstract"),
    "keyword": _words_in("keyword"),
    "year": _year,
    "venue": _venue,
    "category": _category,
    "has": _has,
    "type": lambda value, _: match.fact("type", value),
    "key": lambda value, _: match.fact("key", value, is_prefix=True),
    "doi": _identifier,
    "arxiv": _identifier,
    "block": lambda value, _: match.fact("block", value.strip()),
}
