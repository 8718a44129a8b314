"""How good an answer an entry is: what each word is worth where it stands, and what the words are worth together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from unlcli.domain import names as people_names
from unlcli.domain import spellings, text
from unlcli.domain.shown import Shown
from unlcli.services.search_words import SPLIT, Wanted

#: What a word found in a part of an entry is worth; a title's word says most about what a paper is.
_TITLE, _ALTTITLE, _AUTHOR, _FORM, _KEY, _VENUE, _YEAR, _CATEGORY, _REST = 10.0, 9.0, 8.0, 8.0, 7.0, 6.0, 6.0, 4.0, 2.0
_PREFIX = 0.75
#: A venue of that name goes before those whose names hold it.
_WHOLE_VENUE = 6.5
#: A small word says little, wherever it stands.
_SMALL = 0.05
_WHOLE_TITLE, _WHOLE_KEY, _IDENTIFIED = 100.0, 90.0, 100.0
_NAMED, _PHRASE, _RUN_TOGETHER, _WHOLE_NAME = 13.0, 10.0, 8.0, 6.0
_INITIALS, _PAIR = 4.0, 1.5
#: What words in a row are a part of: from such a share of the title on they are worth more than as a detail of it.
_SHARES, _SHARE = (0.25, 0.5, 0.75), 1.0
#: What the words together are worth in another title of the work: less than scattered over a part of its title.
_OTHER_TITLE = 0.75
#: Papers are cited by the first of their authors; a little more than one step, so that it counts.
_FIRST_AUTHOR = 0.6
#: What stands before it is what a paper is called: `BERT: Pre-training of ...`.
_NAME_END = re.compile(r"[:?!–—]|\s-\s")
#: Scores that differ by less are equal, so that the newer paper goes first: one word's spelling, and where it stands in
#: a title, say less than the year. Where words are missing, all depends on which ones are there.
_STEP, _FINE_STEP = 0.5, 0.01


@dataclass(frozen=True, slots=True)
class _Parts:
    """The folded words of an entry, each with the most that it is worth in any part, and its titles as a whole."""

    everywhere: Mapping[str, float]
    texts: tuple[tuple[float, tuple[str, ...]], ...]
    titles: tuple[str, ...]
    names: tuple[str, ...]
    authors: tuple[str, ...]

    def within(self, columns: Sequence[str]) -> Mapping[str, float]:
        """Return the words of some columns alone."""
        if not columns:
            return self.everywhere
        return dict.fromkeys((word for text in self._only(columns) for word in text.split()), _AUTHOR)

    def _only(self, columns: Sequence[str]) -> tuple[str, ...]:
        return self.authors if "author" in columns else self.titles

    def run(self, word: Wanted) -> tuple[float, str]:
        """Return what characters next to each other are worth, and them; nothing for a word of another script."""
        if " " not in word.word:
            return 0.0, ""
        texts = ((_AUTHOR, self._only(word.columns)),) if word.columns else self.texts
        best = max((worth for worth, parts in texts for part in parts if f" {word.word} " in f" {part} "), default=0.0)
        return best, word.word if best else ""


class Ranking:
    """Scores entries for the words of one query; `matched` holds the words that were found in what is shown."""

    def __init__(
        self, words: Sequence[Wanted], source: str, worth: Mapping[str, float] | None = None, *, lacking: int = 0
    ) -> None:
        self._words = words
        self._worth = worth or {}
        self._lacking = lacking
        self._free = [word.word for word in words if not word.columns]
        self._plain = " ".join(self._free)
        self._spelled = {form: word.word for word in reversed(words) for form in word.spelled} | {
            word: word for word in self._free
        }
        self._is_begun = bool(self._free) and words[len(self._free) - 1].has_prefix
        self._squashed = self._plain.replace(" ", "")
        self._source = text.squash(source)
        self._key = source.strip().casefold()
        self.matched: dict[str, None] = {}

    def score(self, shown: Shown, *, is_identified: bool = False) -> float:
        """Return what an entry is worth as an answer."""
        parts = _parts(shown)
        total, unseen = _IDENTIFIED * is_identified, []
        for word in self._words:
            value, found = max(_word(parts.within(word.columns), word), _split(parts.titles, word), parts.run(word))
            if found:
                self.matched.update(dict.fromkeys([found] if text.is_run(found) else found.split()))
            else:
                unseen.append(word)
            total += value * self._weight(word)
        # what is in none of these parts stands in the abstract or the rest, but for what the entry lacks
        total += sum(sorted((_REST * self._weight(word) for word in unseen), reverse=True)[self._lacking :])
        total += _FIRST_AUTHOR * self._is_by(parts.authors[:1])
        step = _FINE_STEP if self._lacking else _STEP
        return round((total + self._together(parts, shown)) / step) * step

    def _is_by(self, first: Sequence[str]) -> bool:
        surname = (first[0].split() or [""])[-1] if first else ""
        return any(surname in (word.word, *word.spelled) for word in self._words if not word.columns)

    def _weight(self, word: Wanted) -> float:
        return _SMALL if word.word in spellings.SMALL and len(self._words) > 1 else self._worth.get(word.word, 1.0)

    def _together(self, parts: _Parts, shown: Shown) -> float:
        best = 0.0
        for at, (title, name) in enumerate(zip(parts.titles, parts.names, strict=True)):
            best = max(best, self._title(title, name) * (_OTHER_TITLE if at else 1.0))
        if self._key in (key.casefold() for key in (shown.key, *shown.ids.split(", "))):
            best += _WHOLE_KEY
        if len(self._free) > 1 and any(f" {self._plain} " in f" {author} " for author in parts.authors):
            best += _WHOLE_NAME
        return best

    def _title(self, title: str, name: str) -> float:
        run_together = title.replace(" ", "")
        if run_together and run_together in (self._source, self._squashed):
            return _WHOLE_TITLE + (title == self._plain)
        if not self._plain:
            return 0.0
        if self._plain == name:
            return _NAMED
        words = [self._spelled.get(word) or self._begun(word) for word in title.split()]
        spelled = " ".join(words)
        if f" {self._plain} " in f" {spelled} ":
            share = len(self._plain) / len(spelled)
            return _PHRASE + _SHARE * sum(share >= least for least in _SHARES)
        if len(self._squashed) >= 6 and self._squashed in run_together:
            return _RUN_TOGETHER
        if len(self._free) == 1:
            return _INITIALS if self._plain == "".join(word[0] for word in words) else 0.0
        there = set(pairwise(words))
        return min(_RUN_TOGETHER, _PAIR * sum(pair in there for pair in pairwise(self._free)))

    def _begun(self, word: str) -> str:
        """Return the last word of the query, which may not be typed to its end, in the place of one that begins with it."""
        return self._free[-1] if self._is_begun and word.startswith(self._free[-1]) else word


def _word(where: Mapping[str, float], word: Wanted) -> tuple[float, str]:
    """Return the most that a word is worth in an entry, and the form in which it stands there."""
    best, found = where.get(word.word, 0.0), word.word
    for other, quality in word.others.items():
        if (value := where.get(other, 0.0) * quality) > best:
            best, found = value, other
    if best < _TITLE * _PREFIX and word.has_prefix:
        for other, value in where.items():
            if value * _PREFIX > best and other.startswith(word.word):
                best, found = value * _PREFIX, word.word
    return (best, found) if best else (0.0, "")


def _split(titles: Sequence[str], word: Wanted) -> tuple[float, str]:
    """Return what a word is worth that stands in a title as two, and these two."""
    for split in word.splits:
        if any(f" {split} " in f" {title} " for title in titles):
            return _TITLE * SPLIT, split
    return 0.0, ""


def _named(title: str) -> str:
    end = _NAME_END.search(title)
    return title[: end.start()] if end else ""


def _parts(shown: Shown) -> _Parts:
    written = [title for title in (shown.title, *shown.alttitle.split(" || ")) if title]
    titles = tuple(text.search_words(title) for title in written)
    names = tuple(text.search_words(_named(title)) for title in written)
    people = shown.authors.split("; ")
    authors = tuple(text.search_words(author) for author in people + people_names.family_first(people))
    given: tuple[tuple[float, tuple[str, ...]], ...] = (
        (_CATEGORY, (text.search_words(shown.category),)),
        (_YEAR, (shown.year,)),
        (_VENUE, tuple(map(text.search_words, (shown.series, shown.written_venue, shown.venue)))),
        (_WHOLE_VENUE, () if " " in shown.venue else (text.search_words(shown.venue),)),
        (_KEY, (text.search_words(f"{shown.key} {shown.ids}"),)),
        (_FORM, (text.search_words(shown.forms),)),
        (_AUTHOR, authors),
        (_ALTTITLE, titles[1:] if shown.title else titles),
        (_TITLE, titles[:1] if shown.title else ()),
    )  # fmt: skip
    everywhere: dict[str, float] = {}
    for worth, texts in given:
        for part in texts:
            everywhere.update(dict.fromkeys(part.split(), worth))
    return _Parts(everywhere, given, titles, names, authors)
