"""Make preprints their versions of record, where sources prove which these are and do not disagree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from unlcli.domain import habits, identifiers, text, venue_spelling, versions
from unlcli.domain.change import Change
from unlcli.domain.entry import Entry
from unlcli.domain.habits import Habits
from unlcli.domain.library import Entries
from unlcli.domain.record import Standing
from unlcli.domain.venues import Venue, VenueTable
from unlcli.domain.versions import Version
from unlcli.errors import SourceError
from unlcli.matching import Verdict, explain, publication
from unlcli.services.find_published import Proven, Published
from unlcli.services.known_preprint import is_preprint_id
from unlcli.services.merge_entries import changes_between, merge_entries
from unlcli.services.merge_publication import doi_of
from unlcli.services.prove_published import Case
from unlcli.sources.answered import spoken

#: That the preprint's date goes is what an upgrade is for.
_WHEN = ("year: ", "date: ", "month: ")


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A preprint's entry, the same as its version of record, the evidence for that, and values it could not keep."""

    old: Entry
    new: Entry
    evidence: str
    conflicts: tuple[str, ...] = ()

    @property
    def changes(self) -> Sequence[Change]:
        """What makes the one the other."""
        return changes_between(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Remaining:
    """An entry that stays as it is, and what is said of it, in words; `trouble` is what could not be asked."""

    entry: Entry
    reasons: tuple[str, ...] = ()
    trouble: tuple[SourceError, ...] = ()


@dataclass(frozen=True, slots=True)
class UpgradePlan:
    """What is to be upgraded, what a person has to decide, what has no version of record, what could not be asked about."""

    upgrades: tuple[Upgrade, ...] = ()
    unsure: tuple[Remaining, ...] = ()
    none: tuple[Remaining, ...] = ()
    failed: tuple[Remaining, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that upgrade all."""
        return tuple(change for upgrade in self.upgrades for change in upgrade.changes)


def is_upgradable(entry: Entry, venues: VenueTable) -> bool:
    """Tell whether an entry is that of a preprint: by its venue, or by its identifiers where it names none."""
    version = versions.of_entry(entry, venues)
    if version is Version.PREPRINT:
        return True
    return version is Version.UNKNOWN and not entry.venue and any(map(is_preprint_id, identifiers.of_entry(entry)))


@dataclass(frozen=True, slots=True)
class _Ways:
    """A library, and how it writes what is new in it."""

    library: Entries
    usual: Mapping[Venue, str]
    habits: Habits
    venues: VenueTable
    titled: Mapping[str, Sequence[Entry]]

    def written(self, entry: Entry) -> Entry:
        """Return an entry of a record as the library writes its own."""
        return habits.in_habit(venue_spelling.written_as_usual(entry, self.usual, self.venues), self.habits)


def plan_upgrades(found: Iterable[Published], library: Entries, venues: VenueTable) -> UpgradePlan:
    """Return what follows from what the sources said, in the order of the library."""
    found = list(found)
    titled = _by_title(library) if any(each.proven for each in found) else {}
    ways = _Ways(library, venue_spelling.usual_names(library, venues), habits.of_entries(library), venues, titled)
    plans = [_planned(each, ways) for each in sorted(found, key=lambda published: published.entry.position)]
    return UpgradePlan(
        tuple(upgrade for plan in plans for upgrade in plan.upgrades),
        tuple(left for plan in plans for left in plan.unsure),
        tuple(left for plan in plans for left in plan.none),
        tuple(left for plan in plans for left in plan.failed),
    )


def _planned(found: Published, ways: _Ways) -> UpgradePlan:
    if found.proven:
        return _upgraded(found, ways)
    notes = tuple(dict.fromkeys((*_noted(found), *found.hints)))
    unsure = tuple(dict.fromkeys(each.reason for each in found.refused if each.case is Case.UNSURE))
    if unsure:
        return UpgradePlan(unsure=(Remaining(found.entry, (*unsure, *notes), tuple(found.failures)),))
    left = Remaining(found.entry, notes, tuple(found.failures))
    return UpgradePlan(none=(left,)) if found.is_asked else UpgradePlan(failed=(left,))


def _noted(found: Published) -> list[str]:
    """Return what is worth saying of records that were refused."""
    ended = (Standing.REJECTED, Standing.WITHDRAWN)
    return [
        each.reason
        for each in found.refused
        if each.case in (Case.OTHER, Case.WORKSHOP) or each.record.standing in ended
    ]


def _upgraded(found: Published, ways: _Ways) -> UpgradePlan:
    best, *others = sorted(found.proven, key=lambda proven: proven.rank)
    if odd := [other for other in others if not is_one_publication(best, other, ways.venues)]:
        told = tuple(dict.fromkeys(_evidence(each, ()) for each in (best, *odd)))
        return UpgradePlan(unsure=(Remaining(found.entry, ("sources disagree", *told), tuple(found.failures)),))
    merged = merge_entries(found.entry, ways.written(best.proof.entry), ways.venues)
    new = replace(merged.entry, position=found.entry.position)
    if there := _twin(found.entry, new, ways):
        reason = f"{there.key} (line {there.line}) is its version of record: unl dedupe --merge {there.key} {new.key}"
        return UpgradePlan(unsure=(Remaining(found.entry, (reason, _evidence(best, others))),))
    conflicts = tuple(told for told in merged.conflicts if not told.startswith(_WHEN))
    return UpgradePlan((Upgrade(found.entry, new, _evidence(best, others), conflicts),))


def _by_title(library: Entries) -> dict[str, list[Entry]]:
    titled: dict[str, list[Entry]] = {}
    for entry in library:
        titled.setdefault(text.squash(entry.plain("title")), []).append(entry)
    return titled


def _twin(old: Entry, new: Entry, ways: _Ways) -> Entry | None:
    """Return the entry that the library has of the version of record already."""
    known = (
        other
        for identifier in sorted(identifiers.of_entry(new), key=str)
        for other in ways.library.by_identifier.get(identifier, ())
    )
    for other in (*known, *ways.titled.get(text.squash(new.plain("title")), ())):
        is_preprint = is_upgradable(other, ways.venues)
        if (
            other.position != old.position
            and not is_preprint
            and explain(new, other, ways.venues).verdict is Verdict.CERTAIN
        ):
            return other
    return None


def is_one_publication(one: Proven, other: Proven, venues: VenueTable) -> bool:
    """Tell whether two records of the work describe one publication: by identifiers, else by venue, kind and year."""
    a, b = one.proof, other.proof
    here, there = doi_of(a.entry), doi_of(b.entry)
    ours, theirs = identifiers.of_entry(a.entry), identifiers.of_entry(b.entry)
    if any(each for each in ours & theirs if not is_preprint_id(each)):
        return True
    if a.version is not b.version or here and there:
        return False
    if abs(int(a.entry.year) - int(b.entry.year)) > 1:
        return False
    first, second = venues.recognise(a.entry.venue), venues.recognise(b.entry.venue)
    if venues.knows(first) and venues.knows(second):
        return first.series == second.series and _is_findings(first) == _is_findings(second)
    return publication.same_venue(text.fold(first.short), text.fold(second.short))


def _is_findings(venue: Venue) -> bool:
    return "findings" in text.fold(venue.short).split()


def _evidence(best: Proven, others: Sequence[Proven]) -> str:
    """Return what proves a version of record, in words: the source, how it was found, what agrees, who says so too."""
    source, led_by = best.proof.record.source, best.led_by
    how = f" ({spoken(led_by)} {best.lead})" if led_by != source else ""
    agreeing = {each.proof.record.source: None for each in others} | {each.led_by: None for each in others}
    also = [spoken(name) for name in agreeing if name not in (source, led_by, "the entry")]
    agrees = f"; {' and '.join(also)} agree{'s' if len(also) == 1 else ''}" if also else ""
    return f"{spoken(source)}{how}: {best.proof.facts}{agrees}"
