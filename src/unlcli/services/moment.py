"""The moment at which a change is said to be made: now, or the one that SOURCE_DATE_EPOCH fixes."""

from datetime import UTC, datetime

from unlcli.errors import UsageError


def moment(fixed: str, now: datetime) -> datetime:
    """Return the time that SOURCE_DATE_EPOCH fixes (reproducible-builds.org), else what it is now."""
    if not fixed.isdecimal():
        return now
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH={fixed[:20]}: is no time of a calendar", "it counts seconds since 1970; unset it"
        ) from error
