"""Groups of entries that are one work: verdicts joined, and never two works chained together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import candidates, forms
from unlcli.matching.clusters import Clusters
from unlcli.matching.evidence import Evidence, Relation, Verdict, describe, judge
from unlcli.matching.forms import Form


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
_MOST_REASONS = 3


def find_groups(entries: Sequence[Entry], venues: VenueTable, *, related: bool = False) -> tuple[DuplicateGroup, ...]:
    """Return the groups of entries that are certainly, then those that are possibly one work.

    Groups are closed: what is one work with a member is one with all. A join that would bring two entries together of
    which evidence says that they are two works is left out. A possible group holds whole certain groups.
    """
    compared = [forms.of_entry(entry, venues) for entry in entries]
    met = ((i, j, judge(compared[i], compared[j])) for i, j in candidates.pairs(compared))
    judged = [found for found in met if found[2].relation is not None]
    judged.sort(
        key=lambda found: (-found[2].score, *sorted((_name(compared[found[0]]), _name(compared[found[1]]))), found[:2])
    )
    clusters = Clusters(compared)
    groups = []
    for verdict in (Verdict.CERTAIN, Verdict.POSSIBLE):
        joins = [found for found in judged if found[2].verdict is verdict and clusters.join(*found[:2])]
        groups += _groups(clusters, joins, verdict)
    if related:
        groups += _related(clusters, [found for found in judged if found[2].relation is Relation.RELATED])
    return tuple(groups)


def explain(a: Entry, b: Entry, venues: VenueTable) -> Evidence:
    """Return what speaks for and against two entries being one work."""
    return describe(forms.of_entry(a, venues), forms.of_entry(b, venues))


def _name(form: Form) -> tuple[str, str, int]:
    return (form.titles[0].solid if form.titles else "", form.key, form.year)


def _groups(clusters: Clusters, joins: Iterable[Judged], verdict: Verdict) -> list[DuplicateGroup]:
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
    """Return what joined a group, the strongest evidence first and each reason once."""
    found = list(dict.fromkeys(evidence.reason for _, _, evidence in joins))
    return "; ".join(found[:_MOST_REASONS]) + (
        f"; and {len(found) - _MOST_REASONS} more" if len(found) > _MOST_REASONS else ""
    )


def _related(clusters: Clusters, found: list[Judged]) -> list[DuplicateGroup]:
    """Return the pairs of works that belong together, each work with all of its entries."""
    by_works: dict[tuple[int, int], list[Judged]] = {}
    for i, j, evidence in found:
        works = sorted((min(clusters.members(i)), min(clusters.members(j))))
        by_works.setdefault((works[0], works[1]), []).append((i, j, evidence))
    pairs = [(one, other) for one, other in sorted(by_works) if one != other]
    return [
        _group(
            tuple(sorted((*clusters.members(one), *clusters.members(other)))), by_works[one, other], Verdict.POSSIBLE
        )
        for one, other in pairs
    ]
