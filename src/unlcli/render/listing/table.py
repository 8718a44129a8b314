"""A table for the terminal, fitted to its width."""

import re
from collections.abc import Iterator, Sequence
from io import StringIO

from rich import box
from rich.table import Table
from rich.text import Text

from unlcli.domain.listing import Cell, Column, Listing, Section
from unlcli.render import escape, terminal
from unlcli.render.options import RenderOptions

#: Columns that stay on one line as long as they leave two thirds of the width to the others.
_KEPT_WHOLE = frozenset(("key", "year", "code", "score"))


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the listing as tables under the sections' titles; nothing for no papers."""
    blocks = list(_blocks(listing.sections, listing.columns, options, ()))
    if options.title and blocks:
        blocks.insert(0, [Text(escape.terminal(options.title), style="bold")])
    out = StringIO()
    console = terminal.console(out, options)
    for block in blocks:
        for part in block:
            console.print(part)
        console.print()
    return terminal.without_blanks_at_end(out.getvalue())


def _blocks(
    sections: Sequence[Section], columns: Sequence[Column], options: RenderOptions, path: tuple[str, ...]
) -> Iterator[list[Text | Table]]:
    for section in sections:
        here = (*path, section.title) if section.title else path
        block: list[Text | Table] = []
        if section.intro:
            block.append(Text(escape.terminal(section.intro), style="italic"))
        if section.rows and columns:
            block.append(_table(section, columns, options))
        # The path names the sections above, so one that only holds others needs no line of its own.
        if section.title and (block or not section.sections):
            block.insert(0, _heading(here, section.count))
        if block:
            yield block
        yield from _blocks(section.sections, columns, options, here)


def _heading(path: tuple[str, ...], count: int) -> Text:
    heading = Text(escape.terminal(" > ".join(path)), style="bold magenta")
    return heading.append(f" ({count})", style="not bold dim")


def _table(section: Section, columns: Sequence[Column], options: RenderOptions) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1), border_style="dim")
    limit = (options.width or terminal.UNCUT) // 3
    for index, column in enumerate(columns):
        cells = [_plain(row.cells[index]) for row in section.rows if index < len(row.cells)]
        widest = max((Text(cell).cell_len for cell in cells), default=0) if column.name in _KEPT_WHOLE else 0
        table.add_column(
            Text(escape.terminal(column.heading), style="bold"),
            style="cyan" if column.name == "key" else "",
            min_width=min(widest, limit) or None,
            overflow="fold",
        )
    for row in section.rows:
        table.add_row(*(_cell(cell, options) for cell in row.cells[: len(columns)]))
    return table


def _plain(cell: Cell) -> str:
    shown = " · ".join(link.text or link.url for link in cell.links) if cell.links else cell.text
    return escape.terminal(shown) or "-"


def _cell(cell: Cell, options: RenderOptions) -> Text:
    text = Text(_plain(cell))
    for term in filter(None, options.terms):
        text.highlight_regex(re.compile(re.escape(term), re.IGNORECASE), style="bold yellow")
    return text
