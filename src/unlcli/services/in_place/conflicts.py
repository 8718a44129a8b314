"""Merge conflicts that took a begin marker in: both sides generated the block, so that only its digest differs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unlcli.services.in_place.lines import bare
from unlcli.services.in_place.markers import with_digest

_MARKER = re.compile(r"<!--[ \t]*unl:(?:begin|end)\b")
_BEGIN = re.compile(r"<!--[ \t]*unl:begin\b.*-->[ \t]*")


@dataclass(frozen=True, slots=True)
class Hunk:
    """A conflict: the indices of its first line, of the line between the sides, and of its last; the sides' lines."""

    start: int
    end: int
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def has_marker(self) -> bool:
        """Tell whether a marker stands in it."""
        return any(_MARKER.match(line) for line in (*self.ours, *self.theirs))

    @property
    def is_of_digests(self) -> bool:
        """Tell whether both sides begin with the same marker, its digest aside, and have no other one."""
        first = [side[0] if side else "" for side in (self.ours, self.theirs)]
        if not all(_BEGIN.fullmatch(bare(line)) for line in first):
            return False
        if len({with_digest(bare(line), "") for line in first}) > 1:
            return False
        return not any(_MARKER.match(line) for line in (*self.ours[1:], *self.theirs[1:]))


def find_hunks(lines: Sequence[str]) -> Iterator[Hunk]:
    """Yield the conflicts of a document in which a marker stands."""
    start = base = middle = -1
    for index, line in enumerate(lines):
        if line.startswith("<<<<<<<"):
            start, base, middle = index, -1, -1
        elif start >= 0 and line.startswith("|||||||"):
            base = index
        elif start >= 0 and bare(line) == "=======":
            middle = index
        elif middle >= 0 and line.startswith(">>>>>>>"):
            ours = lines[start + 1 : base if base >= 0 else middle]
            hunk = Hunk(start, index, tuple(ours), tuple(lines[middle + 1 : index]))
            if hunk.has_marker:
                yield hunk
            start = base = middle = -1


def settled(lines: Sequence[str], hunks: Sequence[Hunk]) -> list[str]:
    """Return the lines with our side of conflicts about digests, for a block that is generated anew whatever it says."""
    kept: list[str] = []
    after = 0
    for hunk in hunks:
        kept += [*lines[after : hunk.start], *hunk.ours]
        after = hunk.end + 1
    return [*kept, *lines[after:]]
