"""Words of a library that a mistyped one may mean, and titles that a query without an answer may mean."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from unlcli.store.index import Index

_NEAR, _INSIDE, _CLOSE = 0.55, 0.5, 0.3
#: So long a beginning, or so few slips, make words close enough to be offered.
_BEGINNING, _CLOSE_SLIPS = 5, 2
_MOST = 24
#: What a word is worth that two slips lead to, or one in the first letter.
_TWO_SLIPS, _OTHER_START = 0.8, 0.93
#: Shorter words are near too many others by chance.
_SHORTEST, _LONG = 4, 8
#: From this length on the first letter may be wrong too.
_SURE = 6
_LONGEST_AROUND = 12
#: In a library of more entries, only words that begin with the same letter, or differ in the first one alone, are compared.
_MANY = 50_000
#: Titles less like the query than this are no help.
_HELPFUL = 55
_MOST_TITLES = 3


def near_words(index: Index, word: str) -> dict[str, float]:
    """Return known words that differ from a mistyped one by a slip or hold it, with what they are worth in its place."""
    if len(word) < _SHORTEST or any(char.isdigit() for char in word):
        return {}
    slips = 2 if len(word) >= _LONG else 1
    length = len(word)
    sizes = range(max(2, length - slips), length + slips + 1)
    known = [other for size in sizes for other in _to_compare(index, size, word)]
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=None)
    meant = ((_likelihood(word, other, distance), other) for other, distance, _ in found if _may_be(word, other))
    likely = sorted(meant, key=_best_first)
    worth = {other: _NEAR * likelihood for likelihood, other in likely}
    near = {other: worth[other] for other in islice(index.in_use(worth), _MOST)}
    return near if near else _around(index, word)


def _may_be(typed: str, meant: str) -> bool:
    """Tell whether the beginnings of two words allow that one was meant: little is left of a short word without its own."""
    return len(typed) >= _SURE or typed[0] == meant[0] or sorted(typed) == sorted(meant)


def _best_first(found: tuple[float, str]) -> tuple[float, str]:
    return -found[0], found[1]


def _likelihood(typed: str, meant: str, distance: float) -> float:
    """Return how likely a word was meant: letters swapped or doubled are the usual slips, the first letter is mostly right."""
    if distance == 1 and (sorted(typed) == sorted(meant) or _once(typed) == _once(meant)):
        likely = 1.0
    else:
        likely = fuzz.ratio(typed, meant) / 100 * (1 if distance <= 1 else _TWO_SLIPS)
    return likely if typed[0] == meant[0] else likely * _OTHER_START


def _once(word: str) -> str:
    """Return a word with doubled letters once."""
    return "".join(char for char, _ in groupby(word))


def _to_compare(index: Index, size: int, word: str) -> Iterable[str]:
    """Return the words of a length that may be meant, each once."""
    lists = index.lists_of_words(size)
    if len(index) <= _MANY:
        return sorted({other for words in lists for other in words.split("\n")})
    return sorted({other for words in lists for other in _begun_alike(words, size, word)})


def _begun_alike(words: str, size: int, word: str) -> Iterator[str]:
    """Yield the words of a list that begin with a word's first letter, and those in which another one is the only slip.

    All words of a list have the same size, and they are in order.
    """
    step = size + 1

    def place(beginning: str) -> int:
        starts = range(0, len(words), step)
        return bisect_left(starts, beginning, key=lambda start: words[start : start + len(beginning)]) * step

    first, rest = word[0], word[1:]
    yield from words[place(first) : place(first + "\U0010ffff")].split("\n")
    for other in (rest[0] + first + rest[1:], rest):
        if words.startswith(other, at := place(other)) and len(other) == size:
            yield words[at : at + size]
    if size in (len(word), len(word) + 1):
        tail = rest if size == len(word) else word
        yield from (other for other in _holding(words, size, tail) if other.endswith(tail))


def _holding(words: str, size: int, part: str) -> Iterator[str]:
    """Yield the words of a list of one size that hold a part."""
    at = words.find(part)
    while at >= 0:
        start = at - at % (size + 1)
        yield words[start : start + size]
        at = words.find(part, start + size)


def _around(index: Index, word: str) -> dict[str, float]:
    return dict.fromkeys(islice(index.in_use(_longer(index, word)), _MOST), _INSIDE)


def _longer(index: Index, word: str) -> Iterator[str]:
    """Yield the words that hold another one, the shortest first."""
    for size in range(len(word) + 1, len(word) + _LONGEST_AROUND):
        yield from sorted({other for words in index.lists_of_words(size) for other in _holding(words, size, word)})


def close_words(index: Index, word: str) -> dict[str, float]:
    """Return known words that share a long beginning with one, or differ from it by two slips, the likeliest first."""
    if len(word) < _BEGINNING or not word.isalpha():
        return {}
    beginning = word[:_BEGINNING]
    sizes = range(max(_BEGINNING, len(word) // 2), len(word) * 2)
    known = sorted({other for size in sizes for words in index.lists_of_words(size) for other in words.split("\n")})
    begun = {other for other in known if other.startswith(beginning)}
    slipped = process.extract(word, known, scorer=OSA.distance, score_cutoff=_CLOSE_SLIPS, limit=_MOST)
    begun |= {other for other, *_ in slipped if len(word) >= _SURE and other[0] == word[0]}
    likely = sorted(((fuzz.ratio(word, other), other) for other in begun), key=_best_first)
    return dict.fromkeys(islice(index.in_use(other for _, other in likely), _MOST), _CLOSE)


def most_alike(wanted: str, titles: Iterable[tuple[str, str]]) -> Sequence[str]:
    """Return up to three titles that are most like a text, of pairs of a title and its folded form."""
    # long titles that hold some of the words are all equally alike by the first measure
    scored = [
        (likeness, fuzz.token_set_ratio(wanted, folded), title)
        for title, folded in dict(titles).items()
        if (likeness := fuzz.WRatio(wanted, folded)) >= _HELPFUL
    ]
    return [title for *_, title in sorted(scored, key=lambda found: found[:2], reverse=True)[:_MOST_TITLES]]
