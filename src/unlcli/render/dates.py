"""When a paper appeared, as numbers: from `date`, or `year` and `month`, as people write them."""

import re
from collections.abc import Mapping

from unlcli.domain import months

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def date_parts(year: str, fields: Mapping[str, str]) -> list[list[int]]:
    """Return year, month and day as far as they are known, a second such list where a range ends; none without a year."""
    dates = [_DATE.fullmatch(part) for part in fields.get("date", "").split("/")[:2]]
    if dates[0]:
        return [[int(part) for part in date.groups() if part] for date in dates if date]
    return [[int(year), *_month(fields.get("month", ""))]] if year else []


def _month(text: str) -> list[int]:
    """Return the month and, where it is written with it (`July 12`), the day."""
    month = months.number(text)
    is_one_day = bool(re.fullmatch(r"\W*(?:[^\W\d_]+\.?\s*\d{1,2}|\d{1,2}\.?\s*[^\W\d_]+)\W*", text))
    day = int(next(iter(re.findall(r"\d+", text)), "0")) if is_one_day else 0
    return [month, *([day] if 1 <= day <= 31 else [])] if month else []
