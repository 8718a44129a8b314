"""Values as lines that a terminal and `cut` take as they are; light, for most searches write nothing else."""

from collections.abc import Iterable, Sequence

from unlcli.domain.text import without_controls


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Return a line for each row of values, tabs between; no value has a tab or a line end in it."""
    written = []
    for row in rows:
        together = "".join(row)  # looked at once, for hardly any holds what must not be printed
        safe = row if without_controls(together) == together else map(without_controls, row)
        written.append("\t".join(safe) + "\n")
    return "".join(written)


def keys(given: Iterable[str]) -> str:
    """Return a line for each citation key, once."""
    return "".join(f"{without_controls(key)}\n" for key in dict.fromkeys(given))
