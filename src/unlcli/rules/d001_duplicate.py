"""D001: the same paper twice.

Two entries certainly describe one paper: they share an identifier (DOI, arXiv id, ACL id, OpenReview forum, ...), or
title, authors and year agree as they do for one paper only, also across a preprint and its published version. Each is
cited by its own key, so the paper stands in the bibliography twice, and a list shows it twice.

Wrong:

    @inproceedings{adams2021knots,
      author = {Adams, Ann and Byte, Bob},
      title = {Rope Tricks for Old Sailors},
      booktitle = {ICML},
      year = {2021},
    }

    @misc{adams2020knots,
      author = {Adams, A. and Byte, B.},
      title = {Rope tricks for old sailors},
      year = {2020},
      eprint = {2012.01234},
      archiveprefix = {arXiv},
    }

Right:

    @inproceedings{adams2021knots,
      author = {Adams, Ann and Byte, Bob},
      title = {Rope Tricks for Old Sailors},
      booktitle = {ICML},
      year = {2021},
      eprint = {2012.01234},
      archiveprefix = {arXiv},
      ids = {adams2020knots},
    }

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
