"""K003: a reference to an entry that is not there.

`crossref`, `xref`, `xdata`, `related` and `entryset` name other entries by their keys. Where such an entry is missing,
BibTeX and biber complain, and what should come from it, often the title of the proceedings, is missing too. Lists copied
from DBLP are a common case: the paper came, the proceedings did not.

Files that are checked together (`unl check papers.bib proceedings.bib`) may name each other's entries. Where most of a
file's references lead nowhere, that is told once.

Wrong:

    @inproceedings{adams2020knots,
      author = {Adams, Ann},
      title = {Knots},
      crossref = {ropes2020},
    }

Right:

    @inproceedings{adams2020knots,
      author = {Adams, Ann},
      title = {Knots},
      crossref = {ropes2020},
    }

    @proceedings{ropes2020,
      title = {Proceedings of the Rope Conference},
      booktitle = {Proceedings of the Rope Conference},
      year = {2020},
    }

Fix: add the entry it names, correct the key, or take the field out and state what it would give:
`unl edit KEY --unset crossref --set booktitle=...`.
"""

import shlex
from collections.abc import Iterator
from itertools import groupby

from unlcli.domain import references
from unlcli.domain.finding import Finding, Severity
from unlcli.rules.judged import Judged, Placed

CODE, NAME, SEVERITY = "K003", "unknown-reference", Severity.WARNING


#: From this many on, most of them unknown, it is told once that the entries named stand elsewhere.
_MANY = 6


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each key in such a field that no entry of the libraries has, now or formerly, in any case.

    Where most keys lead nowhere, the entries they name stand in another file, which one finding says.
    """
    known = {key.casefold() for library in judged.libraries for key in library.keys}
    for _, group in groupby(judged.entries, key=lambda placed: id(placed.library)):
        named = [(placed, field, key) for placed in group for field, key in references.of_entry(placed.entry)]
        unknown = [each for each in named if each[2].casefold() not in known]
        if len(unknown) >= _MANY and len(unknown) * 2 > len(named):
            yield _elsewhere(unknown, len(named))
            continue
        for placed, field, key in unknown:
            message = f"{placed.name} names {key} in {field}, and there is no {key}"
            remedies = (f"add {key}, correct its name, or take {field} out",)
            yield Finding(CODE, NAME, SEVERITY, message, placed.at(field), placed.entry.key, remedies=remedies)


def _elsewhere(unknown: list[tuple[Placed, str, str]], all_named: int) -> Finding:
    placed, field, key = next((each for each in unknown if each[0].is_new), unknown[0])
    message = f"{len(unknown)} of {all_named} references name entries that are not there, as {key} in {field} here"
    path = placed.library.path
    remedies = (f"check the files together: {' '.join(('unl check', shlex.quote(path), 'OTHER.bib'))}",)
    return Finding(CODE, NAME, SEVERITY, message, placed.at(field), placed.entry.key, remedies=remedies)
