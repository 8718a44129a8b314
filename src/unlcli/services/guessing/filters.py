"""Categories and venues that may be meant by filters that find nothing."""

from collections.abc import Sequence

from unlcli.domain import categories, text
from unlcli.domain.near_names import near
from unlcli.domain.query import Term
from unlcli.store.index import Index


def filters_meant(index: Index, terms: Sequence[Term]) -> tuple[str, ...]:
    """Return filters that find something and are spelt much like those that were typed, ready to type."""
    typed = [term for term in terms if term.field in _NAMES]
    known = {field: _NAMES[field](index) for field in {term.field for term in typed}}
    found = (
        _spelt(term.field, known[term.field][name])
        for term in typed
        if text.fold(term.value) not in known[term.field]
        for name in near(text.fold(term.value), known[term.field])
    )
    return tuple(dict.fromkeys(found))[:3]


def _spelt(field: str, value: str) -> str:
    return f'{field}:"{value}"' if " " in value else f"{field}:{value}"


def _venues(index: Index) -> dict[str, str]:
    return {text.fold(series): series for _, series, *_ in index.tallies() if series}


def _categories(index: Index) -> dict[str, str]:
    """Return all levels of all categories by their folded names: a filter may name any of them."""
    fields = {category for _, _, category, *_ in index.tallies()}
    parts = {part for field in fields for path in categories.of_value(field) for part in path}
    return {text.fold(part): part for part in sorted(parts)}


_NAMES = {"venue": _venues, "category": _categories}
