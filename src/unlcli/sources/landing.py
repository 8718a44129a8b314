"""Any page of a paper: what it states in its bibliographic tags."""

from dataclasses import replace
from urllib.parse import urlsplit

from unlcli.domain import identifiers
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.errors import UnreadableAnswerError
from unlcli.sources.asking import Answer, Request
from unlcli.sources.reading import code_links, json_ld
from unlcli.sources.reading.answered import check_status, said, text_of
from unlcli.sources.reading.citation_tags import labelled_code, record_of, tags_of

_BY_HAND = "give its DOI or arXiv id, or add it by hand: unl add --title ... --author ... --year ... --url ..."


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:
    """Return the one request for a page: its address as it was given."""
    return (
        Request(link if identifiers.is_web_link(link) else identifier.url, accept="text/html,application/xhtml+xml"),
    )


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what a page states of the paper it is on."""
    url = identifiers.clean_url(answer.url or identifier.url).url
    host = (urlsplit(url).hostname or "the page").removeprefix("www.")
    _check(answer, host, identifier)
    if "application/pdf" in answer.content_type.lower() or answer.body.lstrip().startswith(b"%PDF"):
        raise UnreadableAnswerError(
            f"{host}: sent a PDF, which states nothing that can be read",
            "give the address of the paper's page instead",
            host,
        )
    page = text_of(answer, host)
    record = record_of(tags_of(page), host, url) or json_ld.record_of(page, host, url)
    if record is None:
        raise UnreadableAnswerError(f"{host}: the page states no bibliographic data", _BY_HAND, host)
    _check_doi(record, identifier, host)
    code = (*code_links.stated(record.abstract), *labelled_code(page))
    return replace(record, code=tuple(dict.fromkeys(code)))


def _check_doi(record: Record, identifier: Identifier, host: str) -> None:
    """Refuse a page that states another DOI than the one that its address was taken for."""
    stated = identifiers.recognise(record.doi) if record.doi else None
    if identifier.scheme is Scheme.DOI and stated not in (None, identifier):
        raise UnreadableAnswerError(f"{host}: the page is about {said(str(stated))}, not {identifier}", _BY_HAND, host)


def _check(answer: Answer, host: str, identifier: Identifier) -> None:
    try:
        check_status(answer, host, identifier)
    except UnreadableAnswerError as error:
        raise UnreadableAnswerError(error.message, _BY_HAND, host) from error
