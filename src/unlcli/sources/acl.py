"""The ACL Anthology: a paper's BibTeX, else its page, which holds the same BibTeX."""

from dataclasses import replace

from unlcli.domain.identifiers import Identifier
from unlcli.domain.record import Record, Standing
from unlcli.sources.asking import Answer, Request
from unlcli.sources.reading import bibtex_record, html_meta
from unlcli.sources.reading.answered import check_status, is_html, text_of, unreadable
from unlcli.sources.reading.citation_tags import labelled_code, record_of, tags_of
from unlcli.sources.reading.code_links import stated

_SOURCE = "acl"


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:
    """Return the requests for a paper's BibTeX and for its page."""
    del link
    return (
        Request(f"https://aclanthology.org/{identifier.value}.bib", accept="application/x-bibtex,text/plain"),
        Request(f"https://aclanthology.org/{identifier.value}/", accept="text/html"),
    )


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what the Anthology says of a paper, in BibTeX or on its page."""
    check_status(answer, _SOURCE, identifier)
    text = text_of(answer, _SOURCE)
    page = text if is_html(answer) or text.lstrip().startswith("<") else ""
    written = html_meta.text_of(page, "citeBibtexContent") if page else text
    if written.lstrip().startswith("@"):
        record = bibtex_record.read(written, _SOURCE)
    elif (tagged := record_of(tags_of(page), _SOURCE, identifier.url)) is not None:
        record = tagged
    else:
        raise unreadable(_SOURCE, "sent neither BibTeX nor a paper's page")
    code = tuple(dict.fromkeys((*stated(record.abstract), *labelled_code(page))))
    return replace(record, url=identifier.url, code=code, standing=Standing.PUBLISHED)
