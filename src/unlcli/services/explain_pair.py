"""Explain why two entries are one work or why not: the verdict, and what was compared, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from unlcli.domain import names, versions
from unlcli.domain.entry import NOTSAME, Entry
from unlcli.domain.identifiers import Identifier
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.matching import Evidence, Relation, Verdict, agreement, explain, forms, identity, likeness, publication
from unlcli.matching.forms import Form

_VERDICTS: dict[tuple[Verdict | None, Relation | None], str] = {
    (Verdict.CERTAIN, Relation.SAME): "certainly the same paper",
    (Verdict.CERTAIN, Relation.VERSION): "certainly versions of one paper",
    (Verdict.POSSIBLE, Relation.SAME): "possibly the same paper",
    (Verdict.POSSIBLE, Relation.VERSION): "possibly versions of one paper",
    (None, Relation.RELATED): "related papers, not the same",
}
_KINDS = {
    Version.UNKNOWN: "no venue that tells what it is",
    Version.PREPRINT: "a preprint",
    Version.WORKSHOP: "a workshop paper",
    Version.CONFERENCE: "a conference paper",
    Version.JOURNAL: "a journal article",
    Version.BOOK: "a book or part of one",
    Version.THESIS: "a thesis",
    Version.PROCEEDINGS: "proceedings",
}
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Explained:
    """Why two entries are one work or not: the judge's evidence, and by name what was compared, in words."""

    keys: tuple[str, str]
    evidence: Evidence
    compared: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The explanation for a reader."""
        evidence = self.evidence
        doubtful = "too little makes them one paper" if evidence.score else "different papers"
        said = _VERDICTS.get((evidence.verdict, evidence.relation), doubtful)
        lines = [f"{self.keys[0]} and {self.keys[1]}: {said} ({evidence.score}): {evidence.reason}"]
        return "\n".join(lines + [f"  {name:<12} {words}" for name, words in self.compared])

    def as_json(self) -> dict[str, object]:
        """Return the documented JSON document."""
        evidence = self.evidence
        return {
            "version": 1,
            "keys": list(self.keys),
            "verdict": str(evidence.verdict) if evidence.verdict else None,
            "relation": str(evidence.relation) if evidence.relation else None,
            "score": evidence.score,
            "reason": evidence.reason,
            "compared": dict(self.compared),
        }


def explain_pair(first: Entry, second: Entry, venues: VenueTable) -> Explained:
    """Return what speaks for and against two entries being one work."""
    a, b = forms.of_entry(first, venues), forms.of_entry(second, venues)
    compared = (
        ("decision", _decision(first, second, a, b)),
        ("identifiers", _identifiers(a, b)),
        ("titles", _titles(first, second, a, b)),
        ("authors", _authors(first, second, a, b)),
        ("years", _years(a, b)),
        ("kinds", f"{_kind(first, venues)}; {_kind(second, venues)}"),
    )
    told = tuple((name, words) for name, words in compared if words)
    return Explained((first.key, second.key), explain(first, second, venues), told)


def _decision(first: Entry, second: Entry, a: Form, b: Form) -> str:
    for entry, form, other in ((first, a, b), (second, b, a)):
        if not form.notsame.isdisjoint(other.keys):
            return f"{NOTSAME} in {entry.key} (line {entry.line}) says that they are two works"
    return ""


def _identifiers(a: Form, b: Form) -> str:
    shared = a.identifiers & b.identifiers
    pages = a.pages_on_web & b.pages_on_web
    told = [f"both have {_listed(map(str, sorted(shared, key=_order)))}"] if shared else []
    told += [f"both have the page {_listed(sorted(pages))}"] if pages else []
    if conflict := identity.conflict(a, b):
        told.append(conflict)
    elif not told and not a.identifiers and not b.identifiers:
        told.append("neither has one")
    elif not told:
        sides = (_listed(map(str, sorted(form.identifiers, key=_order))) or "none" for form in (a, b))
        told.append(f"none in common ({'; '.join(sides)})")
    return ", ".join(told)


def _order(identifier: Identifier) -> tuple[str, str]:
    return identifier.scheme, identifier.value


def _listed(words: Iterable[str]) -> str:
    given = list(words)
    return ", ".join(given[:_MOST_SHOWN]) + (
        f" and {len(given) - _MOST_SHOWN} more" if len(given) > _MOST_SHOWN else ""
    )


def _titles(first: Entry, second: Entry, a: Form, b: Form) -> str:
    pair = likeness.compare(a, b)
    if pair is None:
        return "one has none"
    alike = "the same" if pair.is_equal else f"{min(99, round(pair.ratio))} % alike"
    if pair.is_cut:
        alike += ", one is the beginning or end of the other"
    others = " (other titles counted)" if len(a.titles) + len(b.titles) > 2 else ""
    return f"{alike}{others}: {first.plain('title')!r}; {second.plain('title')!r}"


def _authors(first: Entry, second: Entry, a: Form, b: Form) -> str:
    if not a.people or not b.people:
        return "both have none" if not a.people and not b.people else "one has none"
    found = agreement.compare(a.people, b.people)
    told = f"{found.shared} in common of {len(a.people.persons)} and {len(b.people.persons)}"
    if found.fewer == found.more:
        told = f"{found.shared} of {found.fewer} in common"
    told += ", first authors agree" if found.first else ", other first authors"
    sides = (names.display(entry.get("author") or entry.get("editor"), _MOST_SHOWN) for entry in (first, second))
    return f"{told}: {'; '.join(sides)}"


def _years(a: Form, b: Form) -> str:
    if not a.year or not b.year:
        return f"{a.year or 'none'}; {b.year or 'none'}"
    return f"{a.year}; {b.year} ({publication.compare(a, b).years})"


def _kind(entry: Entry, venues: VenueTable) -> str:
    kind = _KINDS[versions.of_entry(entry, venues)]
    venue = venues.recognise(entry.venue).short
    return f"{kind} ({venue})" if venue else kind
