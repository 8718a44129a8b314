"""Entries of a group side by side: the fields that tell works apart, and which parts of them differ."""

import re
from collections.abc import Callable, Sequence

from unlcli.domain import identifiers, names, text
from unlcli.domain.comparison import Compared, Comparison, Part
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import VenueTable
from unlcli.matching import Relation, Verdict
from unlcli.services.dedupe import Group, Placed

_RELATIONS = {
    Relation.SAME: "the same paper",
    Relation.VERSION: "versions of one paper",
    Relation.RELATED: "related papers",
}
#: Collaborations have thousands.
_MOST_AUTHORS = 20
_BETWEEN_WORDS = re.compile(r"\s+")


def compare_entries(
    groups: Sequence[Group], venues: VenueTable, *, with_remedies: bool = True
) -> tuple[Comparison, ...]:
    """Return groups with their entries side by side, and the lines that settle duplicates."""
    return tuple(_comparison(group, venues, with_remedies=with_remedies) for group in groups)


def heading(group: Group) -> str:
    """Return what is said of a group in one line: verdict, relation, score and reason."""
    how = {Verdict.CERTAIN: "certainly ", Verdict.POSSIBLE: "possibly ", None: ""}[group.verdict]
    return f"{how}{_RELATIONS[group.relation]} ({group.score}): {group.reason}"


def _comparison(group: Group, venues: VenueTable, *, with_remedies: bool) -> Comparison:
    entries = [placed.entry for placed in group.members]
    rows = (
        Compared("key", tuple((Part(_place(placed)),) for placed in group.members)),
        _row("type", entries, lambda entry: (entry.type,), str),
        _row("title", entries, lambda entry: _BETWEEN_WORDS.split(entry.plain("title")), text.squash),
        _row("authors", entries, _authors, text.fold),
        _row("year", entries, lambda entry: (entry.year,), str),
        _row("venue", entries, lambda entry: (entry.venue,), lambda venue: venues.recognise(venue).short),
        _row("identifiers", entries, _identifiers, str),
        _row("url", entries, lambda entry: entry.plain("url").split(), identifiers.same_link),
    )
    return Comparison(
        heading(group),
        tuple(row for row in rows if any(row.values)),
        group.remedies if with_remedies else (),
        _links(group),
    )


def _links(group: Group) -> tuple[str, ...]:
    """Return for a group of several links what holds which two entries together, where that is not one reason for all."""
    if group.verdict is None or len({link.reason for link in group.links}) < 2:
        return ()
    return tuple(f"{link.one.entry.key}, {link.other.entry.key} ({link.score}): {link.reason}" for link in group.links)


def _place(placed: Placed) -> str:
    return f"{placed.entry.key} ({placed.path}:{placed.entry.line})"


def _authors(entry: Entry) -> list[str]:
    value = entry.get("author")
    people = [person.full for person in names.authors(value)]
    shown = people if len(people) <= _MOST_AUTHORS else people[:_MOST_AUTHORS]
    listed = [f"{name}," for name in shown[:-1]] + shown[-1:]
    if len(shown) < len(people):
        return [*listed, f"and {len(people) - len(shown)} more"]
    return [*listed, "et al."] if names.has_others(value) else listed


def _identifiers(entry: Entry) -> list[str]:
    found = (i for i in identifiers.of_entry(entry) if i.scheme is not Scheme.URL)
    return [f"{i.scheme}:{i.value}" for i in sorted(found, key=lambda i: (i.scheme, i.value))]


def _row(
    name: str, entries: Sequence[Entry], parts_of: Callable[[Entry], Sequence[str]], form: Callable[[str], str]
) -> Compared:
    """Return a field of all entries; a part is odd when another value has nothing of the same form."""
    values = [[part for part in parts_of(entry) if part] for entry in entries]
    forms = [{form(part) or part for part in value} for value in values]
    common = set.intersection(*filter(None, forms)) if any(forms) else set()
    return Compared(
        name, tuple(tuple(Part(part, (form(part) or part) not in common) for part in value) for value in values)
    )
