"""What was collected of an item, role by role, and the row that it makes."""

from dataclasses import dataclass, field

from unlcli.importers import flat
from unlcli.importers.cells import Cell, Span
from unlcli.importers.columns import Column
from unlcli.importers.repair import shortened
from unlcli.importers.rows import Row
from unlcli.importers.words import Role

NOTE, KEYWORDS, DATE, NAME = "note", "keywords", "date", "name"
_LONGEST_SHOWN = 100
_SEPARATORS = {NOTE: "; ", KEYWORDS: ", ", DATE: ", "}


@dataclass
class Collected:
    """The cells of an item: each role and each field may be said more than once, in the order of the document."""

    line: int
    title: Cell = field(default_factory=Cell)
    roles: dict[Role, list[Cell]] = field(default_factory=dict)
    fields: dict[str, list[Cell]] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    read_as: list[str] = field(default_factory=list)

    def add(self, role: Role, cell: Cell) -> None:
        """Keep a cell under its role; a second list of authors, venue or year that says something else is a note."""
        cells = self.roles.setdefault(role, [])
        if role not in (Role.AUTHORS, Role.VENUE, Role.YEAR) or not cells:
            cells.append(cell)
        elif cells[0].text != cell.text or cell.links:
            self.keep(NOTE, cell)

    def link(self, role: Role, span: Span) -> None:
        """Keep a link under its role."""
        self.add(role, flat.cell_of((span,), self.line))

    def keep(self, name: str, cell: Cell) -> None:
        """Keep a cell in a field of its own."""
        cells = self.fields.setdefault(name, [])
        if cell.text and cell.text not in (known.text for known in cells[-20:]) or cell.links:
            cells.append(cell)

    def say(self, name: str, text: str) -> None:
        """Keep a text in a field of its own."""
        self.keep(name, flat.cell_of((Span(text),), self.line))

    def tell(self, text: str, meaning: str) -> None:
        """Note that words of the item were read as something that is written otherwise."""
        self.read_as.append(text)
        written = " ".join(text.split())
        if written.casefold() != meaning.casefold():
            self.repairs.append(f"'{shortened(written, _LONGEST_SHOWN)}' read as {meaning}")

    def has(self, role: Role) -> bool:
        """Tell whether something was said under a role."""
        return bool(self.roles.get(role))

    def row(self, line: int, source: str) -> Row:
        """Return the row of all that was collected."""
        title = Cell(
            self.title.spans, self.title.text, self.title.links, self.title.line or line, repairs=tuple(self.repairs)
        )
        cells = [(Column(Role.TITLE, "title"), title)]
        cells += [(Column(role, role.value), _joined(found, " ", line)) for role, found in self.roles.items()]
        cells += [
            (Column(Role.EXTRA, name), _joined(found, _SEPARATORS.get(name, "; "), line))
            for name, found in self.fields.items()
            if found
        ]
        return Row(tuple(cells), line, source)


def _joined(cells: list[Cell], separator: str, line: int) -> Cell:
    spans: list[Span] = []
    for cell in cells:
        if spans:
            ends = spans[-1].text.rstrip().endswith((".", "!", "?", "。", ";", ":"))
            spans.append(Span(" " if ends and separator == "; " else separator))
        spans.extend(cell.spans)
    return flat.cell_of(spans, cells[0].line or line)
