"""The list style of Markdown: one line a paper, as people write reading lists by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unlcli.domain.listing import Cell, Column, Row
from unlcli.render import escape
from unlcli.render.rows import cells_of, links_of

_IN_BRACKETS = frozenset(("code", "link", "website", "video", "slides", "poster"))
_BARE = frozenset(("title", "author", "authors", "venue", "year", "month"))
_WHERE_AND_WHEN = frozenset(("venue", "year", "month"))


@dataclass(frozen=True, slots=True)
class _Part:
    """A column's share of a line: its Markdown, and what a reader sees last of it."""

    column: str
    text: str
    end: str


def bullets(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[str]:
    """Yield a list item a paper; the columns tell what is shown and in which order, and empty cells are left out."""
    for row in rows:
        cells = zip(columns, cells_of(row, columns), strict=True)
        parts = [part for column, cell in cells if (part := _part(column, cell)) is not None]
        yield f"- {escape.block_start(_joined(parts) or escape.markdown(row.key) or '-')}"


def _part(column: Column, cell: Cell) -> _Part | None:
    links = links_of(cell)
    words = " · ".join([words for words, _ in links]) if links else escape.one_line(cell.text)
    if not words:
        return None
    written = [escape.markdown_link(*link) for link in links]
    if links and column.name in _IN_BRACKETS:
        return _Part(column.name, " ".join([rf"\[{link}\]" for link in written]), "]")
    text = " · ".join(written) if links else escape.markdown(words)
    if column.name == "venue":
        text = f"*{text}*"
    elif column.name not in _BARE:
        text = f"{escape.markdown(column.heading)}: {text}"
    return _Part(column.name, text, words[-1])


def _joined(parts: Sequence[_Part]) -> str:
    """Return parts as sentences: a full stop between them, where none stands."""
    line = ""
    for number, part in enumerate(parts):
        after = parts[number + 1] if number + 1 < len(parts) else None
        line += part.text + _between(part, after)
    return line


def _between(part: _Part, after: _Part | None) -> str:
    if part.column == "month" and after and after.column == "year":
        return " "
    if after and part.column in _WHERE_AND_WHEN and after.column in _WHERE_AND_WHEN:
        return ", "
    stop = "" if part.end in ".?!…" or part.column in _IN_BRACKETS else "."
    return f"{stop} " if after else stop
