"""What the two rules on duplicates share: a group of entries to a finding at the later one."""

import shlex
from collections.abc import Iterator

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
                _remedies(first.key, entry.key, place.path if place.path == first_place.path else ""),
            )


def _remedies(first: str, second: str, path: str) -> tuple[str, ...]:
    """Return the lines that settle a finding; they name the file wherever it may not be the one a command would take."""
    if first == second or not path:
        return ("remove one of the two entries",)
    where = "" if path == "library.bib" else f" -l {shlex.quote(path)}"
    return (f"unl dedupe --merge {first} {second}{where}", f"unl dedupe --not-same {first} {second}{where}")
