"""In which years a version may be said to have appeared, as good bibliographies write it."""

import re

from unlcli.domain.identifiers import Scheme
from unlcli.services.verifying.case import Said

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NEW_ID = re.compile(r"(\d\d)(\d\d)\.\d{4,5}")
#: Sources that say when a printed issue came out, where they know it.
_SAY_PRINT = ("crossref", "doi", "datacite")
#: Proceedings that come out this early in a year may be of a conference of the year before.
_EARLY_IN_YEAR = 3


def good_years(said: Said) -> frozenset[str]:
    """Return the years that this source allows, empty when it says none.

    A journal's article has a year online and one in print; of proceedings, the conference's year is as good as that in which
    they came out; a paper of late December has an arXiv id of January.
    """
    record = said.record
    if not record.year:
        return frozenset()
    years = {record.year, *record.years}
    if record.type == "article" and record.source in _SAY_PRINT and not record.years:
        years.add(str(int(record.year) + 1))  # dated online alone: the issue it stands in may be of the next year
    if (
        match := _NEW_ID.fullmatch(said.asked.identifier.value)
        if said.asked.identifier.scheme is Scheme.ARXIV
        else None
    ):
        if match[2] == "01":
            years.add(f"20{match[1]}")
    elif record.type in ("inproceedings", "incollection", "proceedings"):
        years |= set(_YEAR.findall(record.venue)) & {str(int(record.year) + step) for step in (-1, 0, 1)}
        if record.source == "pmlr" and record.month.isdecimal() and int(record.month) <= _EARLY_IN_YEAR:
            years.add(str(int(record.year) - 1))
    return frozenset(years)
