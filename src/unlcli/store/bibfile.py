"""The user's .bib file: read, plan changes as splices, save whole or not at all. The only writer of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from unlcli.bibtex import diff, encoding, lines, read, scan, splice, verify
from unlcli.bibtex.encoding import DEFAULT, Encoding
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.bibtex.splice import Edit
from unlcli.domain import latex
from unlcli.domain.change import AddEntry, Change, RemoveField, RenameKey, ReplaceEntry, SetField
from unlcli.domain.entry import VERBATIM
from unlcli.domain.library import Entries
from unlcli.errors import EncodingError, SelfCheckError, StoreError, UsageError
from unlcli.store import files


@dataclass(frozen=True, slots=True)
class Plan:
    """What changes would do to a file: the bytes it has and would have, and the edits between them.

    `encoding` is that of these bytes.
    """

    path: Path
    old: bytes
    new: bytes
    edits: tuple[Edit, ...] = ()
    existed: bool = True
    encoding: Encoding = DEFAULT

    @property
    def is_empty(self) -> bool:
        """Tell whether the file would stay as it is."""
        return not self.edits

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        edits = self.encoding.shown(self.old, self.edits)
        return diff.unified(self.encoding.to_utf8(self.old), edits, str(self.path))


class BibFile:
    """A BibTeX file as it was when it was read: `stored` as it is on disk, `data` the same as UTF-8.

    `renamed` maps the names that custom fields have in this file to the names `unl` uses ("awesome-category" to
    "category"). A missing file is an empty library when `may_be_missing`.
    """

    def __init__(
        self,
        path: Path,
        stored: bytes,
        renamed: Mapping[str, str] | None = None,
        *,
        existed: bool = True,
        written_in: Encoding | None = None,
    ) -> None:
        self.path = path
        self.stored = stored
        self.existed = existed
        self.encoding = written_in or DEFAULT
        self.data = self.encoding.to_utf8(stored)
        self._renamed = dict(renamed or {})
        self._own_names = {canonical: name for name, canonical in self._renamed.items()}

    @classmethod
    def open(
        cls, path: Path, renamed: Mapping[str, str] | None = None, *, may_be_missing: bool = False, named: str = ""
    ) -> "BibFile":
        """Read a file, in the encoding that is `named` or that it states, else UTF-8.

        Raises StoreError when it cannot be read, EncodingError when it is not text in its encoding.
        """
        existed = path.exists() or not may_be_missing
        return cls.of(path, files.read_bytes(path) if existed else b"", renamed, existed=existed, named=named)

    @classmethod
    def of(
        cls, path: Path, data: bytes, renamed: Mapping[str, str] | None = None, *, existed: bool = True, named: str = ""
    ) -> "BibFile":
        """Take bytes for those of a file, in the encoding that is `named` or that they state, else UTF-8.

        Raises EncodingError when they are not text in their encoding.
        """
        return cls(path, data, renamed, existed=existed, written_in=encoding.find(data, str(path), named))

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks that tile the file."""
        return scan.scan(self.data)

    @cached_property
    def entries(self) -> Entries:
        """The entries a reader sees, and what could not be read."""
        return read.entries(self.data, self.blocks, self._renamed, str(self.path), self._entry_blocks)

    @cached_property
    def _entry_blocks(self) -> list[Block]:
        return read.entry_blocks(self.data, self.blocks)

    def source(self, position: int) -> str:
        """Return an entry's text as it stands in the file."""
        block = self._entry_blocks[position]
        return self.data[block.start : block.end].decode("utf-8", "replace")

    def plan(self, changes: Sequence[Change]) -> Plan:
        """Return what changes would do. Raises StoreError for an entry, EncodingError for a file that cannot be edited."""
        if changes and self.encoding.is_wide:
            raise EncodingError(
                f"{self.path}:1: encoding is UTF-16 from byte 0 on, which BibTeX cannot read; the file was not touched",
                f"convert it, for instance: iconv -f utf-16 -t utf-8 {self.path} > utf8.bib",
            )
        for change in changes:
            if not isinstance(change, AddEntry) and (problem := self.entries.entries[change.position].problem):
                entry = self.entries.entries[change.position]
                raise StoreError(
                    f"{self.path}:{entry.line}: {entry.key} cannot be edited: {problem}", "mend it in an editor"
                )
        own_changes = [self._as_in_file(change) for change in changes]
        wanted = splice.edits(self.data, self.blocks, self._entry_blocks, own_changes)
        new = splice.apply(self.data, wanted)
        self._verify(own_changes, wanted, new)
        spans = self.encoding.edits(self.data, wanted)
        stored = new if self.encoding.is_utf8 else splice.apply(self.stored, spans)
        if self.encoding.to_utf8(stored) != new:
            raise SelfCheckError(f"what would be written is not what was meant, in {self.encoding.codec}")
        return Plan(self.path, self.stored, stored, spans, self.existed, self.encoding)

    def can_write(self, value: str, field: str) -> bool:
        """Tell whether the file's encoding holds a value in a field, if need be in LaTeX."""
        try:
            self._writable(value, field)
        except EncodingError:
            return False
        return True

    def _verify(self, changes: Sequence[Change], wanted: Sequence[Edit], new: bytes) -> None:
        """Have the new bytes read back. Where an unclosed entry ends depends on what follows it: that is no bug."""
        try:
            verify.verify(self.data, self.blocks, self._entry_blocks, changes, wanted, new)
        except SelfCheckError:
            unclosed = next((block for block in self.blocks if block.kind is BlockKind.BROKEN), None)
            if unclosed is None:
                raise
            line = lines.counter(self.data)(unclosed.start)
            raise StoreError(
                f"{self.path}:{line}: an entry is not closed here, and would be read otherwise after this change",
                "close it in an editor first",
            ) from None

    def _as_in_file(self, change: Change) -> Change:
        """Return a change with field names and characters as this file has them."""
        if isinstance(change, SetField):
            name = self._own_names.get(change.name, change.name)
            return SetField(change.position, name, self._writable(change.value, name))
        if isinstance(change, RemoveField):
            return RemoveField(change.position, self._own_names.get(change.name, change.name))
        if isinstance(change, AddEntry):
            named = {self._own_names.get(name, name): value for name, value in change.fields.items()}
            values = {name: self._writable(value, name) for name, value in named.items()}
            return AddEntry(change.type, self._writable(change.key), values)
        if isinstance(change, RenameKey):
            return replace(change, key=self._writable(change.key))
        if isinstance(change, ReplaceEntry):
            return replace(change, source=self._writable(change.source))
        return change

    def _writable(self, text: str, field: str = "") -> str:
        """Return a text that the file's encoding holds: in a field of prose, characters it lacks are written in LaTeX.

        Raises EncodingError naming a character that has no such form.
        """
        if self.encoding.can_write(text):
            return text
        has_latex = field and field not in VERBATIM
        written = [c if self.encoding.can_write(c) else latex.written(c) if has_latex else "" for c in text]
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise UsageError("the text given is not text in the encoding of this terminal", "check LANG and LC_ALL")
        if lost := next((c for c, form in zip(text, written, strict=True) if not form), ""):
            raise EncodingError(
                f"{self.path}: {lost!r} (U+{ord(lost):04X}) cannot be written in its encoding, {self.encoding.codec}; "
                "nothing was written",
                "write it in ASCII, or convert the file to UTF-8 and drop the line that states another encoding",
            )
        return "".join(written)
