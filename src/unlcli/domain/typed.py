"""Other ways in which people type the words of titles and names: joined, in parts, by initials, without special letters."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from unlcli.domain import text

#: So many other ways are kept of one title; few titles have half of them.
_MOST = 40
#: So much of a title is looked at: what is longer is no title.
_MOST_WORDS, _MOST_CHARACTERS = 24, 1000
#: Initials are taken of so many words: no shorter and no longer acronym means a title.
_SHORTEST, _LONGEST = 3, 6
_SMALL = frozenset("a an and as at by for from in of on or the to via with".split())


def of_title(title: str, folded: str) -> list[str]:
    """Return other ways to type the words of a readable title, of which `folded` is the folded form."""
    title = title[:_MOST_CHARACTERS]
    words = folded.split(" ", _MOST_WORDS)[:_MOST_WORDS]
    found = _odd(title, words)
    if title.lower() == folded:
        # without marks, as most titles are, it is one segment
        segments = [words]
    else:
        found += _at_marks(title)
        segments = [text.fold(segment).split() for segment in _SEGMENT_END.split(title)]
    for segment in segments:
        found += _initials(segment)
    return found[:_MOST]


def of_names(names: str) -> list[str]:
    """Return other ways to type the words of people's readable names."""
    return _beyond_ascii(names) + _after_apostrophes(names)


_INSIDE = re.compile(r"[a-z][A-Z]|[A-Z][A-Z]|[A-Za-z][0-9]|[0-9][A-Za-z]")
_RUN = re.compile(r"[A-Za-z0-9]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[A-Z]")


def _odd(title: str, words: list[str]) -> list[str]:
    """Return the parts of words with capitals or digits inside (SafeEraser, GPT4), and the singular of LLMs."""
    # that a title has no such word is told at once where all its words are capitalised, and letters alone
    if title.istitle() and "".join(words).isalpha() or _INSIDE.search(title) is None:
        return []
    found: list[str] = []
    for run in _RUN.findall(title):
        if len(run) > 3 and run[-1] == "s" and run[:-1].isupper():
            found.append(run[:-1].lower())
        elif _INSIDE.search(run) is not None and len(parts := _PART.findall(run)) > 1:
            found += [part.lower() for part in parts if len(part) > 2 or part.isdigit()]
    return found


_LINKED = re.compile(r"[^\s/\u2010\u2011-]+(?:[/\u2010\u2011-][^\s/\u2010\u2011-]+)+")


def _at_marks(title: str) -> list[str]:
    """Return what words with hyphens, slashes, apostrophes, ampersands and letters beyond ASCII may be typed as."""
    found = [*_beyond_ascii(title), *_after_apostrophes(title)]
    if "-" in title or "/" in title or not title.isascii():
        found += [text.squash(word) for word in _LINKED.findall(title)]
    if "&" in title:
        found.append("and")
    return found


_AFTER_APOSTROPHE = re.compile(r"(?<=[^\W_]['’])[^\W_]{3,}")


def _after_apostrophes(readable: str) -> list[str]:
    """Return what follows an elided word, as in d'Alembert and l'apprentissage: it is looked for by itself."""
    if "'" not in readable and "’" not in readable:
        return []
    return [text.fold(word) for word in _AFTER_APOSTROPHE.findall(readable)]


_SEGMENT_END = re.compile(r"[:;?!()\[\],|–—]|\.(?=\s)|\s-\s")


def _initials(words: list[str]) -> list[str]:
    """Return the initials of a segment of a title and of its beginnings, and of what stands between its small words."""
    if len(words) < _SHORTEST:
        return []
    if _SMALL.isdisjoint(words):
        return _beginnings("".join([word[0] for word in words]))
    while words and words[0] in _SMALL:
        words = words[1:]
    runs = "".join([" " if word in _SMALL else word[0] for word in words])
    found = [run[:_LONGEST] for run in runs.split() if len(run) >= _SHORTEST]
    found += _beginnings(runs.replace(" ", ""))
    return found + _beginnings("".join([word[0] for word in words]))


def _beginnings(initials: str) -> list[str]:
    return [initials[:length] for length in range(_SHORTEST, min(len(initials), _LONGEST) + 1)]


_WORD = re.compile(r"[^\W_]+")
_UMLAUT = re.compile(r"[äöüøåÄÖÜØÅ]")
_AS_TYPED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Ø": "oe", "Å": "aa"}
)
_TIMES = re.compile(r"[^\W_]+(?:×[^\W_]+)+")
_GREEK = re.compile(r"[\u0370-\u03ff\u00b5]")


def _beyond_ascii(readable: str) -> list[str]:
    """Return words with umlauts, Greek letters or signs of multiplication as they are typed without them."""
    if readable.isascii():
        return []
    readable = unicodedata.normalize("NFC", readable)
    found: list[str] = []
    if _UMLAUT.search(readable) is not None:
        candidates = [word for word in readable.split() if not word.isascii() and _UMLAUT.search(word) is not None]
        found += _WORD.findall(" ".join(candidates).translate(_AS_TYPED))
    if "×" in readable:
        found += [word.replace("×", "x") for word in _TIMES.findall(readable)]
    if _GREEK.search(readable) is not None:
        found += _greek(_WORD.findall(readable))
    return [form for form in map(text.fold, found) if form]


def _greek(words: list[str]) -> Iterator[str]:
    """Yield words with single Greek letters, spelt out, alone and with the next word: beta and betavae for β-VAE."""
    for place, word in enumerate(words):
        # more Greek letters make a word of Greek, which nobody types letter by letter
        if 1 <= len(_GREEK.findall(word)) <= 2:
            spelt = word.translate(_greek_names())
            yield spelt
            if place + 1 < len(words):
                yield spelt + words[place + 1]


@cache
def _greek_names() -> dict[int, str]:
    """Return the names of Greek letters, as LaTeX spells them; of those with two shapes, both."""
    names = {sign: name.lower() for name, sign in text.SYMBOLS.items() if _GREEK.fullmatch(sign)}
    shapes = {
        "ο": "omicron",
        "ς": "sigma",
        "ϵ": "epsilon",
        "ε": "epsilon",
        "ϕ": "phi",
        "φ": "phi",
        "ϑ": "theta",
        "µ": "mu",
    }
    return str.maketrans(names | shapes)
