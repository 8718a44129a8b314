"""Findings as GitHub workflow commands: annotations at the lines of a pull request."""

from collections.abc import Iterator, Sequence

from unlcli.domain.finding import Finding
from unlcli.render import escape
from unlcli.render.findings.text import summary
from unlcli.render.options import RenderOptions


def render(findings: Sequence[Finding], _: RenderOptions) -> str:
    """Return a workflow command for each finding, and the line that counts them for the log."""
    return "".join(f"{line}\n" for line in [*map(_command, findings), summary(findings)])


def _command(finding: Finding) -> str:
    location = finding.location
    properties = {"file": location.path, "line": str(location.line or 1), "title": f"{finding.code} {finding.name}"}
    written = ",".join(f"{name}={escape.workflow_property(value)}" for name, value in properties.items())
    message = escape.workflow_message("\n".join(_message(finding)))
    return f"::{finding.severity} {written}::{message}"


def _message(finding: Finding) -> Iterator[str]:
    yield finding.message
    yield from (f"see also {location}" for location in finding.related)
    yield from (f"help: {remedy}" for remedy in finding.remedies)
