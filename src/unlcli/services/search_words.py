"""The words that a query wants, each with all that may stand for it, as expressions over an index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from unlcli.domain import query, spellings, text
from unlcli.domain.query import Term
from unlcli.services import match_expression as match
from unlcli.services.search_filters import is_identified

#: So many words of a query count; who pastes a page means its beginning.
_MOST_WORDS = 64
#: What a word's other forms are worth beside its own.
_VARIANT, _JOINED, _UMLAUT, _INITIALS = 0.95, 0.85, 0.95, 0.35
SPLIT = 0.85
_YEAR_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word wanted: what each other form of it is worth, and how short its beginning may be to stand for it.

    Characters of Chinese or Japanese that were typed next to each other are one word, with a blank between them.
    `columns` says where alone it counts (`author:yao`), `facts` are expressions that stand for it as well (the venue it
    names, the identifier it is), `splits` the pairs of words that it may run together.
    """

    word: str
    others: Mapping[str, float] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    shortest_prefix: int = 3
    facts: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()

    @property
    def spelled(self) -> tuple[str, ...]:
        """Return the forms that stand for this word alone, not for it and its neighbours."""
        return tuple(form for form, quality in self.others.items() if quality not in (_JOINED, _INITIALS))

    @property
    def alone(self) -> "Wanted":
        """Return the word without what stands for it and its neighbours together."""
        return replace(self, others={form: self.others[form] for form in self.spelled})

    @property
    def has_prefix(self) -> bool:
        """Tell whether longer words that begin with this one stand for it."""
        return len(self.word) >= self.shortest_prefix

    def expression(self, *, prefix: bool = False) -> str:
        """Return an expression for entries that have the word in one of its forms, or what begins with it."""
        parts = [match.phrase(form) for form in (self.word, *self.others) if self.others.get(form) != _INITIALS]
        # as a word of a title: what else a title may be typed like holds initials of its own words
        acronyms = [match.phrase(form) for form, quality in self.others.items() if quality == _INITIALS]
        parts += [match.within(match.TITLES, match.any_of(acronyms))] if acronyms else []
        if prefix and self.has_prefix:
            parts[0] = match.phrase(self.word, is_prefix=True)
        parts += [match.within(match.TITLES, match.phrase(split)) for split in self.splits]
        found = match.any_of((*parts, *self.facts))
        return match.within(self.columns, found) if self.columns else found

    def or_like(self, others: Mapping[str, float], facts: Sequence[str] = ()) -> "Wanted":
        """Return the word with more that may stand for it."""
        return replace(self, others={**others, **self.others}, facts=(*self.facts, *facts))


def wanted_words(terms: Sequence[Term]) -> tuple[Wanted, ...]:
    """Return the words that terms want: free ones in their order, then those of authors and titles."""
    written = [(word, term.value) for term in terms if _is_free(term) for word in text.query_words(term.value)]
    left_out = and_others([word for word, _ in written])
    written = [one for at, one in enumerate(written) if at not in left_out]
    words = [word for word, _ in written[:_MOST_WORDS]]
    free = [_free(words, at, written[at][1]) for at in range(len(words))]
    named = [
        Wanted(word, columns=columns, shortest_prefix=1)
        for term in terms
        if not term.negated and (columns := _COLUMNS.get(term.field, ()))
        for word in text.query_words(term.value)
    ]
    return (*free, *named[:_MOST_WORDS])


def exact_words(phrase: str) -> tuple[Wanted, ...]:
    """Return the words of a folded phrase, for which nothing else may stand."""
    words = phrase.split()[:_MOST_WORDS]
    return tuple(Wanted(word, shortest_prefix=len(word) + 1) for word in words)


def and_others(words: Sequence[str]) -> frozenset[int]:
    """Return where among words `et al` stands behind a name: it is no word to look for."""
    pairs = [at for at in range(1, len(words) - 1) if tuple(words[at : at + 2]) == ("et", "al")]
    return frozenset(at + step for at in pairs for step in (0, 1))


_COLUMNS = {"author": ("author",), "title": match.TITLES}


def _is_free(term: Term) -> bool:
    return not (term.field or term.negated or term.is_phrase)


def _free(words: Sequence[str], at: int, written: str) -> Wanted:
    word = words[at]
    others: dict[str, float] = dict.fromkeys(spellings.initials(words, at), _INITIALS)
    others |= dict.fromkeys(spellings.joined(words, at), _JOINED)
    if len(umlauts := spellings.spelt_out(written)) == 1:
        others[umlauts[0]] = _UMLAUT
    others |= dict.fromkeys(spellings.variants(word), _VARIANT)
    others.pop(word, None)
    facts = [is_identified(identifier)] if (identifier := query.recognised(written)) else []
    if len(word) == _YEAR_LENGTH and word.isdigit():
        facts.append(match.fact("year", word))
    is_last = at == len(words) - 1
    return Wanted(word, others, shortest_prefix=2 if is_last else 3, facts=tuple(facts))
