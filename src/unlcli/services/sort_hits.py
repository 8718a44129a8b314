"""Hits in another order than by how well they answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from unlcli.domain import text
from unlcli.domain.shown import Shown
from unlcli.errors import UsageError
from unlcli.store.index import Index

#: How hits may be sorted; years and dates from the newest on, all else from A to Z. `-` before a name turns it around.
SORTS = ("relevance", "year", "title", "author", "venue", "key", "added")
_NEWEST_FIRST = ("year", "added")
_READ_AT_ONCE = 500


def sorted_ids(index: Index, ids: Iterable[int], sort: str) -> Iterator[int]:
    """Return ids by a name of SORTS; what is equal keeps its order, what has no such value comes last."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise UsageError(f"hits cannot be sorted by {sort!r}", ", ".join(SORTS))
    given = list(ids)
    if name == "relevance":
        return reversed(given)
    value = _VALUES[name]
    values = dict(zip(given, map(value, _each_shown(index, given)), strict=True))
    there, missing = [one for one in given if values[one]], [one for one in given if not values[one]]
    there.sort(key=values.__getitem__, reverse=sort.startswith("-") != (name in _NEWEST_FIRST))
    return iter(there + missing)


def _each_shown(index: Index, ids: list[int]) -> Iterator[Shown]:
    for start in range(0, len(ids), _READ_AT_ONCE):
        yield from index.shown(ids[start : start + _READ_AT_ONCE])


def _by_author(shown: Shown) -> str:
    """Return the first author's name with the last word, by which lists of names go, in front."""
    words = text.fold(shown.authors.split("; ")[0]).split()
    return " ".join((*words[-1:], *words[:-1]))


_VALUES: Mapping[str, Callable[[Shown], str]] = {
    "year": lambda shown: shown.year,
    "title": lambda shown: text.fold(shown.title),
    "author": _by_author,
    "venue": lambda shown: text.fold(shown.venue),
    "key": lambda shown: shown.key.casefold(),
    "added": lambda shown: shown.added,
}
