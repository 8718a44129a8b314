"""Two rows of one paper that a document has: what both say in words stays, where a merge would keep that of one."""

from collections.abc import Sequence
from dataclasses import replace

from unlcli.domain import text
from unlcli.domain.entry import ALTTITLE, ALTURL, CREATIONDATE, SEPARATORS, VERBATIM, Entry
from unlcli.services.listing.names import ONE_VALUE

_BETWEEN = "; "
#: Fields of BibTeX that hold free text, of which there can be more.
_FREE = frozenset(("note", "annote", "addendum", "abstract"))
_OWN_RULE = (ONE_VALUE | VERBATIM | SEPARATORS.keys() | {"author", ALTTITLE, ALTURL, CREATIONDATE}) - _FREE


def unite(merged: Entry, rows: Sequence[Entry]) -> Entry:
    """Return a merged entry with the texts that its rows have in fields of their own, one after the other."""
    fields = dict(merged.fields)
    for row in rows:
        for name, value in row.fields.items():
            if name not in _OWN_RULE and value.strip() and not _has(fields.get(name, ""), value):
                there = fields.get(name, "")
                fields[name] = f"{there}{_BETWEEN}{value}" if there else value
    return replace(merged, fields=fields) if fields != merged.fields else merged


def _has(there: str, value: str) -> bool:
    """Tell whether a field says all that a value says: as a whole, or part by part."""
    parts = {_form(part) for part in (there, *there.split(";"))}
    return _form(value) in parts or all(_form(part) in parts for part in value.split(";"))


def _form(value: str) -> str:
    return text.fold(text.plain(value)) or value.strip()
