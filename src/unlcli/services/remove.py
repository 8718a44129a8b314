"""Take entries out of a library."""

import re
from collections.abc import Iterator, Sequence

from unlcli.domain import references
from unlcli.domain.change import Change, RemoveEntry
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries


def remove_entries(entries: Sequence[Entry]) -> tuple[Change, ...]:
    """Return the changes that take entries out."""
    return tuple(RemoveEntry(position) for position in dict.fromkeys(entry.position for entry in entries))


_EQUALS = re.compile(rb"\s*=")


def has_references(data: bytes) -> bool:
    """Tell whether any entry of a file may name others: far cheaper than reading the fields of all."""
    lowered = data.lower()
    for name in (field.encode() for field in references.FIELDS):
        at = lowered.find(name)
        while at >= 0:
            if _EQUALS.match(lowered, at + len(name)):
                return True
            at = lowered.find(name, at + 1)
    return False


def left_naming(entries: Sequence[Entry], library: Entries) -> Iterator[tuple[Entry, str, str]]:
    """Return the entries that stay and name one that goes, with the field and the key that nothing bears any more."""
    gone = {entry.position for entry in entries}
    stay = [entry for entry in library if entry.position not in gone]
    there = {entry.key.casefold() for entry in stay}
    keys = {entry.key for entry in entries if entry.key and entry.key.casefold() not in there}
    return references.named_by(stay, keys)
