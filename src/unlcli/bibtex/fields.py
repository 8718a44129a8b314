"""One entry's bytes to its parts: type, key and fields with the spans of names and values.

Well-formed fields are taken by a possessive regular expression; where it does not match, a walk that follows BibTeX's
grammar takes over. Where BibTeX would complain and skip (a `%` line, a missing comma), what can be read is read and the
entry carries the problem in words.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from unlcli.bibtex import grammar
from unlcli.bibtex.grammar import Braces


class Macros(Protocol):
    """What macros stand for, by their names in lower case."""

    def get(self, name: str, default: str, /) -> str:
        """Return what a macro stands for, else the default."""


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


_HEAD = re.compile(rb"@\s*+(" + grammar.TYPE + rb")\s*+([({])")
_FIELD = re.compile(
    rb"\s*+,\s*+((?![0-9])" + grammar.NAME + rb")\s*+=\s*+("
    rb"\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+\}"
    rb"|\"[^\"{}]*+\"|[0-9]++|[A-Za-z][\w:.+-]*+)(?=\s*+[,})])"
)
_KEY_WORDS = {
    b"{": re.compile(rb"\s*+([^\s,{}=]*+)((?:[ \t]++[^\s,{}=]++)*+)(?=\s*+(=)?)"),
    b"(": re.compile(rb"\s*+([^\s,{}=()]*+)((?:[ \t]++[^\s,{}=()]++)*+)(?=\s*+(=)?)"),
}
_SKIP = re.compile(rb"(?:[\s,]++|%[^\r\n]*+)*+")
_REMARK = re.compile(rb"%[^\r\n]*+")
_NAME_AT = re.compile(grammar.NAME)
_EQUALS = re.compile(rb"\s*+(=)\s*+")
_BARE = re.compile(rb"[0-9]++|(?![0-9])" + grammar.NAME)
_BREAK = re.compile(rb"[\s,]++")
_BROKEN_OFF = re.compile(rb"[\r\n,]")
_NAMED = re.compile(grammar.NAME + rb"\s*+=")
_BLANK = re.compile(rb"[ \t]")
_NOT_SPACE = re.compile(rb"\S")
_CONCAT = re.compile(rb"\s*+#\s*+")
_UNNAMED = re.compile(rb"[^\s,]++")

_NO_KEY = "no citation key"
_UNREAD = "BibTeX would not read it to its end"
_SHOWN = 3


def parse(data: bytes, start: int, end: int, *, closed: bool = True) -> EntrySpans:
    """Return the parts of the entry at [start, end). `closed` tells whether its last byte is the closing delimiter."""
    head = _HEAD.match(data, start, end)
    if head is None:
        return EntrySpans(start, start, start, start, end, problem="no entry begins here")
    body_end = end - 1 if closed else end
    key_start, key_end = key_span(data, head.start(2), end)
    problems = _head_problems(data, head, key_start, key_end, body_end)
    position = key_end
    resumed: int | None = None
    braces = Braces(data, start, end)
    fields: list[FieldSpan] = []
    while True:
        match = _FIELD.match(data, position, end)
        if match is not None and match.end() <= body_end:
            fields.append(FieldSpan(_text(match[1]).lower(), *match.span(1), *match.span(2)))
            position, resumed = match.end(), None
            continue
        found = _careful(data, position, body_end, braces)
        if isinstance(found, str):
            problems.append(found)
            resumed = _next_field(data, position + 1, body_end)
            if resumed is None:
                break
            position = resumed
            continue
        between = data[position : found.name_start if found else body_end]
        problems += _between_problems(between, found if fields and not resumed else None)
        if found is None:
            break
        problems += _field_problems(data, found)
        fields.append(found)
        position, resumed = found.value_end, None
    if closed and not problems and grammar.entry_end(data, head.start(2), braces) != end:
        problems.append(_UNREAD)
    problem = "; ".join(list(dict.fromkeys(problems))[:_SHOWN])
    return EntrySpans(head.start(1), head.end(1), key_start, key_end, body_end, tuple(fields), problem)


def key_span(data: bytes, opening: int, end: int) -> tuple[int, int]:
    """Return where the citation key stands in the entry whose delimiter is at `opening` and which ends at `end`.

    BibTeX's key ends at a blank or a comma; where more words follow before the comma, they are taken for parts of the key.
    """
    delimiter = data[opening : opening + 1]
    strict = grammar.KEY.match(data, opening + 1, end)
    if strict and data[strict.end() : min(strict.end() + 1, end)] in (b",", b")" if delimiter == b"(" else b"}"):
        return strict.span(1)
    words = _KEY_WORDS[delimiter].match(data, opening + 1, end)
    if words is None or words[3] and not words[2]:
        at = words.start(1) if words else opening + 1
        return at, at
    following = data[words.end() : min(words.end() + 1, end)]
    whole = not words[3] and following in (b"", b",", b"}", b")", b"\r", b"\n")
    return words.start(1), words.end(2) if whole else words.end(1)


def _head_problems(data: bytes, head: re.Match[bytes], key_start: int, key_end: int, body_end: int) -> list[str]:
    found = []
    if head[1][:1].isdigit():
        found.append("an entry type cannot begin with a digit")
    if _BLANK.search(data, key_start, key_end):
        found.append("a blank in the citation key")
    following = _NOT_SPACE.search(data, key_end, body_end)
    if following is not None and following[0] != b",":
        found.append("no comma after the citation key" if key_start < key_end else _NO_KEY)
    return found


def _between_problems(between: bytes, found: FieldSpan | None) -> list[str]:
    """Return what is wrong with what stands before a field or the entry's end; `found` is a field that is not the first."""
    bare = _REMARK.sub(b"", between) if b"%" in between else between
    problems = [] if bare is between else ["a % inside the entry"]
    commas = bare.count(b",")
    if commas > 1:
        problems.append("two commas in a row")
    elif found is not None and not commas:
        problems.append(f"no comma before {found.name[:40]}")
    return problems


