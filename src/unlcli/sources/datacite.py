"""DataCite: what it says of the DOIs it registers, those of arXiv among them."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from unlcli.domain import identifiers
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.sources.asking import Answer, Request
from unlcli.sources.crossref_work import check_is
from unlcli.sources.reading import code_links, record_parts
from unlcli.sources.reading.answered import (
    as_dict,
    as_list,
    as_text,
    check_status,
    first_text,
    get,
    json_of,
    said,
    unreadable,
)
from unlcli.sources.reading.bibtex_record import with_subtitle
from unlcli.sources.reading.people import group, person, spoken_name
from unlcli.sources.reading.readable import abstract, of_tex, readable

NAME = "datacite"
_GENERAL = {
    "JournalArticle": "article", "ConferencePaper": "inproceedings", "ConferenceProceeding": "proceedings", "Preprint": "misc",
    "BookChapter": "incollection", "Book": "book", "Dissertation": "phdthesis", "Report": "techreport",
}  # fmt: skip
#: The types of BibTeX that it derives are right for these; `article` stands for all text.
_OF_BIBTEX = (
    "inproceedings",
    "incollection",
    "inbook",
    "book",
    "phdthesis",
    "mastersthesis",
    "techreport",
    "proceedings",
)
#: How a preprint names the DOI of its published version. Archives of data use the first for something else.
_SAME_WORK = ("IsVersionOf", "IsPreviousVersionOf", "IsPreprintOf", "IsIdenticalTo")


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:  # noqa: ARG001 - all sources are asked alike
    """Return what to ask for a DOI, or for the DOI of an arXiv id."""
    dois = record_parts.dois_of(identifier)[:1]
    return tuple(
        Request(f"https://api.datacite.org/dois/{quote(doi, safe='')}", "application/vnd.api+json") for doi in dois
    )


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what DataCite says of a paper."""
    check_status(answer, NAME, identifier)
    data = json_of(answer, NAME).get("data")
    told = as_dict(get(data, "attributes"))
    if not told:
        raise unreadable(NAME, "sent JSON of another form than documented")
    doi = as_text(told.get("doi")) or as_text(get(data, "id"))
    check_is({"DOI": doi}, identifier, NAME)
    return _record(told, doi or next(iter(record_parts.dois_of(identifier)), ""))


def _record(told: Mapping[str, object], doi: str) -> Record:
    title = _title(told)
    if not title:
        raise unreadable(NAME, "sent a record that has no title")
    own = identifiers.recognise(doi)
    arxiv = own.value if own and own.scheme is Scheme.ARXIV else ""
    is_preprint = bool(arxiv) or get(told, "types", "resourceTypeGeneral") == "Preprint"
    kind = "misc" if is_preprint else _kind(told)
    venue = "" if is_preprint else _venue(told, kind)
    date = _first_date(told) if is_preprint else ""
    words = _description(told, "Abstract")
    return Record(
        NAME,
        title,
        authors=_people(told.get("creators")),
        year=record_parts.year(date) or record_parts.year(as_text(told.get("publicationYear"))),
        month=record_parts.month(date[5:7]),
        venue=venue,
        type=record_parts.kind_in(venue, kind),
        volume=_container(told, "volume") if venue else "",
        number=_container(told, "issue") if venue else "",
        pages=_pages(told) if venue else "",
        publisher="" if is_preprint else _publisher(told),
        editors=_people(item for item in as_list(told.get("contributors")) if get(item, "contributorType") == "Editor"),
        doi=record_parts.doi(doi),
        arxiv=arxiv or next(_other_arxiv(told), ""),
        primary_class=_primary_class(told) if arxiv else "",
        url=own.url if own else "",
        code=tuple(
            dict.fromkeys((*code_links.stated(" ".join((_description(told, "Other"), words))), *_supplemented(told)))
        ),
        abstract=words,
        standing=_standing(told, kind, venue, is_preprint=is_preprint),
        others=tuple(dict.fromkeys(_others(told))) if is_preprint else (),
        hint=said(_description(told, "Other"), 300) if arxiv else "",
    )


def _title(told: Mapping[str, object]) -> str:
    """Return the title proper: translations and other names come with a type of their own."""
    titles = [as_dict(item) for item in as_list(told.get("titles"))]
    main = next(
        (item for item in titles if item.get("title") and not item.get("titleType")), titles[0] if titles else {}
    )
    sub = next((item for item in titles if item.get("titleType") == "Subtitle"), {})
    return with_subtitle(of_tex(as_text(main.get("title"))), of_tex(as_text(sub.get("title"))))


