"""Bring drafts into a library: new entries for new works, entries there brought up to date or left alone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from unlcli.bibtex import fields as spans
from unlcli.bibtex.scan import Block, BlockKind
from unlcli.domain import compose, habits, keys, references, text, venue_spelling, versions
from unlcli.domain.change import AddEntry, Change
from unlcli.domain.draft import Draft
from unlcli.domain.entry import CREATIONDATE, IDS, Entry, join_values
from unlcli.domain.library import Entries
from unlcli.domain.venue_spelling import UsualNames
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.matching import Evidence, Match, Matcher, Verdict
from unlcli.services.merge_entries import changes_between, merge_entries
from unlcli.services.unite_rows import unite


class Duplicates(StrEnum):
    """What happens to a draft of a work that the library certainly has."""

    REFUSE = "refuse"
    UPDATE = "update"
    ALLOW = "allow"


@dataclass(frozen=True, slots=True)
class Clash:
    """A draft, by its place among those given, and the entry it is, or may be, the same work as.

    Of a draft that is added all the same, `draft` has the key it gets. `becomes` names the venue and year that the draft
    brings to an entry that is a preprint or workshop paper ("ICML 2024"); empty when it brings none.
    """

    draft: Entry
    there: Entry
    evidence: Evidence
    index: int = -1
    was: str = ""
    becomes: str = ""


@dataclass(frozen=True, slots=True)
class AddPlan:
    """What adding drafts would do: `added` entries have their keys, `updated` ones are as they would be.

    `published` names of the updated ones those that were a preprint or workshop paper, with the venue they have now.
    `unchanged` counts the entries that drafts gave nothing new, `repeats` the drafts of a paper that another one gave.
    `keys` names the entry that each draft became or went into, by the draft's place among those given; `left_out` tells in
    the same way which values could not stand beside those of another draft or of the entry there.
    """

    changes: tuple[Change, ...] = ()
    added: tuple[Entry, ...] = ()
    updated: tuple[Entry, ...] = ()
    refused: tuple[Clash, ...] = ()
    doubtful: tuple[Clash, ...] = ()
    conflicts: tuple[str, ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    unchanged: int = 0
    repeats: int = 0
    keys: Mapping[int, str] = field(default_factory=dict)
    left_out: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How drafts become entries: key pattern, the date they are marked with (empty: none), what duplicates do.

    `decided` says it for single drafts, by their place among those given. `macros` gives what the library defines; it is
    asked when a draft names a macro that its own document does not.
    """

    duplicates: Duplicates = Duplicates.REFUSE
    key_pattern: str = keys.DEFAULT_PATTERN
    today: str = ""
    macros: Callable[[], Mapping[str, str]] = dict
    decided: Mapping[int, Duplicates] = field(default_factory=dict)


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
    # a document's own BibTeX keeps its spelling
    is_spelt = any(not draft.fields for draft in read)
    usual = venue_spelling.usual_names(library, venues) if is_spelt else UsualNames()
    composed = [compose.without_malformed(_entry_of(draft, usual, venues)) for draft, _ in resolved]
    plan = plan_entries([entry for entry, _ in composed], library, venues, options)
    told = dict.fromkeys(what for _, each in (*resolved, *composed) for what in each)
    return replace(plan, conflicts=(*told, *plan.conflicts))


def _entry_of(draft: Draft, usual: UsualNames, venues: VenueTable) -> Entry:
    entry = compose.entry_of(draft, venues)
    return entry if draft.fields else venue_spelling.written_as_usual(entry, usual, venues)


def plan_entries(incoming: Sequence[Entry], library: Entries, venues: VenueTable, options: AddOptions) -> AddPlan:
    """Return the changes that bring composed entries into a library, each work once."""
    planning = _Planning(library, venues, options)
    for index, entry in enumerate(incoming):
        planning.take(index, entry)
    return planning.plan()


_Facts = tuple[str, frozenset[tuple[str, str]]]


