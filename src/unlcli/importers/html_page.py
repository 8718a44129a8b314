"""HTML pages: their headings, tables and lists."""

import re

from unlcli.domain.draft import Reading
from unlcli.domain.venues import VenueTable
from unlcli.importers import html_tables, markup, tables
from unlcli.importers.blocks import Document
from unlcli.importers.cells import CellBuilder
from unlcli.importers.source import document_lines

_START = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)


def recognises(text: str, name: str) -> bool:
    """Tell whether a document is an HTML page: by its name, else by how it starts."""
    return name.lower().endswith((".html", ".htm", ".xhtml")) or _START.match(text.removeprefix("\ufeff")) is not None


def read(text: str, *, venues: VenueTable) -> Reading:
    """Return what stands in the page's tables and lists."""
    source = markup.without_comments("\n".join(document_lines(text)))
    return tables.read(Document(html_tables.blocks_in(source, 1), _title(source)), venues)


def _title(source: str) -> str:
    builder, is_open = CellBuilder(1), False
    for piece in markup.pieces(source):
        if piece.name == "title":
            is_open = not piece.is_end
        elif piece.name == "body":
            break
        elif is_open:
            markup.take(piece, builder)
    return builder.build().text
