"""Two texts compared: the edit between them, and edits as a unified diff."""

import difflib
import re
from collections.abc import Callable, Sequence

from unlcli.bibtex import lines
from unlcli.bibtex.splice import Edit, apply
from unlcli.domain.text import without_controls

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def difference(old: bytes, new: bytes) -> list[Edit]:
    """Return the one edit that makes a text of another: what is left between their common beginning and end."""
    if old == new:
        return []
    most = min(len(old), len(new))
    start = _longest(most, lambda low, high: old[low:high] == new[low:high])
    ends = len(old), len(new)
    tail = _longest(
        most - start, lambda low, high: old[ends[0] - high : ends[0] - low] == new[ends[1] - high : ends[1] - low]
    )
    return [Edit(start, ends[0] - tail, new[start : ends[1] - tail])]


def _longest(most: int, is_equal: Callable[[int, int], bool]) -> int:
    """Return how many bytes are equal from the beginning; each byte is looked at about once."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if is_equal(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def stretches(data: bytes, wanted: Sequence[Edit], context: int = 3) -> list[Edit]:
    """Return edits widened to whole lines with some lines around them; those that meet are made one."""
    return [
        Edit(start, end, apply(data[start:end], [Edit(e.start - start, e.end - start, e.text) for e in group]))
        for start, end, group in _grouped(data, wanted, context)
    ]


def unified(data: bytes, wanted: Sequence[Edit], name: str, context: int = 3) -> str:
    """Return a unified diff of what edits do, made from their surroundings so that its cost does not grow with the file."""
    found: list[str] = []
    number, shift = lines.counter(data), 0
    for edit in stretches(data, wanted, context):
        old = data[edit.start : edit.end]
        found.append(hunk(old, edit.text, number(edit.start), shift, context))
        shift += len(_lines(edit.text)) - len(_lines(old))
    name = without_controls(name)
    return f"--- {name}\n+++ {name}\n" + "".join(found) if found else ""


def hunk(old: bytes, new: bytes, line: int, shift: int = 0, context: int = 3) -> str:
    """Return the part of a unified diff for a stretch that begins at a line of the old text and `shift` lines on in the new."""
    made = list(difflib.unified_diff(_lines(old), _lines(new), n=context))[2:]
    moved = [_moved(text, line - 1, line - 1 + shift) if text.startswith("@@") else text for text in made]
    return "".join(text if text.endswith("\n") else text + "\n" for text in moved)


def line_count(text: bytes) -> int:
    """Return how many lines a diff shows of a text."""
    return len(_lines(text))


def _grouped(data: bytes, wanted: Sequence[Edit], context: int) -> list[tuple[int, int, list[Edit]]]:
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in wanted:
        start, end = edit.start, edit.end
        for _ in range(context + 1):
            start = lines.start_of(data, max(0, start - 1 - (data[start - 2 : start] == b"\r\n")))
            end = lines.end_of(data, end)
        if groups and start <= groups[-1][1]:
            begun, _, group = groups[-1]
            group.append(edit)
            groups[-1] = (begun, max(end, groups[-1][1]), group)
        else:
            groups.append((start, end, [edit]))
    return groups


def _lines(raw: bytes) -> list[str]:
    return [part.decode("utf-8", "replace") for part in _LINE.findall(raw)]


def _moved(header: str, old: int, new: int) -> str:
    return re.sub(r"-(\d+)(.*?)\+(\d+)", lambda m: f"-{int(m[1]) + old}{m[2]}+{int(m[3]) + new}", header, count=1)
