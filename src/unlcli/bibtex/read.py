"""Bytes of a file to the entries a reader sees."""

import re
from bisect import bisect_right
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from unlcli.bibtex import fields, grammar, lines, scan
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries, IgnoreComment, ParseFailure, Repeated


class _Macros:
    """The macros of one file; each definition holds for what follows it, as in BibTeX."""

    __slots__ = ("_places", "_values", "asked")

    def __init__(self) -> None:
        self.asked = False
        self._places: dict[str, list[int]] = {}
        self._values: dict[str, list[str]] = {}

    def define(self, name: str, value: str, position: int) -> None:
        """Take the definition that stands at a position; they are told in file order."""
        self._places.setdefault(name, []).append(position)
        self._values.setdefault(name, []).append(value)

    def value(self, name: str, position: int) -> str | None:
        """Return what a macro stands for at a position; None before it is defined. `asked` tells that one was named."""
        self.asked = self.asked or not name.isdigit()
        before = bisect_right(self._places.get(name, ()), position)
        return self._values[name][before - 1] if before else None


class _MacrosAt:
    """The macros of a file as they are at one place in it."""

    __slots__ = ("_macros", "_position")

    def __init__(self, macros: _Macros, position: int) -> None:
        self._macros = macros
        self._position = position

    def get(self, name: str, default: str, /) -> str:
        """Return what a macro stands for, else the default."""
        value = self._macros.value(name, self._position)
        return default if value is None else value


class _Source:
    """What the entries of one file are read from, and what reading them has learned; `data` begins at `start` in it."""

    __slots__ = ("data", "hidden", "macros", "names", "renamed", "start")

    def __init__(self, data: bytes, renamed: Mapping[str, str], start: int = 0) -> None:
        self.data = data
        self.start = start
        self.renamed = renamed
        self.macros = _Macros()
        self.names: dict[bytes, str] = {}
        # the file's own fields of a name that the settings give to another are not the ones they mean
        self.hidden = {ours for theirs, ours in renamed.items() if ours not in renamed}


class LazyFields(Mapping[str, str]):
    """The fields of one entry, read when somebody asks: most commands ask for those of a few entries."""

    __slots__ = ("_block", "_source", "_values")

    def __init__(self, source: _Source, block: Block) -> None:
        self._source = source
        self._block = block
        self._values: dict[str, str] | None = None

    def all(self) -> dict[str, str]:
        """Return all values by name, as they are kept."""
        return self._read()

    def _read(self) -> dict[str, str]:
        if self._values is None:
            self._values = self._renamed(self._plain() or self._careful())
        return self._values

    def _plain(self) -> dict[str, str] | None:
        if self._block.kind is not BlockKind.ENTRY:
            return None
        source, block = self._source, self._block
        return fields.plain_values(source.data, block.start, block.end, self.macros(), source.names)

    def macros(self) -> _MacrosAt:
        """Return the macros as they are at the entry."""
        return _MacrosAt(self._source.macros, self._source.start + self._block.start)

    def _careful(self) -> dict[str, str]:
        values: dict[str, str] = {}
        macros = self.macros()
        for span in self.spans().fields:
            if span.name not in values:
                raw = self._source.data[span.value_start : span.value_end]
                values[span.name] = fields.value_text(raw, macros)
        return values

    def spans(self) -> fields.EntrySpans:
        """Return where the entry's parts stand in the file."""
        block = self._block
        return fields.parse(self._source.data, block.start, block.end, closed=block.kind is BlockKind.ENTRY)

    def _renamed(self, values: dict[str, str]) -> dict[str, str]:
        source = self._source
        if not source.renamed:
            return values
        return {source.renamed.get(name, name): value for name, value in values.items() if name not in source.hidden}

    def problem(self) -> str:
        """Return what BibTeX would stumble over in the entry; empty when it is well-formed."""
        return "" if self._plain() is not None else self.spans().problem

    def __getitem__(self, name: str) -> str:
        return self._read()[name]

    def get(self, name: str, default: object = None) -> object:  # type: ignore[override]
        """Return a value or the default, without the exception that `Mapping` goes through where there is none."""
        values = self._values
        return (self._read() if values is None else values).get(name, default)

    def items(self) -> ItemsView[str, str]:
        """Return names and values at once, without asking for each value by its name as `Mapping` does."""
        return self._read().items()

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __contains__(self, name: object) -> bool:
        return name in self._read()

    def __repr__(self) -> str:
        return repr(self._read())


_UNCLOSED = "the entry is not closed"


