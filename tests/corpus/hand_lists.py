"""The rows of hand-kept lists and of exported pages, read without unl's importers: a second opinion on them."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import cmarkgfm
from cmarkgfm.cmark import Options
from selectolax.lexbor import LexborHTMLParser

from unlcli.domain.entry import Entry

EMPTY = "-"


@dataclass(frozen=True)
class ListRow:
    """A row with the headings it stands under; an empty cell is a dash."""

    line: int
    section: tuple[str, ...]
    title: str
    venue: str
    year: str
    link: str
    code: str = EMPTY


def rows_of(text: str) -> list[ListRow]:
    """Return the rows of a README with pipe tables or of a topic page with HTML tables."""
    return list(_topic_rows(text) if text.startswith("---") else _readme_rows(text))


def _readme_rows(text: str) -> Iterator[ListRow]:
    section: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.fullmatch(r"## (.+?):?", line):
            section = (heading[1],)
        elif below := re.fullmatch(r"([^|\[\]]+):(?:\s*\|\s*\\)+\s*\|?", line):
            section = (section[0], below[1])
        elif row := re.match(r"\[(.+?)\]\((\S+?)\)\s*\|(.*)", line):
            year, venue, code, *_ = (cell.strip(" \\") for cell in [*row[3].split("|"), ""])
            address = re.search(r"\((\S+)\)", code)
            yield ListRow(number, section, row[1], venue, year, row[2], address[1] if address else EMPTY)


def _topic_rows(text: str) -> Iterator[ListRow]:
    venue = year = ""
    cells: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"## ([^<]+?)\s*(?:<a |$)", line):
            venue = heading[1]
        elif heading := re.match(r"<h3[^>]*>(\d{4})</h3>", line):
            year = heading[1]
        elif cell := re.fullmatch(r"<td>(.*)</td>", line):
            cells.append((number, cell[1]))
            if len(cells) == 4:
                (first, title), (_, shown), (_, when), (_, link) = cells
                address = re.search(r'href="([^"]+)"', link)
                yield ListRow(first, (venue, year), html.unescape(title), shown, when, address[1] if address else EMPTY)
                cells = []


def squash(title: str) -> str:
    """Return a title up to case, punctuation and accents; UTF-8 once read as cp1252 is put right."""
    if "â€" in title:
        title = re.sub(r"[^\x00-\x7f]+", lambda m: m[0].encode("cp1252").decode(), title)
    return "".join(c for c in unicodedata.normalize("NFKD", title).casefold() if c.isalnum())


_WORKS = (
    (r"arxiv\.org/\w+/(\d{4}\.\d{4,5})", "arxiv:"),
    (r"aclanthology\.org/([^/]+)", "acl:"),
    (r"doi\.org/10\.18653/v1/(.+)", "acl:"),
    (r"doi\.org/(.+)", "doi:"),
    (r"link\.springer\.com/article/(.+)", "doi:"),
    (r"nature\.com/articles/(.+)", "doi:10.1038/"),
    (r"openreview\.net/forum\?id=([^&]+)", "openreview:"),
    (r"(?:papers\.nips\.cc|proceedings\.neurips\.cc)/.*/(\d{4})/hash/([0-9a-f]{32})", "neurips:"),
)


def work_of(link: str) -> str:
    """Return what a link leads to, whichever of its addresses it takes."""
    parts = urlsplit(unquote(link))
    place = parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    for pattern, scheme in _WORKS:
        if found := re.match(pattern, place):
            return scheme + ":".join(found.groups()).lower().removesuffix(".html")
    return place.lower()


def works_of(entry: Entry) -> set[str]:
    """Return all that an entry's links and identifiers lead to."""
    links = [*entry.plain("url").split(), *entry.values("alturl")]
    if doi := entry.plain("doi"):
        links.append(f"https://doi.org/{doi}")
    if eprint := entry.plain("eprint"):
        links.append(f"https://arxiv.org/abs/{eprint}")
    return {work_of(link) for link in links}


def titles_of(entry: Entry) -> set[str]:
    """Return the squashed titles of an entry."""
    return {squash(title) for title in (entry.plain("title"), *entry.values("alttitle"))}


def entry_of(row: ListRow, entries: Iterable[Entry]) -> Entry:
    """Return the one entry that has a row's link and its title."""
    found = [e for e in entries if work_of(row.link) in works_of(e) and squash(row.title) in titles_of(e)]
    assert len(found) == 1, f"line {row.line}: {row.title}: {[e.key for e in found] or 'is not in the library'}"
    return found[0]


def markdown_rows(page: str) -> list[ListRow]:
    """Return the rows of an exported Markdown page as GitHub shows them."""
    shown = cmarkgfm.github_flavored_markdown_to_html(page, Options.CMARK_OPT_UNSAFE)
    return list(_shown_rows(shown))


def jekyll_rows(page: str) -> list[ListRow]:
    """Return the rows of an exported topic page, whose tables are HTML already."""
    return list(_shown_rows(page.split("---\n", 2)[2]))


def page_rows(page: str) -> list[ListRow]:
    """Return the rows of an exported HTML page with the columns title, venue, year and code."""
    return list(_shown_rows(page))


def _shown_rows(page: str) -> Iterator[ListRow]:
    section: tuple[str, ...] = ()
    for node in LexborHTMLParser(page).css("h2, h3, h4, tbody tr"):
        if node.tag != "tr":
            section = (*section[: int(node.tag[1]) - 2], node.text().strip())
            continue
        title, venue, year, code = node.css("td, th")
        link, source = title.css_first("a"), code.css_first("a")
        yield ListRow(
            0,
            section,
            (link or title).text().strip(),
            venue.text().strip(),
            year.text().strip(),
            (link.attributes["href"] or "") if link else EMPTY,
            (source.attributes["href"] or "") if source else code.text().strip(),
        )


def corrections(rows: Iterable[ListRow], page: list[ListRow], entries: Iterable[Entry], names: str) -> str:
    """Return how a page differs from the list it replaces, a line for each difference. `names` are the columns compared.

    A row must stand once in its section.
    """
    known = tuple(entries)
    lines = []
    for row in rows:
        entry = entry_of(row, known)
        there = [shown for shown in page if squash(shown.title) == squash(entry.plain("title"))]
        near = [shown for shown in there if shown.section == row.section]
        assert len(near) == 1 or "section" in names.split(), (
            f"line {row.line}: {len(near)} rows of {row.title!r} under {row.section}; there are {there}"
        )
        (shown,) = near or there
        for name in names.split():
            before, after = getattr(row, name), getattr(shown, name)
            if before != after:
                before, after = (" > ".join(v) if isinstance(v, tuple) else v for v in (before, after))
                lines.append(f"line {row.line}: {name}: {before} -> {after}\n")
    return "".join(lines)
