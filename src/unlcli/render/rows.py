"""What several formats ask of rows: each paper once, its cells and title, and what a link leads to in words."""

from collections.abc import Iterable, Iterator, Sequence

from unlcli.domain.listing import Cell, Column, Row, Section
from unlcli.render.escape import markdown, markdown_link, one_line, safe_url


def distinct(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield each paper once, in the order of first appearance; two entries with one key are two papers."""
    seen = set()
    for row in rows:
        identity = (row.key, row.record.get("line", row.source))
        if identity not in seen:
            seen.add(identity)
            yield row


def rows_of(section: Section) -> Iterator[Row]:
    """Yield the rows of a section, and of those below it."""
    yield from section.rows
    for child in section.sections:
        yield from rows_of(child)


def cells_of(row: Row, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """Return a row's cells, as many as there are columns."""
    if len(row.cells) == len(columns):
        return row.cells
    return row.cells[: len(columns)] + (Cell(),) * (len(columns) - len(row.cells))


def title_of(row: Row) -> str:
    """Return the title of a row's paper, or what stands in its place."""
    title = row.record.get("title")
    if isinstance(title, str) and one_line(title):
        return title
    for cell in row.cells[:1]:
        if one_line(text := cell.text or " ".join(link.text for link in cell.links)):
            return text
    return row.key


def links_of(cell: Cell) -> tuple[tuple[str, str], ...]:
    """Return a cell's links as words and address: the address is empty where it may not be followed."""
    if not cell.links:
        return ()
    pairs = [(one_line(link.text), safe_url(link.url) or "") for link in cell.links]
    return tuple([(words or url, url) for words, url in pairs if words or url])


def markdown_of(cell: Cell, written: dict[str, str]) -> str:
    """Return a cell in Markdown, empty when it shows nothing; `written` keeps what was made of texts."""
    if cell.links and (shown := " · ".join([markdown_link(words, url) for words, url in links_of(cell)])):
        return shown
    found = written.get(cell.text)
    if found is None:
        found = written[cell.text] = markdown(cell.text)
    return found


def link_label(words: str, row: Row) -> str:
    """Return what a link leads to when its words do not say (`Code` of which paper?); empty when they do."""
    title = one_line(title_of(row))
    return "" if not title or title.casefold() in words.casefold() else f"{words}: {title}"