def entries(
    data: bytes,
    blocks: Sequence[Block],
    renamed: Mapping[str, str],
    path: str = "",
    shown: Sequence[Block] | None = None,
) -> Entries:
    """Return the entries of scanned bytes. `renamed` maps a field's name in the file to the name it has in `unl`.

    `shown` are the blocks that `entry_blocks` finds, where they are known.
    """
    source = _Source(data, renamed)
    whole = BlockKind.ENTRY
    _define(source, blocks)
    shown = entry_blocks(data, blocks) if shown is None else shown
    found = []
    for position, (block, (line, end_line)) in enumerate(zip(shown, lines.spans(data, shown), strict=True)):
        problem = "" if block[0] is whole else _UNCLOSED
        found.append(Entry(block.type, block.key, LazyFields(source, block), position, line, end_line, problem))
    return Entries(
        tuple(found),
        path,
        lambda: _failures(source, blocks),
        lambda position, name: found[position].line + _lines_before(source, shown[position], name),
        lambda position: _ignored(data, shown[position].start),
        lambda position: _repeated(source, shown[position], found[position]),
        lambda position, name: _is_literal(source, shown[position], name),
        lambda: _ignore_comments(data, shown),
    )


def _define(source: _Source, blocks: Iterable[Block]) -> list["Definition"]:
    """Take the macros that blocks define."""
    string = BlockKind.STRING
    found = []
    for block in blocks:
        if block[0] is string or block[3] == "string":
            macros = _MacrosAt(source.macros, block.start)
            if (defined := fields.macro(source.data, block.start, block.end, macros)) is not None:
                source.macros.define(*defined, block.start)
                found.append(Definition(*defined, block.start))
    return found


class Definition(NamedTuple):
    """What a macro stands for from a position of the file on."""

    name: str
    value: str
    start: int


def definitions(data: bytes, blocks: Iterable[Block]) -> list[Definition]:
    """Return the macros that blocks define, in file order."""
    return _define(_Source(data, {}), blocks)


class Reader:
    """Reads entries one at a time, for those who do not want all of a file; `data` begins at `start` of the file."""

    def __init__(
        self, data: bytes, renamed: Mapping[str, str], macros: Iterable[Definition] = (), start: int = 0
    ) -> None:
        self._source = _Source(data, renamed, start)
        for name, value, position in macros:
            self._source.macros.define(name, value, position)

    def entry(self, block: Block, position: int, line: int, end_line: int) -> Entry:
        """Return the entry of a block that `entry_blocks` finds."""
        self._source.macros.asked = False
        problem = "" if block[0] is BlockKind.ENTRY else _UNCLOSED
        return Entry(block.type, block.key, LazyFields(self._source, block), position, line, end_line, problem)

    def read(self, block: Block) -> Entry:
        """Return the entry of a block with its fields read, but not where it stands, for who wants nothing but what it says."""
        self._source.macros.asked = False
        return Entry(block[3], block[4], LazyFields(self._source, block).all())

    def has_asked(self) -> bool:
        """Tell whether the fields of the entry made last have asked for a macro, so depend on what defines it."""
        return self._source.macros.asked


def _lines_before(source: _Source, block: Block, name: str) -> int:
    """Return how many lines of an entry stand before a field, 0 when it has none of that name."""
    own = _span(source, block, name)
    return lines.count(source.data[block.start : own.name_start]) if own else 0


def _is_literal(source: _Source, block: Block, name: str) -> bool:
    """Tell whether a field's value is a number or one text in its delimiters, or not there: no macro, nothing joined."""
    own = _span(source, block, name)
    raw = source.data[own.value_start : own.value_end] if own else b""
    if not raw or raw.isdigit():
        return True
    return raw[:1] in (b"{", b'"') and grammar.part_end(raw, 0, len(raw), grammar.Braces(raw)) == len(raw)


def _span(source: _Source, block: Block, name: str) -> fields.FieldSpan | None:
    """Return where the first field of a name stands in an entry."""
    spans = LazyFields(source, block).spans()
    return next((field for field in spans.fields if source.renamed.get(field.name, field.name) == name), None)


_NAME_BEFORE_EQUALS = re.compile(rb"[,\s]([^\s,={}\"#%'()]+)\s*=")


def _repeated(source: _Source, block: Block, entry: Entry) -> tuple[Repeated, ...]:
    """Return the fields of an entry that it has already. Most entries hold no more `=` than fields, so are not parsed."""
    data = source.data
    if data.count(b"=", block.start, block.end) == len(entry.fields):
        return ()
    names = [name.lower() for name in _NAME_BEFORE_EQUALS.findall(data, block.start, block.end)]
    if len(names) == len(set(names)):
        return ()
    lazy = LazyFields(source, block)
    first: dict[str, int] = {}
    found = []
    for span in lazy.spans().fields:
        line = entry.line + lines.count(data[block.start : span.name_start])
        if span.name in first:
            value = fields.value_text(data[span.value_start : span.value_end], lazy.macros())
            found.append(Repeated(span.name, first[span.name], line, value))
        first.setdefault(span.name, line)
    return tuple(found)


