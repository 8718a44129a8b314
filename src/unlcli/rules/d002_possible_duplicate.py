"""D002: perhaps the same paper twice.

Two entries look like one paper and nothing proves it: the titles agree and the authors are unknown, or an identifier is
shared and the titles are different. A person decides, and the decision is kept in the library.

Wrong:

    @article{adams1999tricks,
      author = {Adams, Ann},
      title = {Rope Tricks for Sailors},
      journal = {Journal of Ropes},
      year = {1999},
      doi = {10.1234/ropes},
    }

    @article{byte1999weather,
      author = {Byte, Bob},
      title = {The Weather in Spain},
      journal = {Journal of Ropes},
      year = {1999},
      doi = {10.1234/ropes},
    }

Right:

    @article{adams1999tricks,
      author = {Adams, Ann},
      title = {Rope Tricks for Sailors},
      journal = {Journal of Ropes},
      year = {1999},
      doi = {10.1234/ropes},
      notsame = {byte1999weather},
    }

    @article{byte1999weather,
      author = {Byte, Bob},
      title = {The Weather in Spain},
      journal = {Journal of Ropes},
      year = {1999},
      doi = {10.1234/ropes},
    }

Fix: `unl dedupe --merge KEY KEY` makes one entry of them; `unl dedupe --not-same KEY KEY` records that they differ.
"""

from collections.abc import Iterator

from unlcli.domain.finding import Finding, Severity
from unlcli.matching import Verdict
from unlcli.rules import duplicates
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "D002", "possible-duplicate", Severity.WARNING


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each two works that may be one, at the newer of the two entries that look like it."""
    for group in judged.groups:
        for link in group.links if group.verdict is Verdict.POSSIBLE else ():
            old, new = judged.oldest_first((link.one, link.other))
            message = f"{new.entry.key} may be the same paper as {duplicates.named(old)}: {link.evidence.reason}"
            yield duplicates.finding(CODE, NAME, SEVERITY, old, new, message)
