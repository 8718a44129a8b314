"""Findings for a reader: `path:line: severity code message`, the other places and the remedies below."""

from collections.abc import Iterator, Sequence

from unlcli.domain.finding import Finding, Location, Severity
from unlcli.render import escape
from unlcli.render.options import RenderOptions

_STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}


def render(findings: Sequence[Finding], options: RenderOptions) -> str:
    """Return a line for each finding, and a last line that counts them."""
    written = [line for finding in findings for line in lines(finding, options.colour)]
    return "".join(f"{line}\n" for line in [*written, summary(findings, options.strict, options.no_findings)])


def summary(findings: Sequence[Finding], strict: bool = False, none: str = "no findings") -> str:
    """Return what was found in one line: `2 errors, 1 warning; 1 can be mended with --fix`."""
    counts = [(severity, sum(f.severity is severity for f in findings)) for severity in Severity]
    told = ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for severity, n in counts if n) or none
    warnings = dict(counts)[Severity.WARNING]
    if strict and warnings:
        told += f", which {'counts as an error' if warnings == 1 else 'count as errors'} (--strict)"
    sure = sum(bool(finding.changes) and not finding.is_asked for finding in findings)
    asked = sum(bool(finding.changes) and finding.is_asked for finding in findings)
    ways = [f"{sure} can be mended with --fix"] if sure else []
    ways += [f"{asked} only when asked one by one (--fix on a terminal)"] if asked else []
    return "; ".join((told, ", ".join(ways))) if ways else told


def lines(finding: Finding, colour: bool = False) -> Iterator[str]:
    """Yield the line of a finding, and below it those of the other places and the remedies."""
    severity = _painted(finding.severity, _STYLES[finding.severity], colour)
    code = _painted(escape.terminal(finding.code), "1", colour)
    yield f"{_place(finding.location)}: {severity} {code} {escape.terminal(finding.message)}"
    for location in finding.related:
        yield f"    {_place(location)}: see also"
    for remedy in finding.remedies:
        yield f"    {_painted('help', '36', colour)}: {escape.terminal(remedy)}"


def _place(location: Location) -> str:
    return escape.terminal(str(location) if location.line else location.path)


def _painted(text: str, style: str, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour else text
