"""Which of the names there are somebody may have meant who wrote another."""

from collections.abc import Iterable

_MOST = 3


def near(written: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names nearest to one that is none, the nearest first: a slip or two away, or longer or shorter."""
    ranked = sorted((rank, name) for name in set(names) if (rank := _distance(written, name)) is not None)
    return tuple(name for _, name in ranked[:_MOST])


def hint(written: str, names: Iterable[str], rest: str = "") -> str:
    """Return what to do about a name that is none, for an error: which was meant, if one is near, before the `rest`."""
    found = near(written, names)
    return f"did you mean {' or '.join(found)}? {rest}".strip() if found else rest


def _distance(one: str, other: str) -> int | None:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return 1
    slips = 1 if len(longer) < 5 else 2
    if len(longer) - len(shorter) > slips or len(longer) > 40:
        return None
    found = _slips(one, other)
    return found if found <= slips else None


def _slips(one: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many or changed about."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                best = min(best, above[j - 2] + 1)
            row.append(best)
    return row[-1]
