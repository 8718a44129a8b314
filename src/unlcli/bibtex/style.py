"""How a file writes its entries: learned from a neighbour, so that what is new looks as if it had always been there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from unlcli.bibtex import fields
from unlcli.bibtex.fields import EntrySpans, FieldSpan
from unlcli.bibtex.scan import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Style:
    """Indent, `=` and its place, delimiter, commas, line end and letter case of entries; `gap` parts entries."""

    newline: bytes = b"\n"
    indent: bytes = b"  "
    before_equals: bytes = b" "
    after_equals: bytes = b" "
    equals_column: int = 0
    value_column: int = 0
    quotes: bool = False
    bare_numbers: bool = False
    trailing_comma: bool = True
    closing_indent: bytes = b""
    type_case: str = "lower"
    name_case: str = "lower"
    gap: bytes = b"\n\n"


DEFAULT = Style()


def line_end(data: bytes) -> bytes:
    """Return the line ending a text uses first; LF where it has none."""
    match = re.search(rb"\r\n|\n|\r", data)
    return match[0] if match else b"\n"


def of_file(data: bytes, blocks: Sequence[Block], near: int) -> Style:
    """Return the style of the entry block at index `near` of `blocks`, else of the nearest entry; the default in an empty file."""
    candidates = (
        [i for i in range(len(blocks)) if blocks[i].kind is BlockKind.ENTRY] if near < 0 else _around(blocks, near)
    )
    for least in (2, 1):  # one field alone does not show how fields are aligned
        for index in candidates:
            block = blocks[index]
            spans = fields.parse(data, block.start, block.end)
            if len(spans.fields) >= least and re.search(rb"[\r\n]", data[block.start : block.end]):
                return of_entry(data, block, spans, gap=_gap(data, blocks, index))
    newline = line_end(data)
    return Style(newline=newline, gap=newline * 2)


def _around(blocks: Sequence[Block], near: int) -> list[int]:
    reach = range(max(0, near - 40), min(len(blocks), near + 41))
    return sorted((i for i in reach if blocks[i].kind is BlockKind.ENTRY), key=lambda i: (abs(i - near), i))


def _gap(data: bytes, blocks: Sequence[Block], index: int) -> bytes:
    newline = line_end(data[blocks[index].start : blocks[index].end])
    for at in (index - 1, index + 1):
        if 0 < at < len(blocks) - 1 and blocks[at].kind is BlockKind.TEXT:
            between = data[blocks[at].start : blocks[at].end]
            if not between.strip(b" \t\r\n") and re.search(rb"[\r\n]", between):
                return re.sub(rb"\r\n|\r|\n", newline, between)
    return newline * 2


def of_entry(data: bytes, block: Block, spans: EntrySpans, gap: bytes = b"") -> Style:
    """Return the style an entry is written in."""
    raw = data[block.start : block.end]
    newline = line_end(raw)
    listed = [f for f in spans.fields if _starts_line(data, f)]
    first = listed[0] if listed else None
    tail = data[spans.fields[-1].value_end : spans.body_end] if spans.fields else b","
    equals_column, value_column = _columns(data, listed)
    before, after = _around_equals(data, spans.fields[0]) if spans.fields else (b" ", b" ")
    return Style(
        newline=newline,
        indent=_indent(data, first) if first else b"  ",
        before_equals=before,
        after_equals=after,
        equals_column=equals_column,
        value_column=value_column,
        quotes=_opens(data, spans, b'"') > _opens(data, spans, b"{"),
        bare_numbers=any(data[f.value_start : f.value_end].isdigit() for f in spans.fields),
        trailing_comma=b"," in tail,
        closing_indent=_closing_indent(data, spans),
        type_case=_type_case(data[spans.type_start : spans.type_end]),
        name_case=_case(b"".join(data[f.name_start : f.name_end] for f in spans.fields[:1])),
        gap=gap or newline * 2,
    )


def _opens(data: bytes, spans: EntrySpans, delimiter: bytes) -> int:
    return sum(data[f.value_start : f.value_start + 1] == delimiter for f in spans.fields)


def _starts_line(data: bytes, field: FieldSpan) -> bool:
    line = data[max(0, field.name_start - 64) : field.name_start]
    return re.search(rb"[\r\n][ \t]*$", line) is not None


def _indent(data: bytes, field: FieldSpan) -> bytes:
    match = re.search(rb"[\r\n]([ \t]*)$", data[max(0, field.name_start - 64) : field.name_start])
    return match[1] if match else b"  "


def _closing_indent(data: bytes, spans: EntrySpans) -> bytes:
    match = re.search(rb"[\r\n]([ \t]*)$", data[max(0, spans.body_end - 64) : spans.body_end])
    return match[1] if match else b""


def _around_equals(data: bytes, field: FieldSpan) -> tuple[bytes, bytes]:
    before, _, after = data[field.name_end : field.value_start].partition(b"=")
    return before, after


def _columns(data: bytes, listed: Sequence[FieldSpan]) -> tuple[int, int]:
    """Return the column of `=` and of values, from the name's start; 0 where they are not aligned."""
    if len({f.name_end - f.name_start for f in listed}) < 2:
        return 0, 0
    equals = {data.index(b"=", f.name_end, f.value_start) - f.name_start for f in listed}
    values = {f.value_start - f.name_start for f in listed}
    return (equals.pop() if len(equals) == 1 else 0), (values.pop() if len(values) == 1 else 0)


def _type_case(name: bytes) -> str:
    """Return how types are written; one that starts with a capital goes with inner ones (InProceedings) unless it lacks them."""
    case = _case(name)
    written_flat = name.lower().decode("utf-8", "replace") in CAMEL and name[1:].islower()
    return "camel" if case == "title" and not written_flat else case


#: Types of two words, as JabRef and most publishers write them.
CAMEL = {
    "inproceedings": "InProceedings", "incollection": "InCollection", "inbook": "InBook", "phdthesis": "PhdThesis",
    "mastersthesis": "MastersThesis", "techreport": "TechReport",
}  # fmt: skip


def _case(name: bytes) -> str:
    if name.isupper() and len(name) > 1:
        return "upper"
    return "title" if name[:1].isupper() else "lower"
