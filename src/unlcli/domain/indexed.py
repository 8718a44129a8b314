"""What of an entry is searched, and what a list of hits shows of it: one row of an index."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from unlcli.domain import categories, facets, identifiers, names, text, typed, versions
from unlcli.domain.entry import BLOCK, VERBATIM, Entry, split_values
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.shown import BORDER, COLUMNS, Shown
from unlcli.domain.venues import Venue, VenueTable

__all__ = ("BORDER", "COLUMNS", "Indexed", "Shown", "indexed")

#: Fields whose words have a column of their own, and those of which no word is searched (`domain/query.py`).
_ELSEWHERE = frozenset(
    "title alttitle author editor category keywords abstract url alturl file creationdate ids".split()
)


class Indexed(NamedTuple):
    """One row of an index: what is shown, and the folded words of each of COLUMNS.

    `abstract` and `rest` may stand as they are written, where an index finds the same words in that.
    """

    shown: Shown
    words: tuple[str, ...]


def indexed(entry: Entry, venues: VenueTable) -> Indexed:
    """Return the row of an entry."""
    if not isinstance(entry.fields, dict):
        entry = Entry(entry.type, entry.key, dict(entry.fields.items()))
    fields = entry.fields
    written = _written_venue(entry)
    venue = venues.recognise(written)
    known = tuple(identifiers.each(entry))
    author, editor = fields.get("author"), fields.get("editor")
    people = names.full_names(author) if author else []
    editors = names.full_names(editor) if editor else []
    title = text.plain(fields.get("title", ""))
    others = entry.values("alttitle") if "alttitle" in fields else ()
    folded = [text.fold(one) for one in (title, *others)]
    authors = "; ".join(people or editors)
    forms = _forms((title, *others), folded, authors, venues.acronyms(venue))
    shown = _shown(entry, title, authors, written, venue, known, " || ".join(others), forms)
    venue_words, venue_facts = _of_venue(venue.short, venue.series, written)
    category_words, category_facts = _of_category(shown.category) if shown.category else ("", "")
    words = (
        text.set_apart(folded[0]),
        BORDER.join(map(text.set_apart, folded[1:])),
        text.search_list((people or editors) + names.family_first(people or editors), BORDER),
        text.search_words(f"{entry.key} {shown.ids}" if shown.ids else entry.key),
        venue_words,
        category_words,
        text.search_words(entry.plain("keywords")) if "keywords" in fields else "",
        text.search_text(fields["abstract"]) if "abstract" in fields else "",
        _rest(fields, editors if people else []),
        forms,
        " ".join((*_facts(entry, shown, folded, known), _has(entry, fields), venue_facts, category_facts)),
    )
    return Indexed(shown, words)


def _written_venue(entry: Entry) -> str:
    """Return what `entry.venue` is; nearly all entries have it in one of two fields, and few texts are in there."""
    written = entry.fields.get("booktitle") or entry.fields.get("journal")
    return written and _readable(written) or entry.venue


_readable = lru_cache(2048)(text.plain)


def _shown(
    entry: Entry,
    title: str,
    authors: str,
    written: str,
    venue: Venue,
    known: tuple[Identifier, ...],
    others: str,
    forms: str,
) -> Shown:
    """Return what is shown of an entry."""
    fields = entry.fields
    code = entry.values("code") if "code" in fields else ()
    year = fields.get("year", "")
    return Shown(
        entry.key,
        title,
        authors,
        year if len(year) == 4 and year.isdecimal() else entry.year,
        venue.short,
        venue.series,
        identifiers.best_link(entry, known),
        code[0] if code else "",
        versions.in_venue(entry, written, venue.kind) is versions.Version.PREPRINT,
        entry.type,
        fields.get("creationdate", ""),
        others,
        ", ".join(entry.values("ids")) if "ids" in fields else "",
        written,
        _readable(fields["category"]) if "category" in fields else "",
        forms,
        _by(fields.get("author") or fields.get("editor") or ""),
    )


def _by(people: str) -> str:
    return names.families(people) if "{" in people else ""


def _forms(titles: tuple[str, ...], folded: list[str], people: str, acronyms: tuple[str, ...]) -> str:
    """Return how else the words of titles, names and the venue may be typed, but for what the titles say themselves."""
    found = typed.of_title(titles[0], folded[0])
    for title, words in zip(titles[1:], folded[1:], strict=True):
        found += typed.of_title(title, words)
    if not people.isascii() or "'" in people:
        found += typed.of_names(people)
    found += acronyms
    unique = dict.fromkeys(found)
    for words in folded:
        for word in words.split():
            unique.pop(word, None)
    return " ".join(unique)


def _rest(fields: Mapping[str, str], editors: list[str]) -> str:
    """Return the words of all fields that have no column."""
    in_column = "booktitle" if "booktitle" in fields else "journal"
    found = [(name, value) for name, value in fields.items() if name not in _ELSEWHERE and name != in_column]
    if text.is_searched_as_written("".join([value for _, value in found])):
        words = BORDER.join([value for _, value in found])
    else:
        words = BORDER.join([text.search_text(value, is_verbatim=name in VERBATIM) for name, value in found])
    return BORDER.join([words, *map(text.search_words, editors + names.family_first(editors))]) if editors else words


@lru_cache(2048)
def _of_venue(short: str, series: str, written: str) -> tuple[str, str]:
    """Return the words of a venue, and the facts on it; a library names few venues many times."""
    facts = [facets.token("venue", text.fold(name)) for name in (short, series) if name]
    if short:
        facts.append(facets.token("at", text.fold(short)))
    return f"{text.search_words(short)}{BORDER}{text.search_words(written)}", " ".join(dict.fromkeys(facts))


@lru_cache(2048)
def _of_category(value: str) -> tuple[str, str]:
    """Return the words of a category field in readable text, and a fact for each beginning and end of its paths."""
    found = []
    for path in categories.of_value(value):
        folded = categories.folded(path)
        found.append(facets.token("in", categories.exact_form(path)))
        for cut in range(len(folded)):
            found.append(facets.token("category", " > ".join(folded[: len(folded) - cut])))
            found.append(facets.token("category", " > ".join(folded[cut:])))
    return text.search_words(value), " ".join(dict.fromkeys(found))


def _facts(entry: Entry, shown: Shown, folded: list[str], known: Iterable[Identifier]) -> list[str]:
    """Return the exact facts on an entry as tokens: those of its fields, venue and categories are found elsewhere.

    `all`; `title` and the squashed form of each title; `key` and each key, old ones too; `type`; `year`; `id` and each
    identifier as `scheme:value`; `has` and `arxiv` or `preprint`; `block` and each name. Elsewhere: `has` and each field
    that is not empty; `venue` and its short name and series, folded, and `at` and the short name; `category` and each
    path's beginnings and ends, and `in` and the path.
    """
    found = [facets.ALL, _of_all("type", entry.type), _of_all("year", shown.year), facets.token("key", entry.key)]
    found += [facets.token("title", words.replace(" ", "")) for words in folded if words]
    if shown.ids:
        found += [facets.token("key", key) for key in split_values("ids", shown.ids)]
    if BLOCK in entry.fields:
        found += [facets.token("block", name) for name in entry.values(BLOCK)]
    for identifier in known:
        scheme = identifier.scheme
        found.append(facets.token("id", scheme + ":" + identifier.value))
        if scheme is Scheme.ARXIV:
            found.append(_ARXIV)
    if shown.is_preprint:
        found.append(_PREPRINT)
    return list(dict.fromkeys(found))


#: A fact that many entries share.
_of_all = lru_cache(1024)(facets.token)
_ARXIV, _PREPRINT = facets.token("has", "arxiv"), facets.token("has", "preprint")


def _has(entry: Entry, fields: Mapping[str, str]) -> str:
    """Return the facts that fields are not empty; a letter or digit to begin with is read as such by everyone."""
    return _having(tuple([name for name, value in fields.items() if value[:1].isalnum() or entry.plain(name)]))


@lru_cache(2048)
def _having(fields: tuple[str, ...]) -> str:
    return " ".join([facets.token("has", name) for name in fields])
