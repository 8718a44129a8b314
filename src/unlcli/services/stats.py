"""Count papers by year, venue and category."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from unlcli.domain import categories
from unlcli.domain.categories import Path


class Tally(NamedTuple):
    """What of a paper is counted."""

    year: str
    series: str
    category: str
    has_code: bool
    is_preprint: bool


class Count(NamedTuple):
    """A year, venue or category with its papers; without a name, those that have none."""

    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class Stats:
    """How many papers there are; years newest first, the others with the most papers first."""

    papers: int = 0
    with_code: int = 0
    preprints: int = 0
    years: tuple[Count, ...] = ()
    venues: tuple[Count, ...] = ()
    categories: tuple[Count, ...] = ()


def count_papers(tallies: Iterable[Tally]) -> Stats:
    """Return the counts; a category counts the papers of those below it too, each once."""
    years: Counter[str] = Counter()
    venues: Counter[str] = Counter()
    written: Counter[str] = Counter()
    code = preprints = papers = 0
    for year, series, category, has_code, is_preprint in tallies:
        papers += 1
        years[year] += 1
        venues[series] += 1
        written[category] += 1
        code += bool(has_code)
        preprints += bool(is_preprint)
    return Stats(
        papers,
        code,
        preprints,
        tuple(Count(year, years[year]) for year in sorted(years, reverse=True)),
        _most_first(venues),
        tuple(_categories(written)),
    )


def _most_first(counts: Counter[str]) -> tuple[Count, ...]:
    named = sorted(counts, key=lambda name: (not name, -counts[name], name.casefold(), name))
    return tuple(Count(name, counts[name]) for name in named)


def _categories(values: Counter[str]) -> Iterator[Count]:
    """Yield categories, each before those below it, from how often each value of the field stands in the library."""
    counts: Counter[Path] = Counter()
    spellings: dict[Path, Counter[str]] = {}
    for value, count in values.items():
        paths = categories.of_value(value) or ((),)
        parts = {categories.folded(path[:depth]): path[:depth] for path in paths for depth in range(len(path) + 1)}
        for folded, part in parts.items():
            counts[folded] += count
            spellings.setdefault(folded, Counter())[categories.written(part)] += count
    without = sum(count for value, count in values.items() if not categories.of_value(value))
    ranks = {path: (-count, path) for path, count in counts.items()}
    named = sorted(filter(None, counts), key=lambda path: [ranks[path[: depth + 1]] for depth in range(len(path))])
    for path in named:
        yield Count(min(spellings[path].items(), key=lambda spelt: (-spelt[1], spelt[0]))[0], counts[path])
    if without:
        yield Count("", without)
