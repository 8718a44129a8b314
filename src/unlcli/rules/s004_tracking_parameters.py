"""S004: tracking parameters in a link.

`utm_source`, `fbclid` and their like tell a site how a reader came to it. They are no part of the address: without them
the link leads to the same page, is shorter, and equals the link of somebody else who has the paper.

Wrong:

    @misc{adams2020knots,
      title = {Knots},
      url = {https://example.org/a?page=2&utm_source=feed},
    }

Right:

    @misc{adams2020knots,
      title = {Knots},
      url = {https://example.org/a?page=2},
    }

Fix: `unl check --fix` takes them out and leaves the rest of the link as it is.
"""

import re
from collections.abc import Iterator

from unlcli.domain import identifiers
from unlcli.domain.finding import Finding, Severity
from unlcli.rules import links
from unlcli.rules.judged import Judged
from unlcli.rules.links import Link
from unlcli.rules.mending import new_value

CODE, NAME, SEVERITY = "S004", "tracking-parameters", Severity.WARNING

# `&` in a link is written in several ways: as it is, for LaTeX, for HTML.
_SEPARATOR = re.compile(r"(\\?&(?:amp;)?)")
#: What may be the sentence around a link, or begin what follows it.
_OF_PROSE = frozenset(",;()[]")
_AT_ENDS = ".:!?'" + "".join(sorted(_OF_PROSE))


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each field with a link that has tracking parameters."""
    for placed, name, value in links.fields(judged):
        if "?" not in value:
            continue
        taken = [parameter for link in links.each(value) for parameter in _split(link)[1]]
        if taken:
            message = f"{placed.name}: {name} has tracking parameters: {', '.join(dict.fromkeys(taken))}"
            changes = new_value(placed, name, links.replaced(value, lambda link: _split(link)[0]))
            yield Finding(CODE, NAME, SEVERITY, message, placed.at(name), placed.entry.key, changes=changes)


def _split(link: Link) -> tuple[str, list[str]]:
    """Return a link without its tracking parameters, and the names of those."""
    before, mark, query = link.whole.partition("?")
    if not mark or "#" in before:
        return link.whole, []
    query, mark, fragment = query.partition("#")
    if query.endswith("\\") and mark:  # a `#` written for LaTeX
        query, mark = query[:-1], "\\#"
    query, end = (query, "") if mark else _without_end(query)
    pieces = _SEPARATOR.split(query)
    kept: list[str] = []
    taken: list[str] = []
    for place in range(0, len(pieces), 2):
        parameter = pieces[place].partition("=")[0].replace("\\", "")
        if parameter and identifiers.is_tracking(parameter, link.host) and _OF_PROSE.isdisjoint(pieces[place]):
            taken.append(parameter)
        else:
            kept += [pieces[place - 1], pieces[place]] if kept else [pieces[place]]
    rest = "".join(kept)
    return before + ("?" + rest if rest else "") + end + mark + fragment, taken


def _without_end(query: str) -> tuple[str, str]:
    """Return a query without the punctuation behind it, and that: the end of a sentence or of a bracket."""
    bare = query.rstrip(_AT_ENDS)
    return bare, query[len(bare) :]
