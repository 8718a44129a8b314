"""Entries to a listing: columns picked, rows grouped, sections and rows in order."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from unlcli.domain import categories, identifiers, names, text
from unlcli.domain.categories import Path
from unlcli.domain.entry import CODE, CREATIONDATE, LINK_FIELDS, Entry, split_values
from unlcli.domain.listing import Cell, Column, Link, Listing, Row, Section
from unlcli.domain.venues import VenueTable
from unlcli.errors import UsageError
from unlcli.services.record import record
from unlcli.store.settings import CategorySetting

DEFAULT_COLUMNS = ("title", "venue", "year", "code")
GROUPS = ("category", "venue", "year")


@dataclass(frozen=True, slots=True)
class ListOptions:
    """How entries are listed: columns, grouping (several levels), title, and the order of categories."""

    columns: tuple[str, ...] = DEFAULT_COLUMNS
    group_by: tuple[str, ...] = ()
    title: str = ""
    categories: tuple[CategorySetting, ...] = ()
    in_order: bool = False


Source = Callable[[Entry], str]


def list_entries(
    entries: Sequence[Entry], venues: VenueTable, options: ListOptions, source: Source = lambda _: ""
) -> Listing:
    """Return the listing of entries. `in_order` keeps their order (a search's rank), else newest first, then title.

    Raises UsageError for a column or group that does not exist.
    """
    columns = _columns(entries, options.columns)
    for group in options.group_by:
        if group not in GROUPS:
            raise UsageError(
                f"there is no group {group!r}", f"group by {', '.join(GROUPS)}, several with commas between, or none"
            )
    build = _Builder(entries, venues, columns, options, source)
    ordered = list(entries) if options.in_order else sorted(entries, key=_newest_first)
    return Listing(options.title, columns, build.sections(ordered, options.group_by, ""))


def _newest_first(entry: Entry) -> tuple[int, str, str]:
    return -(int(entry.year) if entry.year.isdigit() else 0), text.fold(entry.plain("title")), entry.key


_HEADINGS = {
    "title": "Title", "authors": "Authors", "author": "Authors", "venue": "Venue", "year": "Year", "code": "Code",
    "link": "Link", "key": "Key", "doi": "DOI", "arxiv": "arXiv", "category": "Category", "type": "Type",
    "website": "Website", "video": "Video", "slides": "Slides", "poster": "Poster", "abstract": "Abstract", "note": "Note",
}  # fmt: skip


def _columns(entries: Sequence[Entry], wanted: Sequence[str]) -> tuple[Column, ...]:
    there = (
        {name for entry in entries for name in entry.fields} if any(name not in _HEADINGS for name in wanted) else set()
    )
    for name in wanted:
        if name not in _HEADINGS and name not in there:
            raise UsageError(
                f"there is no column {name!r}", f"there are {', '.join(_HEADINGS)}, and any field that an entry has"
            )
    return tuple(Column(name, _HEADINGS.get(name) or name.replace("-", " ").capitalize()) for name in wanted)


class _Builder:
    """Makes rows and sections; anchors are unique in one listing."""

    def __init__(
        self,
        entries: Sequence[Entry],
        venues: VenueTable,
        columns: Sequence[Column],
        options: ListOptions,
        source: Source,
    ) -> None:
        self._all = self._by_appearance(entries)
        self._venues = venues
        self._columns = columns
        self._options = options
        self._source = source
        self._anchors: set[str] = set()
        self._rows: dict[int, Row] = {}

    def sections(self, entries: Sequence[Entry], group_by: Sequence[str], above: str) -> tuple[Section, ...]:
        """Return the sections of entries under the first grouping, those of the further ones inside them."""
        if not group_by:
            return (Section("", rows=tuple(self._row(entry) for entry in entries)),) if entries or not above else ()
        if group_by[0] == "category":
            return self._by_category(entries, group_by[1:], above)
        grouped: dict[str, list[Entry]] = {}
        for entry in self._by_appearance(entries) if group_by[0] == "venue" else entries:
            name = entry.year if group_by[0] == "year" else self._venues.recognise(entry.venue).series
            grouped.setdefault(name, []).append(entry)
        names_ = [name for name in grouped if name]
        if group_by[0] == "year":
            names_.sort(reverse=True)
        missing = "No venue" if group_by[0] == "venue" else "No year"
        return tuple(
            self._section(name or missing, self._ordered(grouped[name]), group_by[1:], above)
            for name in (*names_, *([""] if "" in grouped else []))
        )

    def _by_appearance(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return entries as they came into the library, so that a new paper moves no section that is there."""
        return sorted(entries, key=lambda entry: (entry.get(CREATIONDATE), entry.position))

    def _ordered(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        return entries if self._options.in_order else sorted(entries, key=_newest_first)

    def _section(
        self,
        title: str,
        entries: Sequence[Entry],
        group_by: Sequence[str],
        above: str,
        intro: str = "",
        below: tuple[Section, ...] = (),
    ) -> Section:
        anchor = self._anchor(f"{above} {title}" if above else title)
        inner = self.sections(entries, group_by, anchor) if group_by else ()
        rows = () if group_by else tuple(self._row(entry) for entry in entries)
        return Section(title, anchor, intro, rows, inner + below)

    def _by_category(self, entries: Sequence[Entry], group_by: Sequence[str], above: str) -> tuple[Section, ...]:
        members: dict[Path, list[Entry]] = {}
        shown: dict[Path, Path] = {}
        order: dict[Path, None] = {}
        for setting in self._options.categories:
            path = categories.parse(setting.name)
            for depth in range(1, len(path) + 1):
                shown.setdefault(categories.folded(path[:depth]), path[:depth])
                order.setdefault(categories.folded(path[:depth]))
        for entry in self._all:  # so that a category has one name and place in all sections of another grouping
            for path in categories.of_entry(entry):
                for depth in range(1, len(path) + 1):
                    shown.setdefault(categories.folded(path[:depth]), path[:depth])
                    order.setdefault(categories.folded(path[:depth]))
        for entry in entries:
            for path in categories.of_entry(entry):
                members.setdefault(categories.folded(path), []).append(entry)
        settings = {categories.folded(categories.parse(s.name)): s for s in self._options.categories}

        def section(path: Path, anchor: str) -> Section | None:
            below = tuple(
                s
                for s in (
                    section(p, f"{anchor} {path[-1]}")
                    for p in order
                    if len(p) == len(path) + 1 and p[: len(path)] == path
                )
                if s
            )
            if not below and path not in members:
                return None
            setting = settings.get(path)
            title = (setting.title if setting else "") or shown[path][-1]
            return self._section(
                title, members.get(path, []), group_by, anchor, setting.intro if setting else "", below
            )

        found = [s for s in (section(path, above) for path in order if len(path) == 1) if s]
        without = [entry for entry in entries if not categories.of_entry(entry)]
        if without:
            found.append(self._section("Uncategorised" if found else "Papers", without, group_by, above))
        return tuple(found)

    def _anchor(self, name: str) -> str:
        base = re.sub(r"[^a-z0-9]+", "-", text.fold(name)).strip("-") or "section"
        base = base if base[0].isalpha() else f"section-{base}"
        anchor, number = base, 2
        while anchor in self._anchors:
            anchor, number = f"{base}-{number}", number + 1
        self._anchors.add(anchor)
        return anchor

    def _row(self, entry: Entry) -> Row:
        if entry.position not in self._rows or entry.position < 0:
            cells = tuple(_cell(entry, column.name, self._venues) for column in self._columns)
            self._rows[entry.position] = Row(
                entry.key, cells, record(entry, self._venues), self._source(entry), entry.fields
            )
        return self._rows[entry.position]


def _cell(entry: Entry, column: str, venues: VenueTable) -> Cell:
    if column in _CELLS:
        return _CELLS[column](entry, venues)
    if column == CODE or column in LINK_FIELDS:
        return Cell(links=tuple(Link(_numbered(column, i), url) for i, url in enumerate(entry.values(column))))
    if column in ("category", "keywords"):
        return Cell(", ".join(split_values(column, entry.plain(column))))
    value = entry.plain(column)
    return Cell(links=(Link(column, value),)) if identifiers.is_web_link(value) else Cell(value)


def _numbered(name: str, index: int) -> str:
    return name if index == 0 else f"{name} {index + 1}"


def _title(entry: Entry, _: VenueTable) -> Cell:
    title, link = entry.plain("title") or entry.key, identifiers.best_link(entry)
    return Cell(links=(Link(title, link),)) if link else Cell(title)


def _link(entry: Entry, _: VenueTable) -> Cell:
    link = identifiers.best_link(entry)
    return Cell(links=(Link("paper", link),)) if link else Cell()


def _by_scheme(scheme: identifiers.Scheme) -> Callable[[Entry, VenueTable], Cell]:
    def cell(entry: Entry, _: VenueTable) -> Cell:
        found = sorted((i for i in identifiers.of_entry(entry) if i.scheme is scheme), key=str)
        return Cell(links=tuple(Link(i.value, i.url) for i in found))

    return cell


def _doi(entry: Entry, _: VenueTable) -> Cell:
    doi = identifiers.doi_of(entry.plain("doi"))
    return Cell(links=(Link(doi, f"https://doi.org/{doi}"),)) if doi else Cell(entry.plain("doi"))


def _authors(entry: Entry, _: VenueTable) -> Cell:
    return Cell(names.display(entry.get("author") or entry.get("editor")))


_CELLS: Mapping[str, Callable[[Entry, VenueTable], Cell]] = {
    "title": _title,
    "authors": _authors,
    "author": _authors,
    "venue": lambda entry, venues: Cell(venues.recognise(entry.venue).short),
    "year": lambda entry, _: Cell(entry.year),
    "link": _link,
    "key": lambda entry, _: Cell(entry.key),
    "type": lambda entry, _: Cell(entry.type),
    "doi": _doi,
    "arxiv": _by_scheme(identifiers.Scheme.ARXIV),
}
