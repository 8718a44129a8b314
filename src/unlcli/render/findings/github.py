"""Findings as GitHub workflow commands: annotations at the lines of a pull request."""

from collections.abc import Iterator, Sequence

from unlcli.domain.finding import Finding, Severity
from unlcli.render import escape
from unlcli.render.findings import places, text
from unlcli.render.options import RenderOptions

#: So many annotations of each severity GitHub takes from one step; it drops the others in silence.
MOST = 10


def render(findings: Sequence[Finding], options: RenderOptions) -> str:
    """Return workflow commands for as many findings as GitHub takes, the others as lines of the log, and the count."""
    kinds = [[finding for finding in findings if finding.severity is severity] for severity in Severity]
    told = [finding for kind in kinds for finding in kind[:MOST]]
    left = [finding for kind in kinds for finding in kind[MOST:]]
    lines = [_command(finding, options.folder) for finding in told]
    if left:
        lines.append(f"{len(left)} more, for GitHub annotates {MOST} errors and {MOST} warnings a step:")
    lines += [escape.workflow_line(line) for finding in left for line in text.lines(finding)]
    return "".join(f"{line}\n" for line in [*lines, text.summary(findings, options.strict, options.no_findings)])


def _command(finding: Finding, folder: str) -> str:
    properties = {
        "file": places.in_repository(finding.location.path, folder),
        "line": str(finding.location.line or 1),
        "title": f"{finding.code} {finding.name}",
    }
    written = ",".join(f"{name}={escape.workflow_property(value)}" for name, value in properties.items())
    message = escape.workflow_message("\n".join(_message(finding)))
    return f"::{finding.severity} {written}::{message}"


def _message(finding: Finding) -> Iterator[str]:
    yield finding.message
    yield from (f"see also {location}" for location in finding.related)
    yield from (f"help: {remedy}" for remedy in finding.remedies)
