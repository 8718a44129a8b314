"""Count and rename categories."""

from dataclasses import dataclass

from unlcli.domain import categories, text
from unlcli.domain.categories import Path
from unlcli.domain.change import Change, RemoveField, SetField
from unlcli.domain.entry import CATEGORY, Entry, join_values
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
        if not any(categories.is_within(path, before) for path in categories.of_entry(entry)):
            continue
        found = True
        value = _renamed(entry, before, after)
        if not value:
            changes.append(RemoveField(entry.position, CATEGORY))
        elif value != entry.get(CATEGORY):
            changes.append(SetField(entry.position, CATEGORY, value))
    if not found:
        raise UsageError(f"no paper has the category {categories.written(before)!r}", "`unl categories` lists them")
    return tuple(changes)


def _renamed(entry: Entry, before: Path, after: Path) -> str:
    """Return the value of an entry's field with one category's name changed; the text of the others stays as it is."""
    texts: dict[Path, str] = {}
    paths: list[Path] = []
    for path, as_it_stands in _parts(entry):
        renamed = after + path[len(before) :] if categories.is_within(path, before) else path
        written = as_it_stands if renamed == path else ""
        texts.setdefault(categories.folded(renamed), written or text.to_bibtex(categories.written(renamed)))
        paths.append(renamed)
    return join_values(CATEGORY, tuple(texts[categories.folded(path)] for path in categories.without_implied(paths)))


def _parts(entry: Entry) -> list[tuple[Path, str]]:
    """Return an entry's categories with their text in BibTeX; without it where the field cannot be cut into such texts."""
    raw = [part.strip() for part in entry.get(CATEGORY).split(";") if part.strip()]
    paths = [categories.parse(text.plain(part)) for part in raw]
    read = [categories.parse(part) for part in entry.plain(CATEGORY).split(";") if part.strip()]
    if paths == read and all(map(text.is_balanced, raw)):
        return [(path, part) for path, part in zip(paths, raw, strict=True) if path]
    return [(path, "") for path in read if path]
