"""What the two rules on duplicates share: two entries to a finding at the newer one."""

from unlcli.domain import remedies
from unlcli.domain.finding import Finding, Severity
from unlcli.rules.judged import Placed


def finding(
    code: str, name: str, severity: Severity, old: Placed, new: Placed, message: str, *see_also: Placed
) -> Finding:
    """Return a finding at the newer entry, with the lines that settle it and an older one."""
    return Finding(
        code,
        name,
        severity,
        message,
        new.location,
        new.entry.key,
        tuple(placed.location for placed in (*see_also, old)),
        remedies.of_group((old.entry.key, new.entry.key), (old.location.path, new.location.path)),
    )


def named(placed: Placed) -> str:
    """Return an entry's key and where it stands."""
    return f"{placed.entry.key} ({placed.location})"
