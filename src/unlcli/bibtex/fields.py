"""One entry's bytes to its parts: type, key and fields with the spans of names and values.

Well-formed fields are taken by a possessive regular expression; where it does not match, a walk that follows BibTeX's
grammar takes over. Where BibTeX would complain and skip (a `%` line, a missing comma), what can be read is read and the
entry carries the problem in words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class FieldSpan(NamedTuple):
    """A field and where it stands: its name [name_start, name_end), its value [value_start, value_end), delimiters in."""

    name: str
    name_start: int
    name_end: int
    value_start: int
    value_end: int


@dataclass(frozen=True, slots=True)
class EntrySpans:
    """Where the parts of an entry stand. `body_end` is before the closing delimiter, or the end of what could be read."""

    type_start: int
    type_end: int
    key_start: int
    key_end: int
    body_end: int
    fields: tuple[FieldSpan, ...] = ()
    problem: str = ""


_NAME = rb"[^\s\"#%'(),={}@\x00-\x20]++"
_HEAD = re.compile(rb"@\s*+(" + _NAME + rb")\s*+[({]\s*+")
_KEY = re.compile(rb"[^,{}()=\"\r\n]*?(?=[ \t]*(?:[,})\r\n]|$))")
_BRACED = rb"\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+\}"
_FIELD = re.compile(
    rb"\s*+,[\s,]*+([^\s\"#%'(),={}\x00-\x20]++)\s*+=\s*+("
    + _BRACED
    + rb"|\"[^\"{}]*+\"|[0-9A-Za-z][\w:.+-]*+)(?=\s*+[,})])"
)
_SKIP = re.compile(rb"(?:[\s,]++|%[^\r\n]*+)*+")
_NAME_AT = re.compile(rb"[^\s\"#%'(),={}\x00-\x20]++")
_EQUALS = re.compile(rb"\s*+(=)\s*+")
_WORD = re.compile(rb"[^\s\"#%'(),={}\x00-\x20]++")
_CONCAT = re.compile(rb"\s*+#\s*+")
_MARK = re.compile(rb'[{}"]')
_NEXT_FIELD = re.compile(rb"[\r\n,][\s,]*+(?=" + _NAME_AT.pattern + rb"\s*+=)")


def parse(data: bytes, start: int, end: int, *, closed: bool = True) -> EntrySpans:
    """Return the parts of the entry at [start, end). `closed` tells whether its last byte is the closing delimiter."""
    head = _HEAD.match(data, start, end)
    if head is None:
        return EntrySpans(start, start, start, start, end, problem="no entry begins here")
    body_end = end - 1 if closed else end
    key_start = head.end()
    key = _KEY.match(data, key_start, end)
    key_end = key.end() if key else key_start
    position = key_end
    fields: list[FieldSpan] = []
    problems: list[str] = []
    if data[key_end:body_end].lstrip()[:1] not in (b",", b""):
        problems.append("no comma after the citation key")
        if data[key_end:body_end].lstrip()[:1] == b"=":
            position = key_end = key_start
    while True:
        match = _FIELD.match(data, position, end)
        if match is not None and match.end() <= body_end:
            fields.append(FieldSpan(_text(match[1]).lower(), *match.span(1), *match.span(2)))
            position = match.end()
            continue
        found = _careful(data, position, body_end)
        if found is None:
            break
        if isinstance(found, str):
            problems.append(found)
            resumed = _NEXT_FIELD.search(data, position + 1, body_end)
            if resumed is None:
                break
            position = resumed.end()
            continue
        if fields and not _has_comma(data, position, found.name_start):
            problems.append(f"no comma before {found.name}")
        fields.append(found)
        position = found.value_end
    return EntrySpans(
        head.start(1), head.end(1), key_start, key_end, body_end, tuple(fields), "; ".join(dict.fromkeys(problems))
    )


def _has_comma(data: bytes, start: int, end: int) -> bool:
    return b"," in re.sub(rb"%[^\r\n]*", b"", data[start:end])


def _careful(data: bytes, position: int, end: int) -> FieldSpan | str | None:
    """Return the next field, None at the body's end, or what is wrong."""
    match = _SKIP.match(data, position, end)
    position = match.end() if match else position
    if position >= end:
        return None
    name = _NAME_AT.match(data, position, end)
    if name is None:
        return f"no field begins at {_text(data[position : position + 12].splitlines()[0])!r}"
    equals = _EQUALS.match(data, name.end(), end)
    if equals is None:
        return f"no = after {_text(name[0])[:40]!r}"
    value_end = _value_end(data, equals.end(), end)
    if value_end is None:
        return f"the value of {_text(name[0])} does not end"
    return FieldSpan(_text(name[0]).lower(), name.start(), name.end(), equals.end(), value_end)


