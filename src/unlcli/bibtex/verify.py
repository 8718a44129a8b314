"""What is about to be written, read back and compared with what was meant. A difference is a bug, and stops the save."""

import re
from collections.abc import Sequence

from unlcli.bibtex import fields, read, splice
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.bibtex.splice import Edit, Region
from unlcli.domain.change import AddEntry, Change, RemoveEntry, RemoveField, RenameKey, SetField, SetType
from unlcli.domain.text import contained
from unlcli.errors import SelfCheckError


def verify(
    data: bytes,
    blocks: Sequence[Block],
    entries: Sequence[Block],
    changes: Sequence[Change],
    wanted: Sequence[Edit],
    new: bytes,
) -> None:
    """Raise SelfCheckError unless `new`, which edits make of `data`, reads back as the changes mean.

    Entries that nothing was to happen to must be there, in order, byte for byte; edited and added ones must be one entry
    each, with the values that were given and, if edited, all others they had. `entries` are the blocks positions index.
    """
    regions = splice.regions(data, blocks, wanted, new)
    _check_untouched(data, entries, changes, regions, new)
    _check_edited(data, entries, changes, wanted)
    _check_added(changes, regions, new)


def _check_untouched(
    data: bytes, entries: Sequence[Block], changes: Sequence[Change], regions: Sequence[Region], new: bytes
) -> None:
    touched = {entries[c.position].start for c in changes if not isinstance(c, AddEntry)}
    removed = {c.position for c in changes if isinstance(c, RemoveEntry)}
    expected = sum(isinstance(c, AddEntry) for c in changes) - len(removed)
    for region in regions:
        before, after = read.entry_blocks(data, region.old), read.entry_blocks(new, region.new)
        expected -= len(after) - len(before)
        remaining = iter([new[b.start : b.end] for b in after])
        untouched = [block for block in before if block.start not in touched]
        if not all(any(_is_kept(data, block, raw) for raw in remaining) for block in untouched):
            raise SelfCheckError("an entry that was not to change would change")
    if expected:
        raise SelfCheckError(f"{-expected:+} entries more than intended would be read back")


def _is_kept(data: bytes, block: Block, after: bytes) -> bool:
    """Tell whether an entry is read back as it was; where an unclosed one ends depends on what follows it."""
    raw = data[block.start : block.end]
    return after.startswith(raw.rstrip()) if block.kind is BlockKind.BROKEN else after == raw


def _check_edited(data: bytes, entries: Sequence[Block], changes: Sequence[Change], wanted: Sequence[Edit]) -> None:
    removed = {c.position for c in changes if isinstance(c, RemoveEntry)}
    made: dict[int, list[Change]] = {}
    for change in changes:
        if isinstance(change, SetField | RemoveField | RenameKey | SetType) and change.position not in removed:
            made.setdefault(change.position, []).append(change)
    texts = {(edit.start, edit.end): edit.text for edit in wanted}
    for position, edits in made.items():
        block = entries[position]
        old = data[block.start : block.end]
        written = _Written(texts.get((block.start, block.end), old))
        if not written.reads(*_meant(_Written(old), edits)):
            raise SelfCheckError(f"{block.key} would not be read back as it was meant")


#: A field's name with its value: bytes that must stand there as they are, or text that must be read.
_Value = tuple[str, bytes | str]


class _Written:
    """An entry's bytes as they are read."""

    def __init__(self, raw: bytes) -> None:
        spans = fields.parse(raw, 0, len(raw))
        self.type = raw[spans.type_start : spans.type_end].decode("utf-8", "replace").lower()
        self.key = raw[spans.key_start : spans.key_end].decode("utf-8", "replace")
        self.values = [(f.name, raw[f.value_start : f.value_end]) for f in spans.fields]

    def reads(self, entry_type: str, key: str, values: Sequence[_Value]) -> bool:
        """Tell whether the entry is read as one of this type and key with these values, in this order."""
        return (
            (self.type, self.key) == (entry_type, key)
            and [name for name, _ in self.values] == [name for name, _ in values]
            and all(
                raw == meant if isinstance(meant, bytes) else _unified(fields.value_text(raw, {})) == meant
                for (_, raw), (_, meant) in zip(self.values, values, strict=True)
            )
        )


def _meant(old: _Written, edits: Sequence[Change]) -> tuple[str, str, Sequence[_Value]]:
    entry_type, key = old.type, old.key
    values: list[_Value] = list(old.values)
    for edit in edits:
        if isinstance(edit, SetField):
            at = next((i for i, (name, _) in enumerate(values) if name == edit.name), len(values))
            values[at : at + 1] = [(edit.name, _unified(contained(edit.value)))]
        elif isinstance(edit, RemoveField):
            values = [(name, value) for name, value in values if name != edit.name]
        elif isinstance(edit, RenameKey):
            key = edit.key
        elif isinstance(edit, SetType):
            entry_type = edit.type.lower()
    return entry_type, key, values


def _unified(text: str) -> str:
    """Return a text as it is written and read: with one kind of line end, and without what UTF-8 has no bytes for."""
    return re.sub(r"\r\n|\r", "\n", text).encode("utf-8", "replace").decode("utf-8")


def _check_added(changes: Sequence[Change], regions: Sequence[Region], new: bytes) -> None:
    there = {(b.key, b.type): b for region in regions for b in read.entry_blocks(new, region.new)}
    for change in changes:
        if isinstance(change, AddEntry):
            block = there.get((change.key, change.type.lower()))
            written = _Written(new[block.start : block.end]) if block and block.kind is BlockKind.ENTRY else None
            meant = [(name, _unified(contained(value))) for name, value in change.fields.items()]
            if written is None or not written.reads(change.type.lower(), change.key, meant):
                raise SelfCheckError(f"{change.key} would not be read back as it was meant")
