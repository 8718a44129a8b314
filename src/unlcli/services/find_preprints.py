"""The preprints of published papers, which their own sources seldom name: one question for all, and each proved at arXiv."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from unlcli.domain import identifiers, record_entry, versions
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.errors import NoSuchRecordError, OfflineError, SourceError
from unlcli.matching import forms, likeness
from unlcli.services import fetch, stated_versions
from unlcli.services.fetch import Keep
from unlcli.sources import arxiv, semanticscholar
from unlcli.sources.asking import Answer, Ask
from unlcli.sources.in_parallel import in_parallel
from unlcli.sources.lookup import Found
from unlcli.sources.reading.answered import unreadable

Told = TypeVar("Told")


@dataclass(slots=True)
class Preprints:
    """Entries, by their places, that got their preprint; how many could not be asked for, and why, in words."""

    entries: dict[int, Entry] = field(default_factory=dict)
    unasked: int = 0
    why: str = ""


def find_preprints(
    entries: Mapping[int, Entry], ask: Ask, venues: VenueTable, *, keep: Keep | None = None
) -> Preprints:
    """Return published papers with their preprints as `eprint`, where these are proved; failures are only counted.

    What is fetched from arXiv is handed to `keep`, by the question for each.
    """
    found = Preprints()
    wanted = [(place, asked_by) for place, entry in sorted(entries.items()) if (asked_by := _asked_by(entry, venues))]
    stated: dict[int, Identifier] = {}
    for part, told in _in_parts(wanted, semanticscholar.MOST_AT_ONCE, lambda part: _stated(part, ask), found):
        near = {place: _is_near(entries[place], record, venues) for (place, _), record in zip(part, told, strict=True)}
        stated |= {place: preprint for place, preprint in near.items() if preprint is not None}
    often = Counter(stated.values())
    once = [(place, preprint) for place, preprint in stated.items() if often[preprint] == 1]
    for part, known in _in_parts(once, fetch.BATCH, lambda part: _at_arxiv(part, ask, keep), found):
        for place, preprint in part:
            whole = _proved(entries[place], preprint, known[preprint], venues) if preprint in known else None
            found.entries |= {place: whole} if whole is not None else {}
    return found


_Wanted = tuple[int, Identifier]


def _asked_by(entry: Entry, venues: VenueTable) -> Identifier | None:
    """Return by which identifier to ask for a published paper's preprint; None where it has one or nothing is proved."""
    own = [identifier for identifier in identifiers.each(entry) if identifier.scheme is not Scheme.URL]
    is_published = Version.WORKSHOP <= versions.of_entry(entry, venues) <= Version.THESIS
    if entry.get("eprint") or not entry.get("author") or not is_published:
        return None
    if any(identifier.scheme is Scheme.ARXIV for identifier in own):
        return None
    return next((each for scheme in (Scheme.ACL, Scheme.DOI) for each in own if each.scheme is scheme), None)


def _in_parts(
    wanted: Sequence[_Wanted], most: int, work: Callable[[Sequence[_Wanted]], Told], found: Preprints
) -> "list[tuple[Sequence[_Wanted], Told]]":
    """Return parts of what is wanted with what came of them; one that failed is counted, but where nothing is known of it."""
    parts = [wanted[start : start + most] for start in range(0, len(wanted), most)]
    done = []
    for at, told in in_parallel(parts, work, 1):
        if not isinstance(told, SourceError):
            done.append((parts[at], told))
        elif not isinstance(told, NoSuchRecordError | OfflineError):
            found.unasked += len(parts[at])
            found.why = found.why or told.message
    return done


def _stated(part: Sequence[_Wanted], ask: Ask) -> tuple[Record | None, ...]:
    records = semanticscholar.read_batch(ask(semanticscholar.request_for_many([asked for _, asked in part])))
    if len(records) != len(part):
        raise unreadable(semanticscholar.NAME, f"sent {len(records)} answers to {len(part)} questions")
    return records


def _is_near(entry: Entry, record: Record | None, venues: VenueTable) -> Identifier | None:
    """Return the preprint that a record names, when its title is about that of the paper it was asked for."""
    if record is None or not record.arxiv:
        return None
    try:
        told = record_entry.entry_of(replace(record, doi=""), venues)
    except SourceError:  # what no entry can be made of is no answer
        return None
    pair = likeness.compare(forms.of_entry(entry, venues), forms.of_entry(told, venues))
    return Identifier(Scheme.ARXIV, record.arxiv) if pair is not None and likeness.is_near(pair) else None


def _at_arxiv(part: Sequence[_Wanted], ask: Ask, keep: Keep | None) -> dict[Identifier, Answer]:
    return fetch.asked_together([preprint for _, preprint in part], ask, keep)


def _proved(entry: Entry, preprint: Identifier, answer: Answer, venues: VenueTable) -> Entry | None:
    try:
        version = stated_versions.version_of(Found(arxiv.read(answer, preprint)), venues)
    except SourceError:
        return None
    return stated_versions.with_proved_preprint(entry, version, venues)
