"""P001: cannot be read.

A stretch of the file starts like an entry and does not end like one, or holds something BibTeX would stumble over (a
missing comma, a value that does not end). `unl` leaves such a place untouched.
Fix: mend it in an editor; the finding names the line.
"""

from collections.abc import Iterator

from unlcli.domain.finding import Finding, Location, Severity
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "P001", "unreadable", Severity.ERROR


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each place that could not be read."""
    for library in judged.libraries:
        for failure in library.failures:
            message = f"cannot be read: {failure.reason}: {failure.text}"
            yield Finding(
                CODE,
                NAME,
                SEVERITY,
                message,
                Location(library.path, failure.line),
                remedies=("mend it in an editor",),
            )
