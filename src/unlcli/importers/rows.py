"""Rows: cells with their columns, of whatever layout, to drafts. Every reader of documents ends here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from unlcli.domain import categories, names
from unlcli.domain.draft import Draft, Repair, Skipped
from unlcli.domain.venues import VenueTable
from unlcli.importers import extras, kinds, links, published, titles, unsaid
from unlcli.importers.cells import Cell
from unlcli.importers.columns import Column
from unlcli.importers.headings import Context
from unlcli.importers.repair import shortened
from unlcli.importers.words import Role

_ET_AL = re.compile(r"(?<![\s,])[\s,]+et\.?\s*al\b\.*", re.I)
_FOOTNOTE = re.compile(
    r"(?<=[^\W\d_])(?:\s?(?:\d{1,2}|[*†‡§¶¹²³⁴⁵∗#^])(?:,(?=[\d*†‡§¶∗#]))?)+(?=\s*(?:[,;]|$|and\b|&))"
)
_LONGEST_SKIPPED = 120
_LONGEST_TITLE = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A paper as a document writes it: cells with what their columns hold."""

    cells: tuple[tuple[Column, Cell], ...]
    line: int
    source: str

    def cell(self, role: Role) -> Cell:
        """Return the cell of a role; an empty one when there is none."""
        return next((cell for column, cell in self.cells if column.role is role), _NO_CELL)


_NO_CELL = Cell()


def draft_of(row: Row, context: Context, venues: VenueTable) -> tuple[Draft | Skipped, tuple[Repair, ...]]:
    """Return the draft that a row makes, and what was put right in it; Skipped when it has no title."""
    cell = row.cell(Role.TITLE)
    title = titles.read(cell)
    if not title.text:
        return skipped(row.line, row.source, "no title"), ()
    if len(title.text) > _LONGEST_TITLE:
        return skipped(row.line, row.source, f"a title of more than {_LONGEST_TITLE} characters"), ()
    found = links.sort(row.cells, title.link)
    if context.no_papers and (why := _no_paper(row, found, context, venues)):
        return skipped(row.line, row.source, f'below "{shortened(context.no_papers, 60)}": {why}'), ()
    when = published.read(row.cell(Role.YEAR), row.cell(Role.VENUE), context, venues)
    authors, author_repairs = _authors(row.cell(Role.AUTHORS))
    draft = Draft(
        title=title.text,
        line=cell.line or row.line,
        year=when.year,
        venue=when.venue,
        authors=authors,
        urls=found.urls,
        code=found.code,
        categories=_categories(row, context),
        links=found.links,
        extra=extras.joined(
            *_extra(row),
            *_pictures(row),
            found.extra,
            {"date": when.date},
            *({extras.NOTE: note} for note in (title.note, *when.notes)),
        ),
    )
    own = [(cell.line or row.line, what) for _, cell in row.cells for what in cell.repairs]
    repairs = (*title.repairs, *author_repairs, *found.repairs, *when.repairs)
    rest, told = unsaid.told(row.cells, draft, (*repairs, *(what for _, what in own)))
    if rest:
        draft = replace(draft, extra=extras.joined(draft.extra, {extras.NOTE: rest}))
    return draft, tuple(
        Repair(line, what) for line, what in (*own, *((draft.line, what) for what in (*repairs, *told)))
    )


def skipped(line: int, source: str, reason: str) -> Skipped:
    """Return the note on a row that was not read."""
    return Skipped(line, shortened(source, _LONGEST_SKIPPED), reason)


def _no_paper(row: Row, found: links.RowLinks, context: Context, venues: VenueTable) -> str:
    """Return in words why a row below a heading such as `Tools` is no paper; empty when it is one all the same."""
    beside = (link.url for column, cell in row.cells if column.role is Role.EXTRA for link in cell.links)
    why = kinds.no_paper((*found.all, *beside, *_web_links(found.extra.values())))
    leads_elsewhere = any(kinds.leads_to(link) is not kinds.Leads.PAGE for link in found.all)
    is_sure = kinds.is_sure(context.no_papers)
    if not why or leads_elsewhere and is_sure:
        return why
    venue = row.cell(Role.VENUE)
    is_published = not venue.is_empty and venues.knows(venues.recognise(venue.text))
    # posts and talks have authors, too
    is_written = not row.cell(Role.AUTHORS).is_empty and not (found.all and is_sure)
    return "" if is_published or is_written or not (leads_elsewhere or is_sure) else why


def _web_links(values: Iterable[str]) -> Iterator[str]:
    return (word.rstrip(",;") for value in values for word in value.split() if "://" in word)


def _authors(cell: Cell) -> tuple[str, tuple[str, ...]]:
    """Return the authors of a cell, one a line or all in one, without the marks of footnotes."""
    if cell.is_empty:
        return "", ()
    lines = [line.strip(" ,;") for line in cell.lines]
    separator = "; " if any(";" in line for line in lines) else ", "
    written = _ET_AL.sub(" et al.", separator.join(line for line in lines if line))
    bare = _FOOTNOTE.sub("", written)
    return names.from_text(bare), (
        f"authors '{shortened(written, 200)}' read without footnote marks",
    ) if bare != written else ()


def _categories(row: Row, context: Context) -> tuple[str, ...]:
    """Return the category of the headings, with that of the row's own column below it."""
    cell = row.cell(Role.CATEGORY)
    own = [_path(part) for line in cell.lines for part in line.split(";")] if not cell.is_empty else []
    above = categories.parse(context.categories[0]) if context.categories else ()
    return tuple(dict.fromkeys(categories.written(_placed(path, above)) for path in own if path)) or context.categories


def _path(written: str) -> categories.Path:
    return categories.parse(" > ".join(categories.safe_name(name) for name in written.split(">")))


def _placed(own: categories.Path, above: categories.Path) -> categories.Path:
    """Return where a category of a row's own stands; one that only repeats the headings is theirs."""
    folded, around = categories.folded(own), categories.folded(above)
    if folded[: len(around)] == around:
        return own
    if any(around[n : n + len(folded)] == folded for n in range(len(around))):
        return above
    return (*above, *own)


def _extra(row: Row) -> Iterator[dict[str, str]]:
    """Yield the cells of unknown meaning as fields; the links in them stay beside their text."""
    for column, cell in row.cells:
        is_counter = column.role is Role.NUMBER and cell.text.strip(" .#").isdigit()
        if column.role not in (Role.EXTRA, Role.NUMBER) or cell.is_empty or is_counter:
            continue
        is_lone = len([span for span in cell.spans if span.text.strip()]) < 2
        said = "".join(links.as_text(column, span, is_lone=is_lone) for span in cell.spans)
        yield {column.name: extras.tidied(said)}


def _pictures(row: Row) -> Iterator[dict[str, str]]:
    """Yield where the pictures of a row are, under their column or as `image`."""
    for column, cell in row.cells:
        has_name = column.role is Role.EXTRA and column.name not in (
            extras.NOTE,
            *(f"column-{n}" for n in range(1, 10)),
        )
        name = column.name if has_name else "image"
        yield from ({name: address} for address in cell.pictures)
