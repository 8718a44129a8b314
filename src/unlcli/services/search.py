"""Entries of an index that answer a query, the best first: exact before prefix before near, title before authors."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import log

from unlcli.domain import text
from unlcli.domain.identifiers import Identifier
from unlcli.domain.query import Query, Term, settled, without_marks
from unlcli.domain.shown import Shown
from unlcli.services import candidates, guessing, search_filters, sort_hits
from unlcli.services import match_expression as match
from unlcli.services.candidates import Candidates
from unlcli.services.rank import Ranking
from unlcli.services.search_filters import Reach, Venues
from unlcli.services.search_words import Wanted, and_others, exact_words, wanted_words
from unlcli.services.word_meanings import Meanings
from unlcli.store.index import Index

#: The names of the orders that hits may have.
SORTS = sort_hits.SORTS
#: So many candidates are ranked; what follows stands in the order of its tiers.
_RANKED = 256
#: So many alternatives between `OR` count.
_MOST_ALTERNATIVES = 32
#: So many phrases count for the order of the hits; all of them must be there.
_MOST_PHRASES = 4
#: A text shorter than this says nothing as a part of a link.
_SHORTEST_LINK = 6
#: A link to a repository or into it; who pastes one may have gone on from its first page.
_REPOSITORY = re.compile(r"((?:github\.com|gitlab\.com|codeberg\.org)/[\w.-]+/[\w.-]+?)(?:\.git)?(?:[/?#].*)?", re.I)
_READ_AT_ONCE = 500
#: Of more entries, where words stand in a title is told only of those that are ranked.
_MANY = 20_000
#: When no more entries have all words, it is looked whether one of them is mistyped.
_FEW = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found: its id and position, what is shown of it, its score, and whether it has all the words asked for."""

    id: int
    position: int
    shown: Shown
    score: float = 0.0
    has_all: bool = True


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best hits of `total`; `nearest` are titles offered when there is none, `words` what to mark in the hits."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    nearest: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def has_all(self) -> bool:
        """Tell whether the hits have all words asked for; where no entry has, those with most of them are the answer."""
        return all(hit.has_all for hit in self.hits[:1])


@dataclass(frozen=True, slots=True)
class _Answer:
    """The ids that answer a query, in order and lazily, with the scores of those that were ranked."""

    ids: Iterator[int]
    total: int
    scores: dict[int, float]
    has_all: bool = True
    words: tuple[str, ...] = ()


def search(index: Index, query: Query, venues: Venues, *, limit: int = 0, sort: str = "") -> SearchResult:
    """Return the entries that answer a query, best first, at most `limit` (0 for all); without a query all, in file order."""
    query = settled(query, lambda one: candidates.has_any(index, Reach(search_filters.is_identified(one))))
    meanings = Meanings(index, venues)
    answer = _answer(index, query, venues, meanings)
    if not answer.total:
        return SearchResult(nearest=_nearest(index, query, meanings), words=answer.words)
    ids = sort_hits.sorted_ids(index, answer.ids, sort) if sort not in ("", "relevance") else answer.ids
    chosen = list(islice(ids, limit or None))
    hits = (
        Hit(found, index.position(found), shown, answer.scores.get(found, 0.0), answer.has_all)
        for found, shown in zip(chosen, _shown(index, chosen), strict=True)
    )
    return SearchResult(tuple(hits), answer.total, (), answer.words)


def _shown(index: Index, ids: Sequence[int]) -> Iterator[Shown]:
    for start in range(0, len(ids), _READ_AT_ONCE):
        yield from index.shown(ids[start : start + _READ_AT_ONCE])


def _answer(index: Index, query: Query, venues: Venues, meanings: Meanings) -> _Answer:
    if query.is_empty:
        ids = index.in_file_order()
        return _Answer(iter(ids), len(ids), {})
    if query.identifier is not None:
        found = _identified(index, query.identifier, query.source)
        return _Answer(iter(found), len(found), dict.fromkeys(found, 100.0))
    alternatives = list(dict.fromkeys(query.alternatives))[:_MOST_ALTERNATIVES]
    every = [_candidates(index, terms, query.source, venues, meanings) for terms in alternatives]
    found_all = [one for one in every if one is not None and one.has_all]
    chosen = found_all or [one for one in every if one is not None]
    if not chosen:
        linked = _linked(index, query.source)
        return _Answer(iter(linked), len(linked), {}, words=_asked(query))
    return _ranked(index, query, chosen)


