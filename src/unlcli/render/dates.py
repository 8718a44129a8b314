"""When a paper appeared, as numbers: from its year, and `date` or `month`, as people write them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from unlcli.domain import months

SEASONS = ("Spring", "Summer", "Autumn", "Winter")
#: As biblatex writes dates (EDTF): parts from the left, `~` and `?` where they are in doubt, and maybe a time.
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T[\d:.Z+-]*)?)?)?[~?%]?", re.ASCII)
#: What stands in the place of the month for a season, from spring to winter.
_FIRST_SEASON = 21
_SEASON = re.compile(r"\W*(spring|summer|autumn|fall|winter)\W*", re.IGNORECASE)


class Appeared(NamedTuple):
    """Year, month and day as far as they are known, a second such list where a range ends; a season from 1 (spring)."""

    parts: list[list[int]]
    season: int = 0


def appeared(year: str, fields: Mapping[str, str]) -> Appeared:
    """Return when a paper of this year appeared; nothing without a year.

    `date` counts where it is of that year, so that all formats name one. A part that no calendar has is left out.
    """
    if not year:
        return Appeared([])
    dates = [_parts(part) for part in fields.get("date", "").split("/")[:2]]
    if not dates[0] or dates[0][0] != int(year):
        return _by_month(int(year), fields.get("month", ""))
    if len(dates[0]) > 1 and _FIRST_SEASON <= dates[0][1] < _FIRST_SEASON + len(SEASONS):
        return Appeared([dates[0][:1]], dates[0][1] - _FIRST_SEASON + 1)
    first, *ends = [_possible(found) for found in dates if found]
    if len(first) == 1 and not ends:
        return _by_month(first[0], fields.get("month", ""))
    return Appeared([first, *(end for end in ends if end > first)])


def _parts(written: str) -> list[int]:
    found = _DATE.fullmatch(written.strip())
    return [int(part) for part in found.groups() if part] if found else []


def _possible(parts: list[int]) -> list[int]:
    """Return the parts of a date without a month or a day that there is not."""
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return parts[:1]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return parts[:2]
    return parts


def _by_month(year: int, text: str) -> Appeared:
    """Return the month and, where it is written with it (`July 12`), the day."""
    if season := _SEASON.fullmatch(text):
        return Appeared([[year]], SEASONS.index(season[1].title().replace("Fall", "Autumn")) + 1)
    month = months.number(text)
    is_one_day = bool(re.fullmatch(r"\W*(?:[^\W\d_]+\.?\s*\d{1,2}|\d{1,2}\.?\s*[^\W\d_]+)\W*", text))
    day = int(next(iter(re.findall(r"\d+", text)), "0")) if is_one_day else 0
    return Appeared([_possible([year, *([month] if month else []), *([day] if month and day else [])])])
