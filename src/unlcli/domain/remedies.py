"""The lines that settle a group of duplicates, ready to paste into a shell."""

import shlex
from collections.abc import Sequence

_BY_HAND = ("keep one of these entries and remove the others",)


def of_group(keys: Sequence[str], paths: Sequence[str]) -> tuple[str, ...]:
    """Return the lines that merge entries or mark them as different works.

    They name the file wherever it may not be the one that a command would take. Entries that share a key cannot be
    named in a line, but asked about; those of several files are left to a person.
    """
    if len(set(paths)) != 1:
        return _BY_HAND
    where = "" if paths[0] in ("", "library.bib") else f" -l {shlex.quote(paths[0])}"
    if len({key.casefold() for key in keys}) < len(keys) or not all(keys):
        return (f"unl dedupe --interactive{where}",)
    # a key may hold what a shell would act on, or look like an option
    named = ("-- " if any(key.startswith("-") for key in keys) else "") + " ".join(map(shlex.quote, keys))
    return tuple(
        f"unl dedupe {option}{where} {named}" if named.startswith("-- ") else f"unl dedupe {option} {named}{where}"
        for option in ("--merge", "--not-same")
    )
