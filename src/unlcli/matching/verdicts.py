"""What a comparison may say: a verdict, a relation, a score and a reason."""

from dataclasses import dataclass
from enum import StrEnum

from unlcli.matching.agreement import Agreement
from unlcli.matching.forms import Form
from unlcli.matching.likeness import Likeness
from unlcli.matching.publication import Publication


class Verdict(StrEnum):
    """`certain`: CI may fail on it; `possible`: a person looks."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


class Relation(StrEnum):
    """`version`: a preprint or workshop paper and its publication; `related`: two works that belong together."""

    SAME = "same"
    VERSION = "version"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about two entries; without a verdict, `reason` says why."""

    verdict: Verdict | None
    relation: Relation | None
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """All that was compared of a pair, and the words for it."""

    a: Form
    b: Form
    title: Likeness | None
    people: Agreement | None
    print: Publication

    def certain(self, score: int, *reasons: str) -> Evidence:
        """Return that it is one work."""
        return Evidence(Verdict.CERTAIN, self._relation, score, _joined(reasons))

    def possible(self, score: int, *reasons: str) -> Evidence:
        """Return that it may be one work."""
        return Evidence(Verdict.POSSIBLE, self._relation, score, _joined(reasons))

    def possible_if(self, allowed: bool, score: int, *reasons: str) -> Evidence:
        """Return that it may be one work where the circumstances allow it, else that too little speaks for it."""
        return self.possible(score, *reasons) if allowed else unlike(_joined(reasons))

    @property
    def _relation(self) -> Relation:
        return Relation.VERSION if self.print.is_version_pair else Relation.SAME

    @property
    def facts(self) -> str:
        """Title, authors and years in words."""
        return _joined((self.title.percent if self.title else "", str(self.people or ""), self.print.years))


def different(reason: str) -> Evidence:
    """Return that two entries are two works."""
    return Evidence(None, None, 0, reason)


def unlike(reason: str) -> Evidence:
    """Return that too little makes two entries one work, and nothing makes them two."""
    return Evidence(None, None, 20, reason)


def contradicts(evidence: Evidence) -> bool:
    """Tell whether evidence says that two entries are two works, and not only too little."""
    return evidence.verdict is None and (evidence.relation is Relation.RELATED or evidence.score == 0)


def related(reason: str) -> Evidence:
    """Return that two works belong together and are two."""
    return Evidence(None, Relation.RELATED, 40, reason)


def _joined(reasons: tuple[str, ...]) -> str:
    return ", ".join(r for r in reasons if r)
