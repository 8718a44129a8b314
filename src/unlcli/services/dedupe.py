"""Find entries that are one work, merge them, and record which are not."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from unlcli.bibtex import fields as spans
from unlcli.domain import references, remedies, text
from unlcli.domain.change import Change, RemoveEntry, RemoveField
from unlcli.domain.entry import NOTSAME, Entry, join_values
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.errors import UsageError
from unlcli.matching import DuplicateGroup, Evidence, Relation, Verdict, explain, find_groups
from unlcli.matching.evidence import MARKED
from unlcli.matching.verdicts import contradicts
from unlcli.services.merge_entries import changes_between, merge_entries
from unlcli.services.tell_left_out import has_value, shortened


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and the file it stands in."""

    path: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries of a group, and what speaks for these two being one work."""

    one: Placed
    other: Placed
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries judged one work, in the order they were given, with the verdict, a score in 0..100 and the reason.

    `works` are the entries by which of them are certainly one work; the `links` of a possible group lie between works.
    Works that only belong together are in no verdict.
    """

    verdict: Verdict | None
    relation: Relation
    score: int
    reason: str
    members: tuple[Placed, ...]
    works: tuple[tuple[Placed, ...], ...] = ()
    links: tuple[Pair, ...] = ()

    @property
    def remedies(self) -> tuple[str, ...]:
        """The lines that settle the group, ready to paste: of all entries where it is certain, else of two works each."""
        if self.verdict is None:
            return ()
        if self.verdict is Verdict.CERTAIN or not self.links:
            return _lines(self.members)
        return tuple(dict.fromkeys(line for link in self.links for line in _lines((link.one, link.other))))


def _lines(members: Sequence[Placed]) -> tuple[str, ...]:
    return remedies.of_group([placed.entry.key for placed in members], [placed.path for placed in members])


def dedupe(libraries: Sequence[Entries], venues: VenueTable, *, related: bool = False) -> tuple[Group, ...]:
    """Return the groups of entries that are, or may be, one work, over all libraries together.

    Certain ones come first, then possible ones, each in the order of the entries. Groups of different works that belong
    together (`related`) come last, when they are asked for.
    """
    placed = [Placed(library.path, entry) for library in libraries for entry in library]
    found = find_groups([p.entry for p in placed], venues, related=related)
    groups = [_group(group, placed) for group in sorted(found, key=lambda g: g.members)]
    return tuple(sorted(groups, key=lambda g: _ORDER.index(g.verdict)))


_ORDER = (Verdict.CERTAIN, Verdict.POSSIBLE, None)


def _group(group: DuplicateGroup, placed: Sequence[Placed]) -> Group:
    verdict = None if group.relation is Relation.RELATED else group.verdict
    return Group(
        verdict,
        group.relation,
        group.score,
        group.reason,
        tuple(placed[i] for i in sorted(group.members)),
        tuple(tuple(placed[i] for i in work) for work in group.works),
        tuple(Pair(placed[k.one], placed[k.other], k.evidence.score, k.evidence.reason) for k in group.links),
    )


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is to be done: groups that are one work, and entries, by position, with the keys of works they are not."""

    merge: tuple[Group, ...] = ()
    differ: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergePlan:
    """The changes that merge groups, the keys that go with the one that stays, and values that could not be kept."""

    changes: tuple[Change, ...] = ()
    merged: tuple[tuple[str, tuple[str, ...]], ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def done(self) -> str:
        """What merging does, in words."""
        return "merged " + "; ".join(f"{', '.join(gone)} into {kept}" for kept, gone in self.merged)


def plan_merges(
    groups: Sequence[Group], library: Entries, venues: VenueTable, source: Callable[[int], str] | None = None
) -> MergePlan:
    """Return the changes that make one entry of each group: the first in the file stays, under its key."""
    return plan_decisions(Decisions(tuple(groups)), library, venues, source)


def plan_decisions(
    decisions: Decisions, library: Entries, venues: VenueTable, source: Callable[[int], str] | None = None
) -> MergePlan:
    """Return the changes that merge groups and record which works differ.

    Whoever names an entry that goes names the one that stays instead. `source` gives an entry's text: a field that it
    repeats is told there only.
    """
    groups = decisions.merge
    new_keys = _new_keys(groups, library)
    in_groups = {placed.entry.position for group in groups for placed in group.members}
    changes: list[Change] = []
    conflicts: list[str] = []
    for group in groups:
        first, *others = (placed.entry for placed in group.members)
        kept, told = _merged([references.with_new_keys(entry, new_keys) for entry in (first, *others)], venues)
        for entry in (first, *others):
            kept = _marked(kept, decisions.differ.get(entry.position, ()), new_keys)
        made = changes_between(first, references.without_itself(kept))
        changes += [*(RemoveEntry(entry.position) for entry in others), *made]
        conflicts += [f"{first.key}: {conflict}" for conflict in told]
        conflicts += _second_ones(group, kept, made, venues, source) if source else ()
    for entry in library if new_keys or decisions.differ else ():
        if entry.position not in in_groups and not entry.problem:
            renamed = references.with_new_keys(entry, new_keys)
            changes += changes_between(entry, _marked(renamed, decisions.differ.get(entry.position, ()), new_keys))
    merged = tuple((g.members[0].entry.key, tuple(p.entry.key for p in g.members[1:])) for g in groups)
    return MergePlan(tuple(changes), merged, tuple(dict.fromkeys(conflicts)))


def _merged(entries: Sequence[Entry], venues: VenueTable) -> tuple[Entry, tuple[str, ...]]:
    """Return one entry of several, under the first one's key, and in words what it could not keep."""
    kept = entries[0]
    told: list[str] = []
    for other in entries[1:]:
        result = merge_entries(kept, other, venues)
        kept = replace(result.entry, key=entries[0].key)
        told += result.conflicts
    return kept, tuple(told)


