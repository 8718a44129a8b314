"""Entries of an indexed library, each read from its own bytes."""

import json
from collections.abc import Mapping, Sequence

from unlcli.bibtex import scan
from unlcli.bibtex.read import Definition, Reader
from unlcli.domain.entry import Entry
from unlcli.store.index_places import Place


def entries(places: Sequence[Place], texts: Sequence[bytes], renamed: Mapping[str, str], macros: bytes) -> list[Entry]:
    """Return the entries that stand at some places, as a reader of the whole library sees them."""
    definitions = [Definition(*definition) for definition in json.loads(macros)]
    found = []
    for place, text in zip(places, texts, strict=True):
        reader = Reader(text, renamed, definitions, place.start)
        block = scan.alone(text, is_closed=place.is_closed)
        found.append(reader.entry(block, place.position, place.line, place.end_line))
    return found
