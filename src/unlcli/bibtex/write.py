"""Entries and values as bytes in the style of their neighbours, and edits of one entry's bytes."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from unlcli.bibtex import fields, style
from unlcli.bibtex.fields import EntrySpans, FieldSpan
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.bibtex.style import Style
from unlcli.domain.change import RemoveField, RenameKey, SetField, SetType
from unlcli.domain.text import contained

FieldEdit = SetField | RemoveField | RenameKey | SetType

_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_FIELD_NAME = re.compile(r"[^\s\"#%'(),={}@\x00-\x20]+")


def is_field_name(name: str) -> bool:
    """Tell whether BibTeX takes a text as a field's name."""
    return bool(_FIELD_NAME.fullmatch(name)) and not name[0].isdigit()


def value(text: str, how: Style, name: str = "") -> bytes:
    """Return a value with its delimiters. Braces in `text` that do not balance are escaped, so that it stays one value."""
    inner = re.sub(r"\r\n|\r|\n", how.newline.decode(), contained(text)).encode("utf-8", "replace")
    if name == "month" and text.lower() in _MONTHS or how.bare_numbers and text.isascii() and text.isdigit():
        return inner
    if how.quotes and b'"' not in inner:
        return b'"' + inner + b'"'
    return b"{" + inner + b"}"


def field(name: str, text: str, how: Style) -> bytes:
    """Return `name = {value}` with the spacing of a style."""
    written = _cased(name, how.name_case).encode()
    before, after = how.before_equals, how.after_equals
    if how.equals_column:
        before = b" " * max(how.equals_column - len(written), min(1, len(before)))
    if how.value_column:
        after = b" " * max(how.value_column - len(written) - len(before) - 1, min(1, len(after)))
    return written + before + b"=" + after + value(text, how, name)


def entry(entry_type: str, key: str, values: Mapping[str, str], how: Style) -> bytes:
    """Return a whole entry, without a line end after it."""
    lines = [how.indent + field(name, text, how) for name, text in values.items()]
    head = b"@" + _cased(entry_type, how.type_case).encode() + b"{" + key.encode() + b","
    body = (b"," + how.newline).join(lines) + (b"," if how.trailing_comma and lines else b"")
    return how.newline.join([head, body, how.closing_indent + b"}"] if lines else [head, b"}"])


def _cased(name: str, case: str) -> str:
    if case == "camel" and name in style.CAMEL:
        return style.CAMEL[name]
    if case == "upper":
        return name.upper()
    return name if case == "lower" else name[:1].upper() + name[1:]


def edited(raw: bytes, edits: Sequence[FieldEdit]) -> bytes:
    """Return an entry's bytes after edits, applied in order; nothing but the fields they name moves."""
    for edit in edits:
        spans = fields.parse(raw, 0, len(raw))
        if isinstance(edit, SetField):
            raw = _set(raw, spans, edit.name, edit.value)
        elif isinstance(edit, RemoveField):
            raw = without(raw, (edit.name,))
        elif isinstance(edit, RenameKey):
            raw = raw[: spans.key_start] + edit.key.encode() + raw[spans.key_end :]
        else:
            written = _cased(edit.type, style.of_entry(raw, _whole(raw), spans).type_case).encode()
            raw = raw[: spans.type_start] + written + raw[spans.type_end :]
    return raw


def _whole(raw: bytes) -> Block:
    return Block(BlockKind.ENTRY, 0, len(raw))


def _set(raw: bytes, spans: EntrySpans, name: str, text: str) -> bytes:
    how = style.of_entry(raw, _whole(raw), spans)
    there = next((f for f in spans.fields if f.name == name), None)
    if there is None:
        return _appended(raw, spans, name, text, how)
    old = raw[there.value_start : there.value_end]
    how = replace(how, quotes=old[:1] == b'"', bare_numbers=old.isdigit())
    return raw[: there.value_start] + value(text, how, name) + raw[there.value_end :]


def _appended(raw: bytes, spans: EntrySpans, name: str, text: str, how: Style) -> bytes:
    last_end = spans.fields[-1].value_end if spans.fields else spans.key_end
    comma = _comma_after(raw, last_end, spans.body_end)
    written = field(name, text, how)
    if not re.search(rb"[\r\n]", raw) and spans.fields:
        lead = b" "
    else:
        lead = how.newline + how.indent
    if comma is None:
        return raw[:last_end] + b"," + lead + written + raw[last_end:]
    return raw[:comma] + lead + written + b"," + raw[comma:]


def _comma_after(raw: bytes, position: int, end: int) -> int | None:
    """Return the position after the comma that follows a field or the key, None when there is none."""
    match = re.compile(rb"(?:\s++|%[^\r\n]*+[\r\n])*+,").match(raw, position, end)
    return match.end() if match else None


def without(raw: bytes, names: Container[str]) -> bytes:
    """Return an entry's bytes without the fields of these names (lower case), however often it has them."""
    spans = fields.parse(raw, 0, len(raw))
    for index in reversed(range(len(spans.fields))):  # what stands before a field does not move when it goes
        if spans.fields[index].name in names:
            raw = _without(raw, spans, index)
    return raw


def _without(raw: bytes, spans: EntrySpans, index: int) -> bytes:
    """Take a field out together with what led to it, the exact inverse of appending it; comments around it stay."""
    field_span: FieldSpan = spans.fields[index]
    before_end = spans.fields[index - 1].value_end if index else spans.key_end
    before = _comma_after(raw, before_end, field_span.name_start)
    after = _comma_after(raw, field_span.value_end, spans.body_end)
    if after is not None and b"%" in raw[field_span.value_end : after]:
        raw, after = _cut(raw, after - 1, after), field_span.value_end
    if before is not None and raw[before : field_span.name_start].strip():
        return _cut(raw, field_span.name_start, field_span.value_end if after is None else after)
    if after is not None:
        return _cut(raw, before if before is not None else before_end, after)
    has_comment = before is not None and b"%" in raw[before_end:before]
    return _cut(raw, before - 1 if before is not None and has_comment else before_end, field_span.value_end)


def _cut(raw: bytes, start: int, end: int) -> bytes:
    """Take bytes out, with their line where nothing but blanks would be left on it."""
    line_start, line_end = raw.rfind(b"\n", 0, start) + 1, raw.find(b"\n", end) + 1
    if line_start and line_end and not raw[line_start:start].strip() and not raw[end:line_end].strip():
        start, end = line_start, line_end
    return raw[:start] + raw[end:]
