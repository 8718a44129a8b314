"""Changes: the only way to say what an edit does. Entries are named by position, for files repeat keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from unlcli.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Write a new entry; its place and style follow its neighbours."""

    type: str
    key: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RemoveEntry:
    """Take an entry out."""

    position: int


@dataclass(frozen=True, slots=True)
class SetField:
    """Give a field a value, whether or not it is there."""

    position: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class RemoveField:
    """Take a field out."""

    position: int
    name: str


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Give an entry another citation key."""

    position: int
    key: str


@dataclass(frozen=True, slots=True)
class SetType:
    """Give an entry another type."""

    position: int
    type: str


@dataclass(frozen=True, slots=True)
class ReplaceEntry:
    """Put a hand-written entry, which reads as exactly one, in an entry's place."""

    position: int
    source: str


Change = AddEntry | RemoveEntry | SetField | RemoveField | RenameKey | SetType | ReplaceEntry


def applied(entry: Entry, changes: Sequence[Change]) -> Entry:
    """Return an entry as it would be after those of the changes that set or take out its fields, or give it another type."""
    fields = dict(entry.fields)
    entry_type = entry.type
    for change in changes:
        if isinstance(change, AddEntry) or change.position != entry.position:
            continue
        if isinstance(change, SetField):
            fields[change.name] = change.value
        elif isinstance(change, RemoveField):
            fields.pop(change.name, None)
        elif isinstance(change, SetType):
            entry_type = change.type
    return replace(entry, type=entry_type, fields=fields)
