"""What the two rules on duplicates share: a group of entries to a finding at the later one."""

from collections.abc import Iterator

from unlcli.domain import remedies
from unlcli.domain.finding import Finding, Severity
from unlcli.matching import Verdict
from unlcli.rules.judged import Judged


def findings(judged: Judged, verdict: Verdict, code: str, name: str, severity: Severity) -> Iterator[Finding]:
    """Yield a finding at each entry that repeats an older one of its group."""
    for group in judged.groups:
        if group.verdict is not verdict:
            continue
        oldest, *others = judged.oldest_first(group.members)
        first, first_place = oldest.entry, oldest.location
        for placed in others:
            entry, place = placed.entry, placed.location
            said = "is the same paper as" if verdict is Verdict.CERTAIN else "may be the same paper as"
            yield Finding(
                code,
                name,
                severity,
                f"{entry.key} {said} {first.key} ({first_place}): {group.reason}",
                place,
                entry.key,
                (first_place,),
                remedies.of_group((first.key, entry.key), (first_place.path, place.path)),
            )
