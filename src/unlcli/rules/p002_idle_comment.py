"""P002: a comment that was to switch a rule off and does nothing.

`% unl: ignore[CODE]` counts in the comment lines right above an entry, without an empty line between. Elsewhere, behind an
entry or above nothing, it is never read, and a code that no rule has switches nothing off: the findings stay, or come
back one day, and the comment says that they were seen.

Codes are those of rules or their first letters, with commas between; without brackets all rules are meant.

Wrong:

    % unl: ignore[S05]
    @misc{adams2020knots,
      title = {Knots},
      url = {http://arxiv.org/abs/2001.00001},
    }

    % unl: ignore[S005]

    @misc{byte2021ropes,
      title = {Ropes},
      url = {http://arxiv.org/abs/2101.00001},
    }

Right:

    % unl: ignore[S005]
    @misc{adams2020knots,
      title = {Knots},
      url = {http://arxiv.org/abs/2001.00001},
    }

Fix: correct the code, or move the comment right above the entry that it is about.
"""

from collections.abc import Iterator

from unlcli import rules
from unlcli.domain.finding import Finding, Location, Severity
from unlcli.domain.link_codes import LINK_CODES
from unlcli.domain.verify_codes import NAMES as VERIFY_CODES
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "P002", "idle-comment", Severity.WARNING
_SHOWN = 80


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each comment that means to switch rules off and switches none off, or not all that it names."""
    for library in judged.libraries:
        for comment in library.ignore_comments:
            unknown = [code for code in comment.codes if not any(known.startswith(code) for known in _known())]
            if not comment.is_above:
                problem, remedy = "does not stand right above an entry", "move it to the line above an entry"
            elif not comment.codes:
                problem, remedy = "names no rule", "write it as % unl: ignore[CODE]"
            elif unknown:
                problem, remedy = f"names no rule by {', '.join(unknown)[:_SHOWN]}", "correct the code"
            else:
                continue
            message = f"{comment.text[:_SHOWN]} switches nothing off: it {problem}"
            if comment.is_above and len(unknown) < len(comment.codes):
                message = f"{comment.text[:_SHOWN]} does not do all that it says: it {problem}"
            yield Finding(CODE, NAME, SEVERITY, message, Location(library.path, comment.line), remedies=(remedy,))


def _known() -> tuple[str, ...]:
    return (*rules.codes(), *LINK_CODES, *VERIFY_CODES)
