"""K002: a decision about an entry that is not there.

`notsame` records that two entries that look like one paper are two. A key in it that no entry has, now or formerly
(`ids`), decides nothing: it may be a slip, or the entry was taken out or renamed by hand, and the question will come up
again.

Wrong:

    @misc{adams2020knots,
      title = {Knots},
      notsame = {byte2021knots},
    }

Right:

    @misc{adams2020knots,
      title = {Knots},
      notsame = {byte2021more},
    }

    @misc{byte2021more,
      title = {More Knots},
    }

Fix: correct the key, or drop it with `unl edit KEY --drop notsame=OTHER`.
"""

from collections.abc import Iterator

from unlcli.domain.entry import NOTSAME
from unlcli.domain.finding import Finding, Severity
from unlcli.rules import commands
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "K002", "notsame-unknown", Severity.WARNING


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each key in `notsame` that no entry of the libraries has; its case counts, as in matching."""
    known = frozenset[str]().union(*(library.keys for library in judged.libraries))
    for placed in judged.entries:
        if NOTSAME not in placed.entry.fields:
            continue
        for key in placed.entry.values(NOTSAME):
            if key not in known:
                message = f"{placed.name} is said not to be the same as {key}, and there is no {key}"
                remedies = commands.edit(placed, "--drop", f"{NOTSAME}={key}")
                yield Finding(CODE, NAME, SEVERITY, message, placed.at(NOTSAME), placed.entry.key, remedies=remedies)
