"""Parts of records as several services write them: years, months, pages, identifiers."""

import re

from unlcli.domain import identifiers
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.sources.reading.readable import readable

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_NAME = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*", re.I)
_DASHES = re.compile(r"\s*[-‐‑‒–—−]+\s*")
_RANGE = re.compile(r"([\w.:]+)--([\w.:]+)")
_PROCEEDINGS = re.compile(r"^proceedings of .*\b(?:conference|symposium|workshop)\b", re.I)
_ARXIV_DOI = "10.48550/arxiv."


def year(value: str) -> str:
    """Return the year that a date or number states, empty when it states none."""
    found = _YEAR.search(value)
    return found[1] if found else ""


def month(value: str) -> str:
    """Return a month's number, 1 to 12, from a name or number, empty when it is none."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return str(int(value)) if len(value) <= 2 and 1 <= int(value) <= 12 else ""
    found = _MONTH_NAME.search(value)
    return str(_MONTHS.index(found[1].lower()) + 1) if found else ""


def pages(value: str) -> str:
    """Return pages as `first--last`, or the one page or article number; empty when nothing is said."""
    told = readable(value).removeprefix("pp.").removeprefix("p.").strip()
    if not any(char.isalnum() for char in told) or re.fullmatch(
        r"(?i)n/?a(?:\s*\W+\s*n/?a)?|null|none|0|(0|1)\s*-+\s*\1", _DASHES.sub("-", told)
    ):
        return ""
    # a hyphen within an article number is no range
    dashed = _DASHES.sub("--", told) if told.count("-") <= 1 or "--" in told else re.sub(r"\s*[‒–—−]+\s*", "--", told)
    ends = _RANGE.fullmatch(dashed)
    return ends[1] if ends and ends[1] == ends[2] else dashed


def isbn(values: object) -> str:
    """Return the first ISBN of a list, without the address some put before it."""
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, str) and (found := re.search(r"(?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx]$", value.strip())):
            return found[0]
    return ""


def doi(value: str) -> str:
    """Return a DOI in lower case, empty for what is none and for those by which arXiv names its preprints."""
    found = identifiers.doi_of(value.strip())
    return "" if found.startswith(_ARXIV_DOI) else found


def arxiv_id(value: str) -> str:
    """Return the arXiv id that a link, DOI or id names, empty when it names none."""
    found = identifiers.recognise(value)
    return found.value if found and found.scheme is Scheme.ARXIV else ""


def paper_identifier(value: str) -> Identifier | None:
    """Return the DOI or Anthology id that a text spells out, None for all else: a preprint's, a page, free text."""
    found = identifiers.recognise(value)
    return found if found and found.scheme in (Scheme.DOI, Scheme.ACL) else None


def dois_of(identifier: Identifier) -> tuple[str, ...]:
    """Return the DOIs by which an identifier may be registered, the likelier first; none when it has none."""
    if identifier.scheme is Scheme.DOI:
        return (identifier.value,)
    if identifier.scheme is Scheme.ARXIV:
        return (f"10.48550/arXiv.{identifier.value}",)
    if identifier.scheme is not Scheme.ACL:
        return ()
    # papers of some years before 2016 have the other prefix
    is_old = identifier.value[:1].isalpha()
    return tuple(f"{prefix}/{identifier.value}" for prefix in ("10.18653/v1", "10.3115/v1")[: 1 + is_old])


def kind_in(venue: str, kind: str) -> str:
    """Return the BibTeX type of what appeared in a venue: a series of proceedings that a publisher files as a journal is none."""
    return "inproceedings" if kind == "article" and _PROCEEDINGS.match(venue) else kind
