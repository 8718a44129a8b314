"""How much of each abstract a page holds: all of it, until thousands of them would make the page too heavy to open."""

from collections.abc import Iterable

from unlcli.domain import text
from unlcli.domain.listing import Row

#: What all abstracts of a page may come to, in characters; a third of it is what a compressed page grows by.
BUDGET = 1_400_000
#: Lengths to which abstracts are cut. There are few, so that a new paper hardly ever changes the others' rows.
_LENGTHS = (800, 400, 200)


def limit(rows: Iterable[Row]) -> int | None:
    """Return the length to which abstracts are cut: None for not at all, 0 for no abstracts."""
    lengths = [len(abstract) for row in rows if (abstract := row.raw.get("abstract"))]
    if sum(lengths) <= BUDGET:
        return None
    return next((most for most in _LENGTHS if sum(min(length, most) for length in lengths) <= BUDGET), 0)


def shown(row: Row, most: int | None) -> str:
    """Return a row's abstract as readable text, cut between words where it is longer than allowed."""
    found = " ".join(text.plain(row.raw.get("abstract", "")).split()) if most != 0 else ""
    if most is None or len(found) <= most:
        return found
    return found[: most - 1].rpartition(" ")[0].rstrip(" ,;:") + " …"
