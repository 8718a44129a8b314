"""I003: an ISBN or ISSN with a slip.

The last digit of an ISBN and of an ISSN is computed from the others, so a wrong or missing digit shows. With a slip in it
the number finds another book, or none. This is a warning: some books were printed with a wrong number.

A field may hold several numbers, with words around them, and an ISSN may stand in `isbn`, as some programs write it: as
long as one of the numbers is right, nothing is said.

Wrong:

    @book{adams2020knots,
      author = {Adams, Ann},
      title = {Knots},
      publisher = {Rope Press},
      year = {2020},
      isbn = {978-3-16-148410-1},
    }

Right:

    @book{adams2020knots,
      author = {Adams, Ann},
      title = {Knots},
      publisher = {Rope Press},
      year = {2020},
      isbn = {978-3-16-148410-0},
    }

Fix: copy the number from the book or the journal's page, or take it out with `unl edit KEY --unset isbn`.
"""

import re
from collections.abc import Iterator

from unlcli.domain.finding import Finding, Severity
from unlcli.rules import commands
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "I003", "check-digit", Severity.WARNING
_SHOWN = 120
_DASHES = re.compile(r"[-\u00ad\u2010-\u2015\u2212.]+")
_NUMBER = re.compile(r"(?<!\d)(?:97[89]\d{10}|\d{9}[\dXx]|\d{7}[\dXx])(?!\d)")


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each `isbn` and `issn` in which no number has the check digit that it ought to have."""
    for placed in judged.entries:
        entry = placed.entry
        for field in ("isbn", "issn"):
            value = entry.plain(field).strip("{}") if field in entry.fields else ""
            if value and not _holds_number(value):
                message = f"{field} of {placed.name} has a wrong or missing digit: {value[:_SHOWN]}"
                remedies = commands.edit(placed, "--unset", field)
                yield Finding(CODE, NAME, SEVERITY, message, placed.at(field), entry.key, remedies=remedies)


def _holds_number(value: str) -> bool:
    joined = _DASHES.sub("", value)
    return any(_is_right(found) for form in (joined, "".join(joined.split())) for found in _NUMBER.findall(form))


def _is_right(number: str) -> bool:
    digits = [10 if char in "Xx" else int(char) for char in number]
    if len(digits) == 13:
        return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return sum(digit * (len(digits) - place) for place, digit in enumerate(digits)) % 11 == 0
