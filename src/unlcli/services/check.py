"""Run the rules over one or more libraries judged together, and mend what they can mend themselves."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from unlcli import rules
from unlcli.domain.change import Change, SetField, applied
from unlcli.domain.finding import Finding, Location, Severity
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.rules.judged import Judged
from unlcli.services.changed_entries import Touched
from unlcli.services.merge_entries import changes_between
from unlcli.store.config import CheckSettings

#: What one rule mends may be something for another: a title's HTML hides its mojibake.
_MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What to look for: the chosen rules, the venues and categories that are known.

    `touched` tells by path what the change to be judged touched; without it everything is judged.
    """

    settings: CheckSettings
    venues: VenueTable
    categories: tuple[str, ...] = ()
    touched: Mapping[str, Touched] | None = None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The findings in file and line order."""

    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def check(libraries: Sequence[Entries], options: CheckOptions) -> CheckResult:
    """Return what the chosen rules find. Raises UsageError when a setting names no rule."""
    settings = options.settings
    touched = None if options.touched is None else {path: it.positions for path, it in options.touched.items()}
    judged = Judged(tuple(libraries), options.venues, options.categories, touched)
    found = [finding for rule in rules.chosen(settings.select, settings.ignore) for finding in rule.check(judged)]
    if options.touched is not None:
        found = [finding for finding in found if _is_touched(finding.location, options.touched)]
    found = _not_ignored(found, libraries)
    order = {library.path: index for index, library in enumerate(libraries)}
    found.sort(key=lambda f: (order.get(f.location.path, 0), f.location.line, f.code))
    return CheckResult(tuple(found))


def _is_touched(location: Location, touched: Mapping[str, Touched]) -> bool:
    return location.path not in touched or location.line in touched[location.path].lines


def _not_ignored(findings: Sequence[Finding], libraries: Sequence[Entries]) -> list[Finding]:
    """Leave out what a comment above an entry switches off; above either of two entries it is about."""
    if not findings:
        return []
    by_path = {library.path: _Comments(library) for library in libraries}

    def is_ignored(finding: Finding) -> bool:
        places = (finding.location, *finding.related)
        return any(by_path[place.path].ignore(finding.code, place.line) for place in places if place.path in by_path)

    return [finding for finding in findings if not is_ignored(finding)]


class _Comments:
    """What comments above the entries of a library switch off."""

    def __init__(self, library: Entries) -> None:
        self._library = library
        self._starts = [entry.line for entry in library]

    def ignore(self, code: str, line: int) -> bool:
        """Tell whether a rule is switched off for the entry that a line belongs to."""
        at = bisect_right(self._starts, line) - 1
        if at < 0 or line > self._library.entries[at].end_line:
            return False
        return any(code.startswith(prefix) for prefix in self._library.ignored(self._library.entries[at]))


@dataclass(frozen=True, slots=True)
class FixPlan:
    """The changes that mend a library, and the findings that they settle."""

    changes: tuple[Change, ...] = ()
    fixed: tuple[Finding, ...] = ()


def plan_fixes(
    library: Entries, options: CheckOptions, can_write: Callable[[str, str], bool] = lambda _, __: True
) -> FixPlan:
    """Return what mends all findings of one library that have a safe remedy.

    `can_write` tells whether the file holds a value in a field: its encoding may lack a character. Values made of macros
    stay, whatever a rule says: another value would drop the macro.
    """

    def is_safe(change: Change) -> bool:
        if not isinstance(change, SetField):
            return True
        entry = library.entries[change.position]
        return library.is_literal(entry, change.name) and can_write(change.value, change.name)

    fixed: list[Finding] = []
    mended = library
    for _ in range(_MOST_ROUNDS):
        found = check([mended], options).findings
        settled = _apart([finding for finding in found if finding.changes and all(map(is_safe, finding.changes))])
        if not settled:
            break
        fixed += settled
        by_position: dict[int, list[Change]] = {}
        for finding in settled:
            for change in finding.changes:
                by_position.setdefault(_position(change), []).append(change)
        entries = (applied(entry, by_position.get(entry.position, ())) for entry in mended)
        mended = replace(mended, entries=tuple(entries))
    pairs = zip(library, mended, strict=True)
    changes = [change for old, new in pairs if new is not old for change in changes_between(old, new)]
    return FixPlan(tuple(changes), tuple(fixed))


def _apart(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings of which no two mend the same field: the second may look otherwise after the first."""
    taken: set[tuple[int, str]] = set()
    apart = []
    for finding in findings:
        places = {(_position(change), getattr(change, "name", "")) for change in finding.changes}
        if taken.isdisjoint(places):
            taken |= places
            apart.append(finding)
    return apart


def _position(change: Change) -> int:
    return getattr(change, "position", -1)