def _identified(index: Index, identifier: Identifier, source: str) -> list[int]:
    """Return the entries that have an identifier, else those with a link or DOI that holds what was typed."""
    found = list(index.stream(search_filters.is_identified(identifier)))
    return found or _linked(index, source)


def _linked(index: Index, source: str) -> list[int]:
    """Return the entries with a link that holds a text without blanks: a part of a URL, a repository, a forum's id."""
    part = without_marks(source).split("://")[-1].removeprefix("www.").rstrip("/")
    if len(part) < _SHORTEST_LINK or not part.isascii() or any(char.isspace() or char in '"()' for char in part):
        return []
    return index.containing("", part) or _of_repository(index, part)


def _of_repository(index: Index, link: str) -> list[int]:
    """Return the entries with a link to the repository that another link leads into."""
    if (repository := _REPOSITORY.fullmatch(link)) is None:
        return []
    held = index.containing("", repository[1])
    whole = re.compile(re.escape(repository[1]) + r"(?:\.git)?(?![\w.-])", re.I)
    entries = index.entries([index.position(found) for found in held])
    links = (" ".join(entry.get(name) for name in ("url", "alturl", "code")) for entry in entries)
    return [found for found, there in zip(held, links, strict=True) if whole.search(there)]


def _candidates(
    index: Index, terms: Sequence[Term], source: str, venues: Venues, meanings: Meanings
) -> Candidates | None:
    """Return what may answer one alternative; None when nothing does."""
    words = wanted_words(terms)
    if not words and not any(term.field or term.negated or term.is_phrase for term in terms):
        return None
    words = meanings.split(words)
    phrases = _phrases(terms)
    within = search_filters.reach(index, terms, venues)
    for guess in meanings.guesses(words):
        if guess is not words and not candidates.have_all(index, guess, within):
            continue
        tiers = candidates.tiers(guess, source, within, phrases=phrases)
        total = candidates.count(index, tiers[-1:])
        if guess is words and 0 < total <= _FEW and (known := meanings.known(words)) != words:
            # so few may have but the initials of a word that is mistyped: those count that have what was meant, too
            guess = known
            tiers = candidates.tiers(guess, source, within)
            total = candidates.count(index, tiers[-1:])
        if total > _MANY:
            tiers = candidates.tiers(guess, source, within, is_fine=False)
        if total:
            return Candidates(guess, tiers, total, phrases=phrases)
    if all(word.columns for word in words):
        return None
    guess = meanings.known(words)
    most = candidates.with_most(index, guess, within)
    return Candidates(guess, most[:1], most[1], has_all=False, phrases=phrases) if most else None


def _phrases(terms: Sequence[Term]) -> tuple[str, ...]:
    quoted = (term.value for term in terms if term.is_phrase and not term.field and not term.negated)
    return tuple(dict.fromkeys(map(text.search_words, quoted)))[:_MOST_PHRASES]


def _ranked(index: Index, query: Query, chosen: Sequence[Candidates]) -> _Answer:
    scores: dict[int, float] = {}
    words = dict.fromkeys(_asked(query))
    for one in chosen:
        ids = candidates.first(index, one.tiers, _RANKED, one.total)
        ranking = _ranking(index, query, one)
        quoted = [Ranking(exact_words(phrase), phrase) for phrase in one.phrases]
        named = _with_identifiers(index, one.words)
        for found, shown in zip(ids, _shown(index, ids), strict=True):
            score = ranking.score(shown, is_identified=found in named) + sum(one.score(shown) for one in quoted)
            scores[found] = max(score, scores.get(found, 0.0))
        words.update(ranking.matched)
    ranked = sorted(candidates.newest_first(index, scores), key=lambda found: -scores[found])
    last = [one.tiers[-1] for one in chosen]
    total = chosen[0].total if len(chosen) == 1 else candidates.count(index, last)
    ids_in_order = _in_order(index, ranked, chosen, total)
    return _Answer(ids_in_order, total, scores, chosen[0].has_all, tuple(words))


