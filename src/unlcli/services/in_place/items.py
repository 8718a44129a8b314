"""What stands in a block, as its readers see it: rows of tables and lists with their cells, and the other lines."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from unlcli.domain.text import fold
from unlcli.importers.rendered import Kind, Piece, Shown

_COUNT = re.compile(r" \(\d+\)$")
_NAMED = re.compile(r"([^:<>&]{1,60}): (?=\S)")
#: The name of the first cell of a list's row, which shows none.
FIRST = ""


@dataclass(frozen=True)
class Item:
    """A row with its cells by the names of their columns, or another line; `line` counts from 0 in its block.

    `form` is what it is marked with (`## `, `> `, a row's attributes); `section` the headings above it, outermost first.
    """

    line: int
    cells: Mapping[str, Shown]
    section: tuple[str, ...] = ()
    kind: Kind = Kind.ROW
    form: str = ""
    title: str = ""
    url: str = ""
    is_list: bool = False
    #: A line as it is compared: a heading without its count, where headings are counted.
    compared: str = ""

    @property
    def is_row(self) -> bool:
        """Tell whether it is a row of a table or a list."""
        return self.kind in (Kind.ROW, Kind.ITEM)

    @cached_property
    def words(self) -> tuple[object, ...]:
        """What it says, for comparison."""
        if not self.is_row:
            return (self.kind, self.form, self.compared)
        return tuple((name, cell.said) for name, cell in self.cells.items() if cell.said not in ("", "-"))

    @cached_property
    def folded(self) -> str:
        """Its title for comparison."""
        return fold(self.title) or self.title

    @property
    def text(self) -> str:
        """What it says, for a reader."""
        return self.form + " | ".join(seen(cell) for cell in self.cells.values())


def seen(cell: Shown) -> str:
    """Return a cell as it is told: its words, or its source where there is more in it."""
    return cell.words if cell.is_plain else cell.said


def items_of(pieces: Iterable[Piece], *, counted: bool = False) -> list[Item]:
    """Return the rows and lines that pieces make, in order; `counted` when headings tell how many papers are below them."""
    return list(_Builder(counted).items(pieces))


class _Builder:
    """Goes through pieces and keeps in mind the headings above, the header of the table and the item that is open."""

    def __init__(self, counted: bool) -> None:
        self._counted = counted
        self._path: list[tuple[int, str]] = []
        self._header: tuple[str, ...] = ()
        self._open: _ListRow | None = None

    def items(self, pieces: Iterable[Piece]) -> Iterator[Item]:
        """Yield the items."""
        for piece in pieces:
            if self._open is not None:
                if self._open.takes(piece):
                    continue
                yield self._open.item(self._section)
                self._open = None
            if piece.kind is Kind.ITEM:
                self._open = _ListRow(piece)
            else:
                yield self._item(piece)
        if self._open is not None:
            yield self._open.item(self._section)

    @property
    def _section(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._path)

    def _item(self, piece: Piece) -> Item:
        if piece.kind is Kind.ROW:
            return _row(piece, self._header, self._section)
        if piece.kind is Kind.HEADER:
            self._header = _names(piece.cells)
            cells = dict(zip(self._header, piece.cells, strict=True))
            return Item(piece.line, cells, self._section, Kind.HEADER, piece.within + piece.form)
        self._header = () if piece.kind is not Kind.TEXT else self._header
        if piece.kind is Kind.HEADING:
            return self._heading(piece)
        form = piece.within + (f"{piece.form} " if piece.form else "")
        said = "".join(cell.said for cell in piece.cells)
        return Item(piece.line, {FIRST: piece.cells[0]}, self._section, piece.kind, form, compared=said)

    def _heading(self, piece: Piece) -> Item:
        cell = piece.cells[0]
        words, said = ((_COUNT.sub("", text) if self._counted else text) for text in (cell.words, cell.said))
        while self._path and self._path[-1][0] >= piece.level:
            self._path.pop()
        above = self._section
        self._path.append((piece.level, words))
        form = f"{piece.within}{'#' * piece.level} "
        return Item(piece.line, {FIRST: cell}, above, Kind.HEADING, form, compared=said)


def _names(cells: Sequence[Shown]) -> tuple[str, ...]:
    """Return the names of columns, each once."""
    names: dict[str, None] = {}
    for cell in cells:
        name, number = cell.words or "-", 2
        while name in names:
            name, number = f"{cell.words} {number}", number + 1
        names[name] = None
    return tuple(names)


def _row(piece: Piece, header: Sequence[str], section: tuple[str, ...]) -> Item:
    names = (*header, *(f"column {number + 1}" for number in range(len(header), len(piece.cells))))
    named = dict(zip(names, (*piece.cells, *[Shown()] * len(header)), strict=False))
    name = next((name for name in named if name.casefold() == "title"), "")
    titled = named.get(name) or next(
        (cell for cell in named.values() if cell.links), next(iter(named.values()), Shown())
    )
    item = Item(piece.line, named, section, Kind.ROW, piece.within + piece.form)
    return _with_title(item, titled)


def _with_title(item: Item, cell: Shown) -> Item:
    return replace(item, title=cell.words, url=cell.links[0][1] if cell.links else "")


class _ListRow:
    """An item of a list: what it says first, and the items below it, each with the name of its column."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._depth = len(piece.within)
        self._cells: dict[str, Shown] = {}
        self._is_new = False

    def takes(self, piece: Piece) -> bool:
        """Take a piece that belongs to it; tell whether it does."""
        if len(piece.within) < self._depth or not piece.within.startswith(self._piece.within):
            return False
        below = piece.within[self._depth :]
        if piece.kind is Kind.ITEM:
            self._is_new = bool(below)
            return self._is_new
        form = piece.form + ("#" * piece.level)
        for cell in piece.cells:
            self._add(cell, f"{below}{form}", is_usual=below == "- " and piece.kind is Kind.TEXT and self._is_new)
            self._is_new = False
        return True

    def _add(self, cell: Shown, form: str, *, is_usual: bool) -> None:
        if not self._cells and not form:
            self._cells[FIRST] = cell
            return
        named = _NAMED.match(cell.said) if is_usual else None
        name = named[1] if named else ""
        if named is None or name in self._cells:
            name = f"line {len(self._cells) + 1}"
            cell = replace(cell, said=f"{form}{cell.said}", is_plain=cell.is_plain and is_usual)
        else:
            cell = replace(cell, said=cell.said[named.end() :], words=cell.words[len(name) + 2 :])
        self._cells[name] = cell

    def item(self, section: tuple[str, ...]) -> Item:
        """Return the row."""
        cells = self._cells or {FIRST: Shown()}
        form = self._piece.within if self._piece.within != "- " else ""
        item = Item(self._piece.line, cells, section, Kind.ITEM, form, is_list=True)
        return _with_title(item, next(iter(cells.values())))
