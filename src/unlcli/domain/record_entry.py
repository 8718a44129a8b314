"""From a record, in readable text, to an entry, in BibTeX; what a service sent is hostile until it stands in a field."""

import re
from dataclasses import dataclass
from functools import cache

from unlcli.domain import hostile, identifiers, names, text
from unlcli.domain.entry import ALTURL, CODE, Entry, in_usual_order, join_values, required_fields
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.domain.source_names import spoken
from unlcli.domain.venues import Kind, VenueTable
from unlcli.errors import UnreadableAnswerError

_CONTAINER = {
    "article": "journal", "inproceedings": "booktitle", "incollection": "booktitle", "inbook": "booktitle",
    "phdthesis": "school", "mastersthesis": "school", "techreport": "institution", "book": "series",
    "proceedings": "series", "misc": "howpublished",
}  # fmt: skip
_BY_KIND = {Kind.CONFERENCE: "inproceedings", Kind.WORKSHOP: "inproceedings", Kind.JOURNAL: "article"}
_NEVER_PUBLISHED = (Standing.PREPRINT, Standing.SUBMITTED, Standing.REJECTED, Standing.WITHDRAWN)
#: Where a version appeared: what was never published has none of it.
_OF_PUBLICATION = ("series", "volume", "number", "pages", "publisher", "address", "isbn")
_MOST = {"title": 2_000, "name": 500, "authors": 20_000}
_MOST_OF_FACT = 1_000
_CLASS = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]{2,}(?:-[a-z]+)*)?")
_ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
_RANGE = re.compile(r"\s*(?:--+|[\u2012-\u2015])\s*")
_EXTRA_NEEDED = ("author", "year")


@dataclass(frozen=True, slots=True)
class Made:
    """The entry of a record, and in words what of the record it does not hold, or what the record lacks."""

    entry: Entry
    told: tuple[str, ...] = ()


def entry_of(record: Record, venues: VenueTable | None = None) -> Entry:
    """Return the entry that a record makes, without a key. Raises UnreadableAnswerError for what can be no paper's."""
    return made_of(record, venues).entry


def made_of(record: Record, venues: VenueTable | None = None) -> Made:
    """Return the entry that a record makes, without a key, with what it leaves out and what is missing, in words."""
    _check_lengths(record)
    told: list[str] = []
    kind = _kind(record, venues or _usual())
    fields = {
        "author": _people(record.authors),
        "editor": _people(record.editors) if kind != "article" else "",
        "title": text.title_to_bibtex(hostile.readable(record.title)),
        **_publication(record, kind, told),
        "year": record.year if _is_number(record.year, 1000, 2999) else "",
        "month": record.month.lstrip("0") if _is_number(record.month, 1, 12) else "",
        **_identifiers(record, told),
        **_links(record, told),
    }
    entry = Entry(kind, "", in_usual_order({name: value for name, value in fields.items() if value}))
    return Made(entry, (*told, *_missing(entry)))


def _check_lengths(record: Record) -> None:
    if not text.fold(record.title) and not hostile.readable(record.title):
        raise _unreadable(record, "states no title")
    if len(record.title) > _MOST["title"]:
        raise _unreadable(record, f"states a title of {len(record.title)} characters")
    people = (*record.authors, *record.editors)
    if len(people) > _MOST["authors"]:
        raise _unreadable(record, f"names {len(people)} authors")
    if (longest := max((len(name.full) for name in people), default=0)) > _MOST["name"]:
        raise _unreadable(record, f"names an author with {longest} characters")


def _unreadable(record: Record, what: str) -> UnreadableAnswerError:
    return UnreadableAnswerError(f"{spoken(record.source)}: {what}", "paste the paper's BibTeX", record.source)


@cache
def _usual() -> VenueTable:
    return VenueTable()


def _kind(record: Record, venues: VenueTable) -> str:
    """Return the type of an entry: what was never published is no conference's and no journal's."""
    if record.standing in _NEVER_PUBLISHED:
        return "misc"
    if record.type in _CONTAINER:
        return record.type
    return _BY_KIND.get(venues.recognise(record.venue).kind, "misc") if record.venue else "misc"


def _people(people: tuple[Name, ...]) -> str:
    return " and ".join(filter(None, map(_person, people)))


def _person(name: Name) -> str:
    """Return a name that reads back as it is; one with commas or `and` in it, or of a group, stands in braces."""
    name = Name(*map(hostile.readable, (name.family, name.given, name.particle, name.suffix)))
    written = name.bibtex
    is_one = names.split_list(f"A and {written} and B") == ("A", written, "B") and written.casefold() != "others"
    if not name.full or is_one and names.parse(written).full == name.full and name.family:
        return written if name.full else ""
    return f"{{{text.to_bibtex(name.full)}}}"


