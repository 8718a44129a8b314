"""Tell what an upgrade found: entries side by side, lines for reading, and the documented JSON document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from unlcli.domain.comparison import Compared, Comparison, Part
from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import Relation, Verdict
from unlcli.services import tell_silence
from unlcli.services.compare_entries import compare_entries
from unlcli.services.dedupe import Group, Placed
from unlcli.services.upgrade import Remaining, Upgrade, UpgradePlan

_FACTS = ("doi", "eprint", "url")


def compare_upgrades(plan: UpgradePlan, path: str, venues: VenueTable) -> tuple[Comparison, ...]:
    """Return each upgrade as the entry now and as it would be, side by side under the evidence."""
    return tuple(_side_by_side(upgrade, path, venues) for upgrade in plan.upgrades)


def _side_by_side(upgrade: Upgrade, path: str, venues: VenueTable) -> Comparison:
    members = (Placed(path, upgrade.old), Placed(path, upgrade.new))
    group = Group(Verdict.CERTAIN, Relation.VERSION, 100, upgrade.evidence, members)
    (comparison,) = compare_entries([group], venues, with_remedies=False)
    names = (Part(f"{upgrade.old.key} ({path}:{upgrade.old.line})"),), (Part("version of record"),)
    return replace(comparison, heading=upgrade.evidence, fields=(Compared("key", names), *comparison.fields[1:]))


def lines(plan: UpgradePlan, path: str) -> Iterator[str]:
    """Yield what is to be said of the entries that stay as they are: those in doubt, those without news, those not asked.

    Those of which the same is to be said share a line.
    """
    for left in plan.unsure:
        yield f"{left.entry.place(path)}: unsure, left as it is: {'; '.join(left.reasons)}"
    for left in plan.none:
        if left.reasons:
            yield f"{left.entry.place(path)}: no version of record found: {'; '.join(left.reasons)}"
    if plain := [left.entry for left in plan.none if not left.reasons]:
        yield _without_news(tell_silence.who(plain, _count(plan), path, "preprints"), len(plain))
    for left in plan.failed:
        if not left.trouble:
            yield f"{left.entry.place(path)} could not be asked about: {'; '.join(left.reasons) or 'no source knows it'}"
    yield from tell_silence.lines(_silent(plan.failed), _count(plan), path, "preprints", "could not be asked about")


def _without_news(whose: str, number: int) -> str:
    if number == 1:
        return f"{whose}: no version of record found"
    count, _, names = whose.partition(", ")
    said = f"{count} have no version of record that was found"
    return f"{said}: {names.removesuffix(',')}" if names else said


def notes(plan: UpgradePlan, path: str) -> Iterator[str]:
    """Yield what could not be asked where other sources answered: each reason once, and about whom."""
    for reason in tell_silence.reasons(_silent((*plan.unsure, *plan.none))):
        whose = tell_silence.who(reason.entries, _count(plan), path, "preprints")
        were = "was" if len(reason.entries) == 1 else "were"
        yield f"{reason.sentence}; {whose} {were} looked for elsewhere only"


def _silent(lefts: Sequence[Remaining]) -> list[tell_silence.Silent]:
    return [tell_silence.Silent(left.entry, left.trouble) for left in lefts]


def _count(plan: UpgradePlan) -> int:
    return len(plan.upgrades) + len(plan.unsure) + len(plan.none) + len(plan.failed)


def summary(plan: UpgradePlan) -> str:
    """Return the counts in one line; empty where nothing could be asked at all, which is told already."""
    if plan.failed and len(plan.failed) == _count(plan):
        return ""
    found = len(plan.upgrades)
    parts = [f"{found} preprint{'s' * (found != 1)} with a version of record" if found else ""]
    parts += [f"{len(plan.unsure)} unsure" if plan.unsure else ""]
    parts += [f"{len(plan.none)} without {'one' if found else 'a version of record'}" if plan.none else ""]
    parts += [f"{len(plan.failed)} not asked about" if plan.failed else ""]
    return ", ".join(filter(None, parts)) or "no preprints to ask about"


def as_json(plan: UpgradePlan, *, is_written: bool) -> dict[str, object]:
    """Return what was found, and whether it was written, as the documented JSON document."""
    return {
        "version": 1,
        "written": is_written,
        "upgrades": [_upgrade(upgrade) for upgrade in plan.upgrades],
        "unsure": [_remaining(left) for left in plan.unsure],
        "none": [_remaining(left) for left in plan.none],
        "failed": [_remaining(left) for left in plan.failed],
    }


def _upgrade(upgrade: Upgrade) -> dict[str, object]:
    names = dict.fromkeys((*upgrade.old.fields, *upgrade.new.fields))
    changed = [name for name in names if upgrade.old.get(name) != upgrade.new.get(name)]
    return {
        **_named(upgrade.old),
        "from": _facts(upgrade.old),
        "to": _facts(upgrade.new),
        "evidence": upgrade.evidence,
        "changes": [
            {"field": name, "from": upgrade.old.plain(name), "to": upgrade.new.plain(name)} for name in changed
        ],
        "conflicts": list(upgrade.conflicts),
    }


def _named(entry: Entry) -> dict[str, object]:
    return {"key": entry.key, "line": entry.line, "title": entry.plain("title")}


def _facts(entry: Entry) -> dict[str, str]:
    stated = {"type": entry.type, "venue": entry.venue, "year": entry.year}
    return stated | {name: entry.plain(name) for name in _FACTS if entry.get(name)}


def _remaining(left: Remaining) -> dict[str, object]:
    troubles: Sequence[str] = tuple(dict.fromkeys(error.message for error in left.trouble))
    return {**_named(left.entry), "reasons": list(left.reasons), "not_asked": list(troubles)}
