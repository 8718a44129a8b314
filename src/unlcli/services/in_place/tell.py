"""The differences of a block in words, each with what is to be done about it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from unlcli.domain.entry import Entry
from unlcli.importers.rendered import Shown
from unlcli.services.in_place.differences import Difference, Kind
from unlcli.services.in_place.items import Item
from unlcli.services.in_place.remedies import Block, Papers, remedies

#: So much of a line, a row or a cell is told.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """A difference: where it is, what it is, and the remedies, lines to paste among them."""

    line: int
    message: str
    remedies: tuple[str, ...] = ()


def tell(found: Iterable[Difference], block: Block, entries: Sequence[Entry]) -> Iterator[Told]:
    """Yield what differs in words. Where the library changed too, it says which of it may be the library's doing."""
    papers = Papers(entries)
    for difference in found:
        is_lacking = difference.kind in (Kind.LINE_ONLY_THERE, Kind.COLUMN_ONLY_THERE)
        if is_lacking and not block.is_library_same:
            continue
        if difference.here is None and block.is_by_hand:
            continue
        item = difference.here or difference.there
        line = block.line + (block.lead + difference.here.line + 1 if difference.here else 0)
        if item is not None:
            entry = papers.of(difference.there or item)
            message = _message(difference, item, entry, block)
            yield Told(line, message, tuple(remedies(difference, item, entry, block, papers)))


def _message(difference: Difference, item: Item, entry: Entry | None, block: Block) -> str:
    title = _cut(item.title)
    titled = f'"{title}" ({entry.key})' if entry else f'"{title}"'
    above = " > ".join(block.section(item))
    under = f", under {above!r}" if above else ""
    match difference.kind:
        case Kind.COLUMN_ONLY_HERE:
            return (
                f"column {difference.column!r} is in the block and would not be generated; its cells are not compared"
            )
        case Kind.COLUMN_ONLY_THERE:
            return f"column {difference.column!r} is not in the block and would be generated"
        case Kind.ROW_ONLY_HERE:
            return f"row added by hand: {titled}{under}" + _perhaps(block, "taken out of the library since")
        case Kind.ROW_ONLY_THERE:
            return f"row deleted by hand: {titled}{under}" + _perhaps(block, "new in the library since")
        case Kind.MOVED:
            there = " > ".join(block.section(difference.there)) if difference.there else ""
            return f"{titled}: stands under {above!r} here, under {there!r} in the library"
        case Kind.FORM:
            forms = [item.form if item else "" for item in (difference.here, difference.there)]
            return f"row {titled} is marked up by hand: {forms[0]!r} here, {forms[1]!r} where it is generated"
        case Kind.CELL:
            here, there = (_cut(text) for text in _both(difference))
            name = block.name(difference.column) or "line"
            named = f"{name} of " + (entry.key if entry else f'"{title}"')
            return f"{named}: {here!r} here, {there!r} in the library" + _perhaps(block, "changed in the library since")
        case Kind.LINE_ONLY_HERE:
            return f"line added by hand: {_cut(item.text)}" + _perhaps(block, "out of the list since")
        case _:
            return f"line deleted by hand: {_cut(item.text)}"


def _perhaps(block: Block, otherwise: str) -> str:
    return "" if block.is_library_same or block.is_by_hand else f" (or {otherwise})"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _both(difference: Difference) -> tuple[str, str]:
    """Return a cell as it is here and there, told by what differs: its words, else its links, else its source."""
    here, there = (
        item.cells.get(difference.column, Shown()) if item else Shown() for item in (difference.here, difference.there)
    )
    if here.words != there.words:
        return here.words, there.words
    if here.is_plain and there.is_plain and here.links != there.links:
        return _with_links(here), _with_links(there)
    return here.said, there.said


def _with_links(cell: Shown) -> str:
    return " ".join(
        (cell.words, *(f"({words}: {url})" if words != cell.words else f"({url})" for words, url in cell.links))
    )
