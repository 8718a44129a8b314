"""The list style of Markdown: a bullet a paper with its first column, and below it one for each further column."""

from collections.abc import Iterator, Sequence

from unlcli.domain.listing import Column, Row
from unlcli.render import escape
from unlcli.render.rows import cells_of, markdown_of


def bullets(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[str]:
    """Yield the lines of a nested list: empty cells are left out, and a paper whose first one is empty goes by its key."""
    labels = [escape.markdown(f"{escape.one_line(column.heading)}:") for column in columns]
    written: dict[str, str] = {}  # many papers have the same year, venue and so on
    for row in rows:
        first, *others = [markdown_of(cell, written) for cell in cells_of(row, columns)]
        yield f"- {escape.block_start(first or escape.markdown(row.key) or '-')}"
        for label, shown in zip(labels[1:], others, strict=True):
            if shown:
                yield f"  - {escape.block_start(f'{label} {shown}')}"
