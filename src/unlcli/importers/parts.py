"""Parts: the tables and runs of items of a document, with the headings above them and what was found in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from unlcli.domain.draft import Draft, Part, Skipped
from unlcli.importers.columns import Column
from unlcli.importers.headings import Context, Outline, Section
from unlcli.importers.rows import Row
from unlcli.importers.words import Role

_ROLES = frozenset(role.value for role in Role) - {Role.EXTRA.value}
Found = tuple[Row, tuple[Section, ...]] | Skipped


@dataclass
class Path:
    """The headings above the present place, outermost first."""

    sections: list[Section] = field(default_factory=list)

    def enter(self, section: Section) -> None:
        """Go below a heading, out of those of its level and deeper ones."""
        self.leave(section.level)
        self.sections.append(section)

    def leave(self, level: int) -> None:
        """Go out of the headings of a level and of deeper ones."""
        while self.sections and self.sections[-1].level >= level:
            self.sections.pop()


@dataclass(frozen=True, slots=True)
class Piece:
    """A table or a run of items: its lines, the headings above it, and the rows found in it, each below its own headings.

    One without a form is no part of the document that could be written anew, as a lone line of cells.
    """

    found: tuple[Found, ...]
    path: tuple[Section, ...] = ()
    form: str = ""
    first_line: int = 0
    last_line: int = 0
    columns: tuple[str, ...] = ()


def part_of(piece: Piece, outline: Outline, drafts: Sequence[Draft], first: int, skipped: Sequence[int]) -> Part:
    """Return a piece as the reading has it: its drafts, of which the first has that place, and what was skipped in it."""
    context = outline.context(piece.path)
    return Part(
        piece.first_line,
        piece.last_line,
        piece.form,
        category=next(iter(context.categories), ""),
        venue=context.venue,
        year=context.year,
        heading_line=piece.path[-1].cell.line if piece.path else 0,
        columns=_columns(piece.columns, drafts, context),
        drafts=tuple(range(first, first + len(drafts))),
        skipped=tuple(skipped),
    )


def _columns(named: Sequence[str], drafts: Sequence[Draft], context: Context) -> tuple[str, ...]:
    """Return the columns a table has, but for those that came to nothing, and what else its papers have."""
    if not drafts:
        return tuple(named)
    extra = dict.fromkeys(name for draft in drafts for name in draft.extra)
    said = [name for name in named if name in _ROLES or name in extra]
    fields = {
        "authors": any(draft.authors for draft in drafts),
        "venue": any(draft.venue != context.venue for draft in drafts),
        "year": any(draft.year != context.year for draft in drafts) and "date" not in extra,
        "date": "date" in extra,
    }
    published = [name for name, is_there in fields.items() if is_there and name not in said]
    at = said.index("title") + 1 if "title" in said else 0
    links = dict.fromkeys(name for draft in drafts for name in (*(["code"] if draft.code else []), *draft.links))
    return tuple(dict.fromkeys((*said[:at], *published, *said[at:], *links, *extra)))


def column_names(columns: Iterable[Column]) -> tuple[str, ...]:
    """Return columns as an export names them, each once; those that count rows have no name."""
    return tuple(dict.fromkeys(_names(columns)))


def _names(columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        if column.role is Role.EXTRA:
            yield column.name
        elif column.role is not Role.NUMBER:
            yield column.role.value
