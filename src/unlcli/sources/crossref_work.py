"""A work as Crossref describes it, in its REST API (titles are lists) or as CSL-JSON (titles are texts), to a record."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from unlcli.domain import text
from unlcli.domain.identifiers import Identifier, Scheme, recognise
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.sources import crossref_notices
from unlcli.sources.reading import code_links, preprint_servers, record_parts
from unlcli.sources.reading.answered import as_dict, as_list, as_text, first_text, get, said, unreadable
from unlcli.sources.reading.bibtex_record import with_subtitle
from unlcli.sources.reading.people import group, person
from unlcli.sources.reading.readable import abstract, readable

_TYPES = {
    "journal-article": "article", "proceedings-article": "inproceedings", "posted-content": "misc", "book-chapter": "incollection",
    "book-section": "incollection", "book-part": "incollection", "reference-entry": "incollection", "book": "book",
    "monograph": "book", "edited-book": "book", "reference-book": "book", "proceedings": "proceedings",
    "dissertation": "phdthesis", "report": "techreport",
    # the types of CSL
    "article-journal": "article", "article-magazine": "article", "paper-conference": "inproceedings", "chapter": "incollection",
    "entry-encyclopedia": "incollection", "thesis": "phdthesis", "article": "misc",
}  # fmt: skip
_WITH_VENUE = ("article", "inproceedings", "incollection")
#: SSRN registers its preprints as articles of a journal.
_PREPRINT_DOIS = ("10.2139/ssrn.",)
#: What authors are said to be from stands among the authors of some works.
_AFFILIATION = re.compile(
    r"^(?:the\s+)?(?:(?:university|faculty|institute|school|college|departments?|dept\.?|division|laboratory)\s+(?:of|for)\s)",
    re.I,
)
#: Marks of a footnote to the title; a star within a word ("A*") is none.
_FOOTNOTE = re.compile(r"(?<![\s☆★*∗])(?:\s*[☆★]+|\s+[*∗]+)$")
#: Series in which proceedings and books appear; Crossref gives them as the first of two container titles.
_SERIES = re.compile(
    r"lecture notes in|communications in computer and information science|advances in intelligent systems|ifip advances|"
    r"studies in computational intelligence|smart innovation|springer proceedings|theory and applications of natural|"
    r"synthesis lectures|\bseries\b|frontiers in artificial intelligence and applications",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Date:
    year: str = ""
    month: str = ""


def check_is(work: Mapping[str, object], asked: Identifier, source: str) -> None:
    """Raise UnreadableAnswerError when a work has another DOI than was asked for and does not know that as its own too."""
    told = as_text(work.get("DOI")).strip().lower()
    known = {told, *(as_text(alias).strip().lower() for alias in as_list(work.get("aliases")))}
    if told and asked.value.lower() not in known and asked not in map(recognise, known):
        raise unreadable(source, f"answered with DOI {said(told)} where {said(str(asked))} was asked for")


def record_of(work: Mapping[str, object], source: str) -> Record:
    """Return the record of a work. Raises UnreadableAnswerError when it has no title."""
    title = title_of(work)
    if not title:
        raise unreadable(source, "sent a record that has no title")
    doi = as_text(work.get("DOI")).strip().lower()
    own, kind = recognise(doi) if doi else None, _kind(work)
    arxiv = own.value if own and own.scheme is Scheme.ARXIV else ""
    is_preprint = (
        bool(arxiv)
        or kind == "misc"
        and work.get("type") in ("posted-content", "article")
        or doi.startswith(_PREPRINT_DOIS)
    )
    kind = "misc" if is_preprint else kind
    taken_back = crossref_notices.standing_of(work, title, is_preprint=is_preprint)
    series, venue = _containers(work) if kind in _WITH_VENUE or not kind else ("", _school(work, kind))
    told, date = abstract(as_text(work.get("abstract"))), _date(work)
    return Record(
        source,
        title,
        authors=_people(work.get("author")),
        year=date.year,
        month=date.month,
        venue=venue,
        type=record_parts.kind_in(venue, kind),
        series=series or (_containers(work)[1] if kind == "book" else "") or _text(work.get("collection-title")),
        volume=_text(work.get("volume")),
        number=_text(work.get("issue")) or _text(get(work.get("journal-issue"), "issue")),
        pages=record_parts.pages(as_text(work.get("page"))) or record_parts.pages(as_text(work.get("article-number"))),
        publisher=(preprint_servers.server_of(work, doi) if is_preprint else "") or _text(work.get("publisher")),
        address=_text(work.get("publisher-location")) or _text(work.get("publisher-place")),
        isbn=record_parts.isbn(work.get("ISBN")),
        editors=_people(work.get("editor")),
        doi=record_parts.doi(doi),
        arxiv=arxiv or _arxiv(work),
        url=own.url if own else "",
        code=code_links.stated(told),
        abstract=told,
        standing=taken_back or _standing(kind, venue, is_preprint),
        others=tuple(dict.fromkeys(_published_as(work))),
        hint=_hint(work, venue),
        years=_years(work),
        is_notice=crossref_notices.is_notice(work, title),
    )


def title_of(work: Mapping[str, object]) -> str:
    """Return a work's title with its subtitle, empty when it has none."""
    title = _FOOTNOTE.sub("", readable(first_text(work.get("title"))))
    return with_subtitle(title, readable(first_text(work.get("subtitle"))))


def _text(value: object) -> str:
    return readable(first_text(value))


def _kind(work: Mapping[str, object]) -> str:
    told = as_text(work.get("type"))
    kind = _TYPES.get(told, "misc") if told else ""
    # Springer registers papers of conferences as chapters of a book, and says in an assertion which conference it was
    return "inproceedings" if kind == "incollection" and _conference(work) else kind


