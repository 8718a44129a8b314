"""The `@string` definitions that some entries of a file need, in places where they mean what they mean in the file."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from unlcli.bibtex import fields, read
from unlcli.bibtex.scan import Block, BlockKind


class _Definition(NamedTuple):
    start: int
    text: str
    asked: tuple[str, ...]


class _Asked:
    """Macros that remember which of them were asked for."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}

    def get(self, name: str, default: str, /) -> str:
        """Return the default, and remember the name."""
        if not name.isdigit():
            self.names[name] = None
        return default


class NeededStrings:
    """Hands out definitions, each before the first entry that needs it: all at the front, until one is defined anew."""

    def __init__(self, data: bytes, blocks: Sequence[Block]) -> None:
        self._starts = [block.start for block in read.entry_blocks(data, blocks)]
        self._defined: dict[str, list[_Definition]] = {}
        self._preambles: list[_Definition] = []
        self._last: dict[str, int] = {}
        self._front: list[str] = []
        self._has_changed = False
        for block in blocks:
            self._take(data, block)
        for preamble in self._preambles:
            self._front += [*self._needed(preamble.asked, preamble.start), preamble.text]

    def _take(self, data: bytes, block: Block) -> None:
        asked, text = _Asked(), data[block.start : block.end].decode("utf-8", "replace")
        if block.kind is BlockKind.STRING:
            if found := fields.macro(data, block.start, block.end, asked):
                definition = _Definition(block.start, text, tuple(asked.names))
                self._defined.setdefault(found[0], []).append(definition)
        elif block.kind is BlockKind.PREAMBLE:
            opening = min(at for sign in (b"{", b"(") if (at := data.find(sign, block.start, block.end)) >= 0)
            fields.value_text(data[opening + 1 : block.end - 1].strip(), asked)
            self._preambles.append(_Definition(block.start, text, tuple(asked.names)))

    def before(self, source: str, position: int) -> str:
        """Return what must stand right before the text of the entry at a position; usually nothing."""
        if not self._defined:
            return ""
        needed = [*self._needed(_names(source.encode()), self._starts[position])]
        if not self._has_changed:
            self._front += needed
            return ""
        return "".join(f"{text}\n\n" for text in needed)

    def prelude(self) -> str:
        """Return what must stand before all entries; complete when each has been asked about."""
        return "\n".join(self._front)

    def _needed(self, names: Sequence[str], at: int) -> Iterator[str]:
        for name in names:
            found = next((one for one in reversed(self._defined.get(name, ())) if one.start < at), None)
            if found and self._last.get(name) != found.start:
                self._has_changed = self._has_changed or name in self._last
                self._last[name] = found.start
                yield from self._needed([inner for inner in found.asked if inner != name], found.start)
                yield found.text


def _names(source: bytes) -> Sequence[str]:
    asked = _Asked()
    for span in fields.parse(source, 0, len(source)).fields:
        value = source[span.value_start : span.value_end]
        if not value.isdigit() and (value[:1] not in (b"{", b'"') or b"#" in value):
            fields.value_text(value, asked)
    return tuple(asked.names)
