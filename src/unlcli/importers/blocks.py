"""Blocks: what every reader of documents finds, in order, with line numbers from 1."""

from dataclasses import dataclass

from unlcli.importers.cells import Cell


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; `source` is what the document has there."""

    cells: tuple[Cell, ...]
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header` is empty when it has none. Its lines are those from its header to its last row.

    Its `form` is `table` for one of pipes, `html` for one of tags.
    """

    header: tuple[Cell, ...]
    rows: tuple[TableRow, ...]
    first_line: int = 0
    last_line: int = 0
    form: str = "table"


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that looks like a row of a table where there is no table."""

    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code, as BibTeX often stands below a paper."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet, a numbered line or a paragraph, with what stands below it.

    `cell` is what it says, its lines apart; `items` are the bullets below it, `code` the blocks of code in it. `is_marked`
    when it has a bullet or a number. `source` is what the document has on its first line; `last_line` is that of all that
    stands below it. Its `form` is `list` in Markdown, `html` where tags make it.
    """

    cell: Cell
    line: int
    source: str
    last_line: int = 0
    is_marked: bool = True
    items: tuple["Item", ...] = ()
    code: tuple[Code, ...] = ()
    form: str = "list"


Block = Heading | Table | Stray | Item


@dataclass(frozen=True, slots=True)
class Document:
    """A document's blocks; `title` is what its front matter or `<title>` calls it, `lines` all it has, as written."""

    blocks: tuple[Block, ...]
    title: str = ""
    lines: tuple[str, ...] = ()
