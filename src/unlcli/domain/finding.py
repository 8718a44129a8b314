"""A finding of `unl check`: what is wrong, where, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from unlcli.domain.change import Change


class Severity(StrEnum):
    """Errors change the exit code; warnings do so with `--strict` only."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Location:
    """A line of a file, from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `related` names the other place (the entry this one repeats); `remedies` are lines ready to paste.

    `is_asked` when nothing but a person's word to this very finding may make its changes.
    """

    code: str
    name: str
    severity: Severity
    message: str
    location: Location
    key: str = ""
    related: tuple[Location, ...] = ()
    remedies: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    is_asked: bool = False


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the errors before the warnings, each kind in the order it had."""
    kinds = list(Severity)
    return sorted(findings, key=lambda finding: kinds.index(finding.severity))
