"""Fields by which an entry names others by their citation keys: who names whom, and the same under new keys."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from unlcli.domain.change import Change, RemoveField, SetField
from unlcli.domain.entry import Entry

#: BibTeX's own and biblatex's; all but the first and the second may name several, with commas between.
FIELDS = ("crossref", "xref", "xdata", "related", "entryset")
_KEY = re.compile(r"[^\s,](?:[^,]*[^\s,])?")


def of_entry(entry: Entry) -> Iterator[tuple[str, str]]:
    """Return each field of an entry that names others, with each key it names."""
    for name in FIELDS:
        if name in entry.fields:
            yield from ((name, key) for key in _KEY.findall(entry.fields[name]))


def named_by(entries: Iterable[Entry], keys: Collection[str]) -> Iterator[tuple[Entry, str, str]]:
    """Return the entries that name one of these keys, with the field and the key; BibTeX ignores a key's case."""
    wanted = {key.casefold() for key in keys}
    for entry in entries:
        yield from ((entry, name, key) for name, key in of_entry(entry) if key.casefold() in wanted)


def renamed(entry: Entry, new_keys: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of an entry that name others, those that change when these get new keys.

    A key is looked up as it is written, then in lower case. What comes to name the entry itself, or a second time what
    is named already, is taken out; a field that names nothing then is empty.
    """
    changed = {}
    for name in FIELDS:
        old = entry.fields.get(name, "")
        if old and (value := _with_new_keys(old, entry.key, new_keys)) != old:
            changed[name] = value
    return changed


def changes(entry: Entry, new_keys: Mapping[str, str]) -> list[Change]:
    """Return the changes by which an entry of a library names others by their new keys."""
    return [
        SetField(entry.position, name, value) if value else RemoveField(entry.position, name)
        for name, value in renamed(entry, new_keys).items()
    ]


def with_new_keys(entry: Entry, new_keys: Mapping[str, str]) -> Entry:
    """Return an entry that names others by their new keys."""
    return _with(entry, renamed(entry, new_keys))


def without_itself(entry: Entry) -> Entry:
    """Return an entry that does not name itself, as it may after a merge with one that named it."""
    own = entry.key.casefold()
    named = {name: _KEY.findall(entry.fields[name]) for name in FIELDS if name in entry.fields}
    others = {name: [key for key in keys if key.casefold() != own] for name, keys in named.items()}
    return _with(entry, {name: ", ".join(others[name]) for name in named if others[name] != named[name]})


def _with(entry: Entry, changed: Mapping[str, str]) -> Entry:
    if not changed:
        return entry
    fields = {name: changed.get(name, value) for name, value in entry.fields.items()}
    return replace(entry, fields={name: value for name, value in fields.items() if value or name not in changed})


def _with_new_keys(value: str, own: str, new_keys: Mapping[str, str]) -> str:
    def new(key: str) -> str:
        return new_keys.get(key) or new_keys.get(key.casefold(), key)

    found = _KEY.findall(value)
    named = [new(key) for key in found]
    if named == found:
        return value
    wanted = dict.fromkeys(key for key in named if key != own)
    return _KEY.sub(lambda match: new(match[0]), value) if len(wanted) == len(found) else ", ".join(wanted)
