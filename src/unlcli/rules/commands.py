"""Lines ready to paste, by which a person settles a finding."""

import shlex
from collections.abc import Iterable

from unlcli.rules.judged import Placed

#: More keys than this make no line that somebody reads before pasting it.
_MOST_KEYS = 12


def edit(placed: Placed, *options: str) -> tuple[str, ...]:
    """Return the line that edits an entry; none for one that its key does not name."""
    return edit_all([placed], *options)


def edit_all(placed: Iterable[Placed], *options: str) -> tuple[str, ...]:
    """Return the line that edits entries of one library alike; none where keys do not name them, or too many."""
    entries = list(placed)
    library = entries[0].library
    keys = [each.entry.key for each in entries]
    if len(keys) > _MOST_KEYS or any(
        not key or key.startswith("-") or len(library.by_key.get(key, ())) != 1 for key in keys
    ):
        return ()
    return (_line("unl", "edit", *keys, *options, *where(library.path)),)


def upgrade(placed: Placed) -> tuple[str, ...]:
    """Return the line that looks for the version of record of an entry; none for one that its key does not name."""
    return tuple(line.replace("unl edit", "unl upgrade", 1) for line in edit(placed))


def edit_named(placed: Placed, name: str, *options: str) -> tuple[str, ...]:
    """Return the line that edits an entry which something else than its key names."""
    return (_line("unl", "edit", name, *options, *where(placed.library.path)),)


def fix(path: str) -> str:
    """Return the line that mends what can be mended in a library."""
    named = () if path in ("", "library.bib") else ("--", path) if path.startswith("-") else (path,)
    return _line("unl", "check", "--fix", *named)


def fix_links(placed: Placed) -> str:
    """Return the line that writes better addresses into an entry; into all of its library where its key does not name it."""
    key = placed.entry.key
    is_named = key and not key.startswith("-") and len(placed.library.by_key.get(key, ())) == 1
    return _line("unl", "links", "--fix", *((key,) if is_named else ()), *where(placed.library.path))


def where(path: str) -> tuple[str, ...]:
    """Return the option that names a library, wherever a command might take another one."""
    return () if path in ("", "library.bib") else ("-l", path)


def _line(*words: str) -> str:
    return " ".join(shlex.quote(word) for word in words)
