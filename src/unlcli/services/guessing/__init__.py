"""What a query may mean that finds nothing as it is typed. How words are compared is loaded only when one is unknown."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import cast

from unlcli.domain.query import Term
from unlcli.store.index import Index

_SLIPS = "unlcli.services.guessing.slips"
_FILTERS = "unlcli.services.guessing.filters"


class NearWords:
    """What the words of one query may mean in an index; what was looked for once is known."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[str, Mapping[str, float]] = {}

    def of(self, word: str) -> Mapping[str, float]:
        """Return known words that differ from a mistyped one by a slip or hold it, with what they are worth in its place."""
        if word not in self._known:
            self._known[word] = cast(Mapping[str, float], import_module(_SLIPS).near_words(self._index, word))
        return self._known[word]

    def close_to(self, word: str) -> Mapping[str, float]:
        """Return known words that only begin like one: too little to answer with, enough to offer."""
        return cast(Mapping[str, float], import_module(_SLIPS).close_words(self._index, word))


def filters_meant(index: Index, terms: Sequence[Term]) -> tuple[str, ...]:
    """Return filters that may have been meant by those among terms that find nothing."""
    return cast(tuple[str, ...], import_module(_FILTERS).filters_meant(index, terms))


def most_alike(wanted: str, titles: Iterable[tuple[str, str]]) -> Sequence[str]:
    """Return up to three titles that are most like a text, of pairs of a title and its folded form."""
    return cast(Sequence[str], import_module(_SLIPS).most_alike(wanted, titles))