def _conference(work: Mapping[str, object]) -> str:
    event = work.get("event")
    return _text(event) or _text(get(event, "name")) or _asserted(work, "conference_name")


def _asserted(work: Mapping[str, object], name: str) -> str:
    told = (item for item in as_list(work.get("assertion")) if get(item, "name") == name)
    return next((_text(get(item, "value")) for item in told), "")


def _standing(kind: str, venue: str, is_preprint: bool) -> Standing:
    if is_preprint:
        return Standing.PREPRINT
    has_appeared = bool(venue) or kind in ("book", "proceedings", "phdthesis", "techreport")
    return Standing.PUBLISHED if has_appeared and kind != "misc" else Standing.UNKNOWN


def _containers(work: Mapping[str, object]) -> tuple[str, str]:
    """Return series and venue. Of two container titles one is the series; else the first counts, others are its other names."""
    titles = [title for value in as_list(work.get("container-title")) if (title := readable(as_text(value)))]
    if len(titles) > 1:
        series = next((title for title in titles if _SERIES.search(title)), "")
        rest = [title for title in titles if title != series]
        return (series, rest[0]) if series and rest else ("", titles[0])
    return "", titles[0] if titles else ""


def _school(work: Mapping[str, object], kind: str) -> str:
    if kind not in ("phdthesis", "techreport"):
        return ""
    names = (_text(get(item, "name")) for item in as_list(work.get("institution")))
    return next(filter(None, names), "") or _text(work.get("publisher"))


def _people(value: object) -> tuple[Name, ...]:
    """Return the people of a list; what only says where they work is left out when there are people."""
    people, listed = [], [as_dict(item) for item in as_list(value)]
    has_people = any(as_text(item.get("given")) for item in listed)
    for item in listed:
        if has_people and _is_affiliation(item):
            continue
        family, given = as_text(item.get("family")), as_text(item.get("given"))
        particle = as_text(item.get("non-dropping-particle")) or as_text(item.get("dropping-particle"))
        if family or given:
            family = f"{particle} {family}".strip() if particle and not family.startswith(particle) else family
            people.append(person(family, given, as_text(item.get("suffix"))))
        else:
            people.append(group(as_text(item.get("name")) or as_text(item.get("literal"))))
    return tuple(name for name in people if name is not None)


def _is_affiliation(person: Mapping[str, object]) -> bool:
    name = as_text(person.get("family")) or as_text(person.get("name")) or as_text(person.get("literal"))
    return not as_text(person.get("given")) and _AFFILIATION.match(readable(name)) is not None


def _date(work: Mapping[str, object]) -> _Date:
    """Return when the version of record appeared.

    A bibliography gives volume, number and pages, and these are of the printed issue, so its date comes first; `issued` is
    the earlier one of print and online, often of the year before. What is posted has its day of posting alone.
    """
    names = ("published-print", "published", "published-online", "issued")
    for name in ("posted", *names) if work.get("type") == "posted-content" else names:
        if (date := _read_date(work.get(name))).year:
            return date
    return _Date()


def _years(work: Mapping[str, object]) -> tuple[str, ...]:
    """Return all years that are said of a printed version: in print, online, at the conference.

    None are when neither print nor conference is dated.
    """
    conference = record_parts.year(_asserted(work, "conference_year"))
    if not _read_date(work.get("published-print")).year and not conference:
        return ()
    told = [_read_date(work.get(name)).year for name in ("published-print", "published", "published-online", "issued")]
    told += [_read_date(get(work.get("event"), "start")).year, conference]
    return tuple(dict.fromkeys(year for year in told if year))


def _read_date(value: object) -> _Date:
    first = as_list(get(value, "date-parts"))[:1]
    parts = [as_text(part) for part in as_list(first[0])] if first else [as_text(get(value, "raw"))]
    year = record_parts.year(parts[0]) if parts else ""
    return _Date(year, record_parts.month(parts[1]) if year and len(parts) > 1 else "")


def _related(work: Mapping[str, object], relation: str) -> Iterator[str]:
    for item in as_list(get(work.get("relation"), relation)):
        if get(item, "id-type") in ("doi", "arxiv", "uri"):
            yield as_text(get(item, "id")).strip()


def _published_as(work: Mapping[str, object]) -> Iterator[Identifier]:
    """Yield what a preprint is one of; reviews and other versions are related too, and are no versions of record."""
    for told in _related(work, "is-preprint-of"):
        if found := record_parts.paper_identifier(told):
            yield found


def _arxiv(work: Mapping[str, object]) -> str:
    told = [*_related(work, "has-preprint"), *(as_text(value) for value in as_list(work.get("alternative-id")))]
    # numbers of publishers' own look like arXiv ids (2101.00001), so such an id counts only with its name
    named = (value for value in told if "arxiv" in value.lower())
    return next(filter(None, (record_parts.arxiv_id(value) for value in named)), "")


def _hint(work: Mapping[str, object], venue: str) -> str:
    told = [f"{_update(item)} by {said(as_text(get(item, 'DOI')))}" for item in as_list(work.get("updated-by"))]
    told += [f"{_update(item)} of {said(as_text(get(item, 'DOI')))}" for item in as_list(work.get("update-to"))]
    conference = _conference(work)
    if conference and text.fold(conference) not in text.fold(venue):
        told.append(conference)
    return said("; ".join(told), 300)


def _update(item: object) -> str:
    return said(as_text(get(item, "label")) or as_text(get(item, "type")) or "update").lower()
