"""A table for the terminal, fitted to its width."""

import re
from collections.abc import Iterator, Sequence
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from unlcli.domain.listing import Cell, Column, Listing, Section
from unlcli.render import escape
from unlcli.render.options import RenderOptions

# Wide enough for any row; rich makes a table only as wide as its cells.
_UNCUT = 100_000
_BLANKS_AT_END = re.compile(r"(?: |\x1b\[[0-9;]*m)+$")
#: Columns that stay on one line as long as they leave two thirds of the width to the others.
_KEPT_WHOLE = frozenset(("key", "year", "code", "score"))


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the listing as tables under the sections' titles; nothing for no papers."""
    blocks = list(_blocks(listing.sections, listing.columns, options, ()))
    if options.title and blocks:
        blocks.insert(0, [Text(escape.terminal(options.title), style="bold")])
    out = StringIO()
    console = _console(out, options)
    for block in blocks:
        for part in block:
            console.print(part)
        console.print()
    return _without_blanks_at_end(out.getvalue())


def _console(out: StringIO, options: RenderOptions) -> Console:
    # An empty environment: FORCE_COLOR, GITHUB_ACTIONS or COLUMNS must not overrule what the caller decided.
    return Console(
        file=out,
        width=options.width or _UNCUT,
        height=100,
        force_terminal=options.colour,
        force_jupyter=False,
        force_interactive=False,
        color_system="standard" if options.colour else None,
        no_color=not options.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


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
    limit = (options.width or _UNCUT) // 3
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


def _without_blanks_at_end(text: str) -> str:
    # Colour codes stand among the blanks, and the last of them ends the colour.
    lines = [_BLANKS_AT_END.sub(lambda m: m[0].replace(" ", ""), line) for line in text.split("\n")]
    written = "\n".join(lines).rstrip("\n")
    return f"{written}\n" if written else ""
