"""K001: a citation key twice.

Two entries have one key, so a citation cannot tell them apart and BibTeX drops the second.
Fix: name one of them by its title or an identifier, `unl edit 'TITLE' --set key=NEW`, or remove it.
"""

from collections.abc import Iterator

from unlcli.domain.entry import Entry
from unlcli.domain.finding import Finding, Location, Severity
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "K001", "repeated-key", Severity.ERROR


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each entry whose key an earlier entry of its file has, case ignored as in BibTeX."""
    seen: dict[tuple[str, str], tuple[Location, Entry]] = {}
    for place, entry in judged.entries:
        if not entry.key:
            continue
        name = (place.path, entry.key.casefold())
        if name not in seen:
            seen[name] = (place, entry)
            continue
        first_place, first = seen[name]
        message = f"the key {entry.key} stands at {first_place} already" + (
            "" if first.key == entry.key else f" as {first.key}"
        )
        yield Finding(
            CODE, NAME, SEVERITY, message, place, entry.key, (first_place,), ("give one of them another key",)
        )
