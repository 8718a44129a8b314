"""OpenReview, by API v1: the notes of venues up to about 2022."""

from urllib.parse import quote

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.sources.asking import Answer, Request
from unlcli.sources.openreview_note import note_in

_SOURCE = "openreview_v1"


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:
    """Return the request for one note."""
    del link
    url = f"https://api.openreview.net/notes?id={quote(identifier.value, safe='')}"
    return (Request(url, accept="application/json"),) if identifier.scheme is Scheme.OPENREVIEW else ()


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what OpenReview says of a submission."""
    return note_in(answer, identifier, _SOURCE)
