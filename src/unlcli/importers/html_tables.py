"""HTML tables and headings, and the lists between them, wherever they stand: in a page or inside Markdown."""

from dataclasses import dataclass, field

from unlcli.importers import markup
from unlcli.importers.blocks import Block, Heading, Table, TableRow
from unlcli.importers.cells import Cell, CellBuilder
from unlcli.importers.columns import is_header
from unlcli.importers.html_lists import HtmlItems
from unlcli.importers.inline import read as read_inline

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Spans beyond these are mistakes; the bound keeps reading linear.
_WIDEST = 50
_TALLEST = 1000
_LONGEST_SOURCE = 400


@dataclass
class _OpenCell:
    builder: CellBuilder
    start: int
    line: int
    is_head: bool
    width: int
    height: int


@dataclass
class _OpenTable:
    first_line: int
    header: tuple[Cell, ...] = ()
    rows: list[TableRow] = field(default_factory=list)
    in_head: bool = False
    hanging: dict[int, tuple[Cell, int]] = field(default_factory=dict)


class _Reader:
    def __init__(self, source: str, first_line: int) -> None:
        self._source = source
        self._line, self._seen = first_line, 0
        self.blocks: list[Block] = []
        self._table: _OpenTable | None = None
        self._built: list[tuple[Cell, _OpenCell]] = []
        self._row_line = first_line
        self._cell: _OpenCell | None = None
        self._heading: tuple[int, CellBuilder] | None = None
        self._items = HtmlItems(source)

    def read(self) -> None:
        for piece in markup.pieces(self._source):
            self._line += self._source.count("\n", self._seen, piece.start)
            self._seen = piece.start
            self._take(piece)
        self._seen = len(self._source)
        self._end_heading()
        self._end_table(self._line)
        self._end_items()

    def _take(self, piece: markup.Piece) -> None:
        if piece.name == "table":
            self._end_items()
            self._end_table(self._line if piece.is_end else self._line - 1)
            self._table = None if piece.is_end else _OpenTable(self._line)
        elif piece.name in _HEADINGS and self._cell is None:
            self._take_heading(piece)
        elif self._table is not None and piece.name in ("thead", "tbody", "tr", "td", "th"):
            self._take_structure(piece, self._table)
        elif self._cell is not None:
            markup.take(piece, self._cell.builder)
        elif self._heading is not None:
            markup.take(piece, self._heading[1])
        elif self._table is None:
            self._items.take(piece, self._line)

    def _end_items(self) -> None:
        self._items.close(self._seen, self._line)
        self.blocks.extend(self._items.done)
        self._items.done.clear()

    def _take_heading(self, piece: markup.Piece) -> None:
        self._end_heading()
        if not piece.is_end:
            self._end_items()
            self._end_table(self._line - 1)
            self._heading = (_HEADINGS[piece.name], CellBuilder(self._line))

    def _end_heading(self) -> None:
        if self._heading is not None:
            self.blocks.append(Heading(self._heading[0], self._heading[1].build()))
            self._heading = None

    def _take_structure(self, piece: markup.Piece, table: _OpenTable) -> None:
        self._end_cell(piece.start)
        if piece.name in ("td", "th"):
            if not piece.is_end:
                self._open_cell(piece)
            return
        self._end_row(table)
        table.in_head = piece.name == "thead" and not piece.is_end or piece.name == "tr" and table.in_head
        if piece.name == "tr" and not piece.is_end:
            self._built, self._row_line = [], self._line

    def _open_cell(self, piece: markup.Piece) -> None:
        if not self._built:
            self._row_line = self._line
        start = self._source.find(">", piece.start) + 1
        width, height = _span(piece, "colspan", _WIDEST), _span(piece, "rowspan", _TALLEST)
        self._cell = _OpenCell(CellBuilder(self._line), start, self._line, piece.name == "th", width, height)

    def _end_cell(self, end: int) -> None:
        if self._cell is None:
            return
        cell, source = self._cell.builder.build(), self._source[self._cell.start : end]
        if "](" in source and "<a" not in source.lower():
            cell = read_inline(source, cell.line)
        self._built.append((cell, self._cell))
        self._cell = None

    def _end_row(self, table: _OpenTable) -> None:
        built, self._built = self._built, []
        if not built:
            return
        cells = _placed(built, table.hanging)
        is_all_head = table.in_head or all(opened.is_head for _, opened in built)
        if is_all_head and len(built) > 1 and (not table.rows or is_header(cells)):
            self._start_over(table, cells)
            return
        source = " | ".join(cell.text[:_LONGEST_SOURCE] for cell, _ in built[:_WIDEST])
        table.rows.append(TableRow(cells, self._row_line, source))

    def _start_over(self, table: _OpenTable, header: tuple[Cell, ...]) -> None:
        """Take a header; one below rows begins another table."""
        if table.rows:
            self._close(table, self._row_line - 1)
            table.rows, table.first_line = [], self._row_line
        table.header = header

    def _end_table(self, last_line: int) -> None:
        table, self._table = self._table, None
        if table is None:
            return
        self._end_cell(self._seen)
        self._end_row(table)
        if not table.header and table.rows and is_header(table.rows[0].cells):
            table.header = table.rows.pop(0).cells
        if table.rows:
            self._close(table, last_line)

    def _close(self, table: _OpenTable, last_line: int) -> None:
        last_line = max(last_line, table.rows[-1].line)
        self.blocks.append(Table(table.header, tuple(table.rows), table.first_line, last_line, "html"))


def _span(piece: markup.Piece, name: str, most: int) -> int:
    written = piece.attribute(name).strip() if name in piece.text.lower() else ""
    is_number = written.isascii() and written.isdigit() and len(written) < 5
    return max(1, min(int(written), most)) if is_number else 1


def _placed(built: list[tuple[Cell, _OpenCell]], hanging: dict[int, tuple[Cell, int]]) -> tuple[Cell, ...]:
    """Return a row's cells by column: those hanging down from above in place, wide ones followed by empty ones."""
    placed: list[Cell] = []

    def fill() -> None:
        while (at := len(placed)) in hanging:
            cell, left = hanging.pop(at)
            placed.append(cell)
            if left > 1:
                hanging[at] = (cell, left - 1)

    for cell, opened in built:
        fill()
        if opened.height > 1 and len(placed) < _WIDEST:
            hanging[len(placed)] = (cell, opened.height - 1)
        placed.append(cell)
        placed.extend([Cell(line=cell.line)] * (opened.width - 1 if len(placed) < _WIDEST else 0))
    fill()
    return tuple(placed)


def blocks_in(source: str, first_line: int) -> tuple[Block, ...]:
    """Return the headings, tables and items of a piece of HTML."""
    reader = _Reader(source, first_line)
    reader.read()
    return tuple(reader.blocks)