def _marked(entry: Entry, others: Iterable[str], new_keys: Mapping[str, str]) -> Entry:
    """Return an entry that says which others it is not."""
    wanted = dict.fromkeys(new_keys.get(key, key) for key in others)
    there = entry.values(NOTSAME)
    new = tuple(key for key in wanted if key not in there and key != entry.key)
    if not new:
        return entry
    return replace(entry, fields={**entry.fields, NOTSAME: join_values(NOTSAME, (*there, *new))})


def _second_ones(
    group: Group, kept: Entry, made: Sequence[Change], venues: VenueTable, source: Callable[[int], str]
) -> Iterator[str]:
    """Tell of fields that an entry repeats what the merged one has not; one that stays untouched keeps its own."""
    first = group.members[0].entry
    for placed in group.members:
        entry = placed.entry
        gone = {change.name for change in made if isinstance(change, RemoveField)} if entry is first else None
        for name, value in _repeated(source(entry.position)):
            if (gone is None or name in gone) and not has_value(kept, name, value, venues):
                shown = shortened(text.plain(value))
                yield f"{first.key}: {name}: {shown!r}, a second one in {entry.key}, is left out"


def _new_keys(groups: Sequence[Group], library: Entries) -> dict[str, str]:
    """Return for each key that no entry bears after a merge the key that stays."""
    gone = {placed.entry.position for group in groups for placed in group.members[1:]}
    there = {entry.key.casefold() for entry in library if entry.position not in gone}
    return {
        form: group.members[0].entry.key
        for group in groups
        for placed in group.members[1:]
        if placed.entry.key.casefold() not in there
        for form in (placed.entry.key, placed.entry.key.casefold())
    }


def _repeated(source: str) -> Iterator[tuple[str, str]]:
    """Return the fields of an entry's text that stand there before, with their values."""
    data = source.encode()
    seen: set[str] = set()
    for span in spans.parse(data, 0, len(data)).fields:
        if span.name in seen and (value := spans.value_text(data[span.value_start : span.value_end], {})):
            yield span.name, value
        seen.add(span.name)


def mark_not_same(entries: Sequence[Entry]) -> Mapping[int, tuple[str, ...]]:
    """Return by position which others each entry is not, so that all pairs are told apart.

    Raises UsageError for entries that share a key: by it, they cannot be told apart.
    """
    if len({entry.key.casefold() for entry in entries}) < len(entries):
        raise UsageError(
            f"{entries[0].key} is the key of several of these entries",
            "give each a key of its own: unl edit 'TITLE' --set key=NEW",
        )
    keys = [entry.key for entry in entries]
    return {entry.position: tuple(keys[n + 1 :]) for n, entry in enumerate(entries[:-1])}


def group_of(entries: Sequence[Entry], path: str) -> Group:
    """Return the group of entries that a person says are one work."""
    ordered = sorted(entries, key=lambda entry: entry.position)
    return Group(
        Verdict.CERTAIN, Relation.SAME, 100, "named to be merged", tuple(Placed(path, entry) for entry in ordered)
    )


def doubts(entries: Sequence[Entry], venues: VenueTable) -> tuple[str, ...]:
    """Return in words what speaks against entries being one work; nothing where the judge takes them for one, or may."""
    apart: list[tuple[int, int, str]] = []
    work = list(range(len(entries)))
    for i, j in combinations(range(len(entries)), 2):
        found = explain(entries[i], entries[j], venues)
        if found.verdict is not None:
            work = [work[i] if name == work[j] else name for name in work]
        else:
            apart.append((i, j, f"{entries[i].key} and {entries[j].key} {_apart(found)}" if contradicts(found) else ""))
    told = [said for _, _, said in apart if said]
    # what only looks unlike may be one by way of another entry
    loose = [(entries[i].key, entries[j].key) for i, j, said in apart if not said and work[i] != work[j]]
    return (*told, *(f"too little makes {one} and {other} one paper" for one, other in loose))


def _apart(evidence: Evidence) -> str:
    if evidence.reason == MARKED:
        return "are marked as not the same"
    return f"are {'related papers' if evidence.relation is Relation.RELATED else 'different papers'}: {evidence.reason}"


def merged_json(plan: MergePlan, *, is_written: bool) -> dict[str, object]:
    """Return what a merge did, or would do, as the documented JSON document."""
    return {
        "version": 1,
        "written": is_written,
        "merged": [{"key": kept, "merged": list(gone)} for kept, gone in plan.merged],
        "conflicts": list(plan.conflicts),
    }


def as_json(groups: Sequence[Group], *, related: bool = False) -> dict[str, object]:
    """Return groups as the documented JSON document; those of related works stand apart, where they are asked for."""
    document: dict[str, object] = {
        "version": 1,
        "groups": [_group_json(group) for group in groups if group.verdict is not None],
    }
    if related:
        document["related"] = [_group_json(group) for group in groups if group.verdict is None]
    return document


def _group_json(group: Group) -> dict[str, object]:
    place = {id(placed): number for number, placed in enumerate(group.members)}
    links = [
        {"entries": [place[id(k.one)], place[id(k.other)]], "score": k.score, "reason": k.reason} for k in group.links
    ]
    return {
        **({"verdict": str(group.verdict)} if group.verdict is not None else {}),
        "relation": str(group.relation),
        "score": group.score,
        "reason": group.reason,
        "entries": [
            {"key": p.entry.key, "line": p.entry.line, "path": p.path, "title": p.entry.plain("title")}
            for p in group.members
        ],
        **({"links": links} if links else {}),
        **({"remedies": list(group.remedies)} if group.remedies else {}),
    }