def _field_problems(data: bytes, found: FieldSpan) -> list[str]:
    problems = []
    if found.name[:1].isdigit():
        problems.append("a field's name cannot begin with a digit")
    value = data[found.value_start : found.value_end]
    if value[:1] not in (b"{", b'"') and b"#" not in value and not _BARE.fullmatch(value):
        problems.append(f"the value of {found.name[:40]} is neither a number nor a macro")
    return problems


def _next_field(data: bytes, position: int, end: int) -> int | None:
    """Return where the next field seems to begin: a name and `=` after a comma or at the start of a line."""
    while position < end:
        between = _BREAK.match(data, position, end)
        if between is not None:
            position = between.end()
            if _BROKEN_OFF.search(data, between.start(), position) and _NAMED.match(data, position, end):
                return position
        word = _UNNAMED.match(data, position, end)
        position = word.end() if word else end
    return None


def _careful(data: bytes, position: int, end: int, braces: Braces) -> FieldSpan | str | None:
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
    value_end = grammar.value_end(data, equals.end(), end, braces)
    if value_end is None:
        return f"the value of {_text(name[0])[:40]} does not end"
    return FieldSpan(_text(name[0]).lower(), name.start(), name.end(), equals.end(), value_end)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def value_text(raw: bytes, macros: Macros) -> str:
    """Return what a value says: delimiters off, parts joined, macros replaced (an unknown one reads as its name)."""
    first, last, end = raw[:1], raw[-1:], len(raw)
    if first == b'"' and last == b'"' and raw.count(b'"') == 2:
        return _text(raw[1:-1])
    braces = Braces(raw)
    parts: list[str] = []
    position = 0
    while (stop := grammar.part_end(raw, position, end, braces)) is not None:
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
    rb"[ \t\r\n]*+,[ \t\r\n]*+((?![0-9])" + grammar.NAME + rb")[ \t\r\n]*+=[ \t\r\n]*+"
    rb"(?:\{(" + _INNER + rb")\}|\"([^\"{}]*+)\"|([0-9]++|[A-Za-z][\w:.+-]*+))(?=[ \t\r\n]*+[,})])"
)
_KEYED = re.compile(
    rb"@[ \t\r\n]*+(?![0-9])" + grammar.TYPE + rb"[ \t\r\n]*+[({][ \t\r\n]*+[^\s,{}()=\"#%]*+[ \t\r\n]*+(?=,)"
)
_REST = re.compile(rb"[ \t\r\n]*+(?:,[ \t\r\n]*+)?[})]")


def plain_values(data: bytes, start: int, end: int, macros: Macros, names: dict[bytes, str]) -> dict[str, str] | None:
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


def macro(data: bytes, start: int, end: int, macros: Macros) -> tuple[str, str] | None:
    """Return the name (lower case) and value that a `@string` block at [start, end) defines."""
    head = _HEAD.match(data, start, end)
    found = _careful(data, head.end(), end, Braces(data, head.end(), end)) if head else None
    if not isinstance(found, FieldSpan):
        return None
    return found.name, value_text(data[found.value_start : found.value_end], _Defining(found.name, macros))


def macro_problem(data: bytes, start: int, end: int) -> str:
    """Return what BibTeX would stumble over in the `@string` block at [start, end); empty when it is well-formed."""
    head = _HEAD.match(data, start, end)
    found = _careful(data, head.end(), end - 1, Braces(data, start, end)) if head else None
    if not isinstance(found, FieldSpan):
        return found or "a macro without a name"
    return "more than one macro in one definition" if data[found.value_end : end - 1].strip() else ""


class _Defining:
    """The macros that a definition may use: all but the one it defines, which is empty there, as in BibTeX."""

    __slots__ = ("_macros", "_name")

    def __init__(self, name: str, macros: Macros) -> None:
        self._name = name
        self._macros = macros

    def get(self, name: str, default: str, /) -> str:
        return "" if name == self._name else self._macros.get(name, default)
