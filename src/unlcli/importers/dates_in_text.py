"""Dates as lists write them: `2024-06-20`, `2021/10`, `May 2023`, `2023年5月`, `202305`."""

import re

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"((?:19|20)\d\d)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NUMERIC = re.compile(_YEAR + r"\s?[-./年]\s?(\d{1,2})(?:\s?[-./月]\s?(\d{1,2}))?\s?[月日]?")
_NAMED = re.compile(rf"{_NAME}(?:\s+{_DAY}(?=[\s,]))?[\s,']+{_YEAR}", re.I)
_DAY_FIRST = re.compile(rf"{_DAY}\s+{_NAME},?\s+{_YEAR}", re.I)
_YEAR_FIRST = re.compile(rf"{_YEAR}[\s,-]+{_NAME}(?:\s+{_DAY})?", re.I)
_COMPACT = re.compile(r"(20[0-4]\d)(0[1-9]|1[0-2])([0-3]\d)?")
_FEWEST, _MOST = 6, 40
_JUST_YEAR = re.compile(_YEAR + "年?")
#: A date at the beginning of a line, set off from what follows it.
LEADING = re.compile(
    r"\s*[(\[（【]?((?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2})?[月日]?)(?![\w.])[)\]）】]?\s*[-–—:：|,]?\s*"
)


def read(written: str) -> str:
    """Return a date or a month as ISO writes it (`2024-06-20`, `2021-10`), empty for what is none."""
    given = written.strip(" ,.;:()[]（）【】")
    if not _FEWEST <= len(given) <= _MOST:  # most pieces of text are longer than any date
        return ""
    if match := _NUMERIC.fullmatch(given) or _COMPACT.fullmatch(given):
        return _iso(match[1], match[2], match[3])
    if match := _NAMED.fullmatch(given):
        return _iso(match[3], match[1], match[2])
    if match := _DAY_FIRST.fullmatch(given):
        return _iso(match[3], match[2], match[1])
    match = _YEAR_FIRST.fullmatch(given)
    return _iso(match[1], match[2], match[3]) if match else ""


def year(written: str) -> str:
    """Return a year that stands alone (`2015`, `(2015)`, `2020年`), empty for what is none."""
    match = _JUST_YEAR.fullmatch(written.strip(" ,.;:()[]（）【】'’"))
    return match[1] if match else ""


def _iso(year: str, month: str, day: str | None) -> str:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    if not 1 <= number <= 12 or day and not 1 <= int(day) <= 31:
        return ""
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")
