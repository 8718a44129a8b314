"""What readers choose papers by: values in one spelling each, categories by their titles and with those above them."""

from collections.abc import Sequence

from unlcli.domain.entry import CATEGORY, Entry
from unlcli.domain.venues import VenueTable
from unlcli.services.listing.category_tree import CategoryTree
from unlcli.services.listing.values import Values, equal_form, spelt, values


def facet_values(name: str, appeared: Sequence[Entry], venues: VenueTable, tree: CategoryTree) -> Values:
    """Return how to get the values that entries are chosen by under a name; `appeared` tells how each is spelt."""
    if name == CATEGORY:
        return lambda entry: _categories(entry, tree)
    of_entry = values(name, venues)
    known = spelt(of_entry, appeared)
    return lambda entry: tuple([known.get(equal_form(value), value) for value in of_entry(entry)])


def _categories(entry: Entry, tree: CategoryTree) -> tuple[str, ...]:
    found = [tree.titled(path[:depth]) for path in tree.of_entry(entry) for depth in range(1, len(path) + 1)]
    return tuple(dict.fromkeys(found))
