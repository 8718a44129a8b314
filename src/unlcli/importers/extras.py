"""Extras: what a row says that has no place of its own, as fields; nothing that is said twice is kept twice."""

import re
from collections.abc import Iterable, Mapping

from unlcli.importers.cells import Cell
from unlcli.importers.repair import shortened

NOTE = "note"
#: What counts or marks and says nothing of the paper: stars and their number, arrows.
_COUNTER = re.compile(r"[⭐★🌟☆]\ufe0f?\s*(?:\d[\d.,]*\s*k?\+?)?|\(\s*\)|\[\s*\]", re.I)
_EDGES = " \t\n,;|/·•"


def listed(values: Iterable[str]) -> str:
    """Return values as one, one after the other."""
    parts: list[str] = []
    for value in values:
        # a semicolon would be read as part of an address before it
        if parts:
            parts.append(", " if "://" in parts[-1].rpartition(" ")[2] else "; ")
        parts.append(value)
    return "".join(parts)


def joined(*groups: Mapping[str, str]) -> dict[str, str]:
    """Return fields of several groups as one; what several say of the same field stands there one after the other."""
    said: dict[str, dict[str, None]] = {}
    for name, value in (item for group in groups for item in group.items()):
        if value:
            said.setdefault(name, {})[value] = None
    return {name: listed(values) for name, values in said.items()}


def beside_links(cell: Cell) -> str:
    """Return what a cell of links says besides them; stars and empty brackets say nothing."""
    bare = tidied("".join(span.text if not span.url else " " for span in cell.spans)).strip(_EDGES)
    return bare if any(c.isalnum() for c in bare) else ""


def counts(cell: Cell) -> str:
    """Return the numbers of stars that a cell has as text, as they are written there."""
    text = "".join(span.text if not span.url else " " for span in cell.spans)
    return ", ".join(match[0].strip() for match in _COUNTER.finditer(text) if any(c.isdigit() for c in match[0]))


def tidied(text: str) -> str:
    """Return text in one line, without stars, their number, and the brackets that links have left."""
    return " ".join(_COUNTER.sub(" ", " ".join(text.split())).split())


def told(text: str, most: int = 60) -> str:
    """Return text as a report quotes it."""
    return f"'{shortened(text, most)}'"
