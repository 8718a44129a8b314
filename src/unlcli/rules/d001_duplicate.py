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
from unlcli.matching import DuplicateGroup, Link, Verdict
from unlcli.rules import duplicates
from unlcli.rules.duplicates import named
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "D001", "duplicate", Severity.ERROR


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each later entry of a certain group."""
    for group in judged.groups:
        if group.verdict is Verdict.CERTAIN:
            yield from _findings(judged, group)


def _findings(judged: Judged, group: DuplicateGroup) -> Iterator[Finding]:
    """Yield a finding for each entry but the oldest; the reason is that of a pair in which the entry is one of two."""
    oldest, *others = judged.oldest_first(group.members)
    links: dict[int, list[Link]] = {}
    for link in group.links:
        links.setdefault(link.one, []).append(link)
        links.setdefault(link.other, []).append(link)
    index = {id(judged.entries[member]): member for member in group.members}
    for new in others:
        said = f"{new.entry.key} is the same paper as"
        link = _best(links[index[id(new)]], index[id(oldest)])
        twin = judged.entries[link.one if judged.entries[link.one] is not new else link.other]
        message = f"{said} {named(twin)}: {link.evidence.reason}"
        if twin is oldest:
            yield duplicates.finding(CODE, NAME, SEVERITY, oldest, new, message)
        else:  # one work with the oldest by way of another entry
            message += f"; and so as {named(oldest)}"
            yield duplicates.finding(CODE, NAME, SEVERITY, oldest, new, message, twin)


def _best(links: list[Link], oldest: int) -> Link:
    """Return the link to the oldest entry, else the strongest."""
    return max(links, key=lambda link: (oldest in (link.one, link.other), link.evidence.score))
