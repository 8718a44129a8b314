"""S005: `http://` where the site has `https://`.

The site answers over an encrypted connection, and most send every reader there anyway. A link that says so saves the
detour, does not make browsers warn, and equals the link of somebody else who has the paper.

Wrong:

    @misc{adams2020knots,
      title = {Knots},
      url = {http://arxiv.org/abs/2001.00001},
    }

Right:

    @misc{adams2020knots,
      title = {Knots},
      url = {https://arxiv.org/abs/2001.00001},
    }

Fix: `unl check --fix` writes `https://` for the sites that are known to have it; others are left alone.
"""

from collections.abc import Iterator

from unlcli.domain import secure_hosts
from unlcli.domain.finding import Finding, Severity
from unlcli.rules import links
from unlcli.rules.judged import Judged
from unlcli.rules.links import Link
from unlcli.rules.mending import new_value

CODE, NAME, SEVERITY = "S005", "http-link", Severity.WARNING

_MOVED = {"aclweb.org": "the ACL Anthology is at aclanthology.org now"}


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each field with a link whose site is known to have https."""
    for placed, name, value in links.fields(judged):
        if "http://" not in value:
            continue
        found = dict.fromkeys(link.host for link in links.each(value) if _has_https(link))
        if found:
            notes = "".join(f" ({_MOVED[host]})" for host in found if host in _MOVED)
            message = f"{placed.name}: {name} has http:// where https:// works: {', '.join(found)}{notes}"
            changes = new_value(placed, name, links.replaced(value, _secure))
            yield Finding(CODE, NAME, SEVERITY, message, placed.at(name), placed.entry.key, changes=changes)


def _has_https(link: Link) -> bool:
    return link.scheme == "http" and secure_hosts.has_https(link.written_host)


def _secure(link: Link) -> str:
    return "https" + link.whole[len("http") :] if _has_https(link) else link.whole
