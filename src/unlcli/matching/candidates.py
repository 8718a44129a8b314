"""From entries to the pairs worth comparing: what shares an identifier, and what meets in a small block.

Blocks are keys that two records of one work rarely both miss: the title, two of its rarest words, its beginning, its
end, the part before a colon, two of the first authors, the first author with a rare word. Inside a block that is too
large only neighbours by title are compared, so that the work grows with the number of entries, not with its square.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations

from unlcli.matching.forms import Form

Keys = Callable[[Form], Iterable[object]]

#: Blocks up to this size are compared in full, larger ones among this many neighbours on each side.
SMALL = 24
NEIGHBOURS = 4
_RARE = 4
_EDGE = 14


class Rarity:
    """How often words stand in titles, as counted once: keys made with one rarity fit each other."""

    def __init__(self, forms: Iterable[Form]) -> None:
        titles = (title for form in forms for title in form.titles)
        counts = Counter(chain.from_iterable(title.words.split() for title in titles))
        self._ranks = _Ranks({word: (count, word) for word, count in counts.items()})

    def rarest(self, form: Form) -> list[str]:
        """Return the rarest content words of a form's first title, rarest first."""
        return sorted(form.titles[0].content, key=self._ranks.__getitem__)[:_RARE] if form.titles else []


class _Ranks(dict[str, tuple[int, str]]):
    """By word its count and itself, which is how words are ordered; one that was not counted is the rarest."""

    def __missing__(self, word: str) -> tuple[int, str]:
        return 0, word


def identity_keys(form: Form) -> list[object]:
    """Return the keys that make a pair worth comparing whatever its titles are."""
    return [*form.identifiers, *form.pages_on_web, *(key for key in form.keys if key)]


def title_keys(form: Form) -> list[object]:
    """Return each title's whole, beginning, end and first part."""
    found: list[object] = []
    for title in form.titles:
        solid = title.solid
        found.append(solid)
        if len(solid) > _EDGE:
            found += (("<", solid[:_EDGE]), (">", solid[-_EDGE:]))
        if len(title.cuts) > 1 and title.cuts[0] >= 3:
            found.append(solid[: title.cuts[0]])
    return found


def author_keys(form: Form) -> list[object]:
    """Return the pairs of the first three families."""
    return list(combinations(sorted({p.family for p in form.people.persons[:3]}), 2))


def word_keys(rarity: Rarity) -> Keys:
    """Return the function that returns pairs of rare title words, and rare words with the first author."""

    def keys(form: Form) -> list[object]:
        rare = rarity.rarest(form)
        found: list[object] = list(combinations(rare, 2))
        if form.people:
            family = form.people.persons[0].family
            found += [("&", family, word) for word in rare[:2]]
        return found

    return keys


def all_keys(rarity: Rarity) -> tuple[Keys, ...]:
    """Return the ways in which entries meet."""
    return identity_keys, title_keys, author_keys, word_keys(rarity)


def pairs(forms: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Yield each pair of indices worth comparing once, the lower first."""
    order = sorted(range(len(forms)), key=lambda i: _sort_key(forms[i]))
    size = len(forms)
    met: set[int] = set()
    for keys in all_keys(Rarity(forms)):
        for block in _blocks(forms, order, keys):
            for i, j in _within(block):
                met.add(i * size + j if i < j else j * size + i)
    for pair in sorted(met):
        yield divmod(pair, size)


def _sort_key(form: Form) -> tuple[str, int, str]:
    return (_solid(form), form.year, form.key)


def _blocks(forms: Sequence[Form], order: Iterable[int], keys: Keys) -> Iterator[list[int]]:
    """Yield the members of each block with two or more, in order of their titles."""
    single: dict[int, int] = {}
    blocks: dict[int, list[int]] = {}
    for i in order:
        for key in set(map(hash, keys(forms[i]))):
            first = single.setdefault(key, i)
            if first != i:
                if key in blocks:
                    blocks[key].append(i)
                else:
                    blocks[key] = [first, i]
    yield from blocks.values()


def _within(block: list[int]) -> Iterator[tuple[int, int]]:
    reach = len(block) if len(block) <= SMALL else NEIGHBOURS
    for at, i in enumerate(block):
        for j in block[at + 1 : at + 1 + reach]:
            yield i, j


class Index:
    """Blocks that grow: entries are added one by one, and each can ask whom it meets."""

    def __init__(self, rarity: Rarity) -> None:
        self._keys = all_keys(rarity)
        self._titles: dict[int, str] = {}
        self._single: dict[int, int] = {}
        self._shared: dict[int, list[int]] = {}

    def add(self, index: int, form: Form) -> None:
        """Put a form into its blocks."""
        self._titles[index] = _solid(form)
        for key in self._of(form):
            if key in self._shared:
                insort(self._shared[key], index, key=self._titles.__getitem__)
            elif key in self._single:
                self._shared[key] = sorted((self._single.pop(key), index), key=self._titles.__getitem__)
            else:
                self._single[key] = index

    def remove(self, index: int, form: Form) -> None:
        """Take a form out of its blocks."""
        for key in self._of(form):
            if key in self._shared:
                self._shared[key].remove(index)
            else:
                del self._single[key]

    def met_by(self, form: Form) -> set[int]:
        """Return the indices of the forms that are worth comparing with one."""
        found: set[int] = set()
        for key in self._of(form):
            if key in self._single:
                found.add(self._single[key])
            elif key in self._shared:
                found.update(self._around(self._shared[key], _solid(form)))
        return found

    def _around(self, block: list[int], title: str) -> list[int]:
        """Return a block's members, of a large one those with the nearest titles."""
        if len(block) <= SMALL:
            return block
        start = bisect_left(block, title, key=self._titles.__getitem__)
        end = bisect_right(block, title, key=self._titles.__getitem__)
        return block[max(0, start - NEIGHBOURS) : min(end, start + SMALL) + NEIGHBOURS]

    def _of(self, form: Form) -> set[int]:
        return {hash(key) for keys in self._keys for key in keys(form)}


def _solid(form: Form) -> str:
    return form.titles[0].solid if form.titles else ""
