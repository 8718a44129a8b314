"""Entries as others cite them: without what is only for the list, with the strings and parents that they need."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from unlcli.bibtex import write
from unlcli.domain import references
from unlcli.domain.entry import Entry
from unlcli.domain.listing import Listing, Row, Section
from unlcli.services.needed_strings import NeededStrings
from unlcli.store.bibfile import BibFile
from unlcli.store.settings import CUSTOM_FIELDS

#: Fields by which an entry takes from another what it does not say itself.
_PARENTS = frozenset(("crossref", "xref", "xdata"))


def clean(bib: BibFile, entries: Sequence[Entry], named: Mapping[str, str]) -> Listing:
    """Return entries of a library for somebody else's, in their order but for parents, which BibTeX wants last.

    `named` has the names of custom fields in the file, by ours. An entry that is not closed would take in those after it,
    and is left out.
    """
    names = custom_names(named)
    strings = NeededStrings(bib.data, bib.blocks)
    rows = []
    for entry in with_parents(bib.entries, entries):
        if not entry.problem:
            source = clean_source(bib, entry, names)
            before = strings.before(source, entry.position)
            rows.append(Row(entry.key, (), {"line": entry.line}, before + source, entry.fields))
    return Listing("", (), (Section("", rows=tuple(rows)),), prelude=strings.prelude())


def custom_names(named: Mapping[str, str]) -> frozenset[str]:
    """Return what the custom fields of a library are called in its file; `ids` is biblatex's own and is none of them."""
    ours = (named.get(name, name) for name in CUSTOM_FIELDS)
    return frozenset(name.lower() for name in (*ours, *named.values()))


def clean_source(bib: BibFile, entry: Entry, names: Collection[str]) -> str:
    """Return an entry's text without the fields of these names; all else, with comments, is byte for byte as in the file."""
    source = bib.source(entry.position)
    return write.without(source.encode(), names).decode() if any(name in source.lower() for name in names) else source


def with_parents(library: Iterable[Entry], entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield entries in their order, after them those that they take from, also where these were not asked for.

    BibTeX wants a parent after its children. In a circle nobody waits.
    """
    by_key: dict[str, Entry] = {}
    for entry in library:
        by_key.setdefault(entry.key.casefold(), entry)
    together = {entry.position: entry for entry in entries}
    children: dict[int, set[int]] = {}
    waiting = [*entries]
    for child in waiting:
        for parent in _parents(child, by_key):
            children.setdefault(parent.position, set()).add(child.position)
            if parent.position not in together:
                together[parent.position] = parent
                waiting.append(parent)
    while together:
        ready = [position for position in together if together.keys().isdisjoint(children.get(position, ()))]
        yield from [together.pop(position) for position in ready or [*together]]


def _parents(child: Entry, by_key: Mapping[str, Entry]) -> Iterator[Entry]:
    for name, key in references.of_entry(child):
        parent = by_key.get(key.casefold()) if name in _PARENTS else None
        if parent and parent.position != child.position:
            yield parent
