"""How a block that was edited differs from what would be generated: rows, cells and lines, none passed over."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from unlcli.services.in_place.items import TEXT, Item, is_html, read_items

_LIKE = 0.6
#: Comparing each with each is for what a person edits.
_MOST_COMPARED = 10_000


class Kind(StrEnum):
    """What differs."""

    ROW_ONLY_HERE = "row only here"
    ROW_ONLY_THERE = "row only there"
    CELL = "cell"
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


def differences(block: str, generated: str) -> list[Difference]:
    """Return what differs, in the order of the block, what it lacks last; empty where only the layout or the order does."""
    here, there = (read_items(text, as_html=is_html(generated)) for text in (block, generated))
    pairs, only_here, only_there = _matched([i for i in here if i.is_row], [i for i in there if i.is_row])
    found = [difference for ours, theirs in pairs for difference in _between(ours, theirs)]
    found += [Difference(Kind.ROW_ONLY_HERE, here=item) for item in only_here]
    lines_here, lines_there = ([i for i in items if not i.is_row] for items in (here, there))
    found += [Difference(Kind.LINE_ONLY_HERE, here=item) for item in _without(lines_here, lines_there)]
    found.sort(key=lambda difference: difference.here.line if difference.here else 0)
    found += [Difference(Kind.ROW_ONLY_THERE, there=item) for item in only_there]
    return found + [Difference(Kind.LINE_ONLY_THERE, there=item) for item in _without(lines_there, lines_here)]


def _without(items: Sequence[Item], others: Sequence[Item]) -> Iterator[Item]:
    """Yield the lines that the others lack, each as often as it is lacking."""
    left: dict[object, int] = defaultdict(int)
    for item in others:
        left[item.words] += 1
    for item in items:
        left[item.words] -= 1
        if left[item.words] < 0:
            yield item


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
    same = sum(other.cells.get(name) == text for name, text in item.cells.items())
    if len(item.cells) > 1 and same < len(item.cells) / 2:
        return 0
    return difflib.SequenceMatcher(None, item.folded, other.folded).ratio()


def _between(here: Item, there: Item) -> Iterator[Difference]:
    if here.section != there.section:
        yield Difference(Kind.MOVED, here, there)
    # A column that the block has no more is one difference, of its header; a line of a list's item is one of its own.
    is_list = TEXT in here.cells
    for name in dict.fromkeys((*here.cells, *(there.cells if is_list else ()))):
        ours, theirs = here.cells.get(name, ""), there.cells.get(name, "")
        if ours != theirs and {ours, theirs} - {"", "-"}:
            yield Difference(Kind.CELL, here, there, name)
