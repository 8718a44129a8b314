"""S006: a link to a service that is gone.

The service was shut down, and its links lead nowhere, or to a page that is not about the paper. Most code that lay there
has moved.

Wrong:

    @misc{adams2020knots,
      title = {Knots},
      code = {https://paperswithcode.com/paper/knots},
    }

Right:

    @misc{adams2020knots,
      title = {Knots},
      code = {https://github.com/adams/knots},
    }

Fix: look for the repository or page where it is now, or for a copy at web.archive.org, and put that link in its place.
"""

from collections.abc import Iterator
from typing import NamedTuple

from unlcli.domain.finding import Finding, Severity
from unlcli.rules import links
from unlcli.rules.judged import Judged
from unlcli.rules.links import Link

CODE, NAME, SEVERITY = "S006", "dead-service", Severity.WARNING


class _Gone(NamedTuple):
    """A service, the year it ended, whether it held code."""

    name: str
    year: int
    has_code: bool = True


#: By host; names below it are meant too.
_SERVICES = {
    "paperswithcode.com": _Gone("Papers with Code", 2025),
    "code.google.com": _Gone("Google Code", 2016),
    "googlecode.com": _Gone("Google Code", 2016),
    "codeplex.com": _Gone("CodePlex", 2017),
    "gitorious.org": _Gone("Gitorious", 2015),
    "gitorious.com": _Gone("Gitorious", 2015),
    "rubyforge.org": _Gone("RubyForge", 2014),
    "berlios.de": _Gone("BerliOS", 2014),
    "fedorahosted.org": _Gone("Fedora Hosted", 2017),
    "gna.org": _Gone("Gna!", 2017),
    "alioth.debian.org": _Gone("Alioth", 2018),
    "academic.microsoft.com": _Gone("Microsoft Academic", 2021, has_code=False),
    "academic.research.microsoft.com": _Gone("Microsoft Academic Search", 2016, has_code=False),
    "plus.google.com": _Gone("Google+", 2019, has_code=False),
    "geocities.com": _Gone("GeoCities", 2009, has_code=False),
    "storify.com": _Gone("Storify", 2018, has_code=False),
}
#: What is left of a service and still answers.
_KEPT = ("code.google.com/archive/",)


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each field with a link to a service that is gone."""
    for placed, name, value in links.fields(judged):
        lowered = value.lower()
        if not any(service in lowered for service in _SERVICES):
            continue
        found = dict.fromkeys(host for link in links.each(value) if (host := _gone(link)))
        if not found:
            continue
        told = ", ".join(f"{host} was {_SERVICES[host].name}, which ended in {_SERVICES[host].year}" for host in found)
        has_code = any(_SERVICES[host].has_code for host in found)
        remedy = "look for the code's repository and link to that" if has_code else "look for where the page is now"
        message = f"{placed.name}: {name} leads to a service that is gone: {told}"
        yield Finding(CODE, NAME, SEVERITY, message, placed.at(name), placed.entry.key, remedies=(remedy,))


def _gone(link: Link) -> str:
    """Return the name under which the table has a link's service; empty when it has none."""
    if (link.host + link.rest).startswith(_KEPT):
        return ""
    labels = link.host.split(".")[-4:]
    return next((name for at in range(len(labels)) if (name := ".".join(labels[at:])) in _SERVICES), "")
