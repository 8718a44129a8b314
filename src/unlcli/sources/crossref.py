"""Crossref: what its REST API says of a DOI, and its search."""

import re
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from unlcli.domain.identifiers import Identifier
from unlcli.domain.record import Record
from unlcli.domain.source_names import spoken
from unlcli.errors import RefusedError
from unlcli.sources import crossref_work
from unlcli.sources.asking import Answer, Request
from unlcli.sources.reading import record_parts
from unlcli.sources.reading.answered import (
    as_dict,
    as_list,
    check_status,
    get,
    is_bot_page,
    json_of,
    no_such,
    said,
    text_of,
    unreadable,
)  # fmt: skip

NAME = "crossref"
_WORKS = "https://api.crossref.org/works"
#: What a search asks for; a work has much more (references, licences, funders).
_SELECTED = (
    "DOI,title,subtitle,author,editor,container-title,published,published-print,published-online,issued,posted,type,volume,"
    "issue,page,article-number,publisher,publisher-location,ISBN,event,assertion,relation,alternative-id,update-to,abstract"
)


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:  # noqa: ARG001 - all sources are asked alike
    """Return what to ask for a DOI, or for the DOI of an Anthology paper."""
    dois = record_parts.dois_of(identifier)
    return tuple(Request(f"{_WORKS}/{quote(doi, safe='')}", "application/json") for doi in dois)


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what Crossref says of a paper."""
    _check(answer, identifier)
    work = _message(answer, "work")
    crossref_work.check_is(work, identifier, NAME)
    return crossref_work.record_of(work, NAME)


def search_for(title: str, families: Sequence[str]) -> Request:
    """Return the question for a title; it always brings something, be it another paper."""
    words = " ".join([title, *families[:1]])
    query = {"query.bibliographic": words[:400], "rows": "5", "select": _SELECTED}
    return Request(f"{_WORKS}?{urlencode(query)}", "application/json", is_search=True)


def read_search(answer: Answer) -> tuple[Record, ...]:
    """Return the works of a search that have a title, best first."""
    _check(answer, None)
    works = [as_dict(item) for item in as_list(_message(answer, "work-list").get("items"))]
    return tuple(crossref_work.record_of(work, NAME) for work in works if crossref_work.title_of(work))


def _check(answer: Answer, identifier: Identifier | None) -> None:
    if answer.status == 400 and not is_bot_page(answer):
        reason = _reason(answer)
        # what it does not take is the question, unless it names the DOI as what it does not take
        if identifier is not None and any(doi.lower() in reason.lower() for doi in record_parts.dois_of(identifier)):
            raise no_such(NAME, identifier, reason)
        raise RefusedError(f"{spoken(NAME)}: does not take the question ({said(reason)})", "report this to unl", NAME)
    check_status(answer, NAME, identifier)


def _reason(answer: Answer) -> str:
    """Return what a 400 says: JSON with a list of messages."""
    if not answer.body.strip().startswith(b"{"):
        return "400" if not answer.body.strip() else re.sub(r"<[^<>]*>", " ", text_of(answer, NAME))
    told = as_list(json_of(answer, NAME).get("message"))
    parts = [f"{get(item, 'message') or ''} {get(item, 'value') or ''}".strip() for item in told]
    return "; ".join(filter(None, parts)) or "400"


def _message(answer: Answer, kind: str) -> dict[str, object]:
    envelope = json_of(answer, NAME)
    message = as_dict(envelope.get("message"))
    if envelope.get("message-type") != kind or not message:
        raise unreadable(NAME, "sent JSON of another form than documented")
    return message