def _in_order(index: Index, ranked: Sequence[int], chosen: Sequence[Candidates], total: int) -> Iterator[int]:
    """Yield the ranked ids, and then those that were not, tier by tier."""
    yield from ranked
    seen = set(ranked)
    for step in range(max(len(one.tiers) for one in chosen)):
        if len(seen) >= total:
            return
        for found in candidates.stream(index, [one.tiers[min(step, len(one.tiers) - 1)] for one in chosen]):
            if found not in seen:
                seen.add(found)
                yield found


def _ranking(index: Index, query: Query, one: Candidates) -> Ranking:
    if one.has_all:
        return Ranking(one.words, query.source)
    # where words are missing, the rare ones of those that are there say most
    counts = {word.word: index.count(word.expression(prefix=True)) for word in candidates.telling(one.words)}
    worth = {word: 1 / (1 + log(1 + count)) for word, count in counts.items()}
    return Ranking(one.words, query.source, worth, lacking=len(one.words))


def _with_identifiers(index: Index, words: Sequence[Wanted]) -> frozenset[int]:
    facts = [fact for word in words for fact in word.facts if "\uf8ffid\uf8ff" in fact]
    return frozenset(index.stream(match.any_of(facts))) if facts else frozenset()


def _asked(query: Query) -> tuple[str, ...]:
    """Return the words asked for, folded."""
    terms = (term for terms in query.alternatives for term in terms if not term.negated and not term.field)
    words = [word for term in terms for word in text.query_words(term.value)]
    left_out = and_others(words)
    return tuple(dict.fromkeys(word for at, word in enumerate(words) if at not in left_out))


def _nearest(index: Index, query: Query, meanings: Meanings) -> tuple[str, ...]:
    """Return titles that may have been meant: like the query, its filters and quotes aside; for authors alone, names."""
    free = [replace(term, is_phrase=False) for terms in query.alternatives for term in terms if not term.negated]
    # characters that no title has next to each other may be somewhere in one
    apart = [replace(term, value=text.set_apart(term.value)) for term in free]
    titled = [replace(term, field="") for term in apart if term.field == "title"]
    words = wanted_words([term for term in apart if not term.field] or titled)
    if not words:
        authors = wanted_words([term for term in free if term.field == "author"])
        return _nearest_names(index, authors, meanings) or guessing.filters_meant(index, free)
    near = [meanings.or_close(word) for word in candidates.telling(words)]
    reach = Reach(match.any_of(word.expression() for word in near))
    best = candidates.with_most(index, near, Reach(match.every_entry()))
    tiers = (best[0], reach) if best else (reach,)
    ids = candidates.first(index, tiers, _RANKED, candidates.count(index, (reach,)))
    titles = [(shown.title, text.search_words(shown.title)) for shown in _shown(index, ids) if shown.title]
    typed, meant = (word.word for word in words), map(meanings.likeliest, words)
    return tuple(guessing.most_alike(" ".join(typed), titles) or guessing.most_alike(" ".join(meant), titles))


def _nearest_names(index: Index, words: Sequence[Wanted], meanings: Meanings) -> tuple[str, ...]:
    """Return names of authors that may have been meant by the words of one."""
    if not words:
        return ()
    near = [meanings.or_close(word) for word in words]
    reach = Reach(match.any_of(word.expression() for word in near))
    ids = candidates.first(index, (reach,), _RANKED, _RANKED)
    names = {name: text.fold(name) for shown in _shown(index, ids) for name in shown.authors.split("; ")}
    forms = {form for word in near for form in (word.word, *word.others)}
    alike = ((name, folded) for name, folded in names.items() if not forms.isdisjoint(folded.split()))
    return tuple(guessing.most_alike(" ".join(word.word for word in words), alike))
