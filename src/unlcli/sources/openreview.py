"""OpenReview, by API v2: the notes of venues since about 2022."""

from collections.abc import Sequence
from urllib.parse import quote

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.sources.asking import Answer, Request
from unlcli.sources.openreview_note import note_in, notes_in, record_of

_SOURCE = "openreview"
_NOTES = "https://api2.openreview.net/notes"


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:
    """Return the request for a forum's notes."""
    del link
    url = f"{_NOTES}?forum={quote(identifier.value, safe='')}"
    return (Request(url, accept="application/json"),) if identifier.scheme is Scheme.OPENREVIEW else ()


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what OpenReview says of a submission."""
    return note_in(answer, identifier, _SOURCE)


def search_for(title: str, families: Sequence[str]) -> Request:
    """Return the request for submissions of a title."""
    del families
    url = f"{_NOTES}/search?term={quote(title, safe='')}&content=all&group=all&source=forum&limit=10"
    return Request(url, accept="application/json", is_search=True)


def read_search(answer: Answer) -> tuple[Record, ...]:
    """Return the submissions that a search found, rejected ones and imports from elsewhere among them."""
    found = (record_of(note, _SOURCE) for note in notes_in(answer, _SOURCE))
    return tuple(record for record in found if record is not None)
