"""Count and rename categories."""

from dataclasses import dataclass

from unlcli.domain import categories, text
from unlcli.domain.categories import Path
from unlcli.domain.change import Change, RemoveField, SetField
from unlcli.domain.entry import CATEGORY, join_values
from unlcli.domain.library import Entries
from unlcli.errors import UsageError


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """A category with its own papers and those below it; an empty path counts papers without one."""

    path: Path
    count: int


def count_categories(library: Entries) -> tuple[CategoryCount, ...]:
    """Return all categories and their parents in order of first appearance, with how many papers each has."""
    counts: dict[Path, set[int]] = {}
    names: dict[Path, Path] = {}
    for entry in library:
        paths = categories.of_entry(entry) or ((),)
        for path in paths:
            for depth in range(1, len(path) + 1) if path else (0,):
                part = path[:depth]
                names.setdefault(categories.folded(part), part)
                counts.setdefault(categories.folded(part), set()).add(entry.position)
    ordered = _depth_first([key for key in counts if key])
    if () in counts:
        ordered.append(())
    return tuple(CategoryCount(names[key], len(counts[key])) for key in ordered)


def _depth_first(keys: list[Path]) -> list[Path]:
    ordered: list[Path] = []

    def visit(key: Path) -> None:
        ordered.append(key)
        for child in keys:
            if len(child) == len(key) + 1 and child[: len(key)] == key:
                visit(child)

    for key in keys:
        if len(key) == 1:
            visit(key)
    return ordered


def rename_category(library: Entries, old: str, new: str) -> tuple[Change, ...]:
    """Return the changes that give a category, and all below it, another name. Raises UsageError when it is not there."""
    before, after = categories.parse(old), tuple(categories.checked_name(part) for part in new.split(">"))
    if ";" in old or not before:
        raise UsageError(f"{old!r} is no category", "name one as `unl categories` lists it")
    changes: list[Change] = []
    found = False
    for entry in library:
        paths = categories.of_entry(entry)
        if not any(categories.is_within(path, before) for path in paths):
            continue
        found = True
        renamed = categories.without_implied(
            after + path[len(before) :] if categories.is_within(path, before) else path for path in paths
        )
        value = join_values(CATEGORY, tuple(text.to_bibtex(categories.written(path)) for path in renamed))
        if not value:
            changes.append(RemoveField(entry.position, CATEGORY))
        elif value != entry.get(CATEGORY):
            changes.append(SetField(entry.position, CATEGORY, value))
    if not found:
        raise UsageError(f"no paper has the category {categories.written(before)!r}", "`unl categories` lists them")
    return tuple(changes)
