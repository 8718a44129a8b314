"""What the words of a query may mean in an index: what they are, two run together, a venue, a slip of the fingers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from unlcli.domain import spellings, text
from unlcli.services import candidates, guessing
from unlcli.services import match_expression as match
from unlcli.services.search_filters import Reach, Venues
from unlcli.services.search_words import Wanted
from unlcli.store.index import Index

Words = tuple[Wanted, ...]

#: A word that more entries have is no two words that were run together.
_RARE = 8
#: A word that is known is taken for a mistyped one only from this length on: shorter ones are many, and near each other.
_LONG = 6


class Meanings:
    """The meanings of one query's words in an index; what was looked for once is known."""

    def __init__(self, index: Index, venues: Venues) -> None:
        self._index = index
        self._venues = venues
        self._near = guessing.NearWords(index)

    def split(self, words: Sequence[Wanted]) -> Words:
        """Return the words, each that is rare or unknown with the pairs in titles that it may run together."""
        return tuple(word if word.columns else replace(word, splits=self._splits(word.word)) for word in words)

    def _splits(self, word: str) -> tuple[str, ...]:
        there = spellings.splits(word)
        if not there or not self._in_titles(there):
            return ()
        if len(self._index.newest(match.phrase(word), _RARE + 1)) > _RARE:
            return ()
        return tuple(split for split in there if self._in_titles((split,)))

    def _in_titles(self, phrases: Sequence[str]) -> bool:
        return candidates.has_any(
            self._index, Reach(match.within(match.TITLES, match.any_of(map(match.phrase, phrases))))
        )

    def guesses(self, words: Words) -> Iterator[Words]:
        """Yield what the words may mean: what they are, then near ones for the unknown, then for one at a time."""
        yield words
        if all(word.columns for word in words):
            return
        known = self.known(words)
        if known != words:
            yield known
        for at, word in enumerate(known):
            if word is words[at] and not word.columns and len(word.word) >= _LONG:
                near = self.or_near(word)
                if near is not word:
                    yield (*known[:at], near, *known[at + 1 :])

    def known(self, words: Words) -> Words:
        """Return the words, those that no entry has with near ones, or the venue that they name, in their place."""
        found = []
        for word in words:
            if word.columns or word.word in spellings.SMALL or self._is_known(word):
                found.append(word)
                continue
            venue = self._venues().recognise(word.word)
            facts = [match.fact("venue", text.fold(venue.short))] if self._venues().knows(venue) else []
            found.append(self.or_near(word).or_like({}, facts))
        return tuple(found)

    def _is_known(self, word: Wanted) -> bool:
        """Tell whether any entry has a word: a neighbour's with it, or initials, are not this word."""
        alone = word.alone
        return any(candidates.has_any(self._index, Reach(alone.expression(prefix=prefix))) for prefix in (False, True))

    def or_close(self, word: Wanted) -> Wanted:
        """Return a word with those that are nearly like it, or where there are none, those that begin much like it."""
        return word.or_like(self._near.of(word.word) or self._near.close_to(word.word))

    def likeliest(self, word: Wanted) -> str:
        """Return a word, in the place of one that no entry has the word that is most like it."""
        if self._is_known(word):
            return word.word
        return next(iter(self._near.of(word.word) or self._near.close_to(word.word)), word.word)

    def or_near(self, word: Wanted) -> Wanted:
        """Return a word with those that are nearly like it."""
        near = self._near.of(word.word)
        return word.or_like(near) if near else word
