"""When and where a paper appeared, by the cells that say so: year, day or month, venue, and what else they say."""

import re
from dataclasses import dataclass

from unlcli.domain.venues import VenueTable
from unlcli.importers import dates_in_text, venue_words
from unlcli.importers.cells import Cell
from unlcli.importers.headings import Context, year_in
from unlcli.importers.repair import shortened

_SHORT_YEAR = re.compile(r"(?<=[A-Za-z\s])['’](\d{2})(?!\d)")
_COMPACT_DATE = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?")
_DATE_INSIDE = re.compile(r"(?<![\d.:/])(?:19|20)\d\d([-./])\d{1,2}(?:\1\d{1,2})?(?![\d./-])")
_PIECE = re.compile(r"[,;|()]")
_EDGES = " \t\n,;|/·•-–—"


@dataclass(frozen=True, slots=True)
class Published:
    """When and where a paper appeared; `date` is a day or a month, `notes` what the cells say besides."""

    year: str = ""
    venue: str = ""
    date: str = ""
    notes: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


def read(year_cell: Cell, venue_cell: Cell, context: Context, venues: VenueTable) -> Published:
    """Return what the cells of the year and of the venue say; the headings say what they do not."""
    when = "" if year_cell.is_empty else " ".join(year_cell.text.split())
    where, date = _without_date("" if venue_cell.is_empty else venue_cell.text)
    is_both = bool(when) and not where and venues.knows(venues.recognise(when))
    where = when if is_both else where
    date = _date(when) or date
    own = year_in(when) or date[:4] or year_in(where) or _short_year(where) or _short_year(when)
    year, date = own or context.year, date or ("" if own else context.date)
    venue = venue_words.read(where, year, venues)
    words = "" if is_both or _date(when) else _beside_year(when, year)
    is_no_year = bool(when) and not own and words != ""
    told = (f"year '{shortened(when, 40)}' is no year and was kept as a note",) if is_no_year else ()
    notes = tuple(note for note in (words, venue.note) if note)
    return Published(year, venue.short or context.venue, date, notes, (*told, *venue.repairs))


def _date(written: str) -> str:
    """Return the day or month that a text is, as ISO writes it."""
    if match := _COMPACT_DATE.fullmatch(written.strip()):
        return "-".join(part for part in match.groups() if part)
    return dates_in_text.read(written)


def _without_date(written: str) -> tuple[str, str]:
    """Return a venue without the day or month that stands beside it, and that."""
    found = _DATE_INSIDE.search(written)
    inside = found[0] if found else next((p for p in _PIECE.split(written) if dates_in_text.read(p)), "")
    date = dates_in_text.read(inside) if inside else ""
    if not date:
        return written, ""
    rest = re.sub(r"\(\s*\)|\[\s*\]", " ", written.replace(inside, " ", 1))
    return " ".join(rest.split()).strip(_EDGES), date


def _beside_year(written: str, year: str) -> str:
    """Return what the cell of the year says when that is more than a year."""
    rest = written.replace(year, "", 1) if year else written
    return written if any(c.isalnum() for c in rest) else ""


def _short_year(written: str) -> str:
    match = _SHORT_YEAR.search(written)
    return ("20" if int(match[1]) < 70 else "19") + match[1] if match else ""
