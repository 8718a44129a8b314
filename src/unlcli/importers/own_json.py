"""Entries as `unl export --format json` writes them, and as bibtexparser dumps them, back to drafts."""

from unlcli.domain import text
from unlcli.domain.draft import Draft
from unlcli.domain.entry import Entry
from unlcli.domain.names import split_list
from unlcli.domain.venues import VenueTable
from unlcli.importers import entry_drafts
from unlcli.importers.record_tree import Members, Text


def recognises(members: Members) -> bool:
    """Tell whether an object is an entry that was exported."""
    if members.text("ENTRYTYPE") and members.text("ID"):
        return True
    return isinstance(members.get("fields"), Members) and bool(members.text("type")) and members.get("key") is not None


def draft_of(members: Members, venues: VenueTable) -> Draft:
    """Return the draft of an exported entry, with its key, its type and all its fields."""
    if members.text("ENTRYTYPE"):
        raw = {
            name.lower(): text.contained(value.text)
            for name, value in members.pairs
            if isinstance(value, Text) and name not in ("ENTRYTYPE", "ID") and value.text
        }
        named = entry_drafts.entry_of(members.text("ENTRYTYPE"), members.text("ID"), raw, members.line)
        fields = {name: raw.get(name, value) for name, value in named.fields.items()}  # in LaTeX already
        entry = Entry(named.type, named.key, fields, line=members.line)
        return entry_drafts.draft_of(entry, venues)
    exported = members.get("fields")
    pairs = exported.pairs if isinstance(exported, Members) else []
    readable = {name.lower(): value.text for name, value in pairs if isinstance(value, Text)}
    for name in entry_drafts.NAME_LISTS & readable.keys():
        readable[name] = " and ".join(text.to_bibtex(each) for each in split_list(readable[name]))
    key = members.text("key")
    return entry_drafts.draft_of(
        entry_drafts.entry_of(members.text("type").lower(), key, readable, members.line), venues
    )
