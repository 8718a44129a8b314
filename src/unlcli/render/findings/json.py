"""Findings for programs, as one JSON object."""

from collections.abc import Sequence

from unlcli.domain.finding import Finding, Location
from unlcli.render import escape
from unlcli.render.options import RenderOptions

VERSION = 1


def render(findings: Sequence[Finding], _: RenderOptions) -> str:
    """Return the findings as JSON; its `version` changes when a member changes its meaning."""
    return escape.json_text(document(findings), indent=2) + "\n"


def document(findings: Sequence[Finding]) -> dict[str, object]:
    """Return the findings as a JSON object, for a command that has more to say in it."""
    return {"version": VERSION, "findings": [_finding(finding) for finding in findings]}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        **_location(finding.location),
        "key": finding.key,
        "related": [_location(location) for location in finding.related],
        "remedies": list(finding.remedies),
        "fixable": bool(finding.changes) and not finding.is_asked,
    }


def _location(location: Location) -> dict[str, object]:
    return {"path": location.path, "line": location.line}
