"""A preprint's page on arXiv, for when its API does not answer."""

import re
from dataclasses import replace

from unlcli.domain.identifiers import Identifier
from unlcli.domain.record import Record
from unlcli.sources.arxiv import standing_of
from unlcli.sources.asking import Answer, Request
from unlcli.sources.reading import html_meta
from unlcli.sources.reading.answered import check_status, no_such, text_of, unreadable
from unlcli.sources.reading.citation_tags import record_of, tags_of
from unlcli.sources.reading.code_links import stated
from unlcli.sources.reading.readable import of_tex
from unlcli.sources.reading.record_parts import doi, paper_identifier

_SOURCE = "arxiv_page"
#: Where authors typed an address, the page has a link of these words.
_TYPED_LINK = re.compile(r'<a\s[^<>]{0,300}?href="([^"<>]{1,500})"[^<>]{0,300}>\s{0,9}this https? URL\s{0,9}</a>', re.I)


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:
    """Return the request for a preprint's page."""
    del link
    return (Request(f"https://arxiv.org/abs/{identifier.value}", accept="text/html"),)


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what a preprint's page states; its year is that of the first version, as the page dates it."""
    check_status(answer, _SOURCE, identifier)
    page = _TYPED_LINK.sub(r"\1", text_of(answer, _SOURCE))
    tags = tags_of(page)
    record = record_of(tags, _SOURCE, identifier.url)
    if record is None:
        raise unreadable(_SOURCE, "sent a page that names no paper")
    if record.arxiv != identifier.value:
        raise no_such(_SOURCE, identifier)
    told = of_tex(record.abstract or re.sub(r"^\s*Abstract:", "", html_meta.text_of_class(page, "abstract")))
    comment = of_tex(html_meta.text_of_class(page, "comments"))
    published = paper_identifier(tags.first("citation_doi")) if doi(tags.first("citation_doi")) else None
    subject = re.search(r"\(([a-z-]+(?:\.[A-Za-z-]+)?)\)\s*$", html_meta.text_of_class(page, "primary-subject"))
    return replace(
        record,
        type="misc",
        venue="",
        volume="",
        number="",
        pages="",
        publisher="",
        doi="",
        title=of_tex(record.title),
        abstract=told,
        primary_class=subject[1] if subject else "",
        standing=standing_of(comment, told),
        others=(published,) if published else (),
        hint="; ".join(filter(None, (of_tex(html_meta.text_of_class(page, "jref")), comment))),
        code=stated(f"{comment}\n\n{told}"),
    )
