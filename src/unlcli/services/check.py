"""Run the rules over one or more libraries judged together, and mend what they can mend themselves."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from unlcli import rules
from unlcli.domain.change import Change, SetField, applied
from unlcli.domain.finding import Finding, Location, Severity
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.rules import commands
from unlcli.rules.judged import Judged
from unlcli.services.changed_entries import Touched
from unlcli.services.merge_entries import changes_between
from unlcli.store.settings import CheckSettings

#: What one rule mends may be something for another: a title's HTML hides its mojibake.
_MOST_ROUNDS = 8
#: Rules on what an entry names: taking out the one that is named breaks another that nobody touched.
_ON_OTHERS = ("K002", "K003")
#: How messages name an entry without a key.
_LINE = re.compile(r"\bin line \d+")
#: How K003 begins where one finding stands for many.
_MANY = re.compile(r"\d+ of \d+ references ")

CanWrite = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What to look for: the chosen rules, the venues and categories that are known.

    `touched` tells by path what the change to be judged touched; without it everything is judged. `can_write` tells by
    path whether the file holds a value in a field: its encoding may lack a character.
    """

    settings: CheckSettings
    venues: VenueTable
    categories: tuple[str, ...] = ()
    touched: Mapping[str, Touched] | None = None
    can_write: Mapping[str, CanWrite] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The findings in file and line order."""

    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def check(libraries: Sequence[Entries], options: CheckOptions) -> CheckResult:
    """Return what the chosen rules find; `changes` are left to those findings alone that they mend safely.

    Raises UsageError when a setting names no rule.
    """
    settings = options.settings
    touched = None if options.touched is None else {path: it.positions for path, it in options.touched.items()}
    judged = Judged(tuple(libraries), options.venues, options.categories, touched)
    found = [finding for rule in rules.chosen(settings.select, settings.ignore) for finding in rule.check(judged)]
    if options.touched is not None:
        found = _of_the_change(found, libraries, options)
    found = _not_ignored(found, libraries)
    found = _told_to_fix(found, libraries, options.can_write)
    order = {library.path: index for index, library in enumerate(libraries)}
    found.sort(key=lambda f: (order.get(f.location.path, 0), f.location.line, f.code))
    return CheckResult(tuple(found))


def _of_the_change(found: list[Finding], libraries: Sequence[Entries], options: CheckOptions) -> list[Finding]:
    """Leave out what the change neither touched nor broke by taking out what others name."""
    touched = options.touched or {}
    lines = {library.path: touched[library.path].lines(library) for library in libraries if library.path in touched}
    near = [_is_touched(finding.location, lines) for finding in found]
    broken: set[int] = set()
    afar = [at for at, is_near in enumerate(near) if not is_near and found[at].code in _ON_OTHERS]
    if afar:
        before = tuple(touched[each.path].before if each.path in touched else each for each in libraries)
        named = tuple(replace(old, path=new.path) for old, new in zip(before, libraries, strict=True))
        judged = Judged(named, options.venues, options.categories)
        known = {_lasting(finding) for code in _ON_OTHERS for finding in rules.rule(code).check(judged)}
        broken = {at for at in afar if not known & {_lasting(found[at]), (found[at].code, found[at].location.path)}}
    return [finding for at, finding in enumerate(found) if near[at] or at in broken]


def _is_touched(location: Location, lines: Mapping[str, frozenset[int]]) -> bool:
    return location.path not in lines or location.line in lines[location.path]


def _lasting(finding: Finding) -> tuple[str, ...]:
    """Return what a finding on what an entry names says whatever else changes in the file."""
    told = (finding.code, finding.location.path)
    return told if _MANY.match(finding.message) else (*told, finding.key, _LINE.sub("", finding.message))


def _told_to_fix(
    findings: Sequence[Finding], libraries: Sequence[Entries], can_write: Mapping[str, CanWrite]
) -> list[Finding]:
    """Name the remedy of what can be mended, and take from findings the changes that are not safe.

    Values made of macros stay, whatever a rule says: another value would drop the macro.
    """
    by_path = {library.path: library for library in libraries}

    def is_safe(library: Entries, change: Change) -> bool:
        if not isinstance(change, SetField):
            return True
        entry, writes = library.entries[change.position], can_write.get(library.path)
        is_kept = not entry.problem and library.is_literal(entry, change.name)
        return is_kept and (writes is None or writes(change.value, change.name))

    def told(finding: Finding) -> Finding:
        path = finding.location.path
        if not finding.changes:
            return finding
        if not all(is_safe(by_path[path], change) for change in finding.changes):
            return replace(finding, changes=())
        return replace(finding, remedies=finding.remedies or (commands.fix(path),))

    return [told(finding) for finding in findings]


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


def plan_fixes(library: Entries, options: CheckOptions) -> FixPlan:
    """Return what mends all findings of one library that have a safe remedy."""
    fixed: list[Finding] = []
    mended = library
    for _ in range(_MOST_ROUNDS):
        found = check([mended], options).findings
        settled = _apart([finding for finding in found if finding.changes])
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
