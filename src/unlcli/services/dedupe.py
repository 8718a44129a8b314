"""Find entries that are one work, and merge them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unlcli.domain.change import Change, RemoveEntry
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries
from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.domain.venues import VenueTable
from unlcli.matching import DuplicateGroup, Relation, Verdict, find_groups
from unlcli.services.edit import FieldEdit, Verb, edit_entries
from unlcli.services.list_entries import ListOptions, list_entries
from unlcli.services.merge_entries import changes_between, merge_entries


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and the file it stands in."""

    path: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Group:
    """Entries judged one work, in the order they were given, with the verdict, a score in 0..100 and the reason."""

    verdict: Verdict
    relation: Relation
    score: int
    reason: str
    members: tuple[Placed, ...]


def dedupe(libraries: Sequence[Entries], venues: VenueTable) -> tuple[Group, ...]:
    """Return the groups of entries that are, or may be, one work, over all libraries together; certain ones first."""
    placed = [Placed(library.path, entry) for library in libraries for entry in library]
    found = find_groups([p.entry for p in placed], venues)
    ordered = sorted(found, key=lambda g: (g.verdict is not Verdict.CERTAIN, g.members))
    return tuple(_group(group, placed) for group in ordered)


def _group(group: DuplicateGroup, placed: Sequence[Placed]) -> Group:
    return Group(
        group.verdict, group.relation, group.score, group.reason, tuple(placed[i] for i in sorted(group.members))
    )


@dataclass(frozen=True, slots=True)
class MergePlan:
    """The changes that merge groups, the keys that go with the one that stays, and values that could not be kept."""

    changes: tuple[Change, ...] = ()
    merged: tuple[tuple[str, tuple[str, ...]], ...] = ()
    conflicts: tuple[str, ...] = ()


def plan_merges(groups: Sequence[Group], venues: VenueTable) -> MergePlan:
    """Return the changes that make one entry of each group: the first in the file stays, under its key."""
    changes: list[Change] = []
    merged = []
    conflicts: list[str] = []
    for group in groups:
        first, *others = (placed.entry for placed in group.members)
        kept = first
        for other in others:
            result = merge_entries(kept, other, venues)
            kept = replace(result.entry, key=first.key)
            conflicts += [f"{first.key}: {conflict}" for conflict in result.conflicts]
            changes.append(RemoveEntry(other.position))
        changes += changes_between(first, kept)
        merged.append((first.key, tuple(entry.key for entry in others)))
    return MergePlan(tuple(changes), tuple(merged), tuple(conflicts))


def mark_not_same(first: Entry, second: Entry, library: Entries) -> tuple[Change, ...]:
    """Return the change that records in the first entry that the second is another work."""
    return edit_entries([first], library, [FieldEdit(Verb.ADD, "notsame", second.key)])


def group_of(entries: Sequence[Entry], path: str) -> Group:
    """Return the group of entries that a person says are one work."""
    ordered = sorted(entries, key=lambda entry: entry.position)
    return Group(
        Verdict.CERTAIN, Relation.SAME, 100, "named to be merged", tuple(Placed(path, entry) for entry in ordered)
    )


def as_json(groups: Sequence[Group]) -> dict[str, object]:
    """Return groups as the documented JSON document."""
    return {
        "version": 1,
        "groups": [
            {
                "verdict": str(group.verdict),
                "relation": str(group.relation),
                "score": group.score,
                "reason": group.reason,
                "entries": [
                    {"key": p.entry.key, "line": p.entry.line, "path": p.path, "title": p.entry.plain("title")}
                    for p in group.members
                ],
            }
            for group in groups
        ],
    }


_SHOWN = ("key", "title", "authors", "venue", "year")


def as_listing(groups: Sequence[Group], venues: VenueTable) -> Listing:
    """Return groups as a listing: a section each, its entries one under the other with their places."""
    sections = []
    columns: tuple[Column, ...] = (Column("place", "Place"),)
    for number, group in enumerate(groups):
        listed = list_entries([p.entry for p in group.members], venues, ListOptions(_SHOWN, in_order=True))
        columns = (Column("place", "Place"), *listed.columns)
        rows = [
            Row(row.key, (Cell(f"{placed.path}:{placed.entry.line}"), *row.cells), row.record)
            for row, placed in zip(listed.rows, group.members, strict=True)
        ]
        relation = "the same paper" if group.relation is Relation.SAME else "versions of one paper"
        title = f"{'certainly' if group.verdict is Verdict.CERTAIN else 'possibly'} {relation} ({group.score}): {group.reason}"
        sections.append(Section(title, f"group-{number + 1}", rows=tuple(rows)))
    return Listing("", columns, tuple(sections))
