"""F001: required field missing.

BibTeX's standard styles ask for some fields of each type: an article has author, title, journal and year. Without one they
warn and print a gap, and a reader cannot find the paper by what is left.

biblatex's names count too (`date` for `year`, `journaltitle` for `journal`, `institution` for `school`, ...), and an entry
with its `date` needs no publisher. What an
entry with `crossref` or `xdata` lacks it takes from the entry named there. `@misc` needs a title alone, and types that
BibTeX does not know need nothing. Authors are asked for where the library has them: in one in which most of the entries
that ought to name authors do not, it is a list kept without authors, and nothing is said of them.

Wrong:

    @article{adams2020knots,
      title = {Knots},
      author = {Adams, Ann},
    }

Right:

    @article{adams2020knots,
      title = {Knots},
      author = {Adams, Ann},
      journal = {Journal of Ropes},
      year = {2020},
    }

Fix: add what is missing, `unl edit KEY --set journal=...`; or give the entry the type that it is, such as
`unl edit KEY --set type=misc` for a paper on arXiv that stands as an article.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from unlcli.domain import references
from unlcli.domain.entry import Entry, required_fields
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.library import Entries
from unlcli.rules import commands
from unlcli.rules.judged import Judged, Placed

CODE, NAME, SEVERITY = "F001", "missing-required-field", Severity.WARNING
#: biblatex's names for what BibTeX asks for.
_INSTEAD: Mapping[str, tuple[str, ...]] = {
    "author": ("author",),
    "year": ("year", "date", "eventdate"),
    "journal": ("journal", "journaltitle"),
    "booktitle": ("booktitle", "maintitle", "eventtitle"),
    "school": ("school", "institution", "publisher"),
    "institution": ("institution", "school", "publisher", "organization"),
    "publisher": ("publisher", "institution", "organization"),
    "pages": ("pages", "eid"),
    "note": ("note", "howpublished", "addendum", "url"),
}
#: What biblatex does not ask for, in entries with its `date`.
_NOT_WITH_DATE = ("publisher", "chapter|pages", "note")
_PARENTS = ("crossref", "xdata")
_ALSO: Mapping[str, tuple[str, ...]] = {"misc": ("title",)}
_AUTHOR = "author"


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each entry that lacks what its type asks for."""
    for _, group in groupby(judged.entries, key=lambda placed: id(placed.library)):
        placed = list(group)
        yield from _of_library(placed[0].library, placed)


def _of_library(library: Entries, entries: list[Placed]) -> Iterator[Finding]:
    by_key = {entry.key.casefold(): entry for entry in reversed(library.entries)}
    lacking = [(placed, missing) for placed in entries if (missing := _missing(placed.entry, by_key))]
    asked = sum(1 for placed in entries if _AUTHOR in _required(placed.entry.type))
    without = sum(1 for _, missing in lacking if _AUTHOR in missing)
    has_authors = without * 2 <= asked
    for placed, missing in lacking:
        names = [name for name in missing if has_authors or name != _AUTHOR]
        if names:
            yield _finding(placed, names)


def _required(entry_type: str) -> tuple[str, ...]:
    return required_fields(entry_type) or _ALSO.get(entry_type, ())


def _missing(entry: Entry, by_key: Mapping[str, Entry]) -> list[str]:
    fields = entry.fields
    missing = [name for name in _required(entry.type) if not _has(fields, name)]
    if missing and "date" in fields:
        missing = [name for name in missing if name not in _NOT_WITH_DATE]
    if missing and entry.type == "proceedings" and _has(fields, "booktitle"):
        missing = [name for name in missing if name != "title"]  # what papers in it get by `crossref` names it too
    if not missing or not any(name in fields for name in _PARENTS):
        return missing
    parents = [by_key.get(key.casefold()) for field, key in references.of_entry(entry) if field in _PARENTS]
    return [name for name in missing if not any(_gives(parent, name) for parent in parents)]


def _gives(parent: Entry | None, name: str) -> bool:
    """Tell whether an entry gives a field to those that name it; its own title is the title of the whole for them.

    One that is not there might give anything, which K003 is about, and so might one that names others in turn.
    """
    if name == "title":
        return parent is not None and parent.type == "xdata" and _has(parent.fields, name)
    if parent is None or any(each in parent.fields for each in _PARENTS):
        return True
    return _has(parent.fields, name) or name in ("booktitle", "journal") and _has(parent.fields, "title")


def _has(fields: Mapping[str, str], name: str) -> bool:
    wanted = name.split("|")
    return any(fields.get(each, "").strip() for one in wanted for each in _INSTEAD.get(one, (one,)))


def _finding(placed: Placed, missing: list[str]) -> Finding:
    entry = placed.entry
    told = ", ".join(name.replace("|", " or ") for name in missing)
    options = [option for name in missing for option in ("--set", f"{name.partition('|')[0]}=...")]
    remedies = commands.edit(placed, *options)
    message = f"{placed.name} is a{'n' if entry.type[:1] in 'aeiou' else ''} @{entry.type} without {told}"
    return Finding(CODE, NAME, SEVERITY, message, placed.location, entry.key, remedies=remedies)
