"""Which entries of an index may answer a query, in tiers from the best to the loosest; a tier is one expression."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, islice, pairwise

from unlcli.domain import spellings, text
from unlcli.services import match_expression as match
from unlcli.services.search_filters import Reach
from unlcli.services.search_words import Wanted
from unlcli.store.index import YEAR_SHIFT, Index

#: How many words that an entry lacks are tried out together; of more words the rarest say enough.
_MOST_TRIED = 6
#: So many ways to write the words of a query in a row are looked for in titles.
_MOST_ROWS = 48
#: Of more words than that, a title that has them all needs no sign that they belong together.
_MOST_NEAR = 12


@dataclass(frozen=True, slots=True)
class Candidates:
    """One alternative of a query: its words, its tiers (the last holds all of the others), how many entries that are.

    `has_all` tells whether they have all words. All have the `phrases`, which are quoted in the query.
    """

    words: tuple[Wanted, ...]
    tiers: tuple[Reach, ...]
    total: int
    has_all: bool = True
    phrases: tuple[str, ...] = ()


def stream(index: Index, reaches: Sequence[Reach]) -> Iterator[int]:
    """Yield the ids that any of the reaches admits, each once, newest first, within a year in file order."""
    if all(reach.only is None and not reach.without for reach in reaches):
        yield from index.stream(match.any_of(reach.expression for reach in reaches))
        return
    yield from newest_first(index, {found for reach in reaches for found in _reached(index, reach)})


def newest_first(index: Index, ids: Iterable[int]) -> Iterator[int]:
    """Yield ids in the order in which an index gives them: newest first, within a year in file order."""
    for _, year in groupby(sorted(ids), key=_year):
        yield from sorted(year, key=index.position)


def _year(found: int) -> int:
    return found >> YEAR_SHIFT


def _reached(index: Index, reach: Reach) -> Iterator[int]:
    if reach.only is not None and reach.expression == match.every_entry():
        yield from reach.only - reach.without
        return
    for found in index.stream(reach.expression):
        if found not in reach.without and (reach.only is None or found in reach.only):
            yield found


def count(index: Index, reaches: Sequence[Reach]) -> int:
    """Return how many entries any of the reaches admits."""
    if all(reach.only is None and not reach.without for reach in reaches):
        return index.count(match.any_of(reach.expression for reach in reaches))
    return len({found for reach in reaches for found in _reached(index, reach)})


def has_any(index: Index, reach: Reach) -> bool:
    """Tell whether a reach admits any entry."""
    return next(stream(index, (reach,)), None) is not None


def first(index: Index, tiers: Sequence[Reach], enough: int, total: int) -> list[int]:
    """Return the ids of the best tiers, at most `enough` of a `total` that the last tier holds."""
    found: dict[int, None] = {}
    for tier in tiers if total > enough else tiers[-1:]:
        found.update(dict.fromkeys(islice(stream(index, (tier,)), enough)))
        if len(found) >= enough:
            break
    return list(islice(found, enough))


def tiers(
    words: Sequence[Wanted], source: str, within: Reach, *, phrases: Sequence[str] = (), is_fine: bool = True
) -> tuple[Reach, ...]:
    """Return the tiers of entries that have all words, from the whole title to words that begin so anywhere.

    Fine tiers tell words that stand close together in a title from scattered ones, and phrases in other spellings, which
    takes long where many entries have the words. Quoted `phrases` are a reach's own; alone, they make tiers as well.
    """
    if not words:
        quoted = [match.any_of(_named(source)), match.within(match.TITLES, match.all_of(map(match.phrase, phrases)))]
        return (*map(within.narrowed, quoted if phrases and text.squash(source) else ()), within)
    needed = telling(words)
    exact = [word.expression() for word in needed]
    loose = match.any_of((match.all_of(word.expression(prefix=True) for word in needed), *_named(source)))
    steps = [
        *([match.any_of(_named(source))] if _named(source) else []),
        *_phrases([word for word in words if not word.columns], is_fine=is_fine),
        *([match.within(match.TITLES_AND_FORMS, match.all_of(exact))] if _are_free(words) else []),
        match.within(match.TELLING, match.all_of(exact)),
        match.all_of(exact),
        loose,
    ]
    return tuple(within.narrowed(step) for step in dict.fromkeys(steps))


def telling(words: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """Return the words that must be there: all but the small ones (`of`, `the`), or all when there are no others."""
    return tuple(word for word in words if word.columns or word.word not in spellings.SMALL) or tuple(words)


def _are_free(words: Sequence[Wanted]) -> bool:
    return all(not word.columns for word in words)


def _named(source: str) -> list[str]:
    """Return expressions for what is called like the whole query: titles and keys."""
    squashed = text.squash(source)
    return [match.fact("title", squashed), match.fact("key", source.strip())] if squashed else []


def _phrases(words: Sequence[Wanted], *, is_fine: bool) -> Iterator[str]:
    """Yield expressions for titles that begin with the words, have them in a row, close together, some of them in a row."""
    if not words:
        return
    plain = [word.word for word in words]
    rows = list(islice(_rows(words), _MOST_ROWS if is_fine else 1))
    yield match.within(match.TITLES, match.any_of(match.phrase(row, begins=True) for row in rows))
    if len(words) < 2:
        return
    begun = [match.phrase(rows[0], is_prefix=True)] if words[-1].has_prefix else []
    yield match.within(match.TITLES, match.any_of((*map(match.phrase, rows), *begun)))
    if is_fine and 2 < len(words) <= _MOST_NEAR:
        yield match.within(match.TITLES, match.near_each_other(plain, len(plain)))
        pairs = match.any_of(match.phrase(f"{one} {other}") for one, other in pairwise(plain))
        yield match.within(match.TITLES, match.all_of((*map(match.phrase, plain), pairs)))


def _rows(words: Sequence[Wanted]) -> Iterator[str]:
    """Yield the words in a row, and then with one of them in each of its other forms."""
    plain = [word.word for word in words]
    yield " ".join(plain)
    for at, word in enumerate(words):
        for form in word.spelled:
            yield " ".join((*plain[:at], form, *plain[at + 1 :]))


def have_all(index: Index, words: Sequence[Wanted], within: Reach) -> bool:
    """Tell whether any entry has all words as they are: quick, since an index collects all that begins with a word."""
    return has_any(index, within.narrowed(match.all_of(word.expression() for word in telling(words))))


def with_most(index: Index, words: Sequence[Wanted], within: Reach) -> tuple[Reach, int] | None:
    """Return the reach of the entries that have as many of the words as any has, and how many these are.

    At least half of the words that tell must be there.
    """
    free = [word for word in telling(words) if not word.columns]
    counted = sorted(_counted(index, word) for word in free)
    known = [expression for found, expression in counted if found][:_MOST_TRIED]
    least = max(1, (min(len(counted), _MOST_TRIED) + 1) // 2)
    for wanted in range(len(known), least - 1, -1):
        reach = within.narrowed(match.any_of(map(match.all_of, combinations(known, wanted))))
        if total := count(index, (reach,)):
            return reach, total
    return None


def _counted(index: Index, word: Wanted) -> tuple[int, str]:
    """Return how many entries have a word, with the expression for it: what begins with it counts where none has it."""
    exact, loose = word.expression(), word.expression(prefix=True)
    found = index.count(exact)
    return (found, exact) if found else (index.count(loose), loose)
