"""The query language: words, "phrases", `field:value`, `-not`, `OR`. Lenient: what is no field is plain text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from unlcli.domain import categories, identifiers, names, text, versions
from unlcli.domain.entry import BLOCK, Entry
from unlcli.domain.identifiers import Identifier
from unlcli.domain.near_names import near
from unlcli.domain.venues import VenueTable
from unlcli.errors import UsageError


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase (`field` empty) or a filter, wanted or, when `negated`, not.

    `is_part` says of an identifier that it is the beginning or middle of one (`settled`).
    """

    value: str
    field: str = ""
    negated: bool = False
    is_phrase: bool = False
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives, each a list of terms that must all hold; `identifier` when the whole query is one."""

    alternatives: tuple[tuple[Term, ...], ...] = ()
    identifier: Identifier | None = None
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether everything matches."""
        return not any(self.alternatives) and self.identifier is None


_TOKEN = re.compile(r'(-?)(?:([A-Za-z_]+):)?(?:"([^"]*)"|([^\s"]+))')
_FIELDS = (
    "author", "title", "year", "venue", "category", "has", "type", "key", "doi", "arxiv", "url", "code", "abstract", "keyword",
    "block",
)  # fmt: skip
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_BLANK_IN_IDENTIFIER = re.compile(r"^(arxiv|doi)\s*[:=]?\s+(?=\S+$)", re.I)
_NAMED_IDENTIFIER = re.compile(r"\W*(arxiv|doi)\b", re.I)
#: A line of an entry that was pasted: `url = {https://arxiv.org/abs/2310.02238},`.
_BIBTEX_LINE = re.compile(r"(?:url|doi|eprint|alturl)\s*=\s*(\S+)", re.I)
_YEAR_COMPARED = re.compile(r"(year)([<>]=?|=)(\d{4})", re.I)
_AROUND, _BEFORE, _BEHIND = "\"'`“”‘’„«»", "([{<", ".,;:!?"
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def parse(source: str) -> Query:
    """Return the query a text means. Raises UsageError only for a wrong value of a known field (`year:abc`)."""
    source = source.encode("utf-8", "replace").decode("utf-8").strip()
    line = _BIBTEX_LINE.fullmatch(source)
    if (identifier := recognised(_BLANK_IN_IDENTIFIER.sub(r"\1:", line[1] if line else source))) is not None:
        return Query((), identifier, source)
    source = text.without_latex(source)
    alternatives: list[list[Term]] = [[]]
    for match, negated in _tokens(_with_paired_quotes(source.translate(_QUOTES))):
        if match[0] == "OR":
            alternatives.append([])
        elif (term := _term(match, negated)) is not None:
            alternatives[-1].append(term)
    given = tuple(tuple(terms) for terms in alternatives if terms)
    # marks alone are no words: such a query finds nothing, for only an empty one means everything
    return Query(given or (((Term(source),),) if source else ()), None, source)


