"""What recorded answers say of papers, read from their bodies by code that shares nothing with the readers of unl."""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from facts import Facts, bare_doi
from facts_in_bibtex import of_bibtex
from facts_in_json import of_json
from facts_in_pages import of_page
from recorded_cases import Case

ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"


def facts_of(case: Case) -> tuple[Facts, ...]:
    """Return what an answer says, a paper each; nothing for a body that is cut off or none of the forms."""
    try:
        return tuple(_of_body(case))
    except (ElementTree.ParseError, ValueError):
        return ()


def _of_body(case: Case) -> Iterator[Facts]:
    body = case.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    text = body.decode("utf-8", "replace")
    if body.startswith(b"<?xml") and b"<feed" in body[:2000]:
        # A feed needs no declarations of its own; one that has them is not to be read.
        yield from () if b"<!ENTITY" in body else _of_feed(body)
    elif body.startswith(b"<"):
        yield from of_page(text, case.host)
    elif body.startswith(b"@"):
        yield from of_bibtex(text)
    elif body.startswith((b"{", b"[")):
        yield from of_json(json.loads(body))


def _of_feed(body: bytes) -> Iterator[Facts]:
    for entry in ElementTree.fromstring(body).iter(ATOM + "entry"):
        identifier = re.search(r"/abs/(.+?)(?:v\d+)?$", entry.findtext(ATOM + "id", ""))
        if not identifier:
            continue
        # The version of record's, as its authors state it, arXiv's own, or none.
        dois = (bare_doi(entry.findtext(ARXIV + "doi")), f"10.48550/arxiv.{identifier[1]}", "")
        yield Facts(
            (entry.findtext(ATOM + "title", ""),),
            tuple(author.findtext(ATOM + "name", "") for author in entry.iter(ATOM + "author")),
            (entry.findtext(ATOM + "published", "")[:4],),
            (),
            dois,
            identifier[1],
            identifier[1],
        )
