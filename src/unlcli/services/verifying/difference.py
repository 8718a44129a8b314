"""A difference between an entry and a source, and the finding that it makes: what both say, and what mends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from unlcli.domain import verify_codes as codes
from unlcli.domain.change import Change, RemoveField, SetField, SetType
from unlcli.domain.entry import SEPARATORS, Entry, join_values
from unlcli.domain.finding import Finding, Severity
from unlcli.rules import commands
from unlcli.rules.judged import Placed

#: A longer line nobody reads before pasting it.
_LONGEST_LINE = 1_000


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, in words, at which field; what mends it: values to set (None takes a field out), and another type.

    `adds` are values for list fields, `drops` values to take from them.
    """

    code: str
    severity: Severity
    message: str
    at: str = ""
    sets: Mapping[str, str | None] = field(default_factory=dict)
    type: str = ""
    adds: Mapping[str, str] = field(default_factory=dict)
    drops: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remedies: tuple[str, ...] = ()


def finding_of(difference: Difference, placed: Placed) -> Finding:
    """Return the finding of a difference, with the changes that mend it and the line that makes them."""
    entry = placed.entry
    return Finding(
        difference.code,
        codes.NAMES[difference.code],
        difference.severity,
        f"{placed.name}: {difference.message}",
        placed.at(difference.at) if difference.at in entry.fields else placed.location,
        entry.key,
        remedies=difference.remedies or _remedies(difference, placed),
        changes=tuple(_changes(difference, entry)),
    )


def _changes(difference: Difference, entry: Entry) -> list[Change]:
    changes: list[Change] = [SetType(entry.position, difference.type)] if difference.type else []
    for name, value in difference.sets.items():
        if value is not None:
            changes.append(SetField(entry.position, name, value))
        elif name in entry.fields:
            changes.append(RemoveField(entry.position, name))
    for name, value in difference.adds.items():
        changes.append(SetField(entry.position, name, _added(entry, name, value)))
    for name, values in difference.drops.items():
        kept = tuple(value for value in entry.get(name).split() if value not in values)
        changes.append(
            SetField(entry.position, name, join_values(name, kept)) if kept else RemoveField(entry.position, name)
        )
    return changes


def _added(entry: Entry, name: str, value: str) -> str:
    there = entry.get(name)
    return f"{there}{SEPARATORS.get(name, '; ')}{value}" if there else value


def _remedies(difference: Difference, placed: Placed) -> tuple[str, ...]:
    options: list[str] = ["--set", f"type={difference.type}"] if difference.type else []
    for name, value in difference.sets.items():
        if value is not None:
            options += ["--set", f"{name}={value}"]
        elif name in placed.entry.fields:
            options += ["--unset", name]
    for name, value in difference.adds.items():
        options += ["--add", f"{name}={value}"]
    for name, values in difference.drops.items():
        options += [part for value in values for part in ("--drop", f"{name}={value}")]
    lines = commands.edit(placed, *options) if options else ()
    return tuple(line for line in lines if len(line) <= _LONGEST_LINE)
