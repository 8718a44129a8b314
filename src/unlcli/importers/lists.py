"""Lists: the runs of papers among bullets, numbered lines and paragraphs, each below the headings that it stands under."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unlcli.domain.draft import Skipped
from unlcli.domain.venues import VenueTable
from unlcli.importers import kinds
from unlcli.importers.blocks import Heading, Item, Stray, Table
from unlcli.importers.headings import is_period, section_of
from unlcli.importers.item_groups import grouped, joined
from unlcli.importers.list_headings import ends_fold, is_heading_line, is_no_list, names_group
from unlcli.importers.parts import Found, Path, Piece
from unlcli.importers.rows import skipped
from unlcli.importers.weighing import Weighed, Weights, weigh

# A paragraph that is a heading stands below all headings, a bullet that is one below that.
_PARAGRAPH_LEVEL = 7
_BULLET_LEVEL = 8


@dataclass(frozen=True, slots=True)
class ItemRun:
    """Items that nothing but blank lines stands between, weighed; `weights` is what the whole document has."""

    items: tuple[Weighed, ...]
    weights: Weights


Block = Heading | Table | Stray | ItemRun


@dataclass(slots=True)
class _Run:
    """What was found in items one after the other."""

    items: list[Item]
    found: list[Found]


def gathered(blocks: Sequence[Heading | Table | Stray | Item], venues: VenueTable) -> tuple[Block, ...]:
    """Return a document's blocks with its items in runs."""
    parts = [
        tuple(weigh(item, venues) for item in joined(part)) if isinstance(part, list) else part
        for part in grouped(blocks)
    ]
    weights = Weights.of(one for part in parts if isinstance(part, tuple) for one in part)
    return tuple(ItemRun(part, weights) if isinstance(part, tuple) else part for part in parts)


def pieces_of(run: ItemRun, path: Path) -> Iterator[Piece]:
    """Yield the papers among items, as many pieces as prose and headings cut them into; `path` has the headings above."""
    names = tuple(section.name for section in path.sections)
    papers = run.weights.papers_among(run.items, names)
    open_run = _Run([], [])
    for n, one in enumerate(run.items):
        found = list(_found(one, path, 0, run.weights, is_paper=papers[n]))
        is_prose = not one.item.is_marked and all(isinstance(what, Skipped) for what in found)
        if found and not is_prose:
            open_run.items.append(one.item)
            open_run.found.extend(found)
            continue
        yield from _piece(open_run, path)
        open_run = _Run([], [])
        if found:
            yield Piece(tuple(found), tuple(path.sections))
        if ends_fold(one.item):
            path.leave(_PARAGRAPH_LEVEL)
        if is_heading_line(one.item, has_papers_below=any(papers[n + 1 : n + 2])):
            path.enter(section_of(_BULLET_LEVEL if one.item.is_marked else _PARAGRAPH_LEVEL, one.item.cell))
    yield from _piece(open_run, path)


def _aside(path: Path) -> str:
    """Return the heading nearest above that says that no papers stand below it, empty when there is none."""
    for section in reversed(path.sections):
        if is_no_list(section.name):
            return section.name
        if section.level < _PARAGRAPH_LEVEL and not is_period(section.name):
            break
    return ""


def _piece(run: _Run, path: Path) -> Iterator[Piece]:
    if run.items:
        lines = run.items[0].line, max(item.last_line for item in run.items)
        has_rows = any(isinstance(one, tuple) for one in run.found)
        yield Piece(tuple(run.found), tuple(path.sections), run.items[0].form if has_rows else "", *lines)


def _reason(one: Weighed, path: Path) -> str:
    """Say why an item is no paper: the kind of things that stands there, where the headings tell it."""
    links = [link.url for item in (one.item, *one.item.items) for link in item.cell.links]
    return kinds.reason_below((section.name for section in path.sections), links) or one.reason


def _found(one: Weighed, path: Path, depth: int, weights: Weights, *, is_paper: bool) -> Iterator[Found]:
    """Yield what an item and those below it are, the latter below it when it is a heading."""
    aside = _aside(path)
    if is_paper and not aside:
        yield one.row, tuple(path.sections)
    elif one.is_linked and not one.below:
        yield skipped(one.item.line, one.item.source, f"below '{aside}'" if aside else _reason(one, path))
    if not one.below:
        return
    is_heading = not is_paper and names_group(one.item)
    if is_heading:
        path.enter(section_of(_BULLET_LEVEL + depth, one.item.cell))
    names = tuple(section.name for section in path.sections)
    for child, is_one in zip(one.below, weights.papers_among(one.below, names), strict=True):
        yield from _found(child, path, depth + 1, weights, is_paper=is_one)
    if is_heading:
        path.leave(_BULLET_LEVEL + depth)
