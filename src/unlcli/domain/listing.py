"""A listing: titled sections of rows under columns. What export, search, dedupe and stats show."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """A link with the words a reader sees; `url` is as the library has it, renderers decide whether it is safe."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: readable text, or links in a row; a cell with neither is empty and shown as a dash.

    With both, the links are what the text says, piece by piece, those without an address included.
    """

    text: str = ""
    links: tuple[Link, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not self.text and not self.links


@dataclass(frozen=True, slots=True)
class Row:
    """One paper: its cells in the order of the columns, and its record, BibTeX and raw fields for formats that need them.

    `facets` has, in the order of the listing's facets, what a reader may choose the paper by: none, one or several values,
    each spelt alike in all rows. A category comes with all those above it, each as a path of titles.
    """

    key: str
    cells: tuple[Cell, ...]
    record: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    raw: Mapping[str, str] = field(default_factory=dict)
    facets: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A group of rows, with sections below it; `anchor` is unique in its listing."""

    title: str
    anchor: str = ""
    intro: str = ""
    rows: tuple[Row, ...] = ()
    sections: tuple["Section", ...] = ()

    @property
    def count(self) -> int:
        """How many rows stand in it and below it."""
        return len(self.rows) + sum(section.count for section in self.sections)


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name and the heading a reader sees."""

    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Sections of rows under columns. A listing without grouping has one section without a title.

    `facets` are what readers of a page choose papers by, `prelude` is BibTeX that the entries need (strings).
    """

    title: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    facets: tuple[Column, ...] = ()
    prelude: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in order, those of sub-sections after those of their section."""
        return tuple(row for section in self.sections for row in _rows(section))


def _rows(section: Section) -> tuple[Row, ...]:
    return section.rows + tuple(row for child in section.sections for row in _rows(child))
