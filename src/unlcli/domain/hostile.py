"""What a service sent, made fit for a field: readable text without invisible marks, links, DOIs and arXiv ids, or nothing."""

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

from unlcli.domain import identifiers, spelt_identifiers
from unlcli.domain.identifiers import Scheme

#: Joiners that Persian and the scripts of India write with; all other marks that are not seen are left out.
_JOINERS = "\u200c\u200d"
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s{}\\\"`^|]+")
_MOST_OF_LINK, _MOST_OF_DOI = 2_000, 500
#: Characters that a link may hold as they are: those of RFC 3986, and `%`, which begins what is escaped already.
_OF_LINKS = "/:?#[]@!$&'()*+,;=-._~%"
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.I)


def readable(given: str) -> str:
    """Return text with composed letters and single blanks, without controls, marks of direction and broken characters."""
    if given.isascii() and given.isprintable():
        return " ".join(given.split())
    kept = (_seen(char) for char in unicodedata.normalize("NFC", given))
    return " ".join("".join(kept).split())


def _seen(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind == "Cs" or kind == "Cf" and char not in _JOINERS else char


def link(given: str) -> str:
    """Return a web link that can stand in a field, cleaned and escaped; empty for what is none, or hides where it leads."""
    if len(given) > _MOST_OF_LINK or given != readable(given) or not identifiers.is_web_link(given):
        return ""
    try:
        parts = urlsplit(given)
        host = (parts.hostname or "").encode("idna").decode() if not given.isascii() else parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if not _HOST.fullmatch(host) or "@" in parts.netloc:
        return ""
    escaped = (quote(part, safe=_OF_LINKS) for part in (parts.path, parts.query, parts.fragment))
    return identifiers.clean_url(urlunsplit((parts.scheme.lower(), host + port, *escaped))).url


def doi(given: str) -> str:
    """Return a publisher's DOI in lower case; empty for what is none, or is a preprint's on arXiv."""
    value = given.strip().lower()
    if not value.startswith("10."):
        value = spelt_identifiers.bare_doi(value)
    if len(value) > _MOST_OF_DOI or value != readable(value) or not _DOI.fullmatch(value):
        return ""
    found = identifiers.of_url("https://doi.org/" + quote(value, safe=_OF_LINKS.replace("?", "").replace("#", "")))
    if found is None or found.scheme is Scheme.ARXIV:
        return ""
    read_back = found.value if found.scheme is Scheme.DOI else value
    return read_back if _DOI.fullmatch(read_back) and read_back == readable(read_back) else ""


def arxiv(given: str) -> str:
    """Return an arXiv id without version; empty for what is none."""
    found = identifiers.recognise(given) if len(given) <= _MOST_OF_DOI else None
    return found.value if found is not None and found.scheme is Scheme.ARXIV else ""