def _publication(record: Record, kind: str, told: list[str]) -> dict[str, str]:
    if record.standing in _NEVER_PUBLISHED:
        # another server than arXiv is where a preprint stands
        is_elsewhere = record.standing is Standing.PREPRINT and not hostile.arxiv(record.arxiv)
        server = record.venue or record.publisher if is_elsewhere else ""
        return {"howpublished": _fact("venue", server, told)}
    fields = {name: _fact(name, getattr(record, name), told) for name in _OF_PUBLICATION}
    if kind in ("phdthesis", "mastersthesis", "techreport"):
        fields[_CONTAINER[kind]] = _fact("venue", record.venue or record.publisher, told)
        fields["publisher"] = ""
    elif not fields.get(_CONTAINER[kind]):
        fields[_CONTAINER[kind]] = _fact("venue", record.venue, told)
    return fields


def _fact(name: str, given: str, told: list[str]) -> str:
    """Return a fact as BibTeX writes it; one that is none is left out and told."""
    value = hostile.readable(given)
    if len(value) > _MOST_OF_FACT or name == "isbn" and value and not _ISBN.fullmatch(value):
        told.append(f"{name} {_short(value)!r} is left out: it is none")
        return ""
    if name in ("pages", "number", "volume"):
        return "--".join(map(text.to_bibtex, _RANGE.split(value)))
    return value if name == "isbn" else text.to_bibtex(value)


def _is_number(given: str, least: int, most: int) -> bool:
    return given.isascii() and given.isdigit() and len(given) <= 4 and least <= int(given) <= most


def _identifiers(record: Record, told: list[str]) -> dict[str, str]:
    doi, arxiv = hostile.doi(record.doi), hostile.arxiv(record.arxiv)
    of_doi = hostile.arxiv(record.doi) if record.doi and not doi else ""
    if record.doi and not doi and not of_doi:
        told.append(f"doi {_short(record.doi)!r} is left out: it is none")
    if record.arxiv and not arxiv:
        told.append(f"eprint {_short(record.arxiv)!r} is left out: it is no arXiv id")
    arxiv = arxiv or of_doi
    is_class = len(record.primary_class) < 30 and _CLASS.fullmatch(record.primary_class)
    return {
        "doi": doi,
        "eprint": arxiv,
        "archiveprefix": "arXiv" if arxiv else "",
        "primaryclass": record.primary_class if arxiv and is_class else "",
    }


def _links(record: Record, told: list[str]) -> dict[str, str]:
    page, *others = (_link(given, told) for given in (record.url, *record.links))
    known = identifiers.best_first(tuple(filter(None, others)))
    found = identifiers.best_first((page,)) + known if page else known
    unique = {identifiers.same_link(link): link for link in reversed(found)}
    links = tuple(unique[form] for form in dict.fromkeys(map(identifiers.same_link, found))) or _own_page(record)
    return {
        "url": links[0] if links else "",
        ALTURL: join_values(ALTURL, links[1:]),
        CODE: join_values(CODE, tuple(filter(None, (_link(given, told) for given in record.code)))),
    }


def _link(given: str, told: list[str]) -> str:
    found = hostile.link(given)
    if given and not found:
        told.append(f"link {_short(given)!r} is left out: it is none that a browser should follow")
    return found


def _own_page(record: Record) -> tuple[str, ...]:
    """Return the page that an identifier of a record leads to."""
    if doi := hostile.doi(record.doi):
        return tuple(filter(None, (hostile.link(Identifier(Scheme.DOI, doi).url.replace("?", "%3F")),)))
    arxiv = hostile.arxiv(record.arxiv) or hostile.arxiv(record.doi)
    return (Identifier(Scheme.ARXIV, arxiv).url,) if arxiv else ()


def _missing(entry: Entry) -> list[str]:
    """Return in words what BibTeX requires of an entry, or readers of a preprint, and it has not."""
    needed = dict.fromkeys((*required_fields(entry.type), *_EXTRA_NEEDED))
    needed = {
        name: None
        for name in needed
        if not ("author" in name and ("author" in entry.fields or "editor" in entry.fields))
    }
    return [
        f"no {_SPOKEN.get(name, name.replace('|', ' or '))} is stated"
        for name in needed
        if not any(entry.get(each) for each in name.split("|"))
    ]


_SPOKEN = {"author": "author", "booktitle": "conference"}


def _short(value: str) -> str:
    value = hostile.readable(value)
    return value if len(value) <= 80 else value[:79] + "…"
