"""Read a BibTeX text as a list of papers: its entries come with type, key and fields as they stand."""

import re
from dataclasses import replace

from unlcli.bibtex import fields as spans
from unlcli.bibtex import read as bibtex
from unlcli.bibtex import scan, write
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.domain import text as texts
from unlcli.domain.draft import Draft, Macro, Reading, Repair, Skipped
from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.importers import entry_drafts

_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_FIRST = re.compile(r"\ufeff?(?:\s*(?:%[^\n]*)?\n)*\s*@\s*\w+\s*[{(]")


def recognises(text: str, name: str) -> bool:
    """Tell whether a text is BibTeX: by its name's ending, or because it begins with an entry."""
    return name.lower().endswith((".bib", ".bibtex")) or bool(_FIRST.match(text))


def read(text: str, *, venues: VenueTable) -> Reading:
    """Return a draft for each entry; one that is not closed is skipped, one with a slip inside is read and reported."""
    data = text.encode("utf-8", "replace")
    blocks = scan.scan(data)
    found = bibtex.entries(data, blocks, {})
    unclosed = {entry.line for entry in found if entry.problem}
    skipped = [Skipped(f.line, f.text, f.reason, is_broken=True) for f in found.failures if f.line in unclosed]
    repairs = [Repair(f.line, f"read in spite of: {f.reason}") for f in found.failures if f.line not in unclosed]
    drafts = []
    entries = dict(zip((b.start for b in bibtex.entry_blocks(data, blocks)), found, strict=True))
    macros = _Macros()
    for block in blocks:
        entry = entries.get(block.start)
        if block.kind is BlockKind.STRING:
            if (defined := spans.macro(data, block.start, block.end, macros)) is not None:
                macros.defined[defined[0]] = defined[1]
        elif entry is None or entry.problem:
            continue
        elif reason := _is_no_paper(entry):
            skipped.append(Skipped(entry.line, f"@{entry.type}{{{entry.key}", reason))
        else:
            draft, told = _draft(entry, data, block, macros, venues)
            drafts.append(draft)
            repairs += [Repair(entry.line, f"{entry.key}: {what}") for what in told]
    return Reading(
        tuple(drafts),
        tuple(sorted(skipped, key=lambda s: s.line)),
        tuple(sorted(repairs, key=lambda r: r.line)),
    )


class _Macros:
    """The macros of a document as far as it is read. One that it does not define stands between NULs, to be found again."""

    def __init__(self) -> None:
        self.defined: dict[str, str] = {}

    def get(self, name: str, default: str, /) -> str:
        """Return what a macro stands for; a number and a month, which styles know, stay as they are."""
        if name[0].isdigit() or name in _MONTHS:
            return self.defined.get(name, default)
        return self.defined.get(name, f"\x00{default}\x00")


def _is_no_paper(entry: Entry) -> str:
    if entry.type in ("xdata", "set"):
        return f"@{entry.type} serves other entries and is no paper"
    return "" if entry.fields else "it has no fields"


def _draft(entry: Entry, data: bytes, block: Block, macros: _Macros, venues: VenueTable) -> tuple[Draft, list[str]]:
    """Return the draft of an entry, and in words what of the entry it has not."""
    told: list[str] = []
    fields: dict[str, str] = {}
    parts: dict[str, tuple[str | Macro, ...]] = {}
    for span in spans.parse(data, block.start, block.end).fields:
        raw = data[span.value_start : span.value_end]
        pieces = spans.value_text(raw.replace(b"\x00", b""), macros).split("\x00")
        value = "".join(pieces)
        if b"\x00" in raw:
            told.append(f"{span.name}: a NUL character is left out")
        if not write.is_field_name(span.name):
            told.append(f"{span.name!r} is no field name BibTeX takes; {texts.plain(value)!r} is left out")
        elif span.name not in fields:
            fields[span.name] = value
            if len(pieces) > 1:
                named = (Macro(piece) if number % 2 else piece for number, piece in enumerate(pieces))
                parts[span.name] = tuple(piece for piece in named if piece)
        elif value != fields[span.name]:
            told.append(f"{span.name}: a second value, {texts.plain(value)!r}, is left out")
    entry_type = entry.type
    if not write.is_field_name(entry_type):
        told.append(f"{entry_type!r} is no entry type BibTeX takes; misc stands for it")
        entry_type = "misc"
    entry = replace(entry, type=entry_type, fields=fields)
    return entry_drafts.draft_of(entry, venues, parts), told
