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

from collections import Counter
from collections.abc import Iterator

from unlcli.domain import identifiers, text
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.library import Entries
from unlcli.rules import commands
from unlcli.rules.judged import Judged, Placed

CODE, NAME, SEVERITY = "K001", "repeated-key", Severity.ERROR


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each entry whose key an older entry of its file has, case ignored as in BibTeX."""
    same: dict[tuple[str, str], list[int]] = {}
    for index, placed in enumerate(judged.entries):
        if placed.entry.key:
            same.setdefault((placed.library.path, placed.entry.key.casefold()), []).append(index)
    titles: dict[str, Counter[str]] = {}
    for members in same.values():
        oldest, *others = judged.oldest_first(members)
        for placed in others:
            key, there = placed.entry.key, oldest.entry.key
            message = f"the key {key} stands at {oldest.location} already" + ("" if there == key else f" as {there}")
            if placed.library.path not in titles:
                titles[placed.library.path] = _titles(placed.library)
            remedies = _remedies(placed, titles[placed.library.path])
            yield Finding(CODE, NAME, SEVERITY, message, placed.location, key, (oldest.location,), remedies)


def _titles(library: Entries) -> Counter[str]:
    return Counter(text.squash(entry.plain("title")) for entry in library)


def _remedies(placed: Placed, titles: Counter[str]) -> tuple[str, ...]:
    """Return the line that gives an entry another key; it is named by its title where its key names two."""
    options = ("--set", "key=NEW")
    title = placed.entry.plain("title")
    is_one = bool(text.fold(title)) and titles[text.squash(title)] == 1
    if is_one and not (placed.library.named(title) or identifiers.recognise(title) or title.startswith("-")):
        by_title = commands.edit_named(placed, title, *options)
    else:
        by_title = ("give one of them another key in an editor",)
    return commands.edit(placed, *options) or by_title
