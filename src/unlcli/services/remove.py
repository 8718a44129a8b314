"""Take entries out of a library."""

from collections.abc import Sequence

from unlcli.domain.change import Change, RemoveEntry
from unlcli.domain.entry import Entry


def remove_entries(entries: Sequence[Entry]) -> tuple[Change, ...]:
    """Return the changes that take entries out."""
    return tuple(RemoveEntry(position) for position in dict.fromkeys(entry.position for entry in entries))
