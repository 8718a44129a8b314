"""Lists of people as pages and services write them: in reading order or turned, one by one or several in one text."""

import re
from collections.abc import Iterable

from unlcli.domain import text
from unlcli.domain.names import Name
from unlcli.sources import record_parts

#: What stands in an author's place when nobody is told who it is.
_NOBODY = frozenset(
    ("anonymous", "anonymous author", "anonymous authors", "anonymous submission", "unknown", "et al", "others")
)


def people(written: Iterable[str]) -> tuple[Name, ...]:
    """Return names, without what stands for nobody."""
    found = (record_parts.spoken_name(name) for name in written if text.fold(name) not in _NOBODY)
    return tuple(name for name in found if name is not None)


def in_one(written: str) -> list[str]:
    """Return the names in one text that holds several: `;` between them, or ` and `."""
    parts = written.split(";") if ";" in written else re.split(r"(?<=\S)\s(?:and|&)\s", written)
    return [part.strip() for part in parts if part.strip()]
