"""Find the one entry a person names: by key, old key, identifier, URL, or words that match exactly one."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from unlcli.domain import identifiers, query, text
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.errors import AmbiguousEntryError, EntryNotFoundError


@dataclass(frozen=True, slots=True)
class Named:
    """The entry that was named; `by_words` when words chose it and not a name of its own."""

    entry: Entry
    by_words: bool = False


def find_entry(library: Entries, wanted: str, venues: VenueTable) -> Named:
    """Return the entry that `wanted` names. Raises EntryNotFoundError, or AmbiguousEntryError when several answer."""
    exact = library.named(wanted)
    if exact:
        return Named(_only(exact, wanted))
    identifier = identifiers.recognise(wanted)
    if identifier is not None and (found := library.by_identifier.get(identifier)):
        return Named(_only(found, wanted))
    lowered = tuple(e for e in library if e.key.casefold() == wanted.casefold())
    if lowered:
        return Named(_only(lowered, wanted))
    if identifier is None and text.fold(wanted):
        titled = tuple(e for e in library if text.squash(e.plain("title")) == text.squash(wanted))
        matching = titled or tuple(e for e in library if query.selects(e, query.parse(wanted), venues))
        if matching:
            return Named(_only(matching, wanted), by_words=True)
    raise EntryNotFoundError(wanted, tuple(get_close_matches(wanted, sorted(library.keys), 3)))


def find_entries(library: Entries, wanted: Sequence[str], venues: VenueTable) -> tuple[Named, ...]:
    """Return the entries that several texts name, each once; where one names none, all together may be the words of one."""
    try:
        found = [find_entry(library, text, venues) for text in wanted]
    except EntryNotFoundError:
        if len(wanted) < 2:
            raise
        try:
            found = [find_entry(library, " ".join(wanted), venues)]
        except (EntryNotFoundError, AmbiguousEntryError):
            found = []
        if not found:
            raise
    return tuple({named.entry.position: named for named in found}.values())


def _only(found: tuple[Entry, ...], wanted: str) -> Entry:
    if len(found) == 1:
        return found[0]
    if len({e.key for e in found}) == len(found):
        raise AmbiguousEntryError(wanted, tuple(e.key for e in found))
    have_titles = len({text.squash(e.plain("title")) for e in found} - {""}) == len(found)
    remedy = "name one by its title" if have_titles else "give them keys of their own in an editor"
    raise AmbiguousEntryError(wanted, tuple(f"{e.key} (line {e.line})" for e in found), remedy)
