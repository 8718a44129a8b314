"""Make preprints their versions of record, where sources prove which these are and do not disagree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from unlcli.domain import habits, identifiers, text, venue_spelling, versions
from unlcli.domain.change import Change
from unlcli.domain.entry import Entry
from unlcli.domain.habits import Habits
from unlcli.domain.library import Entries
from unlcli.domain.record import Standing
from unlcli.domain.source_names import spoken
from unlcli.domain.venue_spelling import UsualNames
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.errors import SourceError
from unlcli.matching import Verdict, explain
from unlcli.services.find_published import Proven, Published
from unlcli.services.known_preprint import is_archived, is_preprint_id
from unlcli.services.merge_entries import changes_between, merge_entries
from unlcli.services.one_publication import is_lesser, is_one_publication, names_of
from unlcli.services.prove_published import Case

#: That the preprint's date and server go is what an upgrade is for.
_OF_PREPRINT = ("year: ", "date: ", "month: ", "howpublished: ")
#: Types that say nothing of where a work appeared, and the fields that do.
_LOOSE = frozenset(("misc", "online", "unpublished"))
_HOME = ("booktitle", "journal", "journaltitle")


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
    """Tell whether an entry is that of a preprint: by its venue, or by its identifiers where no known venue has it."""
    version = versions.of_entry(entry, venues)
    if version is Version.PREPRINT:
        return True
    named = [each for each in identifiers.of_entry(entry) if is_preprint_id(each) and not is_archived(each)]
    if not named:
        return False
    if not entry.venue:
        return version is Version.UNKNOWN
    # of a preprint, howpublished names a server, or the company behind one, of which no table knows all
    is_elsewhere = version is Version.WORKSHOP or venues.knows(venues.recognise(entry.venue))
    return not is_elsewhere and entry.type in _LOOSE and not any(entry.get(name) for name in _HOME)


@dataclass(frozen=True, slots=True)
class _Ways:
    """A library, and how it writes what is new in it."""

    library: Entries
    usual: UsualNames
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
    new = [_ranked(each.proven)[0].proof.entry for each in found if each.proven]
    usual = venue_spelling.usual_names(library, venues, new)
    ways = _Ways(library, usual, habits.of_entries(library), venues, titled)
    plans = [_planned(each, ways) for each in sorted(found, key=lambda published: published.entry.position)]
    upgrades, twins = _apart([upgrade for plan in plans for upgrade in plan.upgrades], venues)
    unsure = (*twins, *(left for plan in plans for left in plan.unsure))
    return UpgradePlan(
        tuple(upgrades),
        tuple(sorted(unsure, key=lambda left: left.entry.position)),
        tuple(left for plan in plans for left in plan.none),
        tuple(left for plan in plans for left in plan.failed),
    )


def _apart(upgrades: Sequence[Upgrade], venues: VenueTable) -> tuple[list[Upgrade], list[Remaining]]:
    """Return the upgrades to publications of their own, and those to which others would become the same publication."""
    same: dict[str, list[Entry]] = {}
    for upgrade in upgrades:
        for name in names_of(upgrade.new, venues):
            same.setdefault(name, []).append(upgrade.old)
    kept, left = [], []
    for upgrade in upgrades:
        twins = {twin.position: twin for name in names_of(upgrade.new, venues) for twin in same[name]}
        del twins[upgrade.old.position]
        if twins:
            said = _said_of_twins(upgrade.old, tuple(twins.values()))
            left.append(Remaining(upgrade.old, (said, upgrade.evidence)))
        else:
            kept.append(upgrade)
    return kept, left


def _said_of_twins(entry: Entry, others: Sequence[Entry]) -> str:
    whose = " and ".join(f"{other.key} (line {other.line})" for other in others)
    keys = " ".join(each.key for each in sorted((entry, *others), key=lambda each: each.position))
    return f"{whose} would become the same publication: unl dedupe --merge {keys}"


def _planned(found: Published, ways: _Ways) -> UpgradePlan:
    taken_back = tuple(each.reason for each in found.refused if each.case is Case.RETRACTED)
    proven = [each for each in found.proven if not is_lesser(each, found.refused)]
    if proven and not taken_back:
        return _upgraded(replace(found, proven=proven), ways)
    notes = tuple(dict.fromkeys((*_noted(found), *found.hints)))
    doubts = (each.reason for each in found.refused if each.case is Case.UNSURE)
    unsure = tuple(dict.fromkeys((*taken_back, *(_evidence(each, ()) for each in proven), *doubts)))
    if unsure:
        return UpgradePlan(unsure=(Remaining(found.entry, (*unsure, *notes), tuple(found.failures)),))
    left = Remaining(found.entry, notes, tuple(found.failures))
    return UpgradePlan(none=(left,)) if found.is_asked else UpgradePlan(failed=(left,))


def _noted(found: Published) -> list[str]:
    """Return what is worth saying of records that were refused."""
    ended = (Standing.REJECTED, Standing.WITHDRAWN)
    return [
        each.reason for each in found.refused if each.case in (Case.OTHER, Case.LESSER) or each.record.standing in ended
    ]


def _upgraded(found: Published, ways: _Ways) -> UpgradePlan:
    best, *others = _ranked(found.proven)
    if odd := [other for other in others if not is_one_publication(best, other, ways.venues)]:
        told = tuple(dict.fromkeys(_evidence(each, ()) for each in (best, *odd)))
        return UpgradePlan(unsure=(Remaining(found.entry, ("sources disagree", *told), tuple(found.failures)),))
    merged = merge_entries(found.entry, ways.written(best.proof.entry), ways.venues)
    new = replace(merged.entry, position=found.entry.position)
    if there := _twin(found.entry, new, ways):
        reason = f"{there.key} (line {there.line}) is its version of record: unl dedupe --merge {there.key} {new.key}"
        return UpgradePlan(unsure=(Remaining(found.entry, (reason, _evidence(best, others))),))
    conflicts = tuple(told for told in merged.conflicts if not told.startswith(_OF_PREPRINT))
    return UpgradePlan((Upgrade(found.entry, new, _evidence(best, others), conflicts),))


def _ranked(proven: Iterable[Proven]) -> list[Proven]:
    return sorted(proven, key=lambda each: each.rank)


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


def _evidence(best: Proven, others: Sequence[Proven]) -> str:
    """Return what proves a version of record, in words: the source, how it was found, what agrees, who says so too."""
    source, led_by = best.proof.record.source, best.led_by
    how = f" ({spoken(led_by)} {best.lead})" if led_by != source else ""
    agreeing = {each.proof.record.source: None for each in others} | {each.led_by: None for each in others}
    also = [spoken(name) for name in agreeing if name not in (source, led_by, "the entry")]
    agrees = f"; {' and '.join(also)} agree{'s' if len(also) == 1 else ''}" if also else ""
    return f"{spoken(source)}{how}: {best.proof.facts}{agrees}"
