"""Decide group by group which entries are one work; what was decided before holds for the groups that follow."""

from collections.abc import Iterable
from itertools import combinations

from unlcli.domain import remedies
from unlcli.matching import Relation, Verdict
from unlcli.services.dedupe import Decisions, Group, Placed, mark_not_same


def _named(group: Group) -> tuple[Placed, ...]:
    """Return an entry of each work of a group, the first."""
    return (
        tuple(work[0] for work in group.works) if group.verdict is Verdict.POSSIBLE and group.works else group.members
    )


class Deciding:
    """Decisions as a person makes them: works that are one, works that are not."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._merged: list[dict[int, Placed]] = []
        self._apart: list[tuple[Placed, ...]] = []

    def merge(self, group: Group) -> None:
        """Make one work of a group, with the works its members were made part of before."""
        joined = {placed.entry.position: placed for placed in group.members}
        for work in [work for work in self._merged if not joined.keys().isdisjoint(work)]:
            self._merged.remove(work)
            joined |= work
        self._merged.append(joined)

    def differ(self, group: Group) -> None:
        """Tell a group's works apart; what is certainly one, or was merged before, stays one.

        Raises UsageError where they share a key.
        """
        works = {min(self._work(placed)): placed for placed in reversed(_named(group))}
        ordered = tuple(works[position] for position in sorted(works))
        mark_not_same([placed.entry for placed in ordered])
        self._apart.append(ordered)

    def contradicts(self, group: Group) -> bool:
        """Tell whether a group holds works that were told apart."""
        there = {min(self._work(placed)) for placed in group.members}
        return any(len(there & {min(self._work(placed)) for placed in apart}) > 1 for apart in self._apart)

    def _work(self, placed: Placed) -> Iterable[int]:
        position = placed.entry.position
        return next((work for work in self._merged if position in work), {position: placed})

    @property
    def decisions(self) -> Decisions:
        """What is to be done."""
        differ: dict[int, tuple[str, ...]] = {}
        for apart in self._apart:
            for position, keys in mark_not_same([placed.entry for placed in apart]).items():
                differ[position] = tuple(dict.fromkeys((*differ.get(position, ()), *keys)))
        return Decisions(tuple(self._group(work.values()) for work in self._merged), differ)

    @property
    def told_apart(self) -> str:
        """Which works were told apart, in words."""
        pairs = [
            f"{one.entry.key} and {other.entry.key}" for apart in self._apart for one, other in combinations(apart, 2)
        ]
        return f"recorded that {', '.join(pairs)} differ" if pairs else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that do the same, ready to paste."""
        merges = [[placed.entry.key for placed in self._group(work.values()).members] for work in self._merged]
        apart = [[placed.entry.key for placed in works] for works in self._apart]
        return (
            *(remedies.of_group(keys, [self._path])[0] for keys in merges),
            *(remedies.of_group(keys, [self._path])[-1] for keys in apart),
        )

    def _group(self, members: Iterable[Placed]) -> Group:
        ordered = tuple(sorted(members, key=lambda placed: placed.entry.position))
        return Group(Verdict.CERTAIN, Relation.SAME, 100, "decided", ordered)
