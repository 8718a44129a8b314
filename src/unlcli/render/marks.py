"""Where the words that were searched for stand in a text, however they are written there."""

import re
import unicodedata
from collections.abc import Iterable

from unlcli.domain import text as texts

#: From this length on a word is marked inside others too (`bert` in `ColBERT`), and where a title parts it (`few-shot`).
_TELLING = 4
_START, _END, _GAP = r"(?<![^\W_])", r"(?![^\W_])", r"[\W_]?"


def pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the folded words in a folded text; None without words."""
    forms: dict[str, None] = {}
    folded = {word for given in words for word in _words(given)}
    for word in sorted(folded, key=lambda word: (-len(word), word)):
        plain = re.escape(word)
        if texts.is_run(word):
            forms[_GAP.join(map(re.escape, word.split()))] = None
            continue
        if len(word) >= _TELLING:
            forms[f"{_START}{_GAP.join(map(re.escape, word))}{_END}"] = None
        if len(word) >= _TELLING or not word.isascii():
            forms[plain] = None
        else:
            forms[f"{_START}{plain}{'' if len(word) > 2 else _END}"] = None
    return re.compile("|".join(forms)) if forms else None


def _words(given: str) -> list[str]:
    """Return the folded words of a text; characters of Chinese or Japanese next to each other are one."""
    folded = texts.fold(given)
    return [folded] if texts.is_run(folded) else texts.query_words(folded)


def marked(text: str, words: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """Return where words begin and end in a text; accents, case, ligatures and apostrophes make no difference."""
    if words is None:
        return []
    if text.isascii() and "'" not in text:
        return [match.span() for match in words.finditer(text.lower())]
    folded, places = _folded(text)
    return [
        (places[match.start()], _after(text, places[match.end() - 1])) for match in words.finditer(folded) if match[0]
    ]


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the folded letters of a text, other characters as blanks, with the place that each has in it."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        letters = texts.fold(char).replace(" ", "")
        if not letters and not _is_part_of_word(char):
            letters = " "
        folded.append(letters)
        places += [place] * len(letters)
    return "".join(folded), places


def _is_part_of_word(char: str) -> bool:
    return char in "'’‘`´ʼ" or bool(unicodedata.combining(char))


def _after(text: str, place: int) -> int:
    """Return where a character ends with the accents that follow it."""
    end = place + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
