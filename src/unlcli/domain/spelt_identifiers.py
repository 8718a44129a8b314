"""How an entry's own fields spell identifiers: bare, as a link, or not at all."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from unlcli.domain import identifiers, text
from unlcli.domain.identifiers import Scheme

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
#: What holds a DOI, however it is dressed: after a prefix or a link's host, escaped for a link, or a shortDOI.
_HOLDS_DOI = re.compile(
    r"(?<!\d)10(?:\.\d{1,12}){1,6}\s{0,9}(?:/|%2F)\s*\S|(?<![\w.])10/\w{3,}|\bdoi\.org/\w{3,}", re.I
)
#: What stands before a DOI: `doi:`, the host of a resolver, the path of a publisher's page.
_BEFORE_DOI = re.compile(
    r"[\s/]*+(?:doi\s*+[:=.]?\s*+)?"
    r"(?P<link>(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/+"
    r"(?P<page>(?:doi|article|chapter|book)/(?:abs/|full/|pdf/|epdf/|pdfdirect/)?)?)?(?=10\.)",
    re.I,
)
#: What a publisher's page adds behind the DOI.
_BEHIND_DOI = re.compile(r"[?#]|/(?:full|pdf|epdf|abstract|meta|html)$|\.(?:pdf|html?)$", re.I)
_BEFORE_ARXIV = re.compile(
    r"\s*(?:(?:https?://)?(?:[\w-]+\.)*arxiv\.org/(?:abs|pdf|html|format|ps|e-print)/|arxiv\s*[:.]?\s*)", re.I
)
_ARXIV_ID = re.compile(r"(?<!\d)\d{4}\.\d{4,5}(?!\d)|(?<![a-z-])[a-z][a-z-]{1,11}(?:\.[a-z]{2})?/\d{7}(?!\d)", re.I)
_ARXIV_VERSION = re.compile(r"(?:v\d+)?(?=(?:\.pdf)?/?\s*$)", re.I)
#: What an old identifier is without its archive, which stands in a field of its own then.
_ARXIV_NUMBER = re.compile(r"\s*(?:arxiv:)?\d{7}(?:v\d+)?\s*", re.I)
_ARCHIVE_FIELDS = ("archiveprefix", "eprinttype")
_CLASS_FIELDS = ("primaryclass", "eprintclass")


def malformed(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Return each field that ought to hold an identifier and holds none, with what it ought to hold.

    What holds one in any dress is not malformed, nor is an empty field, nor an `eprint` of another archive than arXiv.
    """
    doi = fields.get("doi")
    if doi and not _DOI.match(doi) and not _holds_doi(doi):
        yield "doi", "DOI"
    eprint = fields.get("eprint")
    if eprint and says_arxiv(fields) and not _holds_arxiv(eprint, fields):
        yield "eprint", "arXiv id"


def says_arxiv(fields: Mapping[str, str]) -> bool:
    """Tell whether an entry says that its `eprint` is arXiv's."""
    return any(fields.get(name, "").strip().strip("{}").casefold() == "arxiv" for name in _ARCHIVE_FIELDS)


def _holds_doi(value: str) -> bool:
    readable = text.plain(value)
    return not readable or bool(_HOLDS_DOI.search(value) or _HOLDS_DOI.search(readable))


def _holds_arxiv(value: str, fields: Mapping[str, str]) -> bool:
    readable = text.plain(value)
    if not readable or any(_is_arxiv(found) for found in _ARXIV_ID.findall(readable)):
        return True
    return bool(_ARXIV_NUMBER.fullmatch(readable)) and any(fields.get(name, "").strip() for name in _CLASS_FIELDS)


def _is_arxiv(given: str) -> bool:
    found = identifiers.recognise(given)
    return found is not None and found.scheme is Scheme.ARXIV


def is_dressed_doi(value: str) -> bool:
    """Tell whether a `doi` value has something before the DOI: a resolver's address, `doi:`, a publisher's page."""
    if value.startswith("10."):
        return False
    before = _BEFORE_DOI.match(value)
    return bool(before and before[0].strip()) or "://" in value and bool(_HOLDS_DOI.search(value))


def bare_doi(value: str) -> str:
    """Return the DOI that a dressed `doi` value spells, in its own letters; empty where it is not plain which it is."""
    before = _BEFORE_DOI.match(value)
    if before is None:
        return ""
    rest = value[before.end() :].strip()
    if before["link"]:
        rest = unquote(rest.rstrip("/"))
        if "?" in rest or before["page"] and _BEHIND_DOI.search(rest):
            return ""
    return rest if _DOI.fullmatch(rest) and text.is_balanced(rest) else ""


def bare_arxiv(value: str) -> str:
    """Return the arXiv id, with its version, that a value spells after `arXiv:` or as a link; else empty."""
    before = _BEFORE_ARXIV.match(value)
    found = before and _ARXIV_ID.match(value, before.end())
    version = found and _ARXIV_VERSION.match(value, found.end())
    if not found or not version or not _is_arxiv(found[0]):
        return ""
    return found[0] + version[0]
