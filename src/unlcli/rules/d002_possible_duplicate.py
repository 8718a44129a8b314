"""D002: perhaps the same paper twice.

Two entries look like one paper and nothing proves it. A person decides.
Fix: `unl dedupe --merge KEY KEY` makes one entry of them; `unl dedupe --not-same KEY KEY` records that they differ.
"""

from collections.abc import Iterator

from unlcli.domain.finding import Finding, Severity
from unlcli.matching import Verdict
from unlcli.rules import duplicates
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "D002", "possible-duplicate", Severity.WARNING


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each later entry of a possible group."""
    return duplicates.findings(judged, Verdict.POSSIBLE, CODE, NAME, SEVERITY)
