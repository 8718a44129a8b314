"""When two folded words are one: slips of the pen, inflection, British and American, joined or abbreviated words."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from unlcli.matching.titles import LOST


def is_slip(a: str, b: str) -> bool:
    """Tell whether two words differ by one letter as slips do, or as singular and plural.

    A word with something before it is another word (`supervised`, `unsupervised`); so is one with other digits. Short
    words are one letter apart by nature (`text`, `test`), and so are opposites in their first letters (`abduction`, `adduction`).
    """
    if min(len(a), len(b)) < 4 or not (a.isalpha() and b.isalpha()) or a.endswith(b) or b.endswith(a):
        return False
    if OSA.distance(a, b, score_cutoff=1) > 1:
        return False
    if LOST in a or LOST in b or a + "s" == b or b + "s" == a:
        return True
    if len(a) != len(b) or sorted(a) == sorted(b):
        return min(len(a), len(b)) >= 5
    return len(a) >= 6 and a[0] == b[0] and (a[1] == b[1] or len(a) >= 10)


def are_within(a: str, b: str, letters: int) -> bool:
    """Tell whether two words differ by no more than some letters left out, too many, other or exchanged."""
    return OSA.distance(a, b, score_cutoff=letters) <= letters


def is_variant(a: str, b: str) -> bool:
    """Tell whether two words are one in other spelling or inflection."""
    return is_slip(a, b) or is_one_name(a, b) or _stem(a) == _stem(b)


_UMLAUT = re.compile(r"(?<=[aou])e")


def is_one_name(a: str, b: str) -> bool:
    """Tell whether two names are one: equal, with an umlaut written either way or with a letter lost."""
    return a == b or _UMLAUT.sub("", a) == _UMLAUT.sub("", b) or (LOST in a or LOST in b) and is_slip(a, b)


_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})our(?!c|$)|(?<=[a-z]{3})our$"), "or"),
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e[ds]?|ing|ations?)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})ys(?=(?:e[ds]?|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z]{3})ies$"), "y"),
)
_ENDING = re.compile(r"(?:(?<=iz)ations?|(?<=.{5})ions?|(?<=.{4})(?:ings?|ed|es?)|(?<=.{2}[^s])s)$")
_DOUBLE = re.compile(r"([lmnpt])\1$")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Return a word without its spelling's nationality and the ending of a noun's plural or a verb's form."""
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return _DOUBLE.sub(r"\1", _ENDING.sub("", word))


def spelt_out(word: str, words: Sequence[str]) -> Sequence[str]:
    """Return the run of words that a word joins (`few shot`) or abbreviates by its initials (`LLMs`), empty if none."""
    forms = (word, word[:-1]) if word.endswith("s") else (word,)
    initials = "".join([w[0] for w in words])
    for form in forms:
        if len(form) > 1 and (at := initials.find(form)) >= 0:
            return words[at : at + len(form)]
    for at, first in enumerate(words):
        for n in (2, 3) if word.startswith(first) else ():
            if "".join(words[at : at + n]) in forms:
                return words[at : at + n]
    return ()


_TOPIC = re.compile(r"(?:ing|ions?|ments?|ness|ity|ies|isms?|ics|cy|sis|ers|ors|els|ogy|phy)$")


def is_topic(word: str) -> bool:
    """Tell whether a word has the ending of what a field of work is called (`unlearning`), and so is hardly a name."""
    return bool(_TOPIC.search(word))
