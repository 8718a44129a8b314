"""Edit entries: set, unset, add to and drop from fields; rename a key; put a hand-edited text in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from unlcli.bibtex import read, scan, write
from unlcli.bibtex.scan import BlockKind
from unlcli.domain import categories, keys, references, text
from unlcli.domain.change import Change, RemoveField, RenameKey, ReplaceEntry, SetField, SetType
from unlcli.domain.entry import CATEGORY, IDS, SEPARATORS, Entry, join_values, split_values
from unlcli.domain.library import Entries
from unlcli.errors import UsageError

#: What is edited like a field and no entry is without.
_OWN = ("key", "type")
#: What looks like an entry type and begins something else.
_NO_TYPES = (BlockKind.STRING, BlockKind.PREAMBLE, BlockKind.COMMENT)


class Verb(StrEnum):
    """What an edit does to a field."""

    SET = "set"
    UNSET = "unset"
    ADD = "add"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One `--set F=V`, `--unset F`, `--add F=V` or `--drop F=V`."""

    verb: Verb
    name: str
    value: str = ""


def parse_edit(verb: Verb, given: str, renamed: Mapping[str, str]) -> FieldEdit:
    """Return the edit an option's value means; `renamed` maps names that custom fields have in the file to ours.

    Raises UsageError for a name BibTeX would not take or a missing `=`.
    """
    name, equals, value = given.partition("=")
    name = name.strip().lower()
    name = renamed.get(name, name)
    if not write.is_field_name(name):
        raise UsageError(
            f"--{verb} {given!r}: {name!r} is no field name",
            f"write --{verb} FIELD" + ("=VALUE" if verb is not Verb.UNSET else ""),
        )
    if verb is Verb.UNSET:
        if equals:
            raise UsageError(f"--unset takes a field's name alone, not {given!r}", f"write --unset {name}")
        return FieldEdit(verb, name)
    if not equals:
        raise UsageError(f"--{verb} {given!r} has no value", f"write --{verb} {name}=VALUE")
    if verb is Verb.SET and not value.strip():
        remedy = f"--set {name}=NEW changes it" if name in _OWN else f"--unset {name} takes it out"
        raise UsageError(f"--set {given!r} gives {name} no value", remedy)
    return FieldEdit(verb, name, value.strip() if verb is not Verb.SET else value)


def edit_entries(entries: Sequence[Entry], library: Entries, edits: Sequence[FieldEdit]) -> tuple[Change, ...]:
    """Return the changes that edits make to entries; those that would change nothing are left out."""
    _check_names(edits, entries)
    changes: list[Change] = []
    for entry in entries:
        fields = dict(entry.fields)
        for edit in edits:
            if edit.name == "key" and edit.verb is Verb.SET:
                changes += _renamed(entry, edit.value.strip(), fields, library)
            elif edit.name == "type" and edit.verb is Verb.SET and "type" not in entry.fields:
                changes += _typed(entry, edit.value.strip())
            else:
                _edit(fields, edit)
        changes += [RemoveField(entry.position, name) for name in entry.fields if name not in fields]
        changes += [
            SetField(entry.position, name, value) for name, value in fields.items() if entry.fields.get(name) != value
        ]
    return tuple(changes)


def _check_names(edits: Sequence[FieldEdit], entries: Sequence[Entry]) -> None:
    for edit in edits:
        if edit.verb in (Verb.ADD, Verb.DROP) and edit.name not in SEPARATORS:
            listed = ", ".join(SEPARATORS)
            raise UsageError(
                f"{edit.name} is no list field", f"--{edit.verb} works on {listed}; use --set {edit.name}=..."
            )
        if edit.verb is Verb.UNSET and edit.name in _OWN and not _has_type(edit.name, entries):
            raise UsageError(f"an entry cannot be without {edit.name}", f"--set {edit.name}=NEW changes it")


def _has_type(name: str, entries: Sequence[Entry]) -> bool:
    """Tell whether `type` means a field, as technical reports have one."""
    return name == "type" and any(name in entry.fields for entry in entries)


def _renamed(entry: Entry, key: str, fields: dict[str, str], library: Entries) -> list[Change]:
    if key == entry.key:
        return []
    if not keys.is_valid(key):
        raise UsageError(f"{key!r} cannot be a citation key", "keys have no blanks, commas, braces, quotes, #, % or =")
    own = {old.casefold() for old in (entry.key, *entry.values(IDS))}
    if key.casefold() in keys.TakenKeys(library.keys) and key.casefold() not in own:
        raise UsageError(f"the key {key} is taken", f"see it: unl show {key}")
    old_keys = tuple(k for k in (*entry.values(IDS), entry.key) if k and k != key)
    fields[IDS] = join_values(IDS, old_keys)
    return [RenameKey(entry.position, key), *_repointed(entry, key, library)]


