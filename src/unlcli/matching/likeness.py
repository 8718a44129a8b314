"""How alike two titles are, in measures that order and words matter to."""

from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from unlcli.matching.forms import Form
from unlcli.matching.titles import Title


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two titles compared: `ratio` in percent; `is_cut` when one is the other without its subtitle or first part."""

    one: Title
    other: Title
    ratio: float
    is_equal: bool
    is_cut: bool

    @property
    def percent(self) -> str:
        """The likeness in words."""
        return "same title" if self.is_equal else f"title {min(99, round(self.ratio))} %"

    @property
    def shorter(self) -> Title:
        """The title with fewer letters."""
        return min(self.one, self.other, key=lambda t: (len(t.solid), t.solid))


def compare(a: Form, b: Form) -> Likeness | None:
    """Return the likeness of the titles, other titles included, that are most alike; None when one has no title."""
    if not a.titles or not b.titles:
        return None
    if len(a.titles) == len(b.titles) == 1:
        return _pair(a.titles[0], b.titles[0])
    pairs = (_pair(x, y) for x in a.titles for y in b.titles)
    return max(pairs, key=lambda p: (p.is_equal, p.ratio + 20 * p.is_cut, -len(p.one.solid + p.other.solid)))


def _pair(a: Title, b: Title) -> Likeness:
    equal = a.solid == b.solid
    return Likeness(a, b, 100.0 if equal else fuzz.ratio(a.words, b.words), equal, not equal and _is_cut(a, b))


def _is_cut(a: Title, b: Title) -> bool:
    short, long = (a, b) if len(a.solid) < len(b.solid) else (b, a)
    size = len(short.solid)
    if size in long.cuts and long.solid.startswith(short.solid):
        return True
    return len(long.solid) - size in long.cuts and long.solid.endswith(short.solid)


def is_near(pair: Likeness) -> bool:
    """Tell whether titles are so alike that guards have to be asked."""
    return pair.is_equal or pair.is_cut or pair.ratio >= 80


def is_hopeless(pair: Likeness) -> bool:
    """Tell whether titles have too little in common for a renamed paper: less than two words in five, and no name."""
    return not is_near(pair) and common_part(pair) < 0.4 and not same_nickname(pair)


def numbers_differ(pair: Likeness) -> bool:
    """Tell whether the titles differ in a number, which is how parts, editions and successors of a work differ.

    A single letter does a number's work (W and Z bosons). A subtitle that only one title has may hold numbers, unless
    it begins with one (`X` and `X. II. Methods`); a year may stand in one title only.
    """
    one, other = pair.one, pair.other
    if _plus(one) != _plus(other):
        return True
    if pair.is_equal:
        return False
    if pair.is_cut:
        short, long = sorted((one.solid, other.solid), key=len)
        extra = long[len(short) :] if long.startswith(short) else long[: -len(short)]
        return extra[:1].isdigit() or extra.startswith(("part", "vol")) or extra[-1:].isdigit() and len(extra) <= 12
    if _letters(one) != _letters(other) and _letters(one) and _letters(other):
        return True
    ours, theirs = Counter(one.numbers), Counter(other.numbers)
    more, fewer = list((ours - theirs).elements()), list((theirs - ours).elements())
    if not more or not fewer:
        return any(not _is_year(n) for n in (*more, *fewer))
    return True


def _letters(title: Title) -> set[str]:
    return {w for w in title.words.split() if len(w) == 1 and w.isalpha() and w not in "as"}


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.startswith(("19", "20"))


def _plus(title: Title) -> tuple[str, ...]:
    return tuple(n for n in title.numbers if n.startswith("+"))


def is_typo(pair: Likeness) -> bool:
    """Tell whether the titles differ only as slips and spelling do: word by word, at most two words by one letter.

    A word with something before it is another word (`supervised`, `unsupervised`); so is one with other digits.
    """
    ours, theirs = pair.one.words.split(), pair.other.words.split()
    if min(len(ours), len(theirs)) < 3:
        return False
    if _has_same_content(ours, theirs):
        return True
    if len(ours) != len(theirs):
        return False
    differing = [(x, y) for x, y in zip(ours, theirs, strict=True) if x != y]
    return len(differing) <= 2 and all(_is_slip(x, y) for x, y in differing)


_LINKING = frozenset("a an the and of in on for with by at as to via using through".split())


def _has_same_content(ours: list[str], theirs: list[str]) -> bool:
    """Tell whether only words that link others differ ("in question answering", "for question answering")."""
    kept = [w for w in ours if w not in _LINKING]
    return len(kept) >= 5 and kept == [w for w in theirs if w not in _LINKING]


def _is_slip(a: str, b: str) -> bool:
    if min(len(a), len(b)) < 4 or not (a.isalpha() and b.isalpha()) or a.endswith(b) or b.endswith(a):
        return False
    return OSA.distance(a, b, score_cutoff=1) <= 1


def common_part(pair: Likeness) -> float:
    """Return the part of the shorter title's content words that the other has too."""
    ours, theirs = pair.one.content, pair.other.content
    return len(ours & theirs) / min(len(ours), len(theirs))


def differing_words(pair: Likeness) -> tuple[int, int]:
    """Return how many content words only one title has, first of the title with fewer such; slips left out."""
    ours, theirs = pair.one.content, pair.other.content
    left, right = ours - theirs, theirs - ours
    slips = sum(any(_is_slip(x, y) for y in right) for x in left)
    few, many = sorted((len(left) - slips, len(right) - min(slips, len(right))))
    return few, many


def is_run(pair: Likeness) -> bool:
    """Tell whether one title's words stand at the other's beginning or end, four of them at least."""
    short, long = sorted((pair.one.words, pair.other.words), key=len)
    return short.count(" ") >= 3 and (long.startswith(short + " ") or long.endswith(" " + short))


def same_nickname(pair: Likeness) -> bool:
    """Tell whether the same part stands before the colon of both titles ("BERT: ..."), an umlaut written either way."""
    one, other = _head(pair.one), _head(pair.other)
    return bool(one and other) and (
        one == other or min(len(one), len(other)) >= 7 and OSA.distance(one, other, score_cutoff=1) <= 1
    )


def _head(title: Title) -> str:
    return title.solid[: title.cuts[0]] if len(title.cuts) > 1 and title.cuts[0] >= 3 else ""
