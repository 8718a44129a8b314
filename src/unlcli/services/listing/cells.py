"""What a reader sees of an entry in a column."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from urllib.parse import urlsplit

from unlcli.domain import identifiers, months, names
from unlcli.domain.entry import CODE, LINK_FIELDS, Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.listing import Cell, Link
from unlcli.domain.venues import VenueTable
from unlcli.services.listing.remaining_links import remaining_links
from unlcli.services.listing.values import parts, values

Make = Callable[[Entry], Cell]
EMPTY = Cell()


def maker(column: str, venues: VenueTable, columns: Collection[str] = ()) -> Make:
    """Return what makes the cells of a column; equal texts that many papers have are one cell.

    `columns` are those of the listing: `links` shows what none of them does.
    """
    if column == "links":
        return lambda entry: _remaining(entry, columns)
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


def _remaining(entry: Entry, columns: Collection[str]) -> Cell:
    """Return the links that no column shows, and what a field of this name says."""
    left = tuple(Link(_host(url), url) for url in remaining_links(entry, columns))
    return Cell(links=(*left, *_pieces(entry.plain("links")))) if left or entry.get("links") else EMPTY


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
    if "://" not in value:
        return Cell(value)
    return Cell(links=(Link(name, value),)) if identifiers.is_web_link(value) else Cell(value, tuple(_pieces(value)))


_URL = re.compile(r"https?://[^\s<>\"]+", re.I)
_LONGEST_NAME = 60


def _pieces(value: str) -> Iterator[Link]:
    """Yield a text with links in it: what stands before a link is its name, unless it is too long for one."""
    at = 0
    for found in _URL.finditer(value):
        before = value[at : found.start()].strip()
        is_name = 0 < len(before) <= _LONGEST_NAME
        if before and not is_name:
            yield Link(before, "")
        url = _without_marks(found[0])
        yield Link(before if is_name else _host(url), url)
        at = found.start() + len(url)
    if rest := value[at:].strip():
        yield Link(rest, "")


def _without_marks(url: str) -> str:
    """Return a link without the marks of the sentence around it: brackets that it opens itself are its own."""
    end = len(url.rstrip(".,;:!?'"))
    closing = max(0, url.count(")", 0, end) - url.count("(", 0, end))
    while closing and url[:end].endswith(")"):
        end, closing = len(url[: end - 1].rstrip(".,;:!?'")), closing - 1
    return url[:end]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url


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
    listed = names.display(entry.get("author") or entry.get("editor"))
    *others, last = listed.split(", ")
    return Cell(f"{', '.join(others)} and {last}" if others and not listed.endswith(" et al.") else listed)


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
    "year": lambda entry: entry.year or entry.plain("year"),
    "type": lambda entry: entry.type,
    "month": lambda entry: months.shown(entry.plain("month")),
}
