"""Expressions of SQLite's full-text search, built of words that cannot break out of their quotes."""

from collections.abc import Iterable, Sequence

from unlcli.domain import facets
from unlcli.domain.shown import COLUMNS

#: What a word taken literally may stand in: all but what an index made of an entry's words.
LITERAL = tuple(column for column in COLUMNS if column not in ("forms", "facets"))
#: Where a title's words stand, as they are written and as they may be typed.
TITLES = ("title", "alttitle")
TITLES_AND_FORMS = (*TITLES, "forms")
#: What says which paper is meant: all but the long texts.
TELLING = (*TITLES_AND_FORMS, "author", "key", "venue", "category", "facets")

_UNSAFE = {ord('"'): " ", 0: " ", **dict.fromkeys(range(0xD800, 0xE000), " ")}


def phrase(words: str, *, is_prefix: bool = False, begins: bool = False) -> str:
    """Return an expression for folded words next to each other: the last one's beginning, or at the start of a text."""
    return f'{"^ " if begins else ""}"{words.translate(_UNSAFE)}"{" *" if is_prefix else ""}'


def fact(kind: str, value: str, *, is_prefix: bool = False) -> str:
    """Return an expression for an exact fact (`domain/facets.py`), or for all whose value begins so."""
    return within(("facets",), phrase(facets.token(kind, value), is_prefix=is_prefix))


def every_entry() -> str:
    """Return an expression that every entry matches."""
    return within(("facets",), phrase(facets.ALL))


def within(columns: Sequence[str], expression: str) -> str:
    """Return an expression that must be met in some of the columns."""
    return f"{{{' '.join(columns)}}} : ({expression})"


def any_of(parts: Iterable[str]) -> str:
    """Return an expression that is met when one of the parts is."""
    return _joined(parts, " OR ")


def all_of(parts: Iterable[str]) -> str:
    """Return an expression that is met when all parts are."""
    return _joined(parts, " AND ")


def but_not(expression: str, unwanted: Sequence[str]) -> str:
    """Return an expression that excludes what meets any of the others."""
    return f"({expression}) NOT ({any_of(unwanted)})" if unwanted else expression


def literal_words(words: Sequence[str], columns: Sequence[str] = LITERAL) -> str:
    """Return an expression for entries that have all words, each or what begins with it."""
    if not words:
        return every_entry()
    return within(columns, all_of(phrase(word, is_prefix=True) for word in words))


def near_each_other(words: Sequence[str], distance: int) -> str:
    """Return an expression for words that stand close together, in any order."""
    return f"NEAR({' '.join(phrase(word) for word in words)}, {distance})"


def _joined(parts: Iterable[str], operator: str) -> str:
    kept = list(dict.fromkeys(parts))
    return kept[0] if len(kept) == 1 else operator.join(f"({part})" for part in kept)