def mistyped_filters(source: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what in a query looks like a filter and is none, with the filters that may be meant: `auhtor`, `author`."""
    tokens = _tokens(_with_paired_quotes(source.translate(_QUOTES)))
    written = dict.fromkeys(match[2].lower() for match, _ in tokens if match[2])
    found = ((name, near(name, _FIELDS)) for name in written if name not in _FIELDS and recognised(name) is None)
    return tuple((name, meant) for name, meant in found if meant)


def _with_paired_quotes(source: str) -> str:
    """Return a text without the quote that none closes: the words behind it are words as before it."""
    if source.count('"') % 2 == 0:
        return source
    before, _, behind = source.rpartition('"')
    return before + behind


def _tokens(source: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the parts of a query, each with whether it is unwanted. `AND` says what is so without it, `NOT x` is `-x`.

    In a text of capitals, such as a title that was pasted, both are words like others.
    """
    has_operators = any(char.islower() for char in source)
    negated = False
    for match in _TOKEN.finditer(source):
        if has_operators and match[0] in ("AND", "NOT"):
            negated = match[0] == "NOT"
            continue
        yield match, negated or bool(match[1])
        negated = False


def _term(match: re.Match[str], negated: bool) -> Term | None:
    field = (match[2] or "").lower()
    value = match[3] if match[3] is not None else match[4]
    # a link in quotation marks is that link
    is_phrase = match[3] is not None and recognised(match[3]) is None
    if not field and (compared := _YEAR_COMPARED.fullmatch(value)):
        field, value = "year", f"{compared[2]}{compared[3]}"
    if field and (field not in _FIELDS or not value.strip()):
        whole = f"{match[2]}:{value}"
        # a link is a word as it stands; of `RWKU:Benchmarking`, both parts are words
        value, field = whole if not is_phrase and recognised(whole) else f"{match[2]}: {value}", ""
    if field == "year":
        _years(value, match[0])
    if not field and not text.search_words(value):
        return None
    return Term(value, field, negated, is_phrase)


@lru_cache(maxsize=256)
def recognised(value: str) -> Identifier | None:
    """Return the identifier that a word of a query is."""
    return identifiers.recognise(without_marks(value))


def without_marks(value: str) -> str:
    """Return what may be a link without the brackets, quotation marks and stops around it; its own brackets stay."""
    bare = value.strip().strip(_AROUND).lstrip(_BEFORE).rstrip(_BEHIND)
    if bare and bare.count(bare[-1]) > bare.count(_CLOSING.get(bare[-1], bare[-1])):
        bare = bare[:-1]
    return bare if bare == value else without_marks(bare)


def settled(query: Query, is_known: Callable[[Identifier], bool]) -> Query:
    """Return a query in which `doi:` or `arxiv:` with an identifier that no entry has asks for a part of one."""
    if query.identifier is not None:
        named = _NAMED_IDENTIFIER.match(query.source)
        if named is None or is_known(query.identifier):
            return query
        return Query(((Term(query.identifier.value, named[1].lower(), is_part=True),),), None, query.source)

    def settle(term: Term) -> Term:
        identifier = recognised(term.value) if term.field in ("doi", "arxiv") else None
        return (
            term if identifier is None or is_known(identifier) else replace(term, value=identifier.value, is_part=True)
        )

    return replace(query, alternatives=tuple(tuple(map(settle, terms)) for terms in query.alternatives))


def years(value: str) -> tuple[int, int]:
    """Return the first and last year that a `year:` value admits."""
    return _years(value, f"year:{value}")


def _years(value: str, shown: str) -> tuple[int, int]:
    """Return the first and last year a `year:` value admits."""
    match = re.fullmatch(r"(\d{4})|(\d{4})?\s*(?:\.\.|-)\s*(\d{4})?|([<>]=?|=)(\d{4})", value)
    if match is None or value in ("..", "-"):
        raise UsageError(
            f"{shown}: {value!r} is no year", "write year:2024, year:2023..2025, year:2023.. or year:>=2023"
        )
    if match[1]:
        return int(match[1]), int(match[1])
    if match[4]:
        year = int(match[5])
        bounds = {">": (year + 1, 9999), ">=": (year, 9999), "<": (1, year - 1), "<=": (1, year)}
        return bounds.get(match[4], (year, year))
    first, last = int(match[2] or 1), int(match[3] or 9999)
    return (last, first) if match[2] and match[3] and last < first else (first, last)


Test = Callable[[Entry, str, VenueTable], bool]


def _has_words(wanted: str, *there: str) -> bool:
    folded = f" {_BORDER.join(map(text.search_words, there))}"
    return all(f" {word}" in folded for word in text.query_words(wanted))


def _author(entry: Entry, value: str, _: VenueTable) -> bool:
    people = names.full_names(entry.get("author") or entry.get("editor"))
    return _has_words(value, *people, *names.family_first(people))


def _year(entry: Entry, value: str, _: VenueTable) -> bool:
    first, last = _years(value, value)
    return entry.year.isdigit() and first <= int(entry.year) <= last


def exactly(value: str) -> str:
    """Return what a value asks for and nothing below it (`category:"=Models"`); empty when it asks for more."""
    return value[1:].strip() if value.startswith("=") else ""


def venue_name(value: str, venues: VenueTable) -> str:
    """Return the folded short name of a venue, which an exact `venue:` is compared with."""
    return text.fold(venues.recognise(value).short)


def _venue(entry: Entry, value: str, venues: VenueTable) -> bool:
    venue = venues.recognise(entry.venue)
    if only := exactly(value):
        return bool(venue.short) and text.fold(venue.short) == venue_name(only, venues)
    if asked := venue_names(value, venues):
        there = [f"{text.fold(name)} " for name in (venue.short, venue.series)]
        return any(name.startswith(f"{wanted} ") for name in there for wanted in asked)
    return _has_words(value, venue.short, entry.venue)


def venue_names(value: str, venues: VenueTable) -> tuple[str, ...]:
    """Return the folded names with which a venue's short name or series begins that `venue:` asks for.

    None when no venue is known by that name: its words are asked for then.
    """
    wanted = venues.recognise(value)
    names = (text.fold(wanted.short), text.fold(value)) if venues.knows(wanted) else ()
    return tuple(dict.fromkeys(filter(None, names)))


def _category(entry: Entry, value: str, _: VenueTable) -> bool:
    if only := exactly(value):
        return categories.exact_form(categories.parse(only)) in map(categories.exact_form, categories.of_entry(entry))
    wanted = categories.parse(value)
    return any(
        categories.is_within(path, wanted) or categories.is_within(path[-len(wanted) :], wanted)
        for path in categories.of_entry(entry)
    )


#: What people call fields in `has:` beside their names.
_OTHER_NAMES = {"pdf": "file", "link": "url", "tag": "keywords", "keyword": "keywords"}


def asked_for(value: str) -> str:
    """Return what a `has:` value asks for: a field's name, `arxiv` or `preprint`."""
    return _OTHER_NAMES.get(value.lower(), value.lower())


def _has(entry: Entry, value: str, venues: VenueTable) -> bool:
    wanted = asked_for(value)
    if wanted == "arxiv":
        return any(i.scheme is identifiers.Scheme.ARXIV for i in identifiers.of_entry(entry))
    if wanted == "preprint":
        return versions.of_entry(entry, venues) is versions.Version.PREPRINT
    if wanted == "year":
        return entry.year.isdigit()
    if wanted == "venue":
        return bool(venues.recognise(entry.venue).short)
    return bool(entry.plain(wanted))


def _in_field(name: str) -> Test:
    def test(entry: Entry, value: str, _: VenueTable) -> bool:
        return _has_words(value, entry.plain(name))

    return test


def _identifier(entry: Entry, value: str, _: VenueTable) -> bool:
    wanted = recognised(value)
    return wanted in identifiers.of_entry(entry) if wanted else _has_part(entry, value)


def _has_part(entry: Entry, value: str) -> bool:
    return value.lower() in f"{entry.get('doi')} {entry.get('eprint')}".lower()


def _url(entry: Entry, value: str, _: VenueTable) -> bool:
    return value.lower() in f"{entry.get('url')} {entry.get('alturl')}".lower()


def _key(entry: Entry, value: str, _: VenueTable) -> bool:
    return any(key.casefold().startswith(value.casefold()) for key in (entry.key, *entry.values("ids")))


def _type(entry: Entry, value: str, _: VenueTable) -> bool:
    return entry.type == value.lower()


_TESTS: Mapping[str, Test] = {
    "author": _author,
    "title": lambda e, v, _: _has_words(v, e.plain("title"), *e.values("alttitle")),
    "year": _year,
    "venue": _venue,
    "category": _category,
    "has": _has,
    "type": _type,
    "key": _key,
    "doi": _identifier,
    "arxiv": _identifier,
    "url": _url,
    "code": lambda e, v, _: v.lower() in e.get("code").lower(),
    "abstract": _in_field("abstract"),
    "keyword": _in_field("keywords"),
    "block": lambda e, v, _: v.strip().casefold() in map(str.casefold, e.values(BLOCK)),
}


def passes(entry: Entry, term: Term, venues: VenueTable) -> bool:
    """Tell whether an entry passes a filter term (`field:value`), its negation included."""
    there = _has_part(entry, term.value) if term.is_part else _TESTS[term.field](entry, term.value, venues)
    return there != term.negated


#: Stands between two fields, so that no phrase runs over their border.
_BORDER = " \uf8fe "


def everything(entry: Entry, venues: VenueTable) -> str:
    """Return all words of an entry, folded, for words that must or must not occur."""
    unread = ("url", "alturl", "file", "creationdate", "author", "editor")
    parts = [entry.plain(name) for name in entry.fields if name not in unread]
    people = [name for field in ("author", "editor") for name in names.full_names(entry.get(field))]
    people += names.family_first(people)
    parts += [entry.key, venues.recognise(entry.venue).short, *people]
    return _BORDER.join(map(text.search_words, parts))


def selected(entries: Iterable[Entry], query: Query, venues: VenueTable) -> list[Entry]:
    """Return the entries of a library that a query selects."""
    among = list(entries)
    settled_query = settled(query, lambda identifier: any(identifier in identifiers.of_entry(one) for one in among))
    return [entry for entry in among if selects(entry, settled_query, venues)]


def selects(entry: Entry, query: Query, venues: VenueTable) -> bool:
    """Tell whether an entry is among a query's answers, taken literally (no typos): how export and edit choose."""
    if query.identifier is not None:
        return query.identifier in identifiers.of_entry(entry)
    if not query.alternatives:
        return True
    return any(all(_holds(entry, term, venues) for term in terms) for terms in query.alternatives)


def _holds(entry: Entry, term: Term, venues: VenueTable) -> bool:
    if term.field:
        return passes(entry, term, venues)
    folded = f" {everything(entry, venues)} "
    wanted = text.search_words(term.value)
    if term.is_phrase:
        return (f" {wanted} " in folded) != term.negated
    words = text.query_words(term.value)
    holds = bool(words) and all(f" {word}" in folded for word in words)
    if not holds and (identifier := recognised(term.value)) is not None:
        holds = identifier in identifiers.of_entry(entry)
    return holds != term.negated