# A list that does not end is a slip, and must not switch off all rules.
_IGNORE = re.compile(r"\s*unl:\s*ignore\b(?:\s*\[([^\]]*)\]|(?!\s*\[))", re.I)
_ANY_IGNORE = re.compile(rb"%[ \t]*unl:[ \t]*ignore\b[^\r\n]*", re.I)
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|$)")
#: How far above an entry its own comments can begin, in bytes.
_REACH = 4096


def _ignored(data: bytes, start: int) -> frozenset[str]:
    """Return what the comment lines right above an entry say to ignore: `% unl: ignore[S001, V]`, or `% unl: ignore`."""
    codes: set[str] = set()
    above = data[max(0, start - _REACH) : start].rstrip(b" \t")
    while above.endswith((b"\n", b"\r")):
        above = above[: -2 if above.endswith(b"\r\n") else -1]
        begin = max(above.rfind(b"\n"), above.rfind(b"\r")) + 1
        line = above[begin:].lstrip(b" \t")
        if not line.startswith(b"%"):
            break
        if told := _IGNORE.match(line[1:].decode("utf-8", "replace")):
            codes.update(_codes(told))
        above = above[:begin]
    return frozenset(codes)


def _codes(told: re.Match[str]) -> list[str]:
    named = [""] if told[1] is None else filter(None, map(str.strip, told[1].split(",")))
    return [code.upper() for code in named]


def _ignore_comments(data: bytes, shown: Sequence[Block]) -> tuple[IgnoreComment, ...]:
    """Return all comments that look as if they meant to switch rules off, also those that `_ignored` never reads."""
    starts = {block.start for block in shown}
    below: dict[int, int] = {}
    found = []
    for match in reversed(list(_ANY_IGNORE.finditer(data))):
        reach = max(0, match.start() - _REACH)
        begin = max(reach, 1 + max(data.rfind(end, reach, match.start()) for end in (b"\n", b"\r")))
        before = data[begin : match.start()].strip(b" \t")
        if not before.startswith(b"%"):  # else words about such a comment
            below[begin] = -1 if before else _entry_below(data, begin, starts, below)
            found.append((match, 0 <= below[begin] - begin <= _REACH))
    number = lines.counter(data)
    return tuple(_ignore_comment(number(match.start()), match[0], is_above) for match, is_above in reversed(found))


def _ignore_comment(line: int, written: bytes, is_above: bool) -> IgnoreComment:
    text = written.decode("utf-8", "replace")
    told = _IGNORE.match(text[1:])
    return IgnoreComment(line, text.rstrip(), tuple(_codes(told)) if told else (), is_above)


def _entry_below(data: bytes, at: int, starts: Set[int], below: Mapping[int, int]) -> int:
    """Return where the entry below a comment line starts, -1 when something else than comment lines follows."""
    while (line := _LINE.match(data, at)) and line[0]:
        text = line[0].lstrip(b" \t")
        if not text.startswith(b"%"):
            start = line.end() - len(text)
            return start if start in starts else -1
        at = line.end()
        if at in below:
            return below[at]
    return -1


def _failures(source: _Source, blocks: Sequence[Block]) -> tuple[ParseFailure, ...]:
    number = lines.counter(source.data)
    found = []
    for block in blocks:
        if block.kind is BlockKind.BROKEN:
            problem = _UNCLOSED
        elif block.kind is BlockKind.ENTRY:
            problem = LazyFields(source, block).problem()
        elif block.kind is BlockKind.STRING:
            problem = fields.macro_problem(source.data, block.start, block.end)
        else:
            continue
        if problem:
            found.append(ParseFailure(number(block.start), problem, _first_line(source.data, block)))
    return tuple(found)


def entry_blocks(data: bytes, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that `entries` makes entries of, in the same order: an entry's position indexes it."""
    whole, broken = BlockKind.ENTRY, BlockKind.BROKEN
    return [b for b in blocks if b[0] is whole or b[0] is broken and _is_shown(data, b)]


def _is_shown(data: bytes, block: Block) -> bool:
    return bool(block.key) and fields.parse(data, block.start, block.end, closed=False).key_end < block.end


def _first_line(data: bytes, block: Block) -> str:
    return data[block.start : block.end].splitlines()[0][:120].decode("utf-8", "replace")


def read(data: bytes, renamed: Mapping[str, str] | None = None, path: str = "") -> Entries:
    """Return the entries of a BibTeX text."""
    return entries(data, scan.scan(data), renamed or {}, path)
