"""What a library usually writes of an entry, so that what is added to it looks alike: letters, months, editors."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from unlcli.domain import letters, names
from unlcli.domain.entry import Entry, required_fields

_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
_WITH_CHAPTERS = ("inproceedings", "incollection", "article")
#: What many libraries leave out of papers altogether; that a small one has none of it says nothing.
_MAY_BE_LEFT_OUT = ("publisher", "address", "isbn", "series")
_TELLING = 10
_PEOPLE = ("author", "editor")


@dataclass(frozen=True, slots=True)
class Habits:
    """`month` is the form in which most entries have theirs (`number`, `short`, `long`), empty when most have none.

    `latex` says that accents are LaTeX commands, `editor` and `primary_class` that papers in proceedings, and preprints, have
    these fields, `left_out` names those that a library of some size never has.
    """

    latex: bool = False
    month: str = ""
    editor: bool = False
    primary_class: bool = True
    left_out: frozenset[str] = frozenset()


def of_entries(entries: Iterable[Entry]) -> Habits:
    """Return what most entries of a library have in common."""
    listed = list(entries)
    months = [form for entry in listed if (form := _form(entry.plain("month")))]
    parts = [entry for entry in listed if entry.type in _WITH_CHAPTERS]
    eprints = [entry for entry in listed if entry.get("eprint")]
    has_class = sum(bool(entry.get("primaryclass") or entry.get("eprintclass")) for entry in eprints)
    return Habits(
        latex=letters.writes_latex(listed),
        month=Counter(months).most_common(1)[0][0] if len(months) * 2 > len(listed) else "",
        editor=sum(bool(entry.get("editor")) for entry in parts) * 2 > len(parts),
        primary_class=has_class * 2 >= len(eprints),
        left_out=_left_out(listed),
    )


def _left_out(listed: list[Entry]) -> frozenset[str]:
    """Return what no entry has; the number of an article is that of an issue, another's that of a series."""
    if len(listed) < _TELLING:
        return frozenset()
    absent = {name for name in _MAY_BE_LEFT_OUT if not any(entry.get(name) for entry in listed)}
    if not any(entry.get("number") for entry in listed if entry.type != "article"):
        absent.add("number")
    return frozenset(absent)


def _form(month: str) -> str:
    if not month:
        return ""
    if month.isdecimal():
        return "number"
    return "short" if len(month) <= 4 else "long"


def in_habit(entry: Entry, habits: Habits) -> Entry:
    """Return an entry of a record (its month a number) without what a library does not write, and the rest written its way."""
    fields = dict(entry.fields)
    if not habits.editor and entry.type in _WITH_CHAPTERS:
        fields.pop("editor", None)
    if not habits.primary_class:
        fields.pop("primaryclass", None)
    for name in habits.left_out & _droppable(entry):
        fields.pop(name, None)
    if month := fields.pop("month", ""):
        written = _MONTHS[int(month) - 1]
        spelt = {"number": month, "short": written[:3].lower(), "long": written}.get(habits.month, "")
        fields = {name: value for name, value in (*fields.items(), ("month", spelt)) if value}
        fields = {name: fields[name] for name in entry.fields if name in fields}
    entry = replace(entry, fields=fields)
    return letters.in_latex(entry) if habits.latex else entry


def _droppable(entry: Entry) -> frozenset[str]:
    if entry.type not in _WITH_CHAPTERS:
        return frozenset()
    needed = {name for one in required_fields(entry.type) for name in one.split("|")}
    return frozenset((*_MAY_BE_LEFT_OUT, *(("number",) if entry.type != "article" else ()))) - needed


def names_as_in(library: Iterable[Entry]) -> Callable[[Entry], Entry]:
    """Return what writes the names of an entry as most of a library does, where that is `Last, First`."""
    lists = [value for entry in library for name in _PEOPLE if (value := entry.get(name)) and " " in value]
    if sum(map(names.is_family_first, lists)) * 2 <= len(lists):
        return lambda entry: entry

    def written(entry: Entry) -> Entry:
        turned = {name: names.family_first_written(value) for name in _PEOPLE if (value := entry.get(name))}
        return replace(entry, fields={**entry.fields, **turned})

    return written
