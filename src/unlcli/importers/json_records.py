"""Read JSON lists of records: arrays, objects with an array inside, keyed objects, JSON Lines, CSL-JSON, our own export."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from unlcli.domain.draft import Reading, Skipped
from unlcli.domain.venues import VenueTable
from unlcli.errors import UnreadableDocumentError
from unlcli.importers import records
from unlcli.importers.record_tree import MOST_LEVELS, Items, Members, Text, Value, nested_too_deep, sound
from unlcli.importers.repair import shortened
from unlcli.importers.source import document_lines

_ENDINGS = (".json", ".jsonl", ".ndjson", ".csljson")
_OPENING = re.compile(r"\s*(?:\[\s*(?:\{\s*[\"}]|\])|\{\s*[\"}])")
_OBJECT = re.compile(r'"(?:[^"\\]|\\.)*+"|\{', re.S)
_HINT = "mend that place; `python -m json.tool FILE` names it too"
_WORDS = {True: "true", False: "false", None: ""}


def recognises(text: str, name: str) -> bool:
    """Tell whether a text is JSON: by its name's ending, or because it opens as an object or an array of objects."""
    return name.lower().endswith(_ENDINGS) or bool(_OPENING.match(text.removeprefix("\ufeff")))


def read(text: str, *, venues: VenueTable) -> Reading:
    """Return the drafts of a JSON text or of JSON Lines; raise UnreadableDocumentError when it is neither."""
    lines = document_lines(text)
    text = "\n".join(lines)
    try:
        return records.read([_tree(text)], venues, lines)
    except json.JSONDecodeError as error:
        values, skipped = _lines(lines)
        if not values:
            raise UnreadableDocumentError(
                f"not JSON: {error.msg} (column {error.colno})", _HINT, min(error.lineno, len(lines))
            ) from error
    reading = records.read(values, venues, lines)
    return replace(reading, skipped=tuple(sorted((*reading.skipped, *skipped), key=lambda each: each.line)))


def _lines(lines: list[str]) -> tuple[list[Value], list[Skipped]]:
    """Return the values of JSON Lines, and the lines that hold none."""
    values: list[Value] = []
    skipped = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            values.append(_tree(line, number))
        except json.JSONDecodeError as error:
            reason = f"not JSON: {error.msg} (column {error.colno})"
            skipped.append(Skipped(number, shortened(line, 120), reason, is_broken=True))
    is_list = any(isinstance(value, Members) for value in values)
    return (values, skipped) if is_list else ([], [])


@dataclass(frozen=True, slots=True)
class _Object:
    """An object as it was parsed: all its pairs, also those of keys that stand there twice."""

    pairs: list[tuple[str, object]]


def _tree(text: str, first_line: int = 1) -> Value:
    """Return a JSON text as a tree. Numbers stay as they are written, so that none is too large and no digit is lost."""
    try:
        parsed = json.loads(
            text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_Object, strict=False
        )
    except RecursionError as error:
        raise nested_too_deep(first_line) from error
    return _value(parsed, _object_lines(text, first_line), first_line, 0)


def _object_lines(text: str, first_line: int) -> Iterator[int]:
    """Yield the lines on which objects open, in order."""
    ends = [match.start() for match in re.finditer("\n", text)]
    for match in _OBJECT.finditer(text):
        if match[0] == "{":
            yield bisect_right(ends, match.start()) + first_line


def _value(parsed: object, lines: Iterator[int], line: int, level: int) -> Value:
    if level > MOST_LEVELS:
        raise nested_too_deep(line)
    if isinstance(parsed, _Object):
        line = next(lines, line)
        return Members(line, [(sound(key), _value(each, lines, line, level + 1)) for key, each in parsed.pairs])
    if isinstance(parsed, list):
        items = Items(line)
        for each in parsed:
            value = _value(each, lines, line, level + 1)
            line = value.line
            items.values.append(value)
        return items
    if parsed is None or isinstance(parsed, bool):
        return Text(_WORDS[parsed], line)
    return Text(sound(str(parsed)), line)