def _kind(told: Mapping[str, object]) -> str:
    general, bibtex = as_text(get(told, "types", "resourceTypeGeneral")), as_text(get(told, "types", "bibtex"))
    return _GENERAL.get(general) or (bibtex if bibtex in _OF_BIBTEX else "misc")


def _standing(told: Mapping[str, object], kind: str, venue: str, *, is_preprint: bool) -> Standing:
    if is_preprint:
        return _withdrawn(told) or Standing.PREPRINT
    return Standing.PUBLISHED if venue or kind in ("book", "phdthesis", "techreport") else Standing.UNKNOWN


def _withdrawn(told: Mapping[str, object]) -> Standing | None:
    dates = (as_text(get(item, "dateType")) for item in as_list(told.get("dates")))
    return Standing.WITHDRAWN if "Withdrawn" in dates else None


def _people(value: object) -> tuple[Name, ...]:
    people = []
    for item in map(as_dict, value if isinstance(value, Iterator) else as_list(value)):
        family, given, name = (as_text(item.get(part)) for part in ("familyName", "givenName", "name"))
        if item.get("nameType") == "Organizational":
            people.append(group(name))
        elif family:
            people.append(person(family, given))
        else:
            people.append(spoken_name(name))
    return tuple(name for name in people if name is not None)


def _venue(told: Mapping[str, object], kind: str) -> str:
    if kind in ("phdthesis", "mastersthesis", "techreport"):
        return _publisher(told)
    if kind not in ("article", "inproceedings", "incollection"):
        return ""
    related = (item for item in as_list(told.get("relatedItems")) if get(item, "relationType") == "IsPublishedIn")
    titles = (readable(as_text(get(title, "title"))) for item in related for title in as_list(get(item, "titles")))
    return _container(told, "title") or next(filter(None, titles), "")


def _container(told: Mapping[str, object], part: str) -> str:
    return readable(as_text(get(told, "container", part)))


def _pages(told: Mapping[str, object]) -> str:
    first, last = _container(told, "firstPage"), _container(told, "lastPage")
    return record_parts.pages(f"{first}--{last}" if first and last else first)


def _publisher(told: Mapping[str, object]) -> str:
    publisher = told.get("publisher")
    return readable(as_text(publisher) or as_text(get(publisher, "name")))


def _description(told: Mapping[str, object], kind: str) -> str:
    described = (item for item in as_list(told.get("descriptions")) if get(item, "descriptionType") == kind)
    texts = (of_tex(abstract(as_text(get(item, "description")))) for item in described)
    return " ".join(filter(None, texts)) if kind == "Other" else next(filter(None, texts), "")


def _first_date(told: Mapping[str, object]) -> str:
    """Return when the first version was submitted: the year in which a preprint is cited, later versions aside."""
    dates = [as_dict(item) for item in as_list(told.get("dates"))]
    for kind in ("Submitted", "Created"):
        of_kind = [item for item in dates if item.get("dateType") == kind]
        first = [item for item in of_kind if first_text(item.get("dateInformation")) in ("v1", "")]
        if first:
            return min(as_text(item.get("date")) for item in first)
    return ""


def _related(told: Mapping[str, object]) -> Iterator[str]:
    for item in as_list(told.get("relatedIdentifiers")):
        if get(item, "relationType") in _SAME_WORK and get(item, "relatedIdentifierType") in ("DOI", "arXiv"):
            yield as_text(get(item, "relatedIdentifier"))


def _others(told: Mapping[str, object]) -> Iterator[Identifier]:
    for value in _related(told):
        if found := record_parts.paper_identifier(value):
            yield found


def _supplemented(told: Mapping[str, object]) -> Iterator[str]:
    """Yield the repositories that an archived release was made of."""
    for item in as_list(told.get("relatedIdentifiers")):
        link = as_text(get(item, "relatedIdentifier")).strip()
        if get(item, "relationType") == "IsSupplementTo" and identifiers.is_code_link(link):
            yield from code_links.stated(f"Our code: {link}")


def _other_arxiv(told: Mapping[str, object]) -> Iterator[str]:
    yield from filter(None, map(record_parts.arxiv_id, _related(told)))


def _primary_class(told: Mapping[str, object]) -> str:
    """Return the first class of arXiv, which stands in brackets: `Machine Learning (cs.LG)`."""
    for item in as_list(told.get("subjects")):
        subject = as_text(get(item, "subject")).strip()
        if get(item, "subjectScheme") == "arXiv" and subject.endswith(")") and "(" in subject:
            return subject.rpartition("(")[2].removesuffix(")").strip()
    return ""
