"""Citation keys: made once from a pattern, never changed by later edits."""

import re
from collections.abc import Collection, Sequence

from unlcli.domain import names, text
from unlcli.domain.entry import Entry
from unlcli.errors import UsageError

DEFAULT_PATTERN = "{author}{year}{word}"
#: No made key is longer; a clash adds its letters.
LONGEST = 64

# Articles, prepositions and conjunctions that say nothing about a title.
_EMPTY_WORDS = frozenset(
    "a an the on of in at to for from by with without via and or as is are be into onto over under between towards toward "
    "about against across after before beyond during through throughout within upon per than "
    "der die das ein eine und von zur zum im le la les un une des du de et en sur el los las del y".split()
)
_VARIABLES = ("author", "authors", "year", "yy", "word", "words", "title", "venue")


def check_pattern(pattern: str) -> None:
    """Raise UsageError when a key pattern names something unknown or nothing."""
    named = re.findall(r"\{(\w*)\}", pattern)
    unknown = [name for name in named if name not in _VARIABLES]
    if unknown or not named:
        raise UsageError(
            f"key pattern {pattern!r} names {', '.join(unknown) or 'nothing'}", f"it may name {', '.join(_VARIABLES)}"
        )


def make_key(entry: Entry, taken: Collection[str], pattern: str = DEFAULT_PATTERN) -> str:
    """Return a citation key for an entry that no other has; a clash gets `a`, `b`, ... Comparison with `taken` ignores case."""
    base = _base(entry, pattern)
    lowered = taken if isinstance(taken, TakenKeys) else TakenKeys(taken)
    if base.casefold() not in lowered:
        return base
    number = 0
    while True:
        candidate = base + _letters(number)
        if candidate.casefold() not in lowered:
            return candidate
        number += 1


class TakenKeys(set[str]):
    """Keys in use, case folded: BibTeX takes keys that differ in case only for one."""

    def __init__(self, keys: Collection[str] = ()) -> None:
        super().__init__(key.casefold() for key in keys)


def _base(entry: Entry, pattern: str) -> str:
    people = names.authors(entry.get("author") or entry.get("editor"))
    words = [
        w[:LONGEST]
        for w in text.fold(entry.plain("title")).split()
        if w.isascii() and w not in _EMPTY_WORDS and not w.isdigit()
    ][:LONGEST]
    while len(made := _filled(entry, people, words, pattern)) > LONGEST and len(words) > 1:
        words.pop()  # a key that is too long ends at a word's end where words make it so
    return made[:LONGEST] if any(c.isalnum() for c in made[:LONGEST]) else "entry"


def _filled(entry: Entry, people: Sequence[names.Name], words: Sequence[str], pattern: str) -> str:
    if not people and pattern == DEFAULT_PATTERN:
        return "".join(words[:3]) + entry.year
    parts = {
        "author": _ascii(people[0]) if people else "",
        "authors": "".join(_ascii(p) for p in people[:3]),
        "year": entry.year,
        "yy": entry.year[-2:],
        "word": words[0] if words else "",
        "words": "".join(words[:3]),
        "title": "".join(words),
        "venue": text.squash(entry.venue)[:12],
    }
    made = re.sub(r"\{(\w+)\}", lambda m: parts[m[1]], pattern)
    return re.sub(r"[^A-Za-z0-9:._/+-]", "", made)


def _ascii(person: names.Name) -> str:
    return "".join(c for c in text.squash(person.particle + person.family) if c.isascii())


def _letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def is_valid(key: str) -> bool:
    """Tell whether a key can be written: no blank, comma, brace, quote, `#`, `%`, `~`, `\\`, `=` or control character."""
    return bool(key) and not re.search(r"[\s,{}()\"#%~\\=\x00-\x1f\x7f]", key)
