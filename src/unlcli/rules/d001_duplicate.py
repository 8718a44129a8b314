"""D001: the same paper twice.

Two entries certainly describe one paper: they share an identifier (DOI, arXiv id, ACL id, OpenReview forum, ...), or
title, authors and year agree as they do for one paper only, also across a preprint and its published version.
Fix: `unl dedupe --merge KEY KEY` makes one entry of them; `unl dedupe --not-same KEY KEY` records that they differ.
"""

from collections.abc import Iterator

from unlcli.domain.finding import Finding, Severity
from unlcli.matching import Verdict
from unlcli.rules import duplicates
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "D001", "duplicate", Severity.ERROR


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each later entry of a certain group."""
    return duplicates.findings(judged, Verdict.CERTAIN, CODE, NAME, SEVERITY)
