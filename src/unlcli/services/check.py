"""Run the rules over one or more libraries judged together."""

from collections.abc import Sequence
from dataclasses import dataclass

from unlcli import rules
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.rules.judged import Judged
from unlcli.store.config import CheckSettings


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The findings in file and line order."""

    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def check(libraries: Sequence[Entries], venues: VenueTable, settings: CheckSettings) -> CheckResult:
    """Return what the chosen rules find. Raises UsageError when a setting names no rule."""
    judged = Judged(tuple(libraries), venues)
    found = [finding for rule in rules.chosen(settings.select, settings.ignore) for finding in rule.check(judged)]
    order = {library.path: index for index, library in enumerate(libraries)}
    found.sort(key=lambda f: (order.get(f.location.path, 0), f.location.line, f.code))
    return CheckResult(tuple(found))
