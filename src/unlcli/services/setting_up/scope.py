"""The parts of setting up a repository, by the names that options use."""

from collections.abc import Sequence

from unlcli.domain.near_names import near
from unlcli.errors import UsageError

#: The library; markers in the list; settings; the hook; the workflow; the contributing section.
PARTS = ("library", "list", "config", "hook", "workflow", "contributing")


def chosen(only: Sequence[str], without: Sequence[str]) -> frozenset[str]:
    """Return the parts that were asked for. Raises UsageError for a name that is none."""
    wanted, unwanted = _names("--only", only), _names("--without", without)
    return frozenset(name for name in wanted or PARTS if name not in unwanted)


def _names(option: str, given: Sequence[str]) -> list[str]:
    names = [name.strip().lower() for part in given for name in part.split(",") if name.strip()]
    for name in names:
        if name not in PARTS:
            meant = near(name, PARTS)
            hint = f"; did you mean {meant[0]!r}?" if meant else ""
            raise UsageError(f"{option}: there is no part {name!r}", f"there are {', '.join(PARTS)}{hint}")
    return names
