"""Entries to a listing: columns picked, rows grouped, sections and rows in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from unlcli.domain.entry import Entry
from unlcli.domain.listing import Listing, Row
from unlcli.domain.venues import VenueTable
from unlcli.services.listing import cells, names
from unlcli.services.listing.category_tree import CategoryTree
from unlcli.services.listing.every_column import expanded
from unlcli.services.listing.facet_values import facet_values
from unlcli.services.listing.order import by_appearance, newest_first
from unlcli.services.listing.sections import Sections
from unlcli.services.listing.values import Values, values
from unlcli.services.record import Record
from unlcli.store.settings import CategorySetting

DEFAULT_COLUMNS = ("title", "venue", "year", "code")


@dataclass(frozen=True, slots=True)
class ListOptions:
    """How entries are listed: columns, grouping (several levels), title, the order of categories, and facets.

    `all` among the columns stands for each that says something of the entries.

    `library` has all entries there are, where only some are listed: a field of any of them is a name, and the order of
    sections is that of all, so that it is the same whatever is listed.
    """

    columns: tuple[str, ...] = DEFAULT_COLUMNS
    group_by: tuple[str, ...] = ()
    title: str = ""
    categories: tuple[CategorySetting, ...] = ()
    in_order: bool = False
    facets: tuple[str, ...] = ()
    library: Sequence[Entry] = ()


Source = Callable[[Entry], str]


def list_entries(
    entries: Sequence[Entry],
    venues: VenueTable,
    options: ListOptions,
    source: Source = lambda _: "",
    prelude: str = "",
) -> Listing:
    """Return the listing of entries. `in_order` keeps their order (a search's rank), else newest first, then title.

    Raises UsageError for a column, group or facet that does not exist.
    """
    there = options.library or entries
    wanted = expanded(options.columns, entries, venues)
    columns = names.columns("column", wanted, there)
    facets = names.columns("facet", options.facets, there)
    names.columns("group", options.group_by, there)
    appeared = by_appearance(there) if options.group_by or options.facets else ()
    tree = CategoryTree(options.categories, appeared)
    chosen_by = [facet_values(name, appeared, venues, tree) for name in options.facets]
    sections = Sections(
        appeared,
        tree,
        {name: values(name, venues) for name in options.group_by},
        _row_maker(wanted, chosen_by, venues, source),
    )
    ordered = list(entries) if options.in_order else newest_first(entries, venues)
    return Listing(options.title, columns, sections.under(options.group_by, ordered), facets, prelude)


def _row_maker(
    columns: Sequence[str], facets: Sequence[Values], venues: VenueTable, source: Source
) -> Callable[[Entry], Row]:
    """Return what makes rows: a paper that stands in several sections has one."""
    makers = [cells.maker(name, venues, columns) for name in columns]
    made: dict[int, Row] = {}

    def row(entry: Entry) -> Row:
        found = made.get(id(entry))
        if found is None:
            found = made[id(entry)] = Row(
                entry.key,
                tuple([make(entry) for make in makers]),
                Record(entry, venues),
                source(entry),
                entry.fields,
                tuple([of_entry(entry) for of_entry in facets]),
            )
        return found

    return row
