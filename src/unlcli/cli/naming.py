"""The entries that the arguments of a command name: by names of their own, and else as a search would find them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.searching import asked
from unlcli.cli.session import Session, venues
from unlcli.errors import EntryNotFoundError

if TYPE_CHECKING:
    from unlcli.domain.entry import Entry
    from unlcli.domain.library import Entries
    from unlcli.services.find_entry import Named
    from unlcli.services.search import SearchResult

_OFFERED = 3
_LONGEST_TITLE = 80


def meant(session: Session, library: "Entries", wanted: Sequence[str]) -> "list[Entry]":
    """Return the entries that texts name, for a command that only reads: what alone a search finds is taken, and told.

    Raises EntryNotFoundError, which offers what a search finds, or AmbiguousEntryError.
    """
    from unlcli.services.find_entry import find_entries

    table = venues(session)
    try:
        return [named.entry for named in find_entries(library, wanted, table)]
    except EntryNotFoundError as error:
        together = _searched(session, library, " ".join(wanted))
        if together is not None:
            found = [(together, True)]
        elif len(wanted) > 1:
            found = [_one(session, library, text) for text in wanted]
        else:
            raise _offering(session, error) from None
    for position in dict.fromkeys(entry.position for entry, is_searched in found if is_searched):
        _tell(library.entries[position])
    return [library.entries[position] for position in dict.fromkeys(entry.position for entry, _ in found)]


def named(session: Session, library: "Entries", wanted: Sequence[str]) -> "tuple[Named, ...]":
    """Return the entries that texts name, for a command that changes them: a search is no name, but it is offered.

    Raises EntryNotFoundError or AmbiguousEntryError.
    """
    from unlcli.services.find_entry import find_entries

    try:
        return find_entries(library, wanted, venues(session))
    except EntryNotFoundError as error:
        raise _offering(session, error) from None


def chosen_entries(
    session: Session, library: "Entries", words: Sequence[str], *, writes: bool = False
) -> "list[Entry]":
    """Return the entries that texts name, each by itself, else those that all together select as a query, in file order.

    Where neither is any, what `meant` takes, or `named` for a command that writes. Raises what those do.
    """
    from unlcli.domain import query

    by_name = [_by_name(library, word) for word in words]
    if all(by_name):
        found = {entry.position: entry for entries in by_name for entry in entries}
        return [found[position] for position in sorted(found)]
    parsed = query.parse(" ".join(words))
    if not parsed.is_empty and (selected := query.selected(library, parsed, venues(session))):
        return selected
    if writes:
        return list({one.entry.position: one.entry for one in named(session, library, words)}.values())
    return meant(session, library, words)


def _by_name(library: "Entries", word: str) -> "Sequence[Entry]":
    """Return the entries whose key, old key or identifier a text is; a key may be typed in other case."""
    from unlcli.domain import identifiers

    if found := library.named(word) if word else ():
        return found
    identifier = identifiers.recognise(word)
    if identifier is not None and (found := library.by_identifier.get(identifier, ())):
        return found
    return [entry for entry in library if word and entry.key.casefold() == word.casefold()]


def one_named(session: Session, library: "Entries", wanted: str) -> "Entry":
    """Return the entry that a text names, for a command that changes it. Raises what `named` does."""
    return named(session, library, (wanted,))[0].entry


def _one(session: Session, library: "Entries", wanted: str) -> "tuple[Entry, bool]":
    """Return the entry that one of several texts means, and whether it was searched for."""
    from unlcli.services.find_entry import find_entry

    try:
        return find_entry(library, wanted, venues(session)).entry, False
    except EntryNotFoundError as error:
        if (found := _searched(session, library, wanted)) is None:
            raise _offering(session, error) from None
        return found, True


def _tell(entry: "Entry") -> None:
    console.note(f"unl: {entry.key}, {_short(entry.plain('title'))}")


def _searched(session: Session, library: "Entries", wanted: str) -> "Entry | None":
    """Return the one entry that has all of what a search is asked for; None when there is none, or several."""
    result = _search(session, wanted)
    if result.total != 1 or not result.hits[0].has_all:
        return None
    hit = result.hits[0]
    found = library.entries[hit.position] if hit.position < len(library.entries) else None
    # another program may have changed the library between the two readings
    return found if found is not None and found.key == hit.shown.key else None


def _offering(session: Session, error: EntryNotFoundError) -> EntryNotFoundError:
    """Return the error with what a search finds: what has all the words, else what is named alike, else what has some."""
    hits = _search(session, error.wanted).hits
    if not hits or error.similar and not hits[0].has_all:
        return error
    return EntryNotFoundError(error.wanted, tuple(f"{hit.shown.key} ({_short(hit.shown.title)})" for hit in hits))


def _search(session: Session, wanted: str) -> "SearchResult":
    from unlcli.domain import query
    from unlcli.domain.identifiers import Scheme, recognise
    from unlcli.services.search import SearchResult, search

    parsed, identifier = query.parse(wanted), recognise(wanted)
    # an identifier is of one paper, and another that mentions it is not the one; a link may be one of several of its own
    if parsed.is_empty or (identifier is not None and identifier.scheme is not Scheme.URL):
        return SearchResult()
    return asked(
        session, lambda index: search(index, parsed, lambda: venues(session), limit=_OFFERED), cached=True, tells=False
    )


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 3].rstrip()}..."
