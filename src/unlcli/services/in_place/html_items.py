"""HTML to the pieces that its readers see: headings, rows of tables, and the texts around them."""

import html
from collections.abc import Sequence
from html.parser import HTMLParser

from unlcli.importers.rendered import Kind, Piece, Shown, in_line, tag_of

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PARTS = frozenset(("table", "thead", "tbody", "tfoot"))
#: What an export writes around rows; any other tag was written by somebody.
_FORM = _HEADINGS | _PARTS | {"caption", "p"}
_Attributes = list[tuple[str, str | None]]


class HtmlPieces(HTMLParser):
    """Collects cells while a row is open, and text while none is. HTML may come in several parts of one document."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Piece] = []
        self._row: list[Shown] | None = None
        self._row_line, self._row_form = 0, ""
        self._is_head = True
        self._cell: _Open | None = None
        self._text = _Open()

    def read(self, text: str, line: int = 0) -> list[Piece]:
        """Return the pieces of a part that begins on a line; a row that it leaves open goes on in the next."""
        self.lineno, self.offset = line + 1, 0
        self.feed(text)
        return self.taken()

    def taken(self) -> list[Piece]:
        """Return what was found since."""
        self._end_text()
        found, self._found = self._found, []
        return found

    def end(self) -> list[Piece]:
        """Return what stands at the end, which may be left open."""
        self.close()
        self._end_row()
        return self.taken()

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        """Begin a row, a cell, a link or a piece of text."""
        if tag == "tr" or tag in _PARTS:
            self._end_row()
        if tag == "tr":
            self._begin_row(tag_of(tag, attrs) if attrs else "")
        elif tag in ("td", "th"):
            self._begin_cell(tag, attrs)
        elif tag == "a" and self._cell is not None:
            self._cell.begin_link(attrs)
        elif tag in _FORM and self._cell is None:
            self._begin_text(tag, attrs)
        else:
            self._mark(self.get_starttag_text() or tag_of(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        """Take a tag that ends itself as a browser does: as one that begins."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End a row, a cell, a link, a heading or a piece of text."""
        if tag == "tr" or tag in _PARTS:
            self._end_row()
            self._end_text()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "a" and self._cell is not None:
            self._cell.end_link()
        elif tag in _FORM and self._cell is None:
            self._end_text(tag if tag in _HEADINGS else "")
        else:
            self._mark(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Take text into the cell that is open, else as a piece of its own."""
        if self._cell is not None:
            self._cell.say(data)
        elif data.strip() or not self._text.is_empty:
            if self._text.is_empty:
                self._text.line = self._at() + data[: len(data) - len(data.lstrip())].count("\n")
            self._text.say(data)

    def handle_comment(self, data: str) -> None:
        """Take a comment as said: somebody wrote it."""
        self._mark(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """Take a declaration as said."""
        self._mark(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        """Take what is no declaration as said."""
        self._mark(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        """Take an instruction as said."""
        self._mark(f"<?{data}>")

    def _mark(self, source: str) -> None:
        if self._cell is None and self._text.is_empty:
            self._text.line = self._at()
        (self._cell or self._text).mark(source)

    def _at(self) -> int:
        return self.getpos()[0] - 1

    def _begin_row(self, form: str) -> None:
        self._end_text()
        self._row, self._row_line, self._row_form, self._is_head = [], self._at(), form, True

    def _begin_cell(self, tag: str, attrs: _Attributes) -> None:
        self._end_cell()
        if self._row is None:
            self._begin_row("")
        self._cell = _Open()
        self._is_head = self._is_head and tag == "th"
        if attrs:
            self._cell.form = tag_of(tag, attrs)

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            self._row.append(self._cell.shown())
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        cells, self._row = self._row, None
        if cells is not None and (cells or self._row_form):
            kind = Kind.HEADER if self._is_head and cells else Kind.ROW
            self._found.append(Piece(kind, self._row_line, tuple(cells), form=self._row_form))

    def _begin_text(self, tag: str, attrs: _Attributes) -> None:
        self._end_text()
        if attrs and tag in _PARTS:
            self._mark(tag_of(tag, attrs))
            self._end_text()
        elif attrs or tag == "caption":
            self._text.form = tag_of(tag, attrs)

    def _end_text(self, heading: str = "") -> None:
        """Keep the text that was collected outside rows; each of its lines is a piece, a heading is one."""
        text, self._text = self._text, _Open()
        if heading and not text.is_empty:
            self._found.append(Piece(Kind.HEADING, text.line, (text.shown(),), level=int(heading[1:])))
            return
        for number, line in enumerate(text.lines()):
            if line.said:
                self._found.append(Piece(Kind.TEXT, text.line + number, (line,)))


class _Open:
    """A cell or a text that is being read."""

    def __init__(self) -> None:
        self.line = 0
        self.form = ""
        self._said: list[str] = []
        self._words: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._link: tuple[str, int] | None = None
        self._is_plain = True

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was said in it yet."""
        return not self._said

    def say(self, text: str) -> None:
        """Take text."""
        self._said.append(html.escape(text, quote=False))
        self._words.append(text)

    def mark(self, source: str) -> None:
        """Take what is no text."""
        self._said.append(source)
        self._words.append("")
        self._is_plain = False

    def begin_link(self, attributes: Sequence[tuple[str, str | None]]) -> None:
        """Begin a link."""
        self.end_link(says=False)
        self._said.append(tag_of("a", attributes))
        self._link = (dict(attributes).get("href") or "", len(self._words))

    def end_link(self, *, says: bool = True) -> None:
        """End a link."""
        if self._link is not None:
            self._links.append((in_line("".join(self._words[self._link[1] :])), self._link[0]))
            self._link = None
        elif says:
            self._is_plain = False
        if says:
            self._said.append("</a>")

    def shown(self) -> Shown:
        """Return it in one spelling."""
        self.end_link(says=False)
        said = in_line("".join(self._said))
        if self.form:
            said = f"{self.form}{said}"
        return Shown(in_line("".join(self._words)), tuple(self._links), said, self._is_plain)

    def lines(self) -> list[Shown]:
        """Return it by lines."""
        if self._is_plain and not self.form:
            texts = [in_line(line) for line in "".join(self._words).split("\n")]
            return [Shown(text, (), html.escape(text, quote=False)) for text in texts]
        parts = [in_line(part) for part in "".join((self.form, *self._said)).split("\n")]
        return [Shown(part, (), part, is_plain=False) for part in parts]
