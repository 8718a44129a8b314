"""F002: a category that is not listed.

Where the settings list categories (`[[category]]` in `unl.toml`), a page has a section for each, and a category that is
none of them is mostly a slip: `Benchmarks` beside `Benchmark` makes a section of its own. Without such a list nothing is
looked at.

Letter case does not count. A category above a listed one is known, for the listed one implies it. A category below a
listed one is known too unless the list names categories there: with `Benchmark > Multimodal` listed, `Benchmark > Video`
is unknown; with `Survey` alone, `Survey > Book` is fine.

Wrong:

    @misc{adams2020knots,
      title = {Knots},
      category = {Surveys},
    }

Right:

    @misc{adams2020knots,
      title = {Knots},
      category = {Survey},
    }

Fix: use a listed name, `unl edit KEY --drop category=OLD --add category=NEW` or, for all entries,
`unl categories --rename OLD NEW`; or list it in `unl.toml`.
"""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from unlcli.domain import categories
from unlcli.domain.categories import Path
from unlcli.domain.entry import CATEGORY
from unlcli.domain.finding import Finding, Severity
from unlcli.rules import commands
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "F002", "unknown-category", Severity.WARNING
#: How alike two names are of which one is probably a slip for the other.
_ALIKE = 0.8
#: Longer ones are no slips, and comparing them takes long.
_LONGEST = 200


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each category of an entry that is not among those that the settings list."""
    listed = {categories.folded(path): path for path in map(categories.parse, judged.categories)}
    if not listed:
        return
    known: dict[Path, bool] = {}
    nearest: dict[Path, str] = {}
    for placed in judged.entries:
        for path in categories.of_entry(placed.entry) if CATEGORY in placed.entry.fields else ():
            form = categories.folded(path)
            if form not in known:
                known[form] = _is_known(form, listed)
            if known[form]:
                continue
            if form not in nearest:
                nearest[form] = _nearest(form, listed)
            key, name, near = placed.entry.key, categories.written(path), nearest[form]
            message = f"{name} of {placed.name} is no listed category" + (f"; is it {near}?" if near else "")
            renamed = commands.edit(placed, "--drop", f"{CATEGORY}={name}", "--add", f"{CATEGORY}={near}")
            remedies = renamed if near else ("list it in unl.toml, or use a listed one",)
            yield Finding(CODE, NAME, SEVERITY, message, placed.at(CATEGORY), key, remedies=remedies)


def _is_known(form: Path, listed: Collection[Path]) -> bool:
    if any(each[: len(form)] == form for each in listed):
        return True
    above = next((path for path in _above(form, listed) if path in listed), None)
    return above is not None and not any(each[: len(above)] == above and each != above for each in listed)


def _above(form: Path, listed: Collection[Path]) -> Iterator[Path]:
    """Return the categories above one, the nearest first, as deep as any that is listed."""
    deepest = max(map(len, listed))
    return (form[:length] for length in range(min(len(form) - 1, deepest), 0, -1))


def _nearest(form: Path, listed: dict[Path, Path]) -> str:
    by_name = {categories.written(folded): categories.written(path) for folded, path in listed.items()}
    name = categories.written(form)
    close = get_close_matches(name, by_name, n=1, cutoff=_ALIKE) if len(name) <= _LONGEST else []
    above = map(categories.written, _above(form, listed))
    return next((by_name[name] for name in (*close, *above) if name in by_name), "")
