"""Groups of entries that are one work: verdicts joined, and never two works chained together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import candidates, forms
from unlcli.matching.evidence import Evidence, Relation, Verdict, judge
from unlcli.matching.forms import Form
from unlcli.matching.verdicts import contradicts


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """One work, several entries; `members` are positions among the entries, in file order.

    A group of relation `related` (only found when asked for) holds different works: its verdict says no more than
    that a person asked to see it.
    """

    verdict: Verdict
    relation: Relation
    score: int
    reason: str
    members: tuple[int, ...]


Judged = tuple[int, int, Evidence]


def find_groups(entries: Sequence[Entry], venues: VenueTable, *, related: bool = False) -> tuple[DuplicateGroup, ...]:
    """Return the groups of entries that are certainly, then those that are possibly one work.

    Certain groups are closed: what is one work with a member is one with all, unless evidence speaks against it. A
    possible group joins certain groups or single entries that may be one work.
    """
    compared = [forms.of_entry(entry, venues) for entry in entries]
    met = ((i, j, judge(compared[i], compared[j])) for i, j in candidates.pairs(compared))
    judged = [found for found in met if found[2].relation is not None]
    judged.sort(key=lambda found: (-found[2].score, *sorted((_name(compared[found[0]]), _name(compared[found[1]]))), found[:2]))
    clusters = _Clusters(compared)
    certain = [found for found in judged if found[2].verdict is Verdict.CERTAIN and clusters.join(*found[:2])]
    groups = _groups(clusters, certain, Verdict.CERTAIN)
    possible = [found for found in judged if found[2].verdict is Verdict.POSSIBLE and clusters.may_be_one(*found[:2])]
    groups += _looser(clusters, possible, Verdict.POSSIBLE)
    if related:
        groups += _looser(clusters, [found for found in judged if found[2].relation is Relation.RELATED], Verdict.POSSIBLE)
    return tuple(groups)


def explain(a: Entry, b: Entry, venues: VenueTable) -> Evidence:
    """Return what speaks for and against two entries being one work."""
    return judge(forms.of_entry(a, venues), forms.of_entry(b, venues))


def _name(form: Form) -> tuple[str, str, int]:
    return (form.titles[0].solid if form.titles else "", form.key, form.year)


class _Clusters:
    """Entries joined into works; a join that would put two contradicting entries together is refused."""

    def __init__(self, compared: Sequence[Form]) -> None:
        self._forms = compared
        self._of: dict[int, list[int]] = {}

    def members(self, index: int) -> list[int]:
        return self._of.get(index) or [index]

    def join(self, i: int, j: int) -> bool:
        """Put two entries into one cluster; False when members of the two contradict."""
        ours, theirs = self.members(i), self.members(j)
        if ours is theirs:
            return True
        if not self.may_be_one(i, j):
            return False
        joined = ours + theirs
        for member in joined:
            self._of[member] = joined
        return True

    def may_be_one(self, i: int, j: int) -> bool:
        """Tell whether no member of one entry's cluster contradicts one of the other's."""
        ours, theirs = self.members(i), self.members(j)
        if ours is theirs:
            return False
        return len(ours) == len(theirs) == 1 or not any(
            contradicts(judge(self._forms[x], self._forms[y])) for x in ours for y in theirs if (x, y) != (i, j)
        )


def _groups(clusters: _Clusters, joins: Iterable[Judged], verdict: Verdict) -> list[DuplicateGroup]:
    """Return a group for each cluster, told by the evidence that joined it."""
    by_cluster: dict[int, list[Judged]] = {}
    for found in joins:
        by_cluster.setdefault(min(clusters.members(found[0])), []).append(found)
    return [_group(tuple(sorted(clusters.members(first))), by_cluster[first], verdict) for first in sorted(by_cluster)]


def _group(members: tuple[int, ...], joins: list[Judged], verdict: Verdict) -> DuplicateGroup:
    weakest = min(joins, key=lambda found: found[2].score)[2]
    relations = {found[2].relation for found in joins}
    relation = next(r for r in (Relation.RELATED, Relation.VERSION, Relation.SAME) if r in relations)
    return DuplicateGroup(verdict, relation, weakest.score, _reasons(joins), members)


def _reasons(joins: list[Judged]) -> str:
    return "; ".join(dict.fromkeys(found[2].reason for found in joins))


def _looser(clusters: _Clusters, found: list[Judged], verdict: Verdict) -> list[DuplicateGroup]:
    """Return groups of clusters that meet in evidence short of certain."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    kept = [(min(clusters.members(i)), min(clusters.members(j)), e) for i, j, e in found]
    kept = [f for f in kept if f[0] != f[1]]
    for i, j, _ in kept:
        parent[max(root(i), root(j))] = min(root(i), root(j))
    by_root: dict[int, list[Judged]] = {}
    for one in kept:
        by_root.setdefault(root(one[0]), []).append(one)
    groups = []
    for first in sorted(by_root):
        heads = {x for i, j, _ in by_root[first] for x in (i, j)}
        members = tuple(sorted(m for head in heads for m in clusters.members(head)))
        groups.append(_group(members, by_root[first], verdict))
    return groups
