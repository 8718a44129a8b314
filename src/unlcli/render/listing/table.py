"""A table for the terminal, fitted to its width; where that leaves titles no room, a paper is a block of lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.render import escape
from unlcli.render.marks import marked, pattern
from unlcli.render.options import RenderOptions
from unlcli.render.widths import width_of, wrapped

#: A table is made where titles get so much; the authors are shown where they get more.
_LEAST_TITLE, _TITLE_BESIDE_AUTHORS = 36, 50
_MOST_LINES = 5
_GAP, _INDENT = "  ", "  "
_BOLD, _DIM, _ITALIC, _KEY, _HEADING, _HIT = "1", "2", "3", "36", "1;35", "1;33"


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the listing as tables under the sections' titles; nothing for no papers."""
    pen = _Pen(options.colour, pattern(options.terms))
    blocks = list(_blocks(listing.sections, listing.columns, options.width, pen, ()))
    if options.title and blocks:
        blocks.insert(0, [pen.styled(escape.terminal(options.title), _BOLD)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n" if blocks else ""


def _blocks(
    sections: Sequence[Section], columns: Sequence[Column], width: int, pen: "_Pen", path: tuple[str, ...]
) -> Iterator[list[str]]:
    for section in sections:
        here = (*path, section.title) if section.title else path
        block: list[str] = []
        if section.intro:
            block += pen.lines(escape.terminal(section.intro), width, _ITALIC)
        if section.rows and columns:
            block += _rows(section.rows, columns, width, pen)
        # The path names the sections above, so one that only holds others needs no line of its own.
        if section.title and (block or not section.sections):
            heading = f"{' > '.join(here)} ({section.count})"
            block[:0] = pen.lines(escape.terminal(heading), width, _HEADING)
        if block:
            yield block
        yield from _blocks(section.sections, columns, width, pen, here)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes text with its style and the words that were searched for marked."""

    is_coloured: bool
    words: re.Pattern[str] | None

    def styled(self, text: str, style: str) -> str:
        """Return text in a style."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.is_coloured and style and text else text

    def lines(self, text: str, width: int, style: str = "", most: int = 0) -> list[str]:
        """Return text in lines of a width (0: in one); what does not go into `most` of them is cut off with a sign."""
        spans = wrapped(text, width)
        if most and len(spans) > most:
            start, end = spans[most - 1]
            text = text[: wrapped(text[start:end], width - 1)[0][1] + start] + "…"
            spans = [*spans[: most - 1], (start, len(text))]
        if not self.is_coloured:
            return [text[start:end] for start, end in spans]
        hits = marked(text, self.words)
        return [self._marked(text, start, end, style, hits) for start, end in spans]

    def _marked(self, text: str, start: int, end: int, style: str, hits: Sequence[tuple[int, int]]) -> str:
        parts: list[str] = []
        for first, last in hits:
            first, last = max(first, start), min(last, end)
            if first < last:
                parts += self.styled(text[start:first], style), self.styled(text[first:last], _HIT)
                start = last
        return "".join((*parts, self.styled(text[start:end], style)))


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column as it is shown, with the texts of its cells."""

    name: str
    heading: str
    cells: tuple[str, ...]

    @property
    def natural(self) -> int:
        """The width that shows every cell on one line."""
        return max(map(width_of, (self.heading, *self.cells)))


def _rows(rows: Sequence[Row], columns: Sequence[Column], width: int, pen: _Pen) -> list[str]:
    shown = [
        _Shown(
            column.name,
            escape.terminal(column.heading),
            tuple(_plain(row.cells[index]) if index < len(row.cells) else "-" for row in rows),
        )
        for index, column in enumerate(columns)
    ]
    main = next((index for index, column in enumerate(columns) if column.name == "title"), 0)
    marks = next((column for column in shown if column.name == "marks"), None)
    words = sorted({word for cell in marks.cells for word in cell.split()} - {"-"}) if marks else []
    as_table = [_with_letters(column, words) for column in shown if column is not marks or words]
    fitted = _fitted(as_table, as_table.index(shown[main]), width)
    if fitted is None:
        return _stacked(shown, main, width, pen)
    legend = _GAP.join(f"{word[0].upper()} {word}" for word in words)
    return [*_table(*fitted, pen), *([pen.styled(legend, _DIM)] if words else [])]


def _plain(cell: Cell) -> str:
    shown = " · ".join(link.text or link.url for link in cell.links) if cell.links else cell.text
    return escape.terminal(shown).strip() or "-"


def _with_letters(column: _Shown, words: Sequence[str]) -> _Shown:
    """Return the column of marks with a letter for each, one below the other; other columns as they are."""
    if column.name != "marks":
        return column
    letters = ["".join(word[0].upper() if word in cell.split() else " " for word in words) for cell in column.cells]
    return _Shown(column.name, column.heading, tuple(letters))


def _fitted(columns: list[_Shown], main: int, width: int) -> tuple[list[_Shown], list[int]] | None:
    """Return the columns that are shown side by side with their widths; None where the main one gets too little."""
    for left_out, least in (("", _TITLE_BESIDE_AUTHORS), ("authors", _LEAST_TITLE)):
        kept = [column for column in columns if column.name != left_out]
        widths = [column.natural for column in kept]
        if not width:
            return kept, widths
        first = kept.index(columns[main])
        most = {"key": width // 3, "year": width, "marks": width, "authors": width // 5}
        for index, column in enumerate(kept):
            widths[index] = min(widths[index], most.get(column.name, width // 6))
        wanted = columns[main].natural
        widths[first] = 0
        room = width - sum(widths) - len(_GAP) * (len(kept) - 1)
        has_authors = len(kept) == len(columns) and any(column.name == "authors" for column in kept)
        if room >= min(wanted, least if has_authors else _LEAST_TITLE):
            widths[first] = min(wanted, room)
            return kept, _spread(kept, widths, room - widths[first])
    return None


def _spread(columns: Sequence[_Shown], widths: Sequence[int], left: int) -> list[int]:
    """Return the widths that columns take, with what is left given to those that have less than they could use."""
    spread: list[int] = []
    for column, width in zip(columns, widths, strict=True):
        more = min(left, column.natural - width)
        left -= more
        spread.append(_taken(column, width + more))
    return spread


def _taken(column: _Shown, width: int) -> int:
    """Return the width that a column's widest line takes, once its cells are broken into lines."""
    texts = (column.heading, *column.cells)
    return max(width_of(text[start:end]) for text in texts for start, end in wrapped(text, width))


def _table(columns: Sequence[_Shown], widths: Sequence[int], pen: _Pen) -> list[str]:
    heads = [[pen.styled(column.heading, _BOLD)] for column in columns]
    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    lines = [*_side_by_side(heads, [[width_of(column.heading)] for column in columns], widths)]
    lines.append(pen.styled(rule, _DIM))
    for number in range(len(columns[0].cells)):
        written, taken = [], []
        for column, width in zip(columns, widths, strict=True):
            style = _KEY if column.name == "key" else ""
            written.append(pen.lines(column.cells[number], width, style, _MOST_LINES))
            plain = _Pen(False, None).lines(column.cells[number], width, "", _MOST_LINES)
            taken.append([width_of(line) for line in plain])
        lines += _side_by_side(written, taken, widths)
    return lines


def _side_by_side(
    written: Sequence[Sequence[str]], taken: Sequence[Sequence[int]], widths: Sequence[int]
) -> Iterator[str]:
    """Yield the lines of a row; `taken` has the width of each cell's lines, which their colours hide."""
    for number in range(max(map(len, written))):
        line, gap = "", 0
        for cell, cell_taken, width in zip(written, taken, widths, strict=True):
            text = cell[number] if number < len(cell) else ""
            if text.strip():
                line += " " * gap + text
                gap = width - cell_taken[number] + len(_GAP)
            else:
                gap += width + len(_GAP)
        yield line.rstrip()


def _stacked(columns: Sequence[_Shown], main: int, width: int, pen: _Pen) -> list[str]:
    """Return the papers one below the other: the main column over the line, the others indented below it."""
    others = sorted((c for c in columns if c is not columns[main]), key=lambda column: column.name != "key")
    lines: list[str] = []
    for number, title in enumerate(columns[main].cells):
        lines += pen.lines(title, width, _BOLD, _MOST_LINES)
        below, used = "", 0
        for column in others:
            text = column.cells[number]
            if text == "-":
                continue
            text = text.replace(" ", ", ") if column.name == "marks" else text
            *full, last = pen.lines(text, width - len(_INDENT), _KEY if column.name == "key" else "", _MOST_LINES)
            taken = width_of(text)
            if below and used + 3 + taken <= width - len(_INDENT):
                below, used = f"{below} · {last}", used + 3 + taken
                continue
            if below:
                lines.append(_INDENT + below)
            lines += [_INDENT + line for line in full]
            below, used = last, taken if not full else width
        if below:
            lines.append(_INDENT + below)
    return lines