class _Planning:
    """Entries as they are taken one after the other: those of the library first, as they will be, then the new ones."""

    def __init__(self, library: Entries, venues: VenueTable, options: AddOptions) -> None:
        self._library, self._venues, self._options = library, venues, options
        self._known = list(library)
        # what is to be added in any case needs no judge
        self._is_compared = options.duplicates is not Duplicates.ALLOW
        self._matcher = Matcher(venues)
        for entry in self._known if self._is_compared else ():
            self._matcher.add(entry)
        self._updates = options.duplicates is Duplicates.UPDATE
        self._named = habits.names_as_in(library) if self._is_compared else None
        self._untitled: dict[_Facts, int] = {}
        for position, entry in enumerate(self._known if self._updates else ()):
            self._note_untitled(entry, position)
        self._refused: list[Clash] = []
        self._doubtful: list[tuple[int, int, Clash]] = []
        self._conflicts: list[tuple[int, str]] = []
        self._rows: dict[int, list[int]] = {}  # which drafts went where
        self._left_out: dict[int, list[str]] = {}  # the conflicts by the places of the drafts that they are about
        self._met: set[int] = set()  # the library's entries that a draft is the same work as
        self._repeats = 0
        self._positions: dict[int, int] = {}  # where a draft went, by its place among those given
        self._became: dict[str, int] = {}  # which entry a key of the batch means, for those of the batch that name it

    def take(self, index: int, entry: Entry) -> None:
        """Add an entry, bring the one there up to date, or refuse it."""
        how = self._options.decided.get(index, self._options.duplicates)
        matches = self._matcher.matches(entry) if self._is_compared else []
        certain = next((m for m in matches if m.evidence.verdict is Verdict.CERTAIN), None)
        if certain is None and self._updates:
            # nothing tells a draft from an entry that has its title and all its facts: it was read before
            certain = next((m for m in matches if _has_all_of(self._known[m.position], entry, self._venues)), None)
            if certain is None and _is_untitled(entry) and (there := self._untitled.get(_facts(entry))) is not None:
                self._meet(there)
                return
        if how is Duplicates.ALLOW:
            certain = None
        self._became.setdefault(entry.key.casefold(), certain.position if certain is not None else len(self._known))
        if certain is None:
            self._positions[index] = len(self._known)
            self._rows[len(self._known)] = [index]
            self._add(index, entry, [m for m in matches if m.evidence.verdict is not Verdict.CERTAIN])
        elif how is Duplicates.REFUSE:
            self._refused.append(self._clash(index, entry, certain))
        else:
            self._meet(certain.position)
            self._positions[index] = certain.position
            self._update(index, certain.position, entry)

    def _meet(self, position: int) -> None:
        self._repeats += position >= len(self._library) or position in self._met
        self._met.add(position)

    def _update(self, index: int, position: int, entry: Entry) -> None:
        is_there = position < len(self._library)  # what is new keeps the names of its document
        named = self._named(entry) if is_there and self._named is not None else entry
        there = self._known[position]
        merged = merge_entries(there, named, self._venues)
        became = merged.entry if is_there else unite(merged.entry, (there, entry))
        if is_there and became == there:  # what changes nothing was told when it was first read
            return
        left_out = [told for told in merged.conflicts if _is_left_out(told, merged.entry, became)]
        self._conflicts += [(position, conflict) for conflict in left_out]
        for row in (*self._rows.get(position, ()), index) if left_out else ():
            self._left_out.setdefault(row, []).extend(left_out)
        self._rows.setdefault(position, []).append(index)
        self._known[position] = became
        self._matcher.replace(position, became)

    def _add(self, index: int, entry: Entry, matches: Sequence[Match]) -> None:
        self._doubtful += [(len(self._known), m.position, self._clash(index, entry, m)) for m in matches[:1]]
        self._known.append(entry)
        if self._is_compared:
            self._matcher.add(entry)
        if self._updates:
            self._note_untitled(entry, len(self._known) - 1)

    def _note_untitled(self, entry: Entry, position: int) -> None:
        if _is_untitled(entry):
            self._untitled.setdefault(_facts(entry), position)

    def _clash(self, index: int, entry: Entry, match: Match) -> Clash:
        there = self._known[match.position]
        was, becomes = _publication_brought(there, entry, self._venues)
        return Clash(entry, there, match.evidence, index, was, becomes)

    def plan(self) -> AddPlan:
        """Return what was decided, as changes."""
        library, known = self._library, self._known
        added = _keyed(known[len(library) :], library, self._options)
        names = [*(entry.key for entry in library), *(entry.key for entry in added)]
        new_keys = {key: names[position] for key, position in self._became.items() if key}
        doubtful = tuple(
            replace(clash, draft=replace(clash.draft, key=names[new]), there=replace(clash.there, key=names[there]))
            for new, there, clash in self._doubtful
        )
        added = _parents_last([references.with_new_keys(entry, new_keys) for entry in added])
        changes: list[Change] = []
        updated, published = [], []
        for old, new in zip(library, known, strict=False):
            if new is not old and (made := changes_between(old, _with_own_references(old, new, new_keys))):
                changes += made
                updated.append(new)
                if becomes := _publication_brought(old, new, self._venues)[1]:
                    published.append((new.key, becomes))
        changes += [AddEntry(entry.type, entry.key, entry.fields) for entry in added]
        told = tuple(dict.fromkeys(f"{names[position]}: {conflict}" for position, conflict in self._conflicts))
        return AddPlan(
            tuple(changes),
            added,
            tuple(updated),
            tuple(self._refused),
            doubtful,
            told,
            tuple(published),
            unchanged=sum(position < len(library) for position in self._met) - len(updated),
            repeats=self._repeats,
            keys={index: names[position] for index, position in self._positions.items()},
            left_out={index: tuple(told) for index, told in self._left_out.items() if told},
        )


def _is_left_out(told: str, merged: Entry, united: Entry) -> bool:
    """Tell whether a conflict is about a field that has both values now."""
    name = told.partition(":")[0]
    return merged.get(name) == united.get(name)


_EARLY = {Version.PREPRINT: "preprint", Version.WORKSHOP: "workshop paper"}


def _publication_brought(there: Entry, entry: Entry, venues: VenueTable) -> tuple[str, str]:
    """Return what an entry was, and venue and year that make it the version of record; nothing when they do not."""
    was = _EARLY.get(versions.of_entry(there, venues), "")
    if not was or versions.of_entry(entry, venues) not in (Version.CONFERENCE, Version.JOURNAL):
        return "", ""
    return was, f"{venues.recognise(entry.venue).short} {entry.year}".strip()


def _has_all_of(there: Entry, entry: Entry, venues: VenueTable) -> bool:
    # what it named may have another key here
    own = {name: there.get(name) if name in references.FIELDS else value for name, value in entry.fields.items()}
    merged = merge_entries(there, replace(entry, fields=own), venues)
    return merged.entry == there and not merged.conflicts


def _is_untitled(entry: Entry) -> bool:
    return not text.fold(entry.plain("title"))


def _facts(entry: Entry) -> _Facts:
    """Return what an entry says, by which one without a title is known again: matching has nothing to go by."""
    own = (IDS, CREATIONDATE)
    return entry.type, frozenset((name, " ".join(v.split())) for name, v in entry.fields.items() if name not in own)


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
