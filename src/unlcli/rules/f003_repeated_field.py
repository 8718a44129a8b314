"""F003: a field twice in an entry.

BibTeX takes the first and ignores the others with a warning; other programs take the last. What a reader sees in the file
is then not what is printed, and a correction made in the second one has no effect.

Wrong:

    @misc{adams2020knots,
      title = {Knots},
      year = {2020},
      title = {More Knots},
    }

Right:

    @misc{adams2020knots,
      title = {Knots},
      year = {2020},
      alttitle = {More Knots},
    }

Fix: take one of them out in an editor, `unl edit KEY`; what is worth keeping of it goes into the first, or into another
field.
"""

from collections.abc import Iterator

from unlcli.domain.finding import Finding, Location, Severity
from unlcli.domain.library import Repeated
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "F003", "repeated-field", Severity.WARNING
_SHOWN = 80


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each field that an entry has more than once, where it stands the second time."""
    for placed in judged.entries:
        repeated = placed.library.repeated(placed.entry)
        second: dict[str, Repeated] = {}
        for each in repeated:
            second.setdefault(each.name, each)
        for again in second.values():
            key, path = placed.entry.key, placed.library.path
            times = 1 + sum(each.name == again.name for each in repeated)
            often = "twice" if times == 2 else f"{times} times"
            said = f"{placed.name} has {again.name} {often}; BibTeX takes the one in line {again.first} and not this"
            message = f"{said}: {again.value[:_SHOWN]}"
            first, here = Location(path, again.first), Location(path, again.line)
            yield Finding(CODE, NAME, SEVERITY, message, here, key, (first,), ("leave one of them in the entry",))