def _repointed(entry: Entry, key: str, library: Entries) -> list[Change]:
    """Return the changes that have the entries that name another by its key name it by its new one."""
    bearers = [other.position for other in library if other.key.casefold() == entry.key.casefold()]
    if bearers[0] != entry.position:
        return []  # of entries that share a key, the first is the one that is meant
    new_keys = {entry.key: key, entry.key.casefold(): key}
    others = (other for other in library if other.position != entry.position and not other.problem)
    return [change for other in others for change in references.changes(other, new_keys)]


def _typed(entry: Entry, entry_type: str) -> list[Change]:
    if not write.is_field_name(entry_type) or entry_type.lower() in _NO_TYPES:
        raise UsageError(f"{entry_type!r} is no entry type", "for instance article, inproceedings, misc")
    return [SetType(entry.position, entry_type.lower())] if entry_type.lower() != entry.type else []


def _edit(fields: dict[str, str], edit: FieldEdit) -> None:
    if edit.verb is Verb.UNSET:
        fields.pop(edit.name, None)
    elif edit.verb is Verb.SET:
        fields[edit.name] = text.contained(edit.value)
    else:
        _edit_list(fields, edit)


def _edit_list(fields: dict[str, str], edit: FieldEdit) -> None:
    there = split_values(edit.name, fields.get(edit.name, ""))
    given = split_values(edit.name, edit.value)
    if edit.name == CATEGORY:
        values = _edited_categories(there, given, edit.verb)
    elif edit.verb is Verb.ADD:
        values = tuple(dict.fromkeys((*there, *(_kept_inside(v) for v in given))))
    else:
        dropped = {text.plain(form).casefold() for v in given for form in (v, _kept_inside(v))}
        values = tuple(v for v in there if text.plain(v).casefold() not in dropped)
    if values == there:
        return
    if values:
        fields[edit.name] = join_values(edit.name, values)
    else:
        fields.pop(edit.name, None)


def _kept_inside(value: str) -> str:
    """Return a value of a list that cannot leave its field; a link stays one."""
    if "://" in value and not text.is_balanced(value):
        return value.replace("{", "%7B").replace("}", "%7D")
    return text.contained(value)


def _edited_categories(there: tuple[str, ...], given: tuple[str, ...], verb: Verb) -> tuple[str, ...]:
    paths = [categories.parse(text.plain(value)) for value in there]
    wanted = [categories.parse(value) for value in given]
    for path in wanted:
        for part in path:
            categories.checked_name(part)
    if verb is Verb.ADD:
        if all(any(categories.is_within(path, w) for path in paths) for w in wanted):
            return there
        kept = categories.without_implied((*paths, *wanted))
    else:
        kept = tuple(path for path in paths if not any(categories.is_within(path, w) for w in wanted))
        if len(kept) == len(paths):
            return there
    as_it_stands = dict(zip(reversed(paths), reversed(there), strict=True)) if all(map(text.is_balanced, there)) else {}
    return tuple(as_it_stands.get(path) or text.to_bibtex(categories.written(path)) for path in kept)


def replace_entry(entry: Entry, library: Entries, source: str) -> tuple[Change, ...]:
    """Return the change that puts a hand-edited text in an entry's place.

    Raises UsageError when the text does not read as exactly one entry, or gives it a key that another has.
    """
    stripped = source.strip()
    found = read.read(stripped.encode("utf-8"))
    outside = [f.reason for f in found.failures]
    if len(found) != 1 or outside:
        problem = outside[0] if outside else f"it reads as {len(found)} entries"
        raise UsageError(f"the edited text is not exactly one entry: {problem}", "nothing was changed")
    if [block.kind for block in scan.scan(stripped.encode("utf-8"))] != [BlockKind.ENTRY]:
        raise UsageError("the edited text holds more than the entry", "keep what stands outside the entry out of it")
    key = found.entries[0].key
    if not key and entry.key:
        raise UsageError("the edited entry has no citation key", f"it was {entry.key}")
    if key.casefold() != entry.key.casefold() and any(key.casefold() == e.key.casefold() for e in library):
        raise UsageError(f"the key {key} is taken", f"see it: unl show {key}")
    return (ReplaceEntry(entry.position, stripped),)
