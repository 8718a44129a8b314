"""The user's .bib file: read, plan changes as splices, save whole or not at all. The only writer of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from unlcli.bibtex import fields, read, scan, splice
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.domain.change import AddEntry, Change, RemoveEntry, RemoveField, SetField
from unlcli.domain.library import Entries
from unlcli.errors import EncodingError, LibraryChangedError, SelfCheckError, StoreError
from unlcli.store import files


@dataclass(frozen=True, slots=True)
class Plan:
    """What changes would do to a file: its new bytes and the diff; `is_empty` when nothing would change."""

    path: Path
    old: bytes
    new: bytes
    diff: str
    existed: bool = True

    @property
    def is_empty(self) -> bool:
        """Tell whether the file would stay as it is."""
        return self.old == self.new


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
        self._check(changes, new)
        return Plan(self.path, self.data, new, splice.diff(self.data, wanted, str(self.path)), self.existed)

    def _as_in_file(self, change: Change) -> Change:
        if isinstance(change, SetField):
            return SetField(change.position, self._own_names.get(change.name, change.name), change.value)
        if isinstance(change, RemoveField):
            return RemoveField(change.position, self._own_names.get(change.name, change.name))
        if isinstance(change, AddEntry):
            named = {self._own_names.get(name, name): value for name, value in change.fields.items()}
            return AddEntry(change.type, change.key, named)
        return change

    def _check(self, changes: Sequence[Change], new: bytes) -> None:
        """Read the new text back: the entries that nothing was to happen to must be there, in order, byte for byte."""
        blocks = scan.scan(new)
        after = [new[b.start : b.end] for b in read.entry_blocks(new, blocks)]
        touched = {c.position for c in changes if not isinstance(c, AddEntry)}
        removed = {c.position for c in changes if isinstance(c, RemoveEntry)}
        added = sum(isinstance(c, AddEntry) for c in changes)
        if len(after) != len(self._entry_blocks) - len(removed) + added:
            raise SelfCheckError(f"{self.path}: {len(after)} entries would be read back after {len(changes)} changes")
        untouched = [self._kept(b) for i, b in enumerate(self._entry_blocks) if i not in touched]
        remaining = iter(after)
        if not all(any(_is_kept(raw, other) for other in remaining) for raw in untouched):
            raise SelfCheckError(f"{self.path}: an entry that was not to change would change")
        self._check_values(changes, new, blocks)

    def _kept(self, block: Block) -> tuple[bytes, bool]:
        return self.data[block.start : block.end], block.kind is BlockKind.BROKEN

    def _check_values(self, changes: Sequence[Change], new: bytes, blocks: list[Block]) -> None:
        there = {(b.key, b.type): b for b in read.entry_blocks(new, blocks)}
        for change in changes:
            if isinstance(change, AddEntry):
                block = there.get((change.key, change.type.lower()))
                spans = fields.parse(new, block.start, block.end) if block else None
                names = [self._own_names.get(name, name) for name in change.fields]
                if spans is None or [f.name for f in spans.fields] != names or spans.problem:
                    raise SelfCheckError(f"{self.path}: {change.key} would not be read back as it was meant")


def _is_kept(before: tuple[bytes, bool], after: bytes) -> bool:
    """Tell whether an entry is read back as it was; where an unclosed one ends depends on what follows it."""
    raw, is_broken = before
    return after.startswith(raw.rstrip()) if is_broken else after == raw


def _check_text(path: Path, data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodingError(str(path), "UTF-8", error.start) from None
    if b"\x00" in data[:4096] and not data.lstrip(b"\x00").startswith((b"@", b"%")):
        raise StoreError(f"{path}: is a binary file, not BibTeX", "name the .bib file with -l")


def save(plan: Plan) -> None:
    """Write a plan's bytes. Raises LibraryChangedError when the file is no longer what the plan was made on."""
    if plan.is_empty and plan.existed:
        return
    current = files.read_bytes(plan.path) if plan.path.exists() else b""
    if current != plan.old:
        raise LibraryChangedError(str(plan.path))
    files.replace(plan.path, plan.new)
