"""Bring drafts into a library: new entries for new works, entries there brought up to date or left alone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from unlcli.bibtex import fields as spans
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.domain import compose, keys, references, text
from unlcli.domain.change import AddEntry, Change
from unlcli.domain.draft import Draft
from unlcli.domain.entry import CREATIONDATE, IDS, Entry, join_values
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.matching import Evidence, Matcher, Verdict
from unlcli.services.merge_entries import changes_between, merge_entries


class Duplicates(StrEnum):
    """What happens to a draft of a work that the library certainly has."""

    REFUSE = "refuse"
    UPDATE = "update"
    ALLOW = "allow"


@dataclass(frozen=True, slots=True)
class Clash:
    """A draft and the entry it is, or may be, the same work as."""

    draft: Entry
    there: Entry
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AddPlan:
    """What adding drafts would do: `added` entries have their keys, `updated` ones are as they would be."""

    changes: tuple[Change, ...] = ()
    added: tuple[Entry, ...] = ()
    updated: tuple[Entry, ...] = ()
    refused: tuple[Clash, ...] = ()
    doubtful: tuple[Clash, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How drafts become entries: key pattern, the date they are marked with (empty: none), what duplicates do.

    `macros` gives what the library defines; it is asked when a draft names a macro that its own document does not.
    """

    duplicates: Duplicates = Duplicates.REFUSE
    key_pattern: str = keys.DEFAULT_PATTERN
    today: str = ""
    macros: Callable[[], Mapping[str, str]] = dict


def macros_of(data: bytes, blocks: Sequence[Block]) -> dict[str, str]:
    """Return what the macros of a file stand for at its end, by their names in lower case."""
    found: dict[str, str] = {}
    for block in blocks:
        if block.kind is BlockKind.STRING and (defined := spans.macro(data, block.start, block.end, found)) is not None:
            found[defined[0]] = defined[1]
    return found


def plan_additions(drafts: Iterable[Draft], library: Entries, venues: VenueTable, options: AddOptions) -> AddPlan:
    """Return the changes that bring drafts into a library, each work once."""
    read = list(drafts)
    macros = options.macros() if any(draft.parts for draft in read) else {}
    resolved = [compose.with_macros(draft, macros) for draft in read]
    plan = plan_entries([compose.entry_of(draft, venues) for draft, _ in resolved], library, venues, options)
    unknown = dict.fromkeys(told for _, unknown in resolved for told in unknown)
    return replace(plan, conflicts=(*unknown, *plan.conflicts))


def plan_entries(incoming: Sequence[Entry], library: Entries, venues: VenueTable, options: AddOptions) -> AddPlan:
    """Return the changes that bring composed entries into a library, each work once."""
    is_compared = options.duplicates is not Duplicates.ALLOW  # what is to be added in any case needs no judge
    matcher = Matcher(venues)
    known = list(library)
    for entry in known if is_compared else ():
        matcher.add(entry)
    updates = options.duplicates is Duplicates.UPDATE
    untitled = {_facts(entry) for entry in known if updates and _is_untitled(entry)}
    refused: list[Clash] = []
    doubtful: list[Clash] = []
    conflicts: list[tuple[int, str]] = []
    became: dict[str, int] = {}  # which entry a key of the batch means, for those of the batch that name it
    for entry in incoming:
        matches = matcher.matches(entry) if is_compared else []
        certain = next((m for m in matches if m.evidence.verdict is Verdict.CERTAIN), None)
        if certain is None and updates:
            # nothing tells a draft from an entry that has its title and all its facts: it was read before
            certain = next((m for m in matches if _has_all_of(known[m.position], entry, venues)), None)
            if certain is None and _is_untitled(entry) and _facts(entry) in untitled:
                continue
        became.setdefault(entry.key.casefold(), certain.position if certain is not None else len(known))
        if certain is not None and options.duplicates is Duplicates.REFUSE:
            refused.append(Clash(entry, known[certain.position], certain.evidence))
        elif certain is not None:
            merged = merge_entries(known[certain.position], entry, venues)
            if merged.entry != known[certain.position]:  # what changes nothing was told when it was first read
                conflicts += [(certain.position, conflict) for conflict in merged.conflicts]
                known[certain.position] = merged.entry
                matcher.replace(certain.position, merged.entry)
        else:
            doubtful += [Clash(entry, known[m.position], m.evidence) for m in matches[:1]]
            known.append(entry)
            if is_compared:
                matcher.add(entry)
            if updates and _is_untitled(entry):
                untitled.add(_facts(entry))
    return _plan(known, library, options, became, refused, doubtful, conflicts)