def _value_end(data: bytes, position: int, end: int) -> int | None:
    while True:
        stop = _part_end(data, position, end)
        if stop is None:
            return None
        more = _CONCAT.match(data, stop, end)
        if more is None:
            return stop
        position = more.end()


def _part_end(data: bytes, position: int, end: int) -> int | None:
    first = data[position : position + 1]
    if first in (b"{", b'"'):
        depth = 0
        for match in _MARK.finditer(data, position, end):
            if match[0] == b"{":
                depth += 1
            elif match[0] == b"}":
                depth -= 1
                if depth == 0 and first == b"{":
                    return match.end()
                if depth < 0:
                    return None
            elif first == b'"' and depth == 0 and match.start() > position:
                return match.end()
        return None
    word = _WORD.match(data, position, end)
    return word.end() if word else None


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def value_text(raw: bytes, macros: Mapping[str, str]) -> str:
    """Return what a value says: delimiters off, parts joined, macros replaced (an unknown one reads as its name)."""
    first, last = raw[:1], raw[-1:]
    if first == b"{" and last == b"}" and _part_end(raw, 0, len(raw)) == len(raw):
        return _text(raw[1:-1])
    if first == b'"' and last == b'"' and raw.count(b'"') == 2:
        return _text(raw[1:-1])
    parts: list[str] = []
    position = 0
    while position < len(raw):
        stop = _part_end(raw, position, len(raw))
        if stop is None:
            break
        part = raw[position:stop]
        if part[:1] in (b"{", b'"'):
            parts.append(_text(part[1:-1]))
        else:
            name = _text(part)
            parts.append(macros.get(name.lower(), name))
        more = _CONCAT.match(raw, stop)
        if more is None:
            break
        position = more.end()
    return "".join(parts)


_INNER = rb"[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+\}[^{}]*+)*+"
_PLAIN = re.compile(
    rb"\s*+,[\s,]*+([^\s\"#%'(),={}\x00-\x20]++)\s*+=\s*+"
    rb"(?:\{(" + _INNER + rb")\}|\"([^\"{}]*+)\"|([0-9A-Za-z][\w:.+-]*+))(?=\s*+[,})])"
)
_KEYED = re.compile(_HEAD.pattern + rb"[^\s,{}()=\"#%]*+\s*+(?=,)")
_REST = re.compile(rb"[\s,]*+[})]")


def plain_values(
    data: bytes, start: int, end: int, macros: Mapping[str, str], names: dict[bytes, str]
) -> dict[str, str] | None:
    """Return the values of a well-formed entry by field name, several times faster than `parse`; None when it is not.

    `names` remembers names that were decoded, from one entry to the next.
    """
    values: dict[str, str] = {}
    keyed = _KEYED.match(data, start, end)
    if keyed is None:
        return None
    position = keyed.end()
    match = _PLAIN.match(data, position, end)
    while match is not None:
        raw, braced, quoted, bare = match.groups()
        name = names.get(raw)
        if name is None:
            name = names[raw] = _text(raw).lower()
        if name not in values:
            if bare is not None:
                word = _text(bare)
                values[name] = macros.get(word.lower(), word)
            else:
                values[name] = (braced if braced is not None else quoted).decode("utf-8", "replace")
        position = match.end()
        match = _PLAIN.match(data, position, end)
    rest = _REST.match(data, position, end)
    return values if rest is not None and rest.end() == end else None


def macro(data: bytes, start: int, end: int, macros: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the name (lower case) and value that a `@string` block at [start, end) defines."""
    head = _HEAD.match(data, start, end)
    found = _careful(data, head.end(), end - 1) if head else None
    if not isinstance(found, FieldSpan):
        return None
    return found.name, value_text(data[found.value_start : found.value_end], macros)
