"""A block's text to what it says and the digest of that, which layout has no part in: each text is read once."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from unlcli.importers.rendered import Kind, Markdown, Piece
from unlcli.services.in_place.html_items import HtmlPieces
from unlcli.services.in_place.items import Item, items_of
from unlcli.services.in_place.lines import plain


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: its items in order, and their digest."""

    items: tuple[Item, ...]
    digest: str


class Reader:
    """Reads the texts of one block: of Markdown, or of HTML; `counted` when its headings tell how many papers follow."""

    def __init__(self, *, is_html: bool = False, counted: bool = False) -> None:
        self._is_html, self._counted = is_html, counted
        self._markdown = Markdown()
        self._known: dict[str, Reading] = {}

    def read(self, text: str) -> Reading:
        """Return what a text says."""
        text = plain(text).strip("\n")
        found = self._known.get(text)
        if found is None:
            pieces = HtmlPieces()
            given = [*pieces.read(text), *pieces.end()] if self._is_html else self._pieces(text)
            items = tuple(items_of(given, counted=self._counted))
            found = self._known[text] = Reading(items, _digest(items))
        return found

    def _pieces(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of Markdown, of the HTML in it, too."""
        html = HtmlPieces()
        for piece in self._markdown.read(text):
            if piece.kind is Kind.HTML and not piece.within:
                yield from html.read(piece.cells[0].said, piece.line)
            else:
                yield piece
        yield from html.end()


def digest_of(text: str, reader: Reader | None = None) -> str:
    """Return the short digest of what a block's text says, which its marker carries."""
    return (reader or Reader()).read(text).digest


def _digest(items: tuple[Item, ...]) -> str:
    said = "\x1e".join(
        "\x1f".join((item.kind, item.form, *(f"{name}\x1d{cell.said}" for name, cell in item.cells.items())))
        for item in items
    )
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:8]
