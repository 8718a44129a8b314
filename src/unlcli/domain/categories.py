"""Categories: paths such as `Benchmark > Multimodal`, several on a paper."""

import re
from collections.abc import Iterable
from functools import lru_cache

from unlcli.domain.entry import CATEGORY, Entry, split_values
from unlcli.errors import UsageError

Path = tuple[str, ...]

_ARROW = re.compile(r"\s*>\s*")


def parse(name: str) -> Path:
    """Return a category's path from its written form."""
    return tuple(part for part in (re.sub(r"\s+", " ", p).strip() for p in _ARROW.split(name)) if part)


def written(path: Path) -> str:
    """Return a path as it is written in the field."""
    return " > ".join(path)


def checked_name(name: str) -> str:
    """Return one level's name, or raise UsageError when it holds what separates categories."""
    name = re.sub(r"\s+", " ", name).strip()
    if not name or ";" in name or ">" in name:
        raise UsageError(
            f"{name!r} cannot be a category's name: it is empty or holds ';' or '>'", "use another word for it"
        )
    return name


def safe_name(name: str) -> str:
    """Return a heading's text as one level's name: `;` and `>` become commas and slashes."""
    return re.sub(r"\s+", " ", name.replace(";", ",").replace(">", "/")).strip()


def of_entry(entry: Entry) -> tuple[Path, ...]:
    """Return the categories of an entry, without those that a sub-category implies."""
    return of_value(entry.plain(CATEGORY))


@lru_cache(1024)  # many entries have the same ones
def of_value(value: str) -> tuple[Path, ...]:
    """Return the categories of a `category` value."""
    return without_implied(parse(part) for part in split_values(CATEGORY, value))


def without_implied(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return paths in order, equal ones (case ignored) and parents of others left out."""
    unique: dict[Path, Path] = {}
    for path in paths:
        if path:
            unique.setdefault(folded(path), path)
    return tuple(
        path for key, path in unique.items() if not any(other[: len(key)] == key and other != key for other in unique)
    )


def folded(path: Path) -> Path:
    """Return the form in which categories are compared: case ignored."""
    return tuple(part.casefold() for part in path)


def exact_form(path: Path) -> str:
    """Return the form in which a whole category is asked for: case and the kind of apostrophes ignored."""
    return written(folded(path)).replace("’", "'")


def is_within(path: Path, ancestor: Path) -> bool:
    """Tell whether a category is another or stands under it."""
    return folded(path)[: len(ancestor)] == folded(ancestor)
