"""The month a paper appeared in: from `month`, `date` or an arXiv id."""

import re

from unlcli.domain import identifiers, versions
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import VenueTable

NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
#: By its first letters a month is known in English, and in other languages where they are no other's.
_BY_LETTERS = {name[:3].lower(): number for number, name in enumerate(NAMES, 1)} | {
    "mär": 3, "mai": 5, "okt": 10, "dez": 12,
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+")
_DATE = re.compile(r"(\d{4})-(\d\d)(?!\d)")
_ARXIV = re.compile(r"(?:.*/)?(\d\d)(\d\d)[.\d]")
_EPRINT = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?")


def number(written: str) -> int:
    """Return the month that a readable text names (`jan`, `7`, `July 12`, `Jul-Aug`: the first), 0 when it names none."""
    for word in _WORD.findall(written):
        if found := _BY_LETTERS.get(word[:3].lower()):
            return found
    first = _NUMBER.search(written)
    return int(first[0]) if first and len(first[0]) <= 2 and 1 <= int(first[0]) <= 12 else 0


def shown(written: str) -> str:
    """Return a readable text, a bare number or short forms of months, also with days, with the names in full.

    Files join such a form, which BibTeX's styles define, with a day: `10 # "~" # oct`.
    """
    if written.isdecimal():
        found = number(written)
        return NAMES[found - 1] if found else written
    return _SHORT.sub(_in_full, written) if _WITH_DAYS.fullmatch(written) else written


_SHORT = re.compile(r"(?<![^\W\d_])([^\W\d_]{3})(?![^\W\d_])\.?")
_WITH_DAYS = re.compile(
    r"(?:[\s,/~\u2013\u2014-]|\d{1,2}(?:st|nd|rd|th)?\.?(?!\d)|(?<![^\W\d_])[^\W\d_]{3}(?![^\W\d_])\.?)+", re.I
)


def _in_full(match: re.Match[str]) -> str:
    found = _BY_LETTERS.get(match[1].lower())
    return NAMES[found - 1] if found else match[0]


def of_entry(entry: Entry, year: str, venues: VenueTable) -> int:
    """Return the month of an entry of this year, 1 to 12, or 0: its `month`, else that of its `date`, else of its arXiv id.

    An arXiv id of another year tells the month of a preprint only: that of a published paper is not the preprint's.
    """
    fields = entry.fields
    if fields.get("month") and (found := number(entry.plain("month"))):
        return found
    if (date := _DATE.match(fields.get("date", ""))) and date[1] == year and 1 <= int(date[2]) <= 12:
        return int(date[2])
    arxiv = _ARXIV.match(_arxiv(entry))
    if arxiv is None or not 1 <= int(arxiv[2]) <= 12:
        return 0
    is_of_year = arxiv[1] == year[2:]
    return int(arxiv[2]) if is_of_year or versions.of_entry(entry, venues) is versions.Version.PREPRINT else 0


def _arxiv(entry: Entry) -> str:
    fields = entry.fields
    eprint = fields.get("eprint")
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv"
    if eprint and _EPRINT.fullmatch(eprint) and archive.lower() == "arxiv":
        return eprint
    if not eprint:
        # Most entries name no arXiv id, and to take links apart is slow: such links have this in them.
        links = f"{fields.get('doi')} {fields.get('url')} {fields.get('alturl')} {fields.get('journal')}".lower()
        if "iv" not in links and "huggingface" not in links:
            return ""
    return next((found.value for found in identifiers.each(entry) if found.scheme is Scheme.ARXIV), "")
