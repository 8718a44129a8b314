"""What a reader sees of an entry in a column."""

from collections.abc import Callable, Mapping

from unlcli.domain import identifiers, months, names
from unlcli.domain.entry import CODE, LINK_FIELDS, Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.listing import Cell, Link
from unlcli.domain.venues import VenueTable
from unlcli.services.listing.values import parts, values

Make = Callable[[Entry], Cell]
EMPTY = Cell()


def maker(column: str, venues: VenueTable) -> Make:
    """Return what makes the cells of a column; equal texts that many papers have are one cell."""
    if column == "venue":
        return _of_few(lambda entry: venues.recognise(entry.venue).short)
    if column in _FEW:
        return _of_few(_FEW[column])
    if column == "preprint":
        of_entry = values("preprint", venues)
        return _of_few(lambda entry: "".join(of_entry(entry)))
    if column in _CELLS:
        return _CELLS[column]
    if column == CODE or column in LINK_FIELDS:
        return lambda entry: _links(entry, column)
    return lambda entry: _field(entry, column)


def _of_few(text: Callable[[Entry], str]) -> Make:
    """Return what makes cells of texts of which there are few."""
    made: dict[str, Cell] = {}

    def cell(entry: Entry) -> Cell:
        shown = text(entry)
        found = made.get(shown)
        if found is None:
            found = made[shown] = Cell(shown)
        return found

    return cell


def _links(entry: Entry, name: str) -> Cell:
    if not entry.fields.get(name):
        return EMPTY
    return Cell(links=tuple(Link(_numbered(name, i), url) for i, url in enumerate(entry.values(name))))


def _numbered(name: str, index: int) -> str:
    return name if index == 0 else f"{name} {index + 1}"


def _field(entry: Entry, name: str) -> Cell:
    value = entry.plain(name)
    if name in ("category", "keywords"):
        return Cell(", ".join(parts(name, value)))
    return Cell(links=(Link(name, value),)) if identifiers.is_web_link(value) else Cell(value)


def _title(entry: Entry) -> Cell:
    title, link = entry.plain("title") or entry.key, identifiers.best_link(entry)
    return Cell(links=(Link(title, link),)) if link else Cell(title)


def _link(entry: Entry) -> Cell:
    link = identifiers.best_link(entry)
    return Cell(links=(Link("paper", link),)) if link else EMPTY


def _arxiv(entry: Entry) -> Cell:
    found = sorted((i for i in identifiers.of_entry(entry) if i.scheme is Scheme.ARXIV), key=str)
    return Cell(links=tuple(Link(i.value, i.url) for i in found))


def _doi(entry: Entry) -> Cell:
    doi = identifiers.doi_of(entry.plain("doi"))
    return Cell(links=(Link(doi, f"https://doi.org/{doi}"),)) if doi else Cell(entry.plain("doi"))


def _authors(entry: Entry) -> Cell:
    return Cell(names.display(entry.get("author") or entry.get("editor")))


_CELLS: Mapping[str, Make] = {
    "title": _title,
    "authors": _authors,
    "author": _authors,
    "link": _link,
    "key": lambda entry: Cell(entry.key),
    "doi": _doi,
    "arxiv": _arxiv,
}
_FEW: Mapping[str, Callable[[Entry], str]] = {
    "year": lambda entry: entry.year,
    "type": lambda entry: entry.type,
    "month": lambda entry: months.shown(entry.plain("month")),
}
