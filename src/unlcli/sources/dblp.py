"""DBLP: records by key, and a search that takes words as beginnings of words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record, Standing
from unlcli.errors import RefusedError
from unlcli.sources.asking import Answer, Request
from unlcli.sources.dblp_hit import record_of
from unlcli.sources.reading import bibtex_record
from unlcli.sources.reading.answered import (
    as_dict,
    as_list,
    check_status,
    get,
    is_bot_page,
    is_html,
    json_of,
    text_of,
    unreadable,
)
from unlcli.sources.reading.tracks import with_track

_SOURCE = "dblp"
_BLOCKED = "use the paper's DOI or arXiv id, or paste its BibTeX"


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:
    """Return the request for a record's BibTeX."""
    del link
    url = f"https://dblp.org/rec/{quote(identifier.value, safe='/:-')}.bib"
    return (Request(url, accept="application/x-bibtex,text/plain"),) if identifier.scheme is Scheme.DBLP else ()


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what DBLP says of a paper."""
    _check(answer, identifier)
    text = text_of(answer, _SOURCE)
    if not text.lstrip().startswith("@"):
        raise unreadable(_SOURCE, "sent something else than BibTeX")
    record = bibtex_record.read(text, _SOURCE)
    is_book = record.type in ("book", "proceedings", "phdthesis") and record.standing is Standing.UNKNOWN
    return replace(
        record,
        venue=with_track(record.venue, (record.url, *record.links)),
        standing=Standing.PUBLISHED if is_book else record.standing,
        others=tuple(dict.fromkeys((*record.others, identifier))),
    )


def search_for(title: str, families: Sequence[str]) -> Request:
    """Return the request for papers with the words of a title, by the first author."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", " ".join((title, *families[:1])))
    return Request(
        f"https://dblp.org/search/publ/api?q={quote(' '.join(words), safe='')}&format=json&h=10&c=0",
        accept="application/json",
        is_search=True,
    )


def read_search(answer: Answer) -> tuple[Record, ...]:
    """Return the papers that a search found, the best first by DBLP's own count of words."""
    _check(answer, None)
    told = json_of(answer, _SOURCE)
    hits = get(told, "result", "hits")
    if not isinstance(hits, dict):
        raise unreadable(_SOURCE, "sent JSON that holds no hits")
    found = (record_of(as_dict(get(hit, "info"))) for hit in as_list(hits.get("hit")))
    return tuple(record for record in found if record is not None)


def _check(answer: Answer, identifier: Identifier | None) -> None:
    """Raise what an answer means; a web page where data was asked for is put before it, whatever the status."""
    if is_bot_page(answer) or answer.status == 200 and is_html(answer):
        raise RefusedError("DBLP: is blocking automated access (it sent a page against programs)", _BLOCKED, _SOURCE)
    check_status(answer, _SOURCE, identifier)
