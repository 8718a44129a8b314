"""How a block that was edited differs from what would be generated: columns, rows, cells and lines, none passed over."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from unlcli.importers.rendered import Kind as Of
from unlcli.importers.rendered import Shown
from unlcli.services.in_place.items import Item
from unlcli.services.in_place.reading import Reader

_LIKE = 0.6
#: Comparing each with each is for what a person edits.
_MOST_COMPARED = 10_000


class Kind(StrEnum):
    """What differs."""

    COLUMN_ONLY_HERE = "column only here"
    COLUMN_ONLY_THERE = "column only there"
    ROW_ONLY_HERE = "row only here"
    ROW_ONLY_THERE = "row only there"
    CELL = "cell"
    FORM = "form"
    MOVED = "moved"
    LINE_ONLY_HERE = "line only here"
    LINE_ONLY_THERE = "line only there"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between a block (`here`) and what would be generated (`there`); `column` names the cell."""

    kind: Kind
    here: Item | None = None
    there: Item | None = None
    column: str = ""


def differences(block: str, generated: str, reader: Reader | None = None) -> list[Difference]:
    """Return what differs, in the order of the block, what it lacks last; empty where the order, counts or dashes do."""
    reader = reader or Reader()
    here, there = (reader.read(text).items for text in (block, generated))
    columns = list(_columns(here, there))
    apart = {difference.column for difference in columns}
    pairs, only_here, only_there = _matched([i for i in here if i.is_row], [i for i in there if i.is_row])
    found = [difference for ours, theirs in pairs for difference in _between(ours, theirs, apart)]
    found += [Difference(Kind.ROW_ONLY_HERE, here=item) for item in only_here]
    lines_here, lines_there = ([i for i in items if not i.is_row] for items in (here, there))
    found += [Difference(Kind.LINE_ONLY_HERE, here=item) for item in _without(lines_here, lines_there, apart)]
    found.sort(key=lambda difference: difference.here.line if difference.here else 0)
    found += [Difference(Kind.ROW_ONLY_THERE, there=item) for item in only_there]
    lacking = [Difference(Kind.LINE_ONLY_THERE, there=item) for item in _without(lines_there, lines_here, apart)]
    return columns + found + lacking


def _columns(here: Sequence[Item], there: Sequence[Item]) -> Iterator[Difference]:
    """Yield the columns that tables have on one side alone, each with the first header it stands in."""
    ours, theirs = _headers(here), _headers(there)
    if ours and theirs:
        yield from (Difference(Kind.COLUMN_ONLY_HERE, ours[n], None, n) for n in ours if n not in theirs)
        yield from (Difference(Kind.COLUMN_ONLY_THERE, None, theirs[n], n) for n in theirs if n not in ours)


def _headers(items: Sequence[Item]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for item in items:
        if item.kind is Of.HEADER:
            for name in item.cells:
                found.setdefault(name, item)
    return found


def _without(items: Sequence[Item], others: Sequence[Item], apart: set[str]) -> Iterator[Item]:
    """Yield the lines that the others lack, each as often as it is lacking."""
    left: dict[object, int] = defaultdict(int)
    for item in others:
        left[_line(item, apart)] += 1
    for item in items:
        said = _line(item, apart)
        left[said] -= 1
        if left[said] < 0:
            yield item


def _line(item: Item, apart: set[str]) -> object:
    """Return a line as it is compared: with the headings above it; a header without columns that are told already."""
    if item.kind is Of.HEADER:
        return item.form, tuple((name, cell.said) for name, cell in item.cells.items() if name not in apart)
    return item.section, item.words


_Pairs = list[tuple[Item, Item]]


def _matched(here: Sequence[Item], there: Sequence[Item]) -> tuple[_Pairs, list[Item], list[Item]]:
    """Return the rows of one paper in pairs, and those without a partner: the surest signs first, alike sections first."""
    signs: tuple[Callable[[Item], object], ...] = (
        lambda item: (item.section, item.words),
        lambda item: (item.section, item.folded, item.url),
        lambda item: item.url and (item.section, item.url),
        lambda item: item.folded and (item.section, item.folded),
        lambda item: item.words,
        lambda item: item.url,
        lambda item: item.folded,
    )
    pairs: _Pairs = []
    left, right = list(here), list(there)
    for sign in signs:
        if not left or not right:
            break
        waiting: dict[object, list[Item]] = defaultdict(list)
        for item in reversed(right):
            waiting[sign(item)].append(item)
        unmatched: list[Item] = []
        for item in left:
            partners = waiting[sign(item)] if sign(item) else []
            if partners:
                pairs.append((item, partners.pop()))
            else:
                unmatched.append(item)
        taken = {id(partner) for _, partner in pairs}
        left, right = unmatched, [item for item in right if id(item) not in taken]
    return _alike(pairs, left, right)


def _alike(pairs: _Pairs, left: list[Item], right: list[Item]) -> tuple[_Pairs, list[Item], list[Item]]:
    """Pair, of what is left, rows whose titles are alike and whose other cells are mostly the same."""
    if len(left) * len(right) > _MOST_COMPARED:
        return pairs, left, right
    for item in list(left):
        best = max(
            (other for other in right if other.section == item.section), key=lambda o: _like(item, o), default=None
        )
        if best is not None and _like(item, best) >= _LIKE:
            pairs.append((item, best))
            left.remove(item)
            right.remove(best)
    return pairs, left, right


def _like(item: Item, other: Item) -> float:
    same = sum(name in other.cells and other.cells[name].said == cell.said for name, cell in item.cells.items())
    if len(item.cells) > 1 and same < len(item.cells) / 2:
        return 0
    return difflib.SequenceMatcher(None, item.folded, other.folded).ratio()


def _between(here: Item, there: Item, apart: set[str]) -> Iterator[Difference]:
    if here.section != there.section:
        yield Difference(Kind.MOVED, here, there)
    if (here.form, here.kind) != (there.form, there.kind):
        yield Difference(Kind.FORM, here, there)
    for name in dict.fromkeys((*here.cells, *there.cells)):
        ours, theirs = here.cells.get(name, Shown()), there.cells.get(name, Shown())
        if name not in apart and ours.said != theirs.said and {ours.said, theirs.said} - {"", "-"}:
            yield Difference(Kind.CELL, here, there, name)
