"""Bytes of a file to the entries a reader sees."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from unlcli.bibtex import fields, scan
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries, ParseFailure

_BOM = b"\xef\xbb\xbf"


class Lines:
    """Line numbers (from 1) of byte positions; `\\n`, `\\r\\n` and a lone `\\r` end a line."""

    def __init__(self, data: bytes) -> None:
        self._starts = [m.end() for m in re.finditer(rb"\r\n|\r|\n", data)]

    def number(self, position: int) -> int:
        """Return the line a position stands in."""
        return bisect_right(self._starts, position) + 1


def entries(data: bytes, blocks: Sequence[Block], renamed: Mapping[str, str], path: str = "") -> Entries:
    """Return the entries of scanned bytes. `renamed` maps a field's name in the file to the name it has in `unl`."""
    lines = Lines(data)
    macros: dict[str, str] = {}
    found: list[Entry] = []
    failures: list[ParseFailure] = []
    for block in blocks:
        if block.kind is BlockKind.STRING:
            defined = fields.macro(data, block.start, block.end, macros)
            if defined is not None:
                macros[defined[0]] = defined[1]
        elif block.kind is BlockKind.ENTRY or block.kind is BlockKind.BROKEN:
            closed = block.kind is BlockKind.ENTRY
            spans = fields.parse(data, block.start, block.end, closed=closed)
            line = lines.number(block.start)
            problem = spans.problem if closed else "the entry is not closed"
            if problem:
                failures.append(ParseFailure(line, problem, _first_line(data, block)))
            if closed or block.key and spans.key_end < block.end:
                values = _values(data, spans, macros, renamed)
                end_line = lines.number(max(block.start, block.end - 1))
                found.append(
                    Entry(block.type, block.key, values, len(found), line, end_line, "" if closed else problem)
                )
    return Entries(tuple(found), tuple(failures), path, tuple(macros))


def entry_blocks(data: bytes, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that `entries` makes entries of, in the same order: an entry's position indexes it."""
    return [b for b in blocks if b.kind is BlockKind.ENTRY or b.kind is BlockKind.BROKEN and _is_shown(data, b)]


def _is_shown(data: bytes, block: Block) -> bool:
    return bool(block.key) and fields.parse(data, block.start, block.end, closed=False).key_end < block.end


def _values(
    data: bytes, spans: fields.EntrySpans, macros: Mapping[str, str], renamed: Mapping[str, str]
) -> dict[str, str]:
    values: dict[str, str] = {}
    own = {name: field for field, name in renamed.items()}
    for span in spans.fields:
        name = renamed.get(span.name, span.name)
        if name == span.name and own.get(name, name) != name:
            continue  # the file's own field of this name is not the one the settings mean
        if name not in values:
            values[name] = fields.value_text(data[span.value_start : span.value_end], macros)
    return values


def _first_line(data: bytes, block: Block) -> str:
    return data[block.start : block.end].splitlines()[0][:120].decode("utf-8", "replace")


def read(data: bytes, renamed: Mapping[str, str] | None = None, path: str = "") -> Entries:
    """Return the entries of a BibTeX text."""
    return entries(data, scan.scan(data), renamed or {}, path)
