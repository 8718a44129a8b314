"""doi.org: what the agency of any DOI says of it, by content negotiation."""

from dataclasses import replace
from urllib.parse import quote

from unlcli.domain.identifiers import Identifier
from unlcli.domain.record import Record
from unlcli.sources import crossref_work
from unlcli.sources.asking import Answer, Request
from unlcli.sources.reading import bibtex_record, record_parts
from unlcli.sources.reading.answered import (
    check_status,
    is_bot_page,
    is_html,
    json_of,
    no_such,
    said,
    text_of,
    unreadable,
)

NAME = "doi"
_ACCEPT = "application/vnd.citationstyles.csl+json, application/x-bibtex;q=0.5"


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:  # noqa: ARG001 - all sources are asked alike
    """Return what to ask for anything that has a DOI."""
    return tuple(
        Request(f"https://doi.org/{quote(doi, safe='/')}", _ACCEPT) for doi in record_parts.dois_of(identifier)
    )


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what the agency says: CSL-JSON or BibTeX, told by the first byte, for headers are wrong at times."""
    if answer.status == 400 and not is_bot_page(answer):
        raise no_such(NAME, identifier, "not a DOI")
    if answer.status in (204, 406):
        raise unreadable(NAME, f"answered {answer.status}: the DOI's agency has no citation data for it")
    check_status(answer, NAME, identifier)
    told = text_of(answer, NAME).lstrip()
    if told.startswith("{"):
        work = json_of(answer, NAME)
        crossref_work.check_is(work, identifier, NAME)
        return crossref_work.record_of(work, NAME)
    if told.startswith(("@", "%")):
        return _of_bibtex(told, identifier)
    raise unreadable(NAME, f"sent {_what(answer, told)} where citation data was asked for")


def _of_bibtex(told: str, identifier: Identifier) -> Record:
    record = bibtex_record.read(told, NAME)
    stated = record.doi or (f"10.48550/arxiv.{record.arxiv}" if record.arxiv else "")
    crossref_work.check_is({"DOI": stated}, identifier, NAME)
    own = "" if record.arxiv and not record.doi else next(iter(record_parts.dois_of(identifier)), "").lower()
    return replace(record, doi=record.doi or own, url=identifier.url)


def _what(answer: Answer, told: str) -> str:
    if is_html(answer):
        return "a web page"
    return "XML" if told.startswith("<") else f"text ({said(answer.content_type, 60) or 'of no stated type'})"
