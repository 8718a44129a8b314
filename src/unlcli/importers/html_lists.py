"""Lists, definitions and paragraphs of HTML, wherever they stand: in a page or inside Markdown."""

from dataclasses import dataclass, field

from unlcli.importers import markup
from unlcli.importers.blocks import Code, Item
from unlcli.importers.cells import Cell, CellBuilder
from unlcli.importers.inline import read as read_inline

_LISTS = frozenset("ul ol dl menu".split())
_ITEMS = frozenset("li dt".split())
# What ends a paragraph that stands in no list.
_BOUNDS = frozenset(
    "p div section article aside header footer nav main blockquote details summary figure form hr body center".split()
)
_DEEPEST = 20
_LONGEST_SOURCE = 400


@dataclass
class _Open:
    """An item that is open; `depth` is that of its list, 0 for a paragraph, `start` the place of its text in the source."""

    depth: int
    line: int
    start: int
    builder: CellBuilder
    end: int = 0
    items: list[Item] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)


class HtmlItems:
    """Takes the pieces of HTML that no table or heading has, and makes items of them."""

    def __init__(self, source: str) -> None:
        self.done: list[Item] = []
        self._source = source
        self._open: list[_Open] = []
        self._depth = 0
        self._code: tuple[int, list[str]] | None = None

    def take(self, piece: markup.Piece, line: int) -> None:
        """Take a tag or text; `line` is where it stands."""
        if piece.name == "pre":
            self._take_code(piece, line)
        elif self._code is not None:
            self._code[1].append(piece.text if not piece.name else "")
        elif piece.name in _LISTS:
            self._take_list(piece, line)
        elif piece.name in _ITEMS:
            self._take_item(piece, line)
        elif piece.name in _BOUNDS and self._is_paragraph:
            self._close_from(0, piece.start, line)
        elif self._open or piece.text.strip() and not piece.name or piece.name in ("a", "b", "strong", "em", "i"):
            self._take_inside(piece, line)

    def close(self, end: int, line: int) -> None:
        """End all that is open."""
        self._close_from(0, end, line)
        self._depth, self._code = 0, None

    @property
    def _is_paragraph(self) -> bool:
        return bool(self._open) and not self._open[-1].depth

    def _take_list(self, piece: markup.Piece, line: int) -> None:
        if self._is_paragraph:
            self._close_from(0, piece.start, line)
        if not piece.is_end:
            self._depth = min(self._depth + 1, _DEEPEST)
            self._end_text(piece.start)
            return
        self._close_at(self._depth, piece.start, line)
        self._depth = max(0, self._depth - 1)

    def _take_item(self, piece: markup.Piece, line: int) -> None:
        if piece.is_end and piece.name == "dt":
            return
        self._close_at(max(self._depth, 1), piece.start, line)
        if not piece.is_end:
            start = self._source.find(">", piece.start) + 1
            self._open.append(_Open(max(self._depth, 1), line, start, CellBuilder(line)))

    def _take_inside(self, piece: markup.Piece, line: int) -> None:
        if not self._open:
            self._open.append(_Open(0, line, piece.start, CellBuilder(line)))
        top = self._open[-1]
        if piece.name in ("dd", "summary"):
            top.builder.break_line()
        elif not top.end:
            markup.take(piece, top.builder)

    def _take_code(self, piece: markup.Piece, line: int) -> None:
        if not piece.is_end:
            self._code = (line, [])
        elif self._code is not None:
            started, parts = self._code
            self._code = None
            if self._open:
                self._open[-1].code.append(Code("".join(parts), started))

    def _end_text(self, end: int) -> None:
        """Note where an item's own text ends: at the list in it."""
        if self._open and not self._open[-1].end:
            self._open[-1].end = end

    def _close_at(self, depth: int, end: int, line: int) -> None:
        """End the items of a list and of those in it."""
        kept = len(self._open)
        while kept and (self._open[kept - 1].depth >= depth or not self._open[kept - 1].depth):
            kept -= 1
        self._close_from(kept, end, line)

    def _close_from(self, kept: int, end: int, line: int) -> None:
        while len(self._open) > kept:
            one = self._open.pop()
            cell = self._cell(one, one.end or end)
            if not cell.text and not cell.links and not one.items:
                continue
            source = cell.text[:_LONGEST_SOURCE]
            item = Item(cell, one.line, source, line, one.depth > 0, tuple(one.items), tuple(one.code), "html")
            (self._open[-1].items if self._open else self.done).append(item)

    def _cell(self, one: _Open, end: int) -> Cell:
        source = self._source[one.start : end]
        return read_inline(source, one.line) if "](" in source and "<a" not in source.lower() else one.builder.build()
