"""The rows of HTML tables, and the text around them, with their lines."""

from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(slots=True)
class HtmlCell:
    """A cell: its text with blanks as a browser shows them, and the addresses of its links."""

    text: str = ""
    links: tuple[str, ...] = ()


@dataclass(slots=True)
class HtmlRow:
    """A row under a header; without cells a piece of text that stands outside tables. `line` counts from 0."""

    line: int
    section: str
    text: str = ""
    header: tuple[str, ...] = ()
    cells: tuple[HtmlCell, ...] = ()


def read_html(text: str) -> list[HtmlRow]:
    """Return the rows and texts of a piece of HTML in order."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_text()
    return reader.found


class _Reader(HTMLParser):
    """Collects cells while a row is open, and text while none is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[HtmlRow] = []
        self._header: tuple[str, ...] = ()
        self._section = ""
        self._row: HtmlRow | None = None
        self._cells: list[HtmlCell] = []
        self._is_head = True
        self._text = ""
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row, a cell, a link or a piece of text."""
        if tag == "table":
            self._header = ()
        if tag == "tr":
            self.end_text()
            self._row, self._cells, self._is_head = HtmlRow(self.getpos()[0] - 1, self._section), [], True
        elif tag in ("td", "th") and self._row is not None:
            self._cells.append(HtmlCell())
            self._is_head = self._is_head and tag == "th"
        elif tag == "a" and self._row is not None and self._cells:
            self._cells[-1].links += (dict(attrs).get("href") or "",)
        elif tag not in _FORM:
            self._say(self.get_starttag_text() or "")
        elif self._row is None:
            self.end_text()

    def handle_comment(self, data: str) -> None:
        """Take a comment as text: somebody wrote it."""
        self._say(f"<!--{data}-->")

    def handle_endtag(self, tag: str) -> None:
        """End a row, a heading or a piece of text."""
        if tag == "tr" and self._row is not None:
            self._end_row(self._row)
        elif self._row is None and tag in _FORM:
            if tag in _HEADINGS:
                self._section = _blanks(self._text)
            self.end_text()

    def handle_data(self, data: str) -> None:
        """Take text into the cell that is open, else as a piece of its own."""
        self._say(data)

    def _say(self, data: str) -> None:
        if self._row is not None and self._cells:
            self._cells[-1].text += data
        elif data.strip() or self._text:
            lead = len(data) - len(data.lstrip())
            self._line = self._line if self._text else self.getpos()[0] - 1 + data[:lead].count("\n")
            self._text += data

    def end_text(self) -> None:
        """Keep the text that was collected outside rows; each of its lines is one."""
        for number, line in enumerate(self._text.lstrip().split("\n")):
            if line.strip():
                self.found.append(HtmlRow(self._line + number, self._section, _blanks(line)))
        self._text = ""

    def _end_row(self, row: HtmlRow) -> None:
        cells = tuple(HtmlCell(_blanks(cell.text), cell.links) for cell in self._cells)
        self._row = None
        if cells and self._is_head:
            self._header = tuple(cell.text for cell in cells)
            self.found.append(HtmlRow(row.line, row.section, "|".join(self._header)))
        elif cells:
            self.found.append(HtmlRow(row.line, row.section, "", self._header, cells))


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: What an export writes around rows; any other tag was written by somebody.
_FORM = _HEADINGS | {"table", "thead", "tbody", "caption", "p", "tr", "td", "th"}


def _blanks(text: str) -> str:
    return " ".join(text.split())
