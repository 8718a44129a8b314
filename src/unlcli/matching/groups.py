"""Groups of entries that are one work: verdicts joined, and never two works chained together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import candidates, forms
from unlcli.matching.clusters import Clusters
from unlcli.matching.evidence import Evidence, Relation, Verdict, describe, judge
from unlcli.matching.forms import Form


@dataclass(frozen=True, slots=True)
class Link:
    """Two members of a group, in file order, and what speaks for these two being one work."""

    one: int
    other: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """One work, several entries; `members` are positions among the entries, in file order.

    `works` are the members by which of them are certainly one work: all of a certain group, the certain groups and
    single entries of a possible one. `links` are what the group rests on; in a possible group each lies between two
    works. Reason and score are the whole group's: what is said of two members, only their link tells.

    A group of relation `related` (only found when asked for) holds different works: its verdict says no more than
    that a person asked to see it.
    """

    verdict: Verdict
    relation: Relation
    score: int
    reason: str
    members: tuple[int, ...]
    works: tuple[tuple[int, ...], ...] = ()
    links: tuple[Link, ...] = ()


Judged = tuple[int, int, Evidence]
_MOST_REASONS = 3
#: Of so many works each pair that may be one is told; of more only what holds them together, for pairs grow with the square.
_FEW_WORKS = 4


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
    certain, possible = (
        [found for found in judged if found[2].verdict is v] for v in (Verdict.CERTAIN, Verdict.POSSIBLE)
    )
    groups = _certain(clusters, certain)
    works = {member: group.members for group in groups for member in group.members}
    groups += _possible(clusters, possible, works)
    if related:
        groups += _related(clusters, [found for found in judged if found[2].relation is Relation.RELATED])
    return tuple(groups)


def explain(a: Entry, b: Entry, venues: VenueTable) -> Evidence:
    """Return what speaks for and against two entries being one work."""
    return describe(forms.of_entry(a, venues), forms.of_entry(b, venues))


def _name(form: Form) -> tuple[str, str, int]:
    return (form.titles[0].solid if form.titles else "", form.key, form.year)


def _certain(clusters: Clusters, judged: Sequence[Judged]) -> list[DuplicateGroup]:
    """Return the groups of certain verdicts; a member's links are to the first of its group where it is like that one."""
    groups = []
    for joins, found in _joined(clusters, judged):
        members = tuple(sorted(clusters.members(joins[0][0])))
        first = [link for link in found if members[0] in link[:2]]
        direct = {member for link in first for member in link[:2]}
        links = [*first, *(link for link in joins if not direct.issuperset(link[:2]))]
        groups.append(_group(members, joins, Verdict.CERTAIN, (members,), links))
    return sorted(groups, key=lambda group: group.members)


def _possible(
    clusters: Clusters, judged: Sequence[Judged], works: Mapping[int, tuple[int, ...]]
) -> list[DuplicateGroup]:
    """Return the groups of possible verdicts between works, `works` being those of several entries, by member."""

    def between(link: Judged) -> tuple[tuple[int, ...], tuple[int, ...]]:
        one, other = sorted(works.get(index, (index,)) for index in link[:2])
        return one, other

    groups = []
    for joins, found in _joined(clusters, judged):
        members = tuple(sorted(clusters.members(joins[0][0])))
        held = tuple(dict.fromkeys(works.get(member, (member,)) for member in members))
        pairs = {between(link) for link in (found if len(held) <= _FEW_WORKS else joins)}
        best: dict[object, Judged] = {}
        for link in sorted(found, key=lambda link: (-link[2].score, link[:2])):
            pair = between(link)
            if pair in pairs and pair[0] != pair[1]:
                best.setdefault(pair, link)
        groups.append(_group(members, joins, Verdict.POSSIBLE, held, best.values()))
    return sorted(groups, key=lambda group: group.members)


def _joined(clusters: Clusters, judged: Sequence[Judged]) -> Iterator[tuple[list[Judged], list[Judged]]]:
    """Join what can be joined; yield for each cluster that grew what joined it, and all that was found within it."""
    joins = [found for found in judged if clusters.join(*found[:2])]
    by_cluster: dict[int, tuple[list[Judged], list[Judged]]] = {}
    for found in joins:
        by_cluster.setdefault(id(clusters.members(found[0])), ([], []))[0].append(found)
    for found in judged:
        cluster = clusters.members(found[0])
        if cluster is clusters.members(found[1]) and id(cluster) in by_cluster:
            by_cluster[id(cluster)][1].append((min(found[:2]), max(found[:2]), found[2]))
    yield from by_cluster.values()


def _group(
    members: tuple[int, ...],
    joins: Sequence[Judged],
    verdict: Verdict,
    works: tuple[tuple[int, ...], ...] = (),
    links: Iterable[Judged] = (),
) -> DuplicateGroup:
    weakest = min(joins, key=lambda found: found[2].score)[2]
    relations = {found[2].relation for found in joins}
    relation = next(r for r in (Relation.RELATED, Relation.VERSION, Relation.SAME) if r in relations)
    told = sorted((Link(min(i, j), max(i, j), evidence) for i, j, evidence in links), key=lambda k: (k.one, k.other))
    return DuplicateGroup(verdict, relation, weakest.score, _reasons(joins), members, works, tuple(told))


def _reasons(joins: Sequence[Judged]) -> str:
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
