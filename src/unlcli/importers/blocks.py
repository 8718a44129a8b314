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
    """A table; `header` is empty when it has none."""

    header: tuple[Cell, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that looks like a row of a table where there is no table."""

    line: int
    source: str


Block = Heading | Table | Stray


@dataclass(frozen=True, slots=True)
class Document:
    """A document's blocks; `title` is what its front matter or `<title>` calls it."""

    blocks: tuple[Block, ...]
    title: str = ""
