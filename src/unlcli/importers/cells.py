"""Cells: the readable text of a piece of a document with its links, whatever markup it had."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from unlcli.importers import repair

_NOTHING = re.compile(r"[\s\\/|\-–—―−‐‑_.·…*~?]*|n/?\.?a\.?|none|null|nan|tb[ad]|无|暂无", re.I)
_LONGEST_ADDRESS = 2000
# Badges and icons, and pictures that are in the document itself.
_NO_PICTURE = re.compile(r"^\s*data:|shields\.io|badge|badgen|/icons?/|(?:icon|logo)[^/]{0,60}\.(?:svg|png|ico)$", re.I)
_URL = re.compile(r"https?://[^\s<>\"|\\^`{}\[\]]+", re.I)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; with a `url` it is a link. `alt` is the text of an image in it, which is not read as text.

    It is `strong` or `emphatic` when all of it is.
    """

    text: str
    url: str = ""
    alt: str = ""
    strong: bool = False
    emphatic: bool = False

    @property
    def label(self) -> str:
        """What a link calls itself."""
        return " ".join((self.text.strip() or self.alt).split())


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, or a heading: its text in one line, its links, and the spans that both come from.

    `line` is where it starts, `repairs` says what was put right in it, `pictures` are the addresses of those in it.
    """

    spans: tuple[Span, ...] = ()
    text: str = ""
    links: tuple[Span, ...] = ()
    line: int = 0
    is_emphasised: bool = False
    repairs: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The readable text with its line breaks (`<br>`)."""
        parts = "".join(span.text for span in self.spans).split("\n")
        return tuple(line for part in parts if (line := " ".join(part.split())))

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is said: no link, and no text but a mark for nothing."""
        return not self.links and is_nothing(self.text)


def is_nothing(text: str) -> bool:
    """Tell whether a cell's text only marks that there is nothing (`-`, `\\`, `N/A`)."""
    return _NOTHING.fullmatch(text.strip()) is not None


class CellBuilder:
    """Collects what a reader of some markup finds, and makes a cell of it."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._spans: list[Span] = []
        self._repairs: list[str] = []
        self._pictures: list[str] = []
        self._parts: list[str] = []
        self._url = ""
        self._alt = ""
        self._strong = self._emphatic = 0
        self._has_plain = self._has_weak = self._has_upright = False

    def write(self, text: str) -> None:
        """Add text; line breaks of the source are blanks."""
        self._parts.append(text.replace("\n", " "))
        if text.strip():
            self._has_plain = self._has_plain or not (self._strong or self._emphatic)
            self._has_weak = self._has_weak or not self._strong
            self._has_upright = self._has_upright or not self._emphatic

    def write_entity(self, raw: str, text: str) -> None:
        """Add what an HTML entity stands for."""
        if text.strip() and (what := f"entity {raw} read as {text}") not in self._repairs:
            self._repairs.append(what)
        self.write(text)

    def break_line(self) -> None:
        """Add a line break that the document means."""
        self._parts.append("\n")

    def add_image(self, alt: str, address: str = "") -> None:
        """Note an image: its text, which only serves to name a link around it, and where it is unless it is a badge."""
        self._alt = self._alt or html.unescape(alt)
        if 0 < len(address) < _LONGEST_ADDRESS and not _NO_PICTURE.search(address):
            self._pictures.append(address.strip())

    def emphasise(self, change: int, *, strong: bool = False) -> None:
        """Enter (1) or leave (-1) emphasis."""
        if not self._url:
            self._flush()
        if strong:
            self._strong = max(0, self._strong + change)
        else:
            self._emphatic = max(0, self._emphatic + change)

    def open_link(self, url: str) -> None:
        """Start a link; one inside another ends the outer one."""
        self._flush()
        self._url = url.strip()

    def close_link(self) -> None:
        """End the link that is open."""
        self._flush()

    def build(self) -> Cell:
        """Return the cell."""
        self._flush()
        return Cell(
            tuple(self._spans),
            " ".join("".join(span.text for span in self._spans).split()),
            tuple(span for span in self._spans if span.url),
            self._line,
            bool(self._spans) and not self._has_plain,
            tuple(self._repairs),
            tuple(dict.fromkeys(self._pictures)),
        )

    def _flush(self) -> None:
        text, what = repair.fixed("".join(self._parts))
        self._repairs.extend(what)
        is_said = bool(text.strip())
        strong, emphatic = is_said and not self._has_weak, is_said and not self._has_upright
        if self._url:
            self._spans.append(Span(text, self._url, self._alt, strong, emphatic))
        elif text:
            self._spans.extend(replace(s, strong=strong, emphatic=emphatic) for s in _with_bare_links(text))
        self._parts, self._url, self._alt = [], "", ""
        self._has_weak = self._has_upright = False


def _with_bare_links(text: str) -> Iterator[Span]:
    """Cut text at the URLs that stand in it."""
    at = 0
    for match in _URL.finditer(text) if "://" in text else ():
        url = match[0].rstrip(".,;:!?'*_")
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1].rstrip(".,;:!?'")
        if match.start() > at:
            yield Span(text[at : match.start()])
        yield Span(url, url)
        at = match.start() + len(url)
    if at < len(text):
        yield Span(text[at:])
