"""K001: a citation key twice.

Two entries have one key, so a citation cannot tell them apart, and BibTeX drops the second. Letter case does not tell keys
apart, for BibTeX ignores it.

Wrong:

    @misc{adams2020,
      title = {Knots},
    }

    @misc{Adams2020,
      title = {The Weather in Spain},
    }

Right:

    @misc{adams2020,
      title = {Knots},
    }

    @misc{adams2020weather,
      title = {The Weather in Spain},
    }

Fix: name one of them by its title or an identifier, `unl edit 'TITLE' --set key=NEW`, or remove it.
"""

from collections.abc import Iterator

from unlcli.domain.finding import Finding, Severity
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "K001", "repeated-key", Severity.ERROR


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each entry whose key an older entry of its file has, case ignored as in BibTeX."""
    same: dict[tuple[str, str], list[int]] = {}
    for index, placed in enumerate(judged.entries):
        if placed.entry.key:
            same.setdefault((placed.library.path, placed.entry.key.casefold()), []).append(index)
    for members in same.values():
        oldest, *others = judged.oldest_first(members)
        for placed in others:
            key, there = placed.entry.key, oldest.entry.key
            message = f"the key {key} stands at {oldest.location} already" + ("" if there == key else f" as {there}")
            remedies = ("give one of them another key",)
            yield Finding(CODE, NAME, SEVERITY, message, placed.location, key, (oldest.location,), remedies)
