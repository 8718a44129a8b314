"""Rank entries for a query: exact before prefix before near, title before authors before venue before the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from unlcli.domain import names, text
from unlcli.domain import query as queries
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries
from unlcli.domain.query import Query, Term
from unlcli.domain.venues import VenueTable

#: What a word found in a part of an entry is worth; a title's word says most about what a paper is.
_PARTS = {
    "title": 10.0,
    "alttitle": 9.0,
    "author": 8.0,
    "key": 7.0,
    "venue": 6.0,
    "year": 6.0,
    "category": 4.0,
    "rest": 2.0,
}
_PREFIX, _INSIDE, _NEAR = 0.75, 0.5, 0.55
#: Two thirds of the letters of a short word may differ by chance; from 80 on it is a slip of the fingers.
_NEAR_ENOUGH = 80.0


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, with its score, and whether it has all the words asked for."""

    entry: Entry
    score: float
    has_all: bool = True


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits, best first; `nearest` are titles offered when there is none."""

    hits: tuple[Hit, ...]
    nearest: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Forms:
    """The folded words of an entry by part, and its title as a whole."""

    parts: tuple[tuple[float, tuple[str, ...]], ...]
    joined: tuple[tuple[float, str], ...]
    titles: tuple[str, ...]


def search(library: Entries, query: Query, venues: VenueTable) -> SearchResult:
    """Return the entries that answer a query, best first; without a query all, in file order."""
    if query.is_empty:
        return SearchResult(tuple(Hit(entry, 0.0) for entry in library))
    if query.identifier is not None:
        found = library.by_identifier.get(query.identifier, ())
        return SearchResult(tuple(Hit(entry, 100.0) for entry in found))
    stems = _Stems()
    forms = [_forms(entry, venues, stems) for entry in library]
    known = _Vocabulary(forms)
    hits: dict[int, Hit] = {}
    for terms in query.alternatives:
        for entry, form in zip(library, forms, strict=True):
            score, has_all = _score(entry, form, terms, venues, known)
            there = hits.get(entry.position)
            if score > 0 and (there is None or (has_all, score) > (there.has_all, there.score)):
                hits[entry.position] = Hit(entry, score, has_all)
    # entries that have some of the words are an answer only where none has them all
    best = [hit for hit in hits.values() if hit.has_all] or list(hits.values())
    ranked = sorted(best, key=lambda h: (-round(h.score, 3), -_year(h.entry), h.entry.position))
    words = tuple(
        word
        for terms in query.alternatives
        for t in terms
        if not t.negated and not t.field
        for word in text.fold(t.value).split()
    )
    return SearchResult(tuple(ranked), () if ranked else _nearest(library, query), words)


def _year(entry: Entry) -> int:
    return int(entry.year) if entry.year.isdigit() else 0


class _Stems(dict[str, str]):
    """The stems of the words met so far; each is made once, and the same string serves all entries that have the word."""

    def __missing__(self, word: str) -> str:
        stem = self[word] = _stem(word)
        return stem


def _forms(entry: Entry, venues: VenueTable, stems: _Stems) -> _Forms:
    venue = venues.recognise(entry.venue)
    titles = tuple(text.fold(t) for t in (entry.plain("title"), *entry.values("alttitle")) if t)
    rest = [entry.plain(n) for n in ("abstract", "keywords", "note", "series", "publisher", "doi", "eprint")]
    given = {
        "title": titles[0] if titles else "",
        "alttitle": " ".join(titles[1:]),
        "author": text.fold(" ".join(n.full for n in names.authors(entry.get("author") or entry.get("editor")))),
        "key": text.fold(" ".join((entry.key, *entry.values("ids")))),
        "venue": text.fold(f"{venue.short} {entry.venue}"),
        "year": entry.year,
        "category": text.fold(entry.plain("category")),
        "rest": text.fold(" ".join(rest)),
    }
    parts = tuple(
        (_PARTS[name], tuple({stems[word]: None for word in value.split()})) for name, value in given.items() if value
    )
    joined = tuple((_PARTS[name], given[name].replace(" ", "")) for name in ("title", "alttitle") if given[name])
    return _Forms(parts, joined, titles)


_ENDINGS = (
    ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("iser", "izer"), ("ise", "ize"), ("yse", "yze"),
    ("our", "or"), ("tre", "ter"), ("ogue", "og"),
)  # fmt: skip


def _stem(word: str) -> str:
    """Return a word's form for comparison: singular, American spelling."""
    if len(word) > 4:
        if word.endswith("ies"):
            word = word[:-3] + "y"
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        for british, american in _ENDINGS:
            if word.endswith(british):
                return word[: -len(british)] + american
    return word


