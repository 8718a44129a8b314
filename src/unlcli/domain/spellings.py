"""The ways in which a folded word of a query may stand in a text: number, British and American, run together, initials."""

import re
from collections.abc import Iterator, Sequence

from unlcli.domain import text

#: So many spellings of a word are looked for; a word of a language has far fewer.
_MOST = 12
#: A word shorter than this is hardly two, one longer than that no two.
_SHORTEST_JOINED, _LONGEST_JOINED = 6, 40
#: Endings that change with British and American writers, each with its counterpart, longest first.
_ENDINGS = (
    ("isations", "izations"), ("isation", "ization"), ("isers", "izers"), ("ising", "izing"), ("iser", "izer"),
    ("ised", "ized"), ("ises", "izes"), ("ise", "ize"), ("ysing", "yzing"), ("yser", "yzer"), ("ysed", "yzed"),
    ("yse", "yze"), ("tres", "ters"), ("tre", "ter"), ("ogues", "ogs"), ("ogue", "og"), ("ences", "enses"),
    ("ence", "ense"), ("elling", "eling"), ("elled", "eled"), ("eller", "eler"), ("ellers", "elers"),
    ("alling", "aling"), ("alled", "aled"), ("ammes", "ams"), ("amme", "am"), ("dgement", "dgment"),
)  # fmt: skip
#: Inside of words. A word that does not exist finds nothing, so these need not know which words have two spellings.
_INSIDE = (
    (re.compile(r"(?<=[a-z]{3})our(?=s?$|ed$|ing$|ful|able|ite|al|less|is|iz|er)"), "or"),
    (re.compile(r"(?<=[a-z]{3})or(?=s?$|ed$|ing$|ful|able|ite|al$|less|is|iz)"), "our"),
    (re.compile(r"(?<=[a-z])ae(?=[a-z])|^ae(?=[st])"), "e"),
    (re.compile(r"(?<=[a-z])oe(?=[a-z])"), "e"),
)  # fmt: skip
#: Words too small to say which paper is meant.
SMALL = frozenset("a an the of on in for to and with via by from at is are as its it or be do does can".split())


def variants(word: str) -> tuple[str, ...]:
    """Return other spellings of a word: singular and plural, British and American, both at once."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return _numbers(word)[:_MOST] if word.isalpha() else ()
    found: dict[str, None] = {}
    for form in (word, *_numbers(word)):
        found[form] = None
        for other in _nations(form):
            found[other] = None
            found.update(dict.fromkeys(_numbers(other)))
    found.pop(word, None)
    return tuple(found)[:_MOST]


def _numbers(word: str) -> tuple[str, ...]:
    """Return the singular or plural of a word, as far as endings tell."""
    if len(word) < 3:
        return ()
    if word.endswith("ies") and len(word) > 4:
        return (word[:-3] + "y",)
    if word.endswith("yses") or word.endswith(("eses", "ases", "ises", "oses")) and len(word) > 6:
        return (word[:-2] + "is", word[:-1], word[:-2])
    if word.endswith(("sses", "xes", "ches", "shes", "zes")) and len(word) > 4:
        return (word[:-2], word[:-1])
    if word.endswith("ices") and len(word) > 5:
        return (word[:-4] + "ix", word[:-4] + "ex", word[:-1])
    if word.endswith("sis") and len(word) > 5:
        return (word[:-2] + "es",)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return (word[:-1],)
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word[:-1] + "ies", word + "s")
    if word.endswith(("ix", "ex")) and len(word) > 4:
        return (word[:-2] + "ices", word + "es")
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return (word + "es",)
    return (word + "s",)


def _nations(word: str) -> Iterator[str]:
    for british, american in _ENDINGS:
        for one, other in ((british, american), (american, british)):
            if word.endswith(one) and len(word) - len(one) >= 2:
                yield word[: -len(one)] + other
    for pattern, instead in _INSIDE:
        if (other := pattern.sub(instead, word)) != word:
            yield other


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa",
                          "ø": "oe", "Ø": "Oe"})  # fmt: skip


def spelt_out(written: str) -> tuple[str, ...]:
    """Return the folded words of a text with its umlauts spelled as two letters; none when that makes no difference."""
    other = written.translate(_UMLAUTS)
    return () if other == written else tuple(text.fold(other).split())


def joined(words: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the words that the one at `at` makes with a neighbour: `few` and `shot` may be written `fewshot`."""
    pairs = [words[at - 1 : at + 1]] if at else []
    pairs += [words[at : at + 2]] if at + 1 < len(words) else []
    return tuple("".join(pair) for pair in pairs if len("".join(pair)) >= 4)


def splits(word: str) -> tuple[str, ...]:
    """Return the pairs of words that a word may run together: `fewshot` may be written `few shot`."""
    if not _SHORTEST_JOINED <= len(word) <= _LONGEST_JOINED or not word.isalnum():
        return ()
    return tuple(f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1))


def initials(words: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the acronyms that the word at `at` may be part of: of three to five words in a row."""
    found: dict[str, None] = {}
    for length in (3, 4, 5):
        for first in range(max(0, at - length + 1), min(at, len(words) - length) + 1):
            run = words[first : first + length]
            if run[0] in SMALL or run[-1] in SMALL or any(not word[0].isalpha() for word in run):
                continue
            short = "".join(word[0] for word in run)
            found.update({short: None, short + "s": None})
            bare = "".join(word[0] for word in run if word not in SMALL)
            if len(bare) >= 3:
                found[bare] = None
    return tuple(found)
