"""Title cells that say in several lines what else a paper has: its authors, its venue, links to it."""

import re
from itertools import takewhile

from unlcli.domain.venues import VenueTable
from unlcli.importers import items, people
from unlcli.importers.blocks import Item
from unlcli.importers.cells import Cell, Span
from unlcli.importers.columns import Column
from unlcli.importers.people import Sureness
from unlcli.importers.rows import Row
from unlcli.importers.untitled import is_prose
from unlcli.importers.words import Role, role_of_label

_ONCE = frozenset({Role.TITLE, Role.AUTHORS, Role.VENUE, Role.YEAR, Role.CATEGORY})
_IMAGE = Column(Role.EXTRA, "image")
_NOTE = Column(Role.EXTRA, "note")
# How much of its first line a title in bold or in a link has at least.
_MOST = 0.6
_FEWEST_WORDS = 3
_DASHES = ("-", "–", "—")
_BY = re.compile(r"^[\s,.;:–—-]*(?:by\b)?\s*", re.I)


def spread(row: Row, venues: VenueTable, *, is_cited: bool = False) -> Row:
    """Return a row with cells of their own for what the lines below its title say; most rows are what they were.

    `is_cited` when the title's cell is known to be a whole citation.
    """
    cell = row.cell(Role.TITLE)
    if not (is_cited or _says_more_below(cell)):
        return row
    inner = of_cell(cell, row, venues)
    if inner.cell(Role.TITLE).is_empty:
        return row
    others = [(column, c) for column, c in row.cells if c is not cell and (not c.is_empty or c.pictures)]
    others.append((_IMAGE, Cell(pictures=cell.pictures, line=cell.line)))
    there = {column.role for column, _ in others} & _ONCE
    found = [(_NOTE if column.role in there else column, c) for column, c in inner.cells]
    return Row((*found, *others), row.line, row.source)


def of_cell(cell: Cell, row: Row, venues: VenueTable) -> Row:
    """Return what a cell that says all of a paper says, as a row of its own."""
    return items.read(Item(cell, row.line, row.source), venues)


def _says_more_below(cell: Cell) -> bool:
    """Tell whether the title of a cell ends with its first line, and lines with words follow."""
    lines = cell.lines
    if len(lines) < 2:
        return bool(lines) and (_has_people_behind(cell) or _has_prose_behind(cell))
    first = list(takewhile(lambda span: "\n" not in span.text.lstrip("\n"), cell.spans))
    marked = sum(len(span.text.strip()) for span in first if _is_marked(span))
    return marked >= _MOST * len(lines[0]) or people.sureness(lines[1]) is Sureness.SURE


def _has_people_behind(cell: Cell) -> bool:
    """Tell whether the authors follow a title in a link or in bold on its own line: `[Title](link), A. Ada, B. Bell`."""
    at = next((n for n, span in enumerate(cell.spans) if _is_marked(span)), -1)
    if at < 0 or any(span.text.strip() for span in cell.spans[:at]) or len(cell.spans[at].text.split()) < _FEWEST_WORDS:
        return False
    rest = "".join(span.text for span in cell.spans[at + 1 :] if not span.url)
    return people.sureness(_BY.sub("", rest)) is Sureness.SURE


def _is_marked(span: Span) -> bool:
    return span.strong or bool(span.url) and role_of_label(span.label) is None


def _has_prose_behind(cell: Cell) -> bool:
    """Tell whether a title in bold is told about behind a dash on its own line: `1) **Title** - it shows that ...`."""
    at = next((n for n, span in enumerate(cell.spans) if _is_marked(span)), -1)
    if at < 0 or any(c.isalpha() for span in cell.spans[:at] for c in span.text):
        return False
    rest = "".join(span.text for span in cell.spans[at + 1 :]).lstrip()
    is_told = rest[:1] in _DASHES and (is_prose(rest) or rest[1:].lstrip()[:1].islower())
    return is_told and len(cell.spans[at].text.split()) >= _FEWEST_WORDS
