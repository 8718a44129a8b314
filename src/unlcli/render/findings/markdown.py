"""Findings as a table in Markdown, for the summary of a GitHub job or a comment on a pull request."""

import re
from collections.abc import Iterator, Sequence

from unlcli.domain.finding import Finding, worst_first
from unlcli.render import escape
from unlcli.render.findings import text
from unlcli.render.options import RenderOptions

#: GitHub takes 65,536 characters of a comment and 1 MiB of a summary; what is longer it refuses whole.
MOST_BYTES = 60_000
_LONGEST = 1_000
_HEAD = "| | Rule | Where | What | What to do |\n| --- | --- | --- | --- | --- |\n"
_MENTION = re.compile(r"(?<=[@#])(?=\w)")
_NO_WIDTH = "\u200b"


def render(findings: Sequence[Finding], options: RenderOptions) -> str:
    """Return the count of the findings and a table of them, worst first, as many as a comment on GitHub can hold."""
    if not findings:
        return f"{escape.markdown(options.no_findings)}\n"
    rows = list(_fitting(worst_first(findings)))
    left = len(findings) - len(rows)
    more = f"\n{left:,} more {'is' if left == 1 else 'are'} left out of this table.\n" if left else ""
    return f"**{text.summary(findings, options.strict)}**\n\n{_HEAD}{''.join(rows)}{more}"


def _fitting(findings: Sequence[Finding]) -> Iterator[str]:
    room = MOST_BYTES
    for finding in findings:
        row = _row(finding)
        room -= len(row.encode())
        if room < 0:
            return
        yield row


def _row(finding: Finding) -> str:
    places = [str(place) if place.line else place.path for place in (finding.location, *finding.related)]
    remedies = "<br>".join(f"<code>{_cell(remedy)}</code>" for remedy in finding.remedies)
    where = "<br>".join(f"{'see also ' if number else ''}{_shown(place)}" for number, place in enumerate(places))
    rule = _shown(f"{finding.code} {finding.name}")
    return f"| {finding.severity} | {rule} | {where} | {_shown(finding.message)} | {remedies} |\n"


def _shown(given: str) -> str:
    """Return text for a cell; `@name` in it calls nobody and `#1` leads nowhere, as in code they do not anyway."""
    return _cell(_MENTION.sub(_NO_WIDTH, given))


def _cell(given: str) -> str:
    cut = given if len(given) <= _LONGEST else f"{given[: _LONGEST - 1]}…"
    return escape.markdown(escape.terminal(cut))
