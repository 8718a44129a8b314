"""An invented listing, hostile texts, and a reader of the tables that a renderer makes of them."""

import re
from collections.abc import Iterable, Sequence

from hostile_texts import FRAGMENTS, hostile
from selectolax.lexbor import LexborHTMLParser

from unlcli.domain.listing import Cell, Column, Link, Listing, Row, Section
from unlcli.render import escape

__all__ = ["FRAGMENTS", "hostile"]

COLUMNS = (Column("title", "Title"), Column("year", "Year"), Column("venue", "Venue"), Column("code", "Code"))


def paper(key: str, title: str, year: str, venue: str, url: str = "", code: Sequence[str] = (), line: int = 1) -> Row:
    links = tuple(Link("Code" if number == 0 else f"Code {number + 1}", link) for number, link in enumerate(code))
    return Row(
        key,
        (Cell(title, (Link(title, url),) if url else ()), Cell(year), Cell(venue), Cell("", links)),
        {
            "key": key,
            "type": "inproceedings",
            "line": line,
            "title": title,
            "authors": ["Ada Lovelace"],
            "year": year,
            "venue": venue,
            "url": url,
            "fields": {"title": title, "year": year},
        },
        f"@inproceedings{{{key},\n  title = {{{title}}},\n  year = {{{year}}}\n}}",
    )


_SAIL = paper("ada2024sail", "Sailing by Stars: A Survey", "2024", "TMLR", "https://example.org/sail", line=1)
_KNOTS = paper(
    "bo2023knots",
    "Knots & <Ties>: what's |new| in [rope], a_b*c, and {{ braces }}?",
    "2023",
    "Proceedings of the 3rd Workshop on Rope (Volume 1: Long Papers)",
    "https://example.org/knots_(rope)?a=1&b=2",
    ("https://example.com/code", "https://example.com/more"),
    line=8,
)
_UNSAFE = paper("eve2022", 'A "Trap"', "2022", "", "javascript:alert(1)", line=20)
_PLAIN = paper("grace2021", "مرحبا: Tides 🌊", "", "arXiv", line=30)

LISTING = Listing(
    "Knots and Sails",
    COLUMNS,
    (
        Section("Surveys", "surveys", "Start here.", (_SAIL,)),
        Section(
            "Knots (C#)",
            "knots-c",
            "",
            (_UNSAFE,),
            (Section("2023", "knots-c-2023", "", (_KNOTS,)), Section("2021", "knots-c-2021", "", (_PLAIN, _SAIL))),
        ),
    ),
)
FLAT = Listing("Knots and Sails", COLUMNS, (Section("", rows=(_SAIL, _KNOTS)),))
EMPTY = Listing("Knots and Sails", COLUMNS, (Section(""),))


def table_of(texts: Iterable[str], url: str = "", width: int = 3) -> Listing:
    """Return a listing of rows of these texts, the first of each row as a link when a URL is given."""
    cells = [Cell(text, (Link(text, url),) if url and number % width == 0 else ()) for number, text in enumerate(texts)]
    rows = [Row("k", tuple(cells[start : start + width])) for start in range(0, len(cells), width)]
    return Listing(
        "", tuple(Column(f"c{number}", f"c{number}") for number in range(width)), (Section("", rows=(*rows,)),)
    )


def expected_grid(listing: Listing) -> list[list[list[str]]]:
    """Return the texts a reader must see: for each table its rows, for each row its cells."""
    headings = [column.heading for column in listing.columns]
    rows = [[_shown(cell) for cell in row.cells] for row in listing.rows]
    rows = [row + ["-"] * (len(headings) - len(row)) for row in rows]
    return [[headings, *rows]] if rows else []


def _shown(cell: Cell) -> str:
    pairs = [(escape.one_line(link.text), escape.safe_url(link.url) or "") for link in cell.links]
    shown = " · ".join(filter(None, (words or url for words, url in pairs))) or cell.text
    return folded(escape.one_line(shown)) or "-"


def grid(page: str) -> list[list[list[str]]]:
    """Return the texts of a page's tables, folded."""
    tables = LexborHTMLParser(page).css("table")
    return [[[folded(cell.text()) for cell in row.css("td, th")] for row in table.css("tr")] for table in tables]


def folded(text: str) -> str:
    """Return text without what typography does to it: kramdown makes quotes, dashes and dots look better."""
    text = re.sub("[“”‘’\"']", "'", text)
    text = re.sub("[-–—]+", "-", text).replace("…", "...")
    return re.sub(r"\s+", " ", text).strip()


def tags(page: str) -> set[str]:
    """Return the names of the elements inside a page's tables."""
    return {str(node.tag) for node in LexborHTMLParser(page).css("table *")}


def links(page: str) -> list[str]:
    """Return where the links of a page lead."""
    return [node.attributes.get("href") or "" for node in LexborHTMLParser(page).css("a")]


def ids(page: str) -> list[str]:
    """Return the ids of a page, in order."""
    return [node.attributes["id"] or "" for node in LexborHTMLParser(page).css("[id]")]
