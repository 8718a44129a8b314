"""The judge: whether two entries are one work, and why, in words."""

from unlcli.matching import by_identity, by_title, likeness, people, publication
from unlcli.matching.forms import Form
from unlcli.matching.verdicts import Case, Evidence, Relation, Verdict, different

__all__ = ["Evidence", "Relation", "Verdict", "judge"]


def judge(a: Form, b: Form) -> Evidence:
    """Return what speaks for two entries being one work; which is named first does not matter."""
    if not a.notsame.isdisjoint(b.keys) or not b.notsame.isdisjoint(a.keys):
        return different("the library says that they are not the same (notsame)")
    if a.parent and a.parent in b.keys or b.parent and b.parent in a.keys:
        return different("one is part of the other (crossref)")
    agreement = people.compare(a.people, b.people) if a.people and b.people else None
    case = Case(a, b, likeness.compare(a, b), agreement, publication.compare(a, b))
    return by_identity.judge(case) or by_title.judge(case)
