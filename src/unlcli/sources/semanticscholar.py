"""Semantic Scholar: papers by its own ids and by those of others, and the best match of a title."""

import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.sources.asking import Answer, Request
from unlcli.sources.reading.answered import (
    as_list,
    as_text,
    check_status,
    json_list_of,
    json_of,
    no_such,
    said,
    unreadable,
)
from unlcli.sources.semanticscholar_paper import record_of

NAME = "semanticscholar"
_PAPER = "https://api.semanticscholar.org/graph/v1/paper"
_FIELDS = "title,authors,year,venue,publicationVenue,journal,externalIds,publicationTypes,publicationDate,abstract"
#: So many ids may be asked for at once.
MOST_AT_ONCE = 500
_PREFIXES = {Scheme.S2: "", Scheme.DOI: "DOI:", Scheme.ARXIV: "ARXIV:", Scheme.ACL: "ACL:", Scheme.PMID: "PMID:"}


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:
    """Return the request for a paper by an id that the service takes; none for other schemes."""
    del link
    if identifier.scheme not in _PREFIXES:
        return ()
    value = quote(f"{_PREFIXES[identifier.scheme]}{identifier.value}", safe="/:").replace("CorpusID:", "CorpusId:")
    return (Request(f"{_PAPER}/{value}?fields={_FIELDS}", accept="application/json"),)


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what the service says of a paper."""
    record = record_of(_told(answer, identifier))
    if record is None:
        raise unreadable(NAME, "sent a paper that has no title")
    return record


def request_for_many(ids: Sequence[Identifier]) -> Request:
    """Return the one question for which papers several ids name, of schemes that the service takes."""
    asked = [f"{_PREFIXES[identifier.scheme]}{identifier.value}" for identifier in ids]
    return Request(
        f"{_PAPER}/batch?fields=externalIds,title,authors,year",
        accept="application/json",
        method="POST",
        body=json.dumps({"ids": asked}).encode(),
    )


def read_batch(answer: Answer) -> tuple[Record | None, ...]:
    """Return the papers of a question for many, in its order; None for each that the service does not know.

    Raises NoSuchRecordError when it knows none at all.
    """
    if answer.status == 400 and b"no valid paper ids" in answer.body.lower():
        raise no_such(NAME, None)
    if answer.status != 200 or answer.body.lstrip().startswith(b"{"):
        _told(answer, None)
    check_status(answer, NAME)
    papers = json_list_of(answer, NAME)
    return tuple(record_of(paper) if isinstance(paper, Mapping) else None for paper in papers)


def search_for(title: str, families: Sequence[str]) -> Request:
    """Return the request for the one paper that matches a title best."""
    del families
    words = " ".join(re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", title))
    return Request(
        f"{_PAPER}/search/match?query={quote(words, safe='')}&fields={_FIELDS}",
        accept="application/json",
        is_search=True,
    )


def read_search(answer: Answer) -> tuple[Record, ...]:
    """Return the papers that a search found; none where it says so, with status 404 or without any data."""
    if answer.status == 404 and b"not found" in answer.body.lower() and answer.body.lstrip().startswith(b"{"):
        return ()
    told = _told(answer, None)
    if "data" not in told and "total" not in told:
        raise unreadable(NAME, "sent JSON that holds no papers")
    found = (record_of(paper) for paper in as_list(told.get("data")) if isinstance(paper, Mapping))
    return tuple(record for record in found if record is not None)


def _told(answer: Answer, identifier: Identifier | None) -> Mapping[str, object]:
    if answer.status not in (400, 404):
        check_status(answer, NAME, identifier)
    if answer.status != 200 and not answer.body.lstrip().startswith(b"{"):
        check_status(answer, NAME, identifier)
    told = json_of(answer, NAME)
    words = as_text(told.get("error")) or as_text(told.get("message"))
    if answer.status == 404 or words and "not found" in words.lower():
        raise no_such(NAME, identifier, words)
    if words or answer.status != 200:
        raise unreadable(NAME, f"answered with an error: {said(words or str(answer.status))}")
    return told
