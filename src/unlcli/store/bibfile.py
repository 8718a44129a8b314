"""The user's .bib file: read, plan changes as splices, save whole or not at all. The only writer of it."""

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from unlcli.bibtex import fields, read, scan, splice
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.bibtex.splice import Edit, Region
from unlcli.domain.change import AddEntry, Change, RemoveEntry, RemoveField, SetField
from unlcli.domain.library import Entries
from unlcli.errors import EncodingError, LibraryChangedError, SelfCheckError, StoreError
from unlcli.store import files


@dataclass(frozen=True, slots=True)
class Plan:
    """What changes would do to a file: the bytes it has and would have, and the edits between them."""

    path: Path
    old: bytes
    new: bytes
    edits: tuple[Edit, ...] = ()
    existed: bool = True

    @property
    def is_empty(self) -> bool:
        """Tell whether the file would stay as it is."""
        return not self.edits

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        return splice.diff(self.old, self.edits, str(self.path))


class BibFile:
    """A BibTeX file as it was when it was read.

    `renamed` maps the names that custom fields have in this file to the names `unl` uses ("awesome-category" to
    "category"). A missing file is an empty library when `may_be_missing`.
    """

    def __init__(
        self, path: Path, data: bytes, renamed: Mapping[str, str] | None = None, *, existed: bool = True
    ) -> None:
        self.path = path
        self.data = data
        self.existed = existed
        self._renamed = dict(renamed or {})
        self._own_names = {canonical: name for name, canonical in self._renamed.items()}

    @classmethod
    def open(cls, path: Path, renamed: Mapping[str, str] | None = None, *, may_be_missing: bool = False) -> "BibFile":
        """Read a file. Raises StoreError when it cannot be read, EncodingError when it is not UTF-8."""
        if may_be_missing and not path.exists():
            return cls(path, b"", renamed, existed=False)
        data = files.read_bytes(path)
        _check_text(path, data)
        return cls(path, data, renamed)

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks that tile the file."""
        return scan.scan(self.data)

    @cached_property
    def entries(self) -> Entries:
        """The entries a reader sees, and what could not be read."""
        return read.entries(self.data, self.blocks, self._renamed, str(self.path))

    @cached_property
    def _entry_blocks(self) -> list[Block]:
        return read.entry_blocks(self.data, self.blocks)

    def source(self, position: int) -> str:
        """Return an entry's text as it stands in the file."""
        block = self._entry_blocks[position]
        return self.data[block.start : block.end].decode("utf-8", "replace")

    def plan(self, changes: Sequence[Change]) -> Plan:
        """Return what changes would do. Raises StoreError for an entry that cannot be edited."""
        for change in changes:
            if not isinstance(change, AddEntry) and (problem := self.entries.entries[change.position].problem):
                entry = self.entries.entries[change.position]
                raise StoreError(
                    f"{self.path}:{entry.line}: {entry.key} cannot be edited: {problem}", "mend it in an editor"
                )
        wanted = splice.edits(self.data, self.blocks, self._entry_blocks, [self._as_in_file(c) for c in changes])
        new = splice.apply(self.data, wanted)
        self._check(changes, splice.regions(self.data, self.blocks, wanted, new), new)
        return Plan(self.path, self.data, new, tuple(wanted), self.existed)

    def _as_in_file(self, change: Change) -> Change:
        if isinstance(change, SetField):
            return SetField(change.position, self._own_names.get(change.name, change.name), change.value)
        if isinstance(change, RemoveField):
            return RemoveField(change.position, self._own_names.get(change.name, change.name))
        if isinstance(change, AddEntry):
            named = {self._own_names.get(name, name): value for name, value in change.fields.items()}
            return AddEntry(change.type, change.key, named)
        return change

    def _check(self, changes: Sequence[Change], regions: Sequence[Region], new: bytes) -> None:
        """Read back what was touched: entries that nothing was to happen to must be there, in order, byte for byte."""
        touched = {self._entry_blocks[c.position].start for c in changes if not isinstance(c, AddEntry)}
        removed = {c.position for c in changes if isinstance(c, RemoveEntry)}
        expected = sum(isinstance(c, AddEntry) for c in changes) - len(removed)
        for region in regions:
            before, after = read.entry_blocks(self.data, region.old), read.entry_blocks(new, region.new)
            expected -= len(after) - len(before)
            remaining = iter([new[b.start : b.end] for b in after])
            untouched = [block for block in before if block.start not in touched]
            if not all(any(self._is_kept(block, raw) for raw in remaining) for block in untouched):
                raise SelfCheckError(f"{self.path}: an entry that was not to change would change")
        if expected:
            raise SelfCheckError(f"{self.path}: {-expected:+} entries more than intended would be read back")
        self._check_added(changes, regions, new)

    def _is_kept(self, block: Block, after: bytes) -> bool:
        """Tell whether an entry is read back as it was; where an unclosed one ends depends on what follows it."""
        raw = self.data[block.start : block.end]
        return after.startswith(raw.rstrip()) if block.kind is BlockKind.BROKEN else after == raw

    def _check_added(self, changes: Sequence[Change], regions: Sequence[Region], new: bytes) -> None:
        blocks = [block for region in regions for block in read.entry_blocks(new, region.new)]
        there = {(b.key, b.type): b for b in blocks}
        for change in changes:
            if isinstance(change, AddEntry):
                block = there.get((change.key, change.type.lower()))
                spans = fields.parse(new, block.start, block.end) if block else None
                names = [self._own_names.get(name, name) for name in change.fields]
                if spans is None or [f.name for f in spans.fields] != names or spans.problem:
                    raise SelfCheckError(f"{self.path}: {change.key} would not be read back as it was meant")


_PIECE = 1 << 20


def _check_text(path: Path, data: bytes) -> None:
    """Raise EncodingError for bytes that are not UTF-8; decoded in pieces, so that memory stays what the file takes."""
    if not data.isascii():
        decoder = codecs.getincrementaldecoder("utf-8")()
        for start in range(0, len(data), _PIECE):
            try:
                decoder.decode(data[start : start + _PIECE], final=start + _PIECE >= len(data))
            except UnicodeDecodeError as error:
                held = len(error.object) - len(data[start : start + _PIECE])
                raise EncodingError(str(path), "UTF-8", start - held + error.start) from None
    if b"\x00" in data[:4096] and not data.lstrip(b"\x00").startswith((b"@", b"%")):
        raise StoreError(f"{path}: is a binary file, not BibTeX", "name the .bib file with -l")


def save(plan: Plan) -> None:
    """Write a plan's bytes. Raises LibraryChangedError when the file is no longer what the plan was made on."""
    if plan.is_empty and plan.existed:
        return
    if files.differs(plan.path, plan.old, existed=plan.existed):
        raise LibraryChangedError(str(plan.path))
    files.replace(plan.path, plan.new)
