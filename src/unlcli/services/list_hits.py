"""Hits to what lists of them show, from what an index holds: no entry is read for it."""

from collections.abc import Iterable

from unlcli.domain import names
from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.domain.shown import Shown

_COLUMNS = (
    Column("title", "Title"), Column("authors", "Authors"), Column("venue", "Venue"), Column("year", "Year"),
    Column("marks", ""), Column("key", "Key"),
)  # fmt: skip
#: Last words of the names of groups, which have no family name.
_GROUPS = frozenset("collaboration consortium group inc lab labs institute research team university".split())


def list_hits(found: Iterable[Shown]) -> Listing:
    """Return what is shown of hits as a listing, in their order."""
    return Listing("", _COLUMNS, (Section("", rows=tuple(map(_row, found))),))


def _row(shown: Shown) -> Row:
    marks = " ".join(word for word, applies in (("code", shown.code), ("preprint", shown.is_preprint)) if applies)
    texts = (
        shown.title or shown.key,
        shown.by or first_author(shown.authors),
        shown.venue,
        shown.year,
        marks,
        shown.key,
    )
    return Row(shown.key, tuple(map(Cell, texts)))


def first_author(authors: str) -> str:
    """Return the first of several names (`; ` between) by its family name, the others as `et al.`

    Two authors are both named; the name of a group stays whole.
    """
    people = [name for name in authors.split("; ") if name]
    if len(people) > 2:
        return f"{_family(people[0])} et al."
    return " & ".join(map(_family, people))


def _family(name: str) -> str:
    parsed = names.parse(name)
    last = parsed.family.split(" ")[-1]
    if last.casefold() in _GROUPS or len(last) > 1 and last.isascii() and last.isupper():
        return name
    return " ".join(part for part in (parsed.particle, parsed.family) if part)