def _has_all_of(there: Entry, entry: Entry, venues: VenueTable) -> bool:
    # what it named may have another key here
    own = {name: there.get(name) if name in references.FIELDS else value for name, value in entry.fields.items()}
    merged = merge_entries(there, replace(entry, fields=own), venues)
    return merged.entry == there and not merged.conflicts


def _is_untitled(entry: Entry) -> bool:
    return not text.fold(entry.plain("title"))


def _facts(entry: Entry) -> tuple[str, frozenset[tuple[str, str]]]:
    """Return what an entry says, by which one without a title is known again: matching has nothing to go by."""
    own = (IDS, CREATIONDATE)
    return entry.type, frozenset((name, " ".join(v.split())) for name, v in entry.fields.items() if name not in own)


def _plan(
    known: Sequence[Entry],
    library: Entries,
    options: AddOptions,
    became: Mapping[str, int],
    refused: list[Clash],
    doubtful: list[Clash],
    conflicts: list[tuple[int, str]],
) -> AddPlan:
    added = _keyed(known[len(library) :], library, options)
    names = [*(entry.key for entry in library), *(entry.key for entry in added)]
    new_keys = {key: names[position] for key, position in became.items() if key}
    added = _parents_last([references.with_new_keys(entry, new_keys) for entry in added])
    changes: list[Change] = []
    updated = []
    for old, new in zip(library, known, strict=False):
        if new is not old and (made := changes_between(old, _with_own_references(old, new, new_keys))):
            changes += made
            updated.append(new)
    changes += [AddEntry(entry.type, entry.key, entry.fields) for entry in added]
    told = tuple(dict.fromkeys(f"{names[position]}: {conflict}" for position, conflict in conflicts))
    return AddPlan(tuple(changes), added, tuple(updated), tuple(refused), tuple(doubtful), told)


def _with_own_references(old: Entry, new: Entry, new_keys: Mapping[str, str]) -> Entry:
    """Return an entry that was brought up to date, with what it named before under the keys it named it by."""
    renamed = references.with_new_keys(new, new_keys)
    there = {name: old.fields[name] for name in references.FIELDS if name in old.fields}
    return replace(renamed, fields={**renamed.fields, **there})


def _parents_last(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return entries with those behind the others that these name in `crossref`: BibTeX looks for them only there."""
    parents = {entry.get("crossref").strip().casefold() for entry in entries} - {""}
    return tuple(sorted(entries, key=lambda entry: entry.key.casefold() in parents))


def _keyed(entries: Iterable[Entry], library: Entries, options: AddOptions) -> tuple[Entry, ...]:
    taken = keys.TakenKeys(library.keys)
    keyed = []
    for entry in entries:
        fields = dict(entry.fields)
        key = entry.key
        if not keys.is_valid(key) or key.casefold() in taken:
            made = keys.make_key(entry, taken, options.key_pattern)
            if keys.is_valid(key):
                fields[IDS] = join_values(IDS, tuple(k for k in (*entry.values(IDS), key) if k != made))
            key = made
        taken.add(key.casefold())
        if options.today and not entry.get(CREATIONDATE):
            fields[CREATIONDATE] = options.today
        keyed.append(replace(entry, key=key, fields=fields))
    return tuple(keyed)
