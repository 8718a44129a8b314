"""Find entries that are one work, and merge them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from unlcli.bibtex import fields as spans
from unlcli.domain import references, text
from unlcli.domain.change import Change, RemoveEntry, RemoveField
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries
from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.domain.venues import VenueTable
from unlcli.matching import DuplicateGroup, Relation, Verdict, find_groups
from unlcli.services.edit import FieldEdit, Verb, edit_entries
from unlcli.services.list_entries import ListOptions, list_entries
from unlcli.services.merge_entries import changes_between, has_value, merge_entries


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


def plan_merges(
    groups: Sequence[Group], library: Entries, venues: VenueTable, source: Callable[[int], str] | None = None
) -> MergePlan:
    """Return the changes that make one entry of each group: the first in the file stays, under its key.

    Whoever names one that goes names the one that stays instead. `source` gives an entry's text: a field that it repeats
    is told there only.
    """
    changes: list[Change] = []
    merged = []
    conflicts: list[str] = []
    new_keys = _new_keys(groups, library)
    in_groups = {placed.entry.position for group in groups for placed in group.members}
    for group in groups:
        first, *others = (placed.entry for placed in group.members)
        kept = references.with_new_keys(first, new_keys)
        for other in others:
            result = merge_entries(kept, references.with_new_keys(other, new_keys), venues)
            kept = replace(result.entry, key=first.key)
            conflicts += [f"{first.key}: {conflict}" for conflict in result.conflicts]
            changes.append(RemoveEntry(other.position))
        made = changes_between(first, references.without_itself(kept))
        changes += made
        merged.append((first.key, tuple(entry.key for entry in others)))
        for entry in (first, *others) if source else ():
            gone = {change.name for change in made if isinstance(change, RemoveField)} if entry is first else None
            for name, value in _repeated(source(entry.position) if source else ""):
                if (gone is None or name in gone) and not has_value(kept, name, value, venues):
                    conflicts.append(
                        f"{first.key}: {name}: {text.plain(value)!r}, a second one in {entry.key}, is left out"
                    )
    for entry in library if new_keys else ():
        if entry.position not in in_groups and not entry.problem:
            changes += references.changes(entry, new_keys)
    return MergePlan(tuple(changes), tuple(merged), tuple(dict.fromkeys(conflicts)))


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
