"""In which years a version may be said to have appeared, as good bibliographies write it."""

import re
from dataclasses import dataclass

from unlcli.domain.identifiers import Scheme
from unlcli.services.verifying import places
from unlcli.services.verifying.case import Said

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NEW_ID = re.compile(r"(\d\d)(\d\d)\.\d{4,5}")
#: Sources that say when a printed issue came out, where they know it.
_SAY_PRINT = ("crossref", "doi", "datacite")
#: Sources that date proceedings by their conference, and not by the day on which somebody registered or printed them.
_SAY_CONFERENCE = ("acl", "neurips", "openreview", "openreview_v1", "pmlr")
#: Prefixes of publishers that print the proceedings of conferences in the year after: Curran Associates.
_PRINTED_LATER = ("10.52202/",)
_PROCEEDINGS = ("inproceedings", "incollection", "proceedings")
_JANUARY, _MARCH, _OCTOBER, _NOVEMBER, _DECEMBER = 1, 3, 10, 11, 12


@dataclass(frozen=True, slots=True)
class Years:
    """The years that are good for a version, and those that speak rather for a slip: bibliographies differ, but seldom so."""

    good: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()


def years_of(said: Said) -> Years:
    """Return the years that a source allows, none when it says none.

    A journal's article has a year online and one in print; of proceedings, the conference's year is as good as that in which
    they came out; a paper of late December has an arXiv id of January. Proceedings with a year in their name leave no doubt.
    """
    record = said.record
    if not record.year:
        return Years()
    year = int(record.year)
    told = frozenset((record.year, *record.years))
    if said.asked.identifier.scheme is Scheme.ARXIV:
        return Years(told | _of_january(said.asked.identifier.value))
    if record.type in _PROCEEDINGS:
        named = frozenset(_YEAR.findall(record.venue)) & _written(year - 1, year, year + 1)
        return (
            Years(told | named) if named else Years(told | _good_of_proceedings(said), _doubtful_of_proceedings(said))
        )
    if record.type == "article":
        return Years(told | _good_of_article(said), _doubtful_of_article(said))
    return Years(told)


def _written(*years: int) -> frozenset[str]:
    return frozenset(map(str, years))


def _of_january(arxiv_id: str) -> frozenset[str]:
    match = _NEW_ID.fullmatch(arxiv_id)
    return frozenset((f"20{match[1]}",) if match and match[2] == "01" else ())


def _month(said: Said) -> int:
    return int(said.record.month) if said.record.month.isdecimal() else 0


def _good_of_proceedings(said: Said) -> frozenset[str]:
    """Return the year before, where proceedings come out after their conference: late in a year, in a series of books."""
    record, month = said.record, _month(said)
    # a volume dated December and the next year is of the December before, one of the first months may be
    is_turn = record.source == "pmlr" and (0 < month <= _MARCH or month >= _NOVEMBER)
    is_book = places.is_series(record.series) or places.is_series(record.venue)
    is_printed_later = record.doi.startswith(_PRINTED_LATER)
    return _written(int(record.year) - 1) if is_turn or is_book or is_printed_later else frozenset()


def _doubtful_of_proceedings(said: Said) -> frozenset[str]:
    year = int(said.record.year)
    if said.record.source not in _SAY_CONFERENCE:
        return _written(year - 1, year + 1)
    return _written(year - 1) if said.record.source == "pmlr" and _month(said) == _OCTOBER else frozenset()


def _good_of_article(said: Said) -> frozenset[str]:
    """Return the neighbouring years in which an article of the turn of a year, or of no issue, may be said to have appeared."""
    record, month, year = said.record, _month(said), int(said.record.year)
    good = _written(year - 1) if month == _JANUARY else _written(year + 1) if month == _DECEMBER else frozenset()
    is_without_print = record.source in _SAY_PRINT and not record.years
    is_of_no_issue = record.source.startswith("openreview")
    return good | (_written(year + 1) if is_without_print or is_of_no_issue else frozenset())


def _doubtful_of_article(said: Said) -> frozenset[str]:
    year = int(said.record.year)
    if said.record.source not in _SAY_PRINT:
        return _written(year - 1, year + 1)
    return frozenset() if _month(said) or said.record.years else _written(year - 1)  # it may have been January
