"""Documents, block by block, to what was read: the walk below headings that tables and items of all layouts share."""

from collections.abc import Iterator, Sequence

from unlcli.domain import text
from unlcli.domain.draft import Draft, Part, Reading, Repair, Skipped
from unlcli.domain.venues import VenueTable
from unlcli.importers import lists, sections, table_rows
from unlcli.importers.blocks import Document, Heading, Stray, Table
from unlcli.importers.headings import Outline, Section, is_bookkeeping, sections_of, venue_form
from unlcli.importers.parts import Found, Path, Piece, part_of
from unlcli.importers.rows import draft_of, skipped
from unlcli.importers.words import Role


def read(document: Document, venues: VenueTable) -> Reading:
    """Return the drafts of a document in order, what was skipped, what was put right, its parts and its sections."""
    blocks = lists.gathered(document.blocks, venues)
    headings = sections_of({n: (b.level, b.cell) for n, b in enumerate(blocks) if isinstance(b, Heading)})
    pieces = tuple(piece for piece in _pieces(blocks, headings, venues) if piece.found)
    found = tuple(one for piece in pieces for one in piece.found)
    titles = _title_sections(document.title, tuple(headings.values()))
    outline = Outline(venues, titles, _venues_below(found, venues))
    drafts: list[Draft] = []
    left: list[Skipped] = []
    repairs = list(_heading_repairs(found))
    parts: list[Part] = []
    for piece in pieces:
        first, first_left = len(drafts), len(left)
        for one in piece.found:
            made, what = (one, ()) if isinstance(one, Skipped) else draft_of(one[0], outline.context(one[1]), venues)
            repairs.extend(what)
            if isinstance(made, Draft):
                drafts.append(made)
            else:
                left.append(made)
        if piece.form:
            parts.append(part_of(piece, outline, drafts[first:], first, range(first_left, len(left))))
    repairs.sort(key=lambda repair: repair.line)
    read_sections = sections.categories_of(document, tuple(headings.values()), pieces, outline)
    return Reading(tuple(drafts), tuple(left), tuple(repairs), tuple(parts), read_sections)


def _pieces(blocks: Sequence[lists.Block], headings: dict[int, Section], venues: VenueTable) -> Iterator[Piece]:
    path = Path()
    for n, block in enumerate(blocks):
        if isinstance(block, Heading):
            path.enter(headings[n])
        elif isinstance(block, Stray):
            yield Piece((skipped(block.line, block.source, "a row without a table header above it"),))
        elif isinstance(block, Table):
            yield table_rows.piece_of(block, path, venues)
        else:
            yield from lists.pieces_of(block, path)


def _title_sections(title: str, found: Sequence[Section]) -> frozenset[Section]:
    """Return the headings that name the document: its only one of level 1 or `Awesome ...` as the first,
    and what its front matter calls it."""
    top = [section for section in found if section.level == 1 and not is_bookkeeping(section.name)]
    named = [section for section in top if title and text.fold(section.name) == text.fold(title)]
    is_first = bool(top) and top[0] is next(iter(found), None)
    awesome = [top[0]] if is_first and text.fold(top[0].name).startswith("awesome ") else []
    return frozenset(named or (top if len(top) == 1 else awesome))


def _venues_below(found: Sequence[Found], venues: VenueTable) -> dict[Section, frozenset[str]]:
    """Return for each heading the venues that rows below it name."""
    below: dict[Section, set[str]] = {}
    for one in found:
        if isinstance(one, Skipped) or (cell := one[0].cell(Role.VENUE)).is_empty:
            continue
        for section in one[1]:
            below.setdefault(section, set()).add(venue_form(cell.text, venues))
    return {section: frozenset(forms) for section, forms in below.items()}


def _heading_repairs(found: Sequence[Found]) -> Iterator[Repair]:
    """Give the repairs of the headings that have rows."""
    used = dict.fromkeys(section for one in found if not isinstance(one, Skipped) for section in one[1])
    for section in used:
        yield from (Repair(section.cell.line, what) for what in section.cell.repairs)
