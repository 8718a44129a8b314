"""I002: an identifier with something before it.

`doi` and `eprint` hold the bare identifier: styles and pages make a link of it by putting the resolver's address before
it, so `doi = {https://doi.org/10.1000/knots}` is printed as `https://doi.org/https://doi.org/10.1000/knots`.

Wrong:

    @article{adams2020knots,
      author = {Adams, Ann},
      title = {Knots},
      journal = {Journal of Ropes},
      year = {2020},
      doi = {https://doi.org/10.1000/knots},
      eprint = {arXiv:2012.54321v2},
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
    }

Fix: `unl check --fix` leaves the bare identifier, in its own letters, and says in `archiveprefix` that an `eprint` is
arXiv's where no field did. Where a publisher's address says more than the DOI, nothing is changed; a person decides.
"""

from collections.abc import Iterator

from unlcli.domain import spelt_identifiers
from unlcli.domain.change import Change, SetField
from unlcli.domain.entry import Entry
from unlcli.domain.finding import Finding, Severity
from unlcli.rules import commands
from unlcli.rules.judged import Judged

CODE, NAME, SEVERITY = "I002", "identifier-as-link", Severity.WARNING
_SHOWN = 120
_ARCHIVE_FIELDS = ("archiveprefix", "eprinttype")


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each `doi` that is not bare and each `eprint` that begins with arXiv's name or address."""
    for placed in judged.entries:
        entry = placed.entry
        for field, value, changes in (*_doi(entry), *_eprint(entry)):
            message = f"{field} of {placed.name} is written as {entry.plain(field)[:_SHOWN]}" + (
                f", not {value}" if value else ""
            )
            remedies = commands.edit(placed, "--set", f"{field}={value}") if value else ("leave the bare DOI in it",)
            yield Finding(
                CODE, NAME, SEVERITY, message, placed.at(field), entry.key, remedies=remedies, changes=changes
            )


def _doi(entry: Entry) -> Iterator[tuple[str, str, tuple[Change, ...]]]:
    written = entry.get("doi").strip()
    if written and spelt_identifiers.is_dressed_doi(written):
        bare = spelt_identifiers.bare_doi(written)
        yield "doi", bare, (SetField(entry.position, "doi", bare),) if bare else ()


def _eprint(entry: Entry) -> Iterator[tuple[str, str, tuple[Change, ...]]]:
    written = entry.get("eprint").strip()
    bare = spelt_identifiers.bare_arxiv(written) if written and not written[0].isdigit() else ""
    if bare:
        named = any(entry.get(name).strip() for name in _ARCHIVE_FIELDS)
        archive = () if named else (SetField(entry.position, _ARCHIVE_FIELDS[0], "arXiv"),)
        yield "eprint", bare, (SetField(entry.position, "eprint", bare), *archive)