class _Vocabulary:
    """All words of a library, to find those a mistyped word may mean."""

    def __init__(self, forms: Sequence[_Forms]) -> None:
        self._words = sorted({word for form in forms for _, words in form.parts for word in words})
        self._there = frozenset(self._words)
        self._near: dict[str, dict[str, float]] = {}

    def near(self, word: str) -> dict[str, float]:
        """Return known words close to a mistyped one with their likeness in 0..1; none for a word that is known or short."""
        found = self._near.get(word)
        if found is None:
            found = {}
            if len(word) >= 4 and word not in self._there:
                for other, likeness, _ in process.extract(
                    word, self._words, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=8
                ):
                    found[other] = likeness / 100
            self._near[word] = found
        return found


def _score(
    entry: Entry, form: _Forms, terms: Sequence[Term], venues: VenueTable, known: _Vocabulary
) -> tuple[float, bool]:
    """Return what an entry is worth as an answer, 0 for none, and whether it has all the words."""
    total, wanted, found = 0.0, 0, 0
    for term in terms:
        if term.field:
            if not queries.passes(entry, term, venues):
                return 0.0, False
            total += 1.0
        elif term.negated or term.is_phrase:
            if _holds_phrase(entry, form, term, venues) == term.negated:
                return 0.0, False
            total += 1.0 if term.negated else 20.0
        else:
            for word in text.fold(term.value).split():
                wanted += 1
                worth = _word(form, _stem(word), known)
                found += worth > 0
                total += worth
    if wanted and found < max(1, (wanted + 1) // 2):
        return 0.0, False
    if wanted and found < wanted:
        total *= 0.3 * found / wanted
    whole = _as_a_whole(form, terms)
    return total + whole, found == wanted or whole > 0


def _holds_phrase(entry: Entry, form: _Forms, term: Term, venues: VenueTable) -> bool:
    wanted = [_stem(w) for w in text.fold(term.value).split()]
    if len(wanted) == 1:
        return any(wanted[0] in words for _, words in form.parts)
    texts = (*form.titles, queries.everything(entry, venues))
    return any(_contains([_stem(w) for w in there.split()], wanted) for there in texts)


def _contains(there: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(list(there[i : i + len(wanted)]) == list(wanted) for i in range(len(there) - len(wanted) + 1))


def _word(form: _Forms, word: str, known: _Vocabulary) -> float:
    best = 0.0
    near = known.near(word)
    for worth, words in form.parts:
        if worth <= best:
            continue
        if word in words:
            best = max(best, worth)
        elif len(word) >= 3 and any(other.startswith(word) for other in words):
            best = max(best, worth * _PREFIX)
        elif near:
            best = max(best, max((worth * _NEAR * near[o] for o in words if o in near), default=0.0))
    for worth, joined in form.joined:
        if len(word) >= 4 and word in joined:
            best = max(best, worth * _INSIDE)
    return best


def _as_a_whole(form: _Forms, terms: Sequence[Term]) -> float:
    """Return what the words are worth together: a whole title, its beginning, a phrase of it, words run together or apart."""
    plain = " ".join(text.fold(t.value) for t in terms if not t.field and not t.negated)
    if not plain:
        return 0.0
    squashed = plain.replace(" ", "")
    best = 0.0
    for title in form.titles:
        run_together = title.replace(" ", "")
        if run_together == squashed:
            best = max(best, 100.0)
        elif f" {title} ".startswith(f" {plain} "):
            best = max(best, 12.0)
        elif " " in plain and f" {plain} " in f" {title} ":
            best = max(best, 10.0)
        elif len(squashed) >= 6 and squashed in run_together:
            best = max(best, 8.0)
        if best and len(title) > len(plain):
            best += 2.0 * len(plain) / len(title)
    return best


def _nearest(library: Entries, query: Query) -> tuple[str, ...]:
    titles = {entry.plain("title"): text.fold(entry.plain("title")) for entry in library if entry.get("title")}
    wanted = text.fold(query.source)
    best = process.extract(wanted, titles, scorer=fuzz.WRatio, limit=3, score_cutoff=55)
    return tuple(title for _, _, title in best)
