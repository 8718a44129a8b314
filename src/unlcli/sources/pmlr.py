"""The Proceedings of Machine Learning Research: a paper's page, with its BibTeX where the page has it."""

from dataclasses import replace
from urllib.parse import urlsplit

from unlcli.domain.identifiers import Identifier, Scheme, of_url
from unlcli.domain.record import Record, Standing
from unlcli.errors import UnreadableAnswerError
from unlcli.sources.asking import Answer, Request
from unlcli.sources.reading import bibtex_record, html_meta
from unlcli.sources.reading.answered import check_status, text_of, unreadable
from unlcli.sources.reading.citation_tags import labelled_code, record_of, tags_of
from unlcli.sources.reading.code_links import stated

_SOURCE = "pmlr"
_SERIES = "Proceedings of Machine Learning Research"


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:
    """Return the request for a paper's page, as it was given where that is one."""
    parts = urlsplit(link)
    is_page = parts.path.endswith(".html") and of_url(link) == identifier
    url = f"https://proceedings.mlr.press{parts.path}" if is_page else identifier.url
    return (Request(url, accept="text/html"),)


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what a paper's page states: its BibTeX has the conference's year, its tags the volume's date."""
    check_status(answer, _SOURCE, identifier)
    page = text_of(answer, _SOURCE)
    url = identifier.url if identifier.scheme is Scheme.PMLR else answer.url
    record = _of_bibtex(page) or record_of(tags_of(page), _SOURCE, url)
    if record is None:
        raise unreadable(_SOURCE, "sent a page that names no paper")
    volume = identifier.value.partition("/")[0]
    code = tuple(dict.fromkeys((*stated(record.abstract), *labelled_code(page))))
    return replace(
        record,
        type="inproceedings",
        series=record.series or _SERIES,
        volume=record.volume or (volume[1:] if volume[1:].isdigit() else ""),
        publisher=record.publisher or "PMLR",
        url=url,
        code=code,
        standing=Standing.PUBLISHED,
    )


def _of_bibtex(page: str) -> Record | None:
    written = html_meta.text_of(page, "bibtex")
    try:
        return bibtex_record.read(written, _SOURCE) if "@" in written else None
    except UnreadableAnswerError:
        return None
