"""K004: an entry without a key.

Nobody can cite it: BibTeX complains of the empty key and prints the entry for `\\nocite{*}` alone, biber leaves it out. No
other entry can name it, and neither can a command such as `unl edit`.

Wrong:

    @misc{,
      title = {Knots},
    }

Right:

    @misc{adams2020knots,
      title = {Knots},
    }

Fix: write a key between the brace and the comma.
"""

from collections.abc import Iterator

from unlcli.domain.finding import Finding, Severity
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "K004", "missing-key", Severity.WARNING
_SHOWN = 80


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each entry that has no key."""
    for placed in judged.entries:
        if not placed.entry.key:
            title = placed.entry.plain("title")[:_SHOWN]
            message = f"{placed.name} has no key" + (f": {title}" if title else "")
            yield Finding(
                CODE, NAME, SEVERITY, message, placed.location, remedies=("write a key before its first comma",)
            )
