"""P001: not well-formed.

A stretch of the file starts like an entry and does not end like one, or holds something BibTeX would complain of (a
missing comma, a `%` inside an entry, a value that does not end). `unl` reads as much as BibTeX would, or more, and leaves
what it cannot read untouched.

Wrong:

    @misc{adams2020knots,
      title = {Knots}
      year = {2020},
    }

Right:

    @misc{adams2020knots,
      title = {Knots},
      year = {2020},
    }

Fix: mend it in an editor; the finding names the line in which the stretch begins.
"""

from collections.abc import Iterator

from unlcli.domain.finding import Finding, Location, Severity
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "P001", "unreadable", Severity.ERROR


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each place where BibTeX would complain."""
    for library in judged.libraries:
        for failure in library.failures:
            message = f"not well-formed: {failure.reason}: {failure.text}"
            yield Finding(
                CODE,
                NAME,
                SEVERITY,
                message,
                Location(library.path, failure.line),
                remedies=("mend it in an editor",),
            )
