"""How alike two titles are, in measures that order and words matter to."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from unlcli.matching import spelling, titles
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
        if self.is_equal:
            return "same title"
        if self.is_cut:
            long = max(self.one.solid, self.other.solid, key=len)
            return f"one title is the other's {'beginning' if long.startswith(self.shorter.solid) else 'end'}"
        return f"title {min(99, round(self.ratio))} %"

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


def are_far_apart(a: Title, b: Title) -> bool:
    """Tell in little time that two titles are not near."""
    return a.solid != b.solid and not fuzz.ratio(a.words, b.words, score_cutoff=80) and not _is_cut(a, b)


def share_little(a: Title, b: Title) -> bool:
    """Tell whether titles share less than two content words in five, and no name before a colon."""
    return _shared(a.content, b.content) < 0.4 and not _same_head(a, b)


def is_near(pair: Likeness) -> bool:
    """Tell whether titles are so alike that guards have to be asked."""
    return pair.is_equal or pair.is_cut or pair.ratio >= 80


def is_hopeless(pair: Likeness) -> bool:
    """Tell whether titles have too little in common for a renamed paper: less than two words in five, and no name."""
    return not is_near(pair) and share_little(pair.one, pair.other)


def numbers_differ(pair: Likeness) -> bool:
    """Tell whether the titles differ in a number, which is how parts, editions and successors of a work differ."""
    return titles.numbers_differ(pair.one, pair.other, is_cut=pair.is_cut)


def is_typo(pair: Likeness) -> bool:
    """Tell whether the titles differ only as slips and spelling do: word by word, at most two words by one letter.

    A name before a colon is coined, so another letter makes another name of it.
    """
    ours, theirs = pair.one.words.split(), pair.other.words.split()
    if min(len(ours), len(theirs)) < 3 or has_other_name(pair):
        return False
    if _has_same_content(ours, theirs):
        return True
    if len(ours) != len(theirs):
        return False
    differing = [(x, y) for x, y in zip(ours, theirs, strict=True) if x != y]
    return len(differing) <= 2 and all(spelling.is_slip(x, y) for x, y in differing)


_LINKING = frozenset("a an the and of in on for with by at as to via using through".split())


def _has_same_content(ours: list[str], theirs: list[str]) -> bool:
    """Tell whether only words that link others differ ("in question answering", "for question answering")."""
    kept = [w for w in ours if w not in _LINKING]
    return len(kept) >= 5 and kept == [w for w in theirs if w not in _LINKING]


def common_part(pair: Likeness) -> float:
    """Return the part of the shorter title's content words that the other has too."""
    return _shared(pair.one.content, pair.other.content)


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / (min(len(ours), len(theirs)) or 1)


def differing_words(pair: Likeness) -> tuple[frozenset[str], frozenset[str]]:
    """Return the content words that only one title has, first of the title with fewer such; other spellings left out.

    A word of one title that the other spells otherwise, inflects, joins (`fewshot`) or spells out (`LLM`) is in both.
    """
    one, other = sorted((pair.one, pair.other), key=lambda t: t.words)
    left, right = set(one.content - other.content), set(other.content - one.content)
    for x in sorted(left):
        if (y := next((y for y in sorted(right) if spelling.is_variant(x, y)), None)) and not _are_names(pair, x, y):
            left.remove(x)
            right.remove(y)
    for mine, yours, title in ((left, right, other), (right, left, one)):
        for x in sorted(mine) if yours else ():
            run = spelling.spelt_out(x, title.words.split())
            if not yours.isdisjoint(run):
                mine.remove(x)
                yours.difference_update(run)
    few, many = sorted((left, right), key=lambda words: (len(words), sorted(words)))
    return frozenset(few), frozenset(many)


def is_reworded(pair: Likeness) -> bool:
    """Tell whether a word that says what the work is about stands in the place of another.

    Who writes a second paper swaps a word of the first one's title ("... Unlearning", "... Pruning"), negates one, or
    turns two round ("Text to Image ...", "Image to Text ..."); a title that is polished gains or loses words, or has
    its parts in another order.
    """
    few, many = differing_words(pair)
    return bool(few) or not many.isdisjoint(_NEGATIONS) or _is_turned_round(pair)


_NEGATIONS = frozenset(("without", "no", "not", "non", "never", "anti"))


def has_gained_words(pair: Likeness) -> bool:
    """Tell whether no word was replaced, and so few were put in that the title is still the same.

    In a title of a few general words each counts ("Point Transformer", "Fast Point Transformer").
    """
    if is_reworded(pair):
        return False
    return not differing_words(pair)[1] or min(len(pair.one.content), len(pair.other.content)) >= 5


def _is_turned_round(pair: Likeness) -> bool:
    """Tell whether the same content words stand in an order that is more than two parts exchanged."""
    ours, theirs = ([w for w in t.words.split() if w in t.content] for t in (pair.one, pair.other))
    if ours == theirs or sorted(ours) != sorted(theirs):
        return False
    has_parts = max(len(pair.one.cuts), len(pair.other.cuts)) > 1
    return not has_parts or all(ours[at:] + ours[:at] != theirs for at in range(len(ours)))


def is_run(pair: Likeness) -> bool:
    """Tell whether one title's words stand at the other's beginning or end, four of them at least."""
    short, long = sorted((pair.one.words, pair.other.words), key=len)
    return short.count(" ") >= 3 and (long.startswith(short + " ") or long.endswith(" " + short))


def same_nickname(pair: Likeness) -> bool:
    """Tell whether the same part stands before the colon of both titles ("BERT: ..."), an umlaut written either way."""
    return _same_head(pair.one, pair.other)


def _same_head(a: Title, b: Title) -> bool:
    one, other = _head(a), _head(b)
    return bool(one and other) and spelling.is_one_name(one, other)


def keeps_name(pair: Likeness) -> bool:
    """Tell whether both titles are of one thing with a name of its own ("GeoFill: ...") and have much else in common.

    A name stands for one system, whose paper may be renamed behind the colon; but half of that is left, and one word
    for another is how a second paper on a topic is called ("HIV: ... in Norway", "HIV: ... in Denmark").
    """
    ours, theirs = _name(pair.one), _name(pair.other)
    if not ours or has_other_name(pair) or not theirs or spelling.is_topic(ours):
        return False
    few, many = differing_words(pair)
    return not few or len(many) > 1 and _shared(pair.one.content - {ours}, pair.other.content - {theirs}) >= 0.5


def has_other_name(pair: Likeness) -> bool:
    """Tell whether both titles have a name before the colon, and not the same."""
    ours, theirs = _name(pair.one), _name(pair.other)
    return bool(ours and theirs) and not spelling.is_one_name(ours, theirs)


def _are_names(pair: Likeness, x: str, y: str) -> bool:
    """Tell whether two words are the titles' names, and not one."""
    return {x, y} == {_name(pair.one), _name(pair.other)} and not spelling.is_one_name(x, y)


def _name(title: Title) -> str:
    """Return the only word before a colon."""
    head = _head(title)
    return head if head and title.words.startswith(head + " ") else ""


def _head(title: Title) -> str:
    return title.solid[: title.cuts[0]] if len(title.cuts) > 1 and title.cuts[0] >= 3 else ""
