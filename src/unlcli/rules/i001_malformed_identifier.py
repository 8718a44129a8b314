"""I001: an identifier that is none.

A `doi` in which there is no DOI, or an `eprint` that the entry says is arXiv's and in which there is no arXiv id, leads
nowhere: its link is dead and nothing can be matched or looked up by it. Another site's address, a report's number or a
word such as `N/A` are often found there.

What can be read as an identifier in any way is not an error: a DOI with `doi:` or a resolver's address before it
(I002 is about that), with LaTeX escapes (`10.1000/a\\_b`), in extra braces, a shortDOI (`10/abc`). An empty
field is none either. `eprint` is looked at only where `archiveprefix` or `eprinttype` says arXiv; the number alone of an
old identifier needs its archive in `primaryclass`.

Wrong:

    @article{adams2020knots,
      author = {Adams, Ann},
      title = {Knots},
      journal = {Journal of Ropes},
      year = {2020},
      doi = {https://example.org/knots},
      eprint = {2013.54321},
      archiveprefix = {arXiv},
    }

Right:

    @article{adams2020knots,
      author = {Adams, Ann},
      title = {Knots},
      journal = {Journal of Ropes},
      year = {2020},
      doi = {10.1000/knots},
      eprint = {2012.54321v2},
      archiveprefix = {arXiv},
      url = {https://example.org/knots},
    }

Fix: correct it, or take it out with `unl edit KEY --unset doi`; an address belongs into `url`.
"""

from collections.abc import Iterator

from unlcli.domain import spelt_identifiers
from unlcli.domain.finding import Finding, Severity
from unlcli.rules import commands
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "I001", "malformed-identifier", Severity.ERROR
_SHOWN = 120


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each `doi` and each `eprint` of arXiv in which there is no such identifier."""
    for placed in judged.entries:
        entry = placed.entry
        for field, what in spelt_identifiers.malformed(entry.fields):
            value = entry.plain(field)
            is_link = value.startswith(("http://", "https://")) and not entry.get("url")
            moved = ("--set", f"url={value}") if is_link else ()
            remedies = commands.edit(placed, "--unset", field, *moved)
            article = "an" if what[0] == "a" else "a"
            message = f"{field} of {placed.name} is not {article} {what}: {value[:_SHOWN]}"
            yield Finding(CODE, NAME, SEVERITY, message, placed.at(field), entry.key, remedies=remedies)
