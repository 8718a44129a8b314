"""Values of records to cells: links alone, in Markdown or in HTML, and readable text."""

import re
from collections.abc import Iterable, Sequence

from unlcli.domain import identifiers
from unlcli.importers import inline, markup
from unlcli.importers.cells import Cell, CellBuilder, Span
from unlcli.importers.record_tree import Text

_MARKDOWN_LINK = re.compile(r"\]\(\s*(?:https?:)?//|\]\([^)\s]+\)")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_DOI = re.compile(r"(?:doi\s*:\s*)?(10\.\d{4,9}/\S+)", re.I)
_ARXIV_DOI = "10.48550/"


def cell_of(values: Sequence[Text], separator: str) -> Cell:
    """Return texts as one cell, each as its markup shows it."""
    cells = [_marked(value) for value in values]
    line = values[0].line if values else 0
    spans: list[Span] = []
    for number, cell in enumerate(cells):
        spans += [Span(separator)] * bool(number) + list(cell.spans)
    return _cell(spans, line, (what for cell in cells for what in cell.repairs))


def links_of(values: Sequence[tuple[str, str]], line: int) -> Cell:
    """Return links, each with its label, as one cell."""
    spans: list[Span] = []
    for number, (label, url) in enumerate(values):
        spans += [Span(" ")] * bool(number) + [Span(label or url, url)]
    return _cell(spans, line, ())


def prose(values: Sequence[Text]) -> Cell:
    """Return free text as a cell without links of its own: their targets stand behind what was linked."""
    cell = cell_of(values, " ")
    said = "".join(_in_words(span) for span in cell.spans)
    said = " ".join(said.split())
    return Cell((Span(said),), said, (), cell.line, repairs=cell.repairs) if said else Cell(line=cell.line)


def address(written: str, key: str) -> str:
    """Return the web address that a value under a key of links is; empty when it is none."""
    written = written.strip()
    whole = "https:" + written if written.startswith("//") else written
    whole = "https://" + whole if whole.lower().startswith("www.") else whole
    if identifiers.is_web_link(whole) and not any(c.isspace() for c in whole):
        return whole
    if (doi := _DOI.fullmatch(written)) and not doi[1].lower().startswith(_ARXIV_DOI):
        return f"https://doi.org/{doi[1]}"  # also where another identifier follows from it
    given = f"pmid:{written}" if key == "pmid" and written.isdigit() else written
    found = identifiers.recognise(given)
    return found.url if found is not None else ""


def _in_words(span: Span) -> str:
    if not span.url or span.url in span.text:
        return span.text
    return f"{span.label} {span.url}".strip() if span.label else f" {span.url} "


def _marked(value: Text) -> Cell:
    source = value.text.strip()
    if identifiers.is_web_link(source) and not any(c.isspace() for c in source):
        return _cell([Span(source, source)], value.line, ())
    if _MARKDOWN_LINK.search(source):
        return inline.read(source, value.line)
    builder = CellBuilder(value.line)
    if "<" in source and _TAG.search(source):
        for piece in markup.pieces(source):
            markup.take(piece, builder)
    else:
        builder.write(source)
    return builder.build()


def _cell(spans: Sequence[Span], line: int, repairs: Iterable[str]) -> Cell:
    text = " ".join("".join(span.text for span in spans).split())
    links = tuple(span for span in spans if span.url)
    return Cell(tuple(spans), text, links, line, repairs=tuple(dict.fromkeys(repairs)))
