"""The judge: whether two entries are one work, and why, in words."""

from unlcli.matching import agreement, by_identity, by_title, identity, likeness, publication
from unlcli.matching.forms import Form
from unlcli.matching.likeness import Likeness
from unlcli.matching.verdicts import Case, Evidence, Relation, Verdict, different, unlike

__all__ = ["Evidence", "Relation", "Verdict", "judge"]


def judge(a: Form, b: Form) -> Evidence:
    """Return what speaks for two entries being one work; which is named first does not matter."""
    if not a.notsame.isdisjoint(b.keys) or not b.notsame.isdisjoint(a.keys):
        return different("the library says that they are not the same (notsame)")
    if a.parent and a.parent in b.keys or b.parent and b.parent in a.keys:
        return different("one is part of the other (crossref)")
    pair = likeness.compare(a, b)
    if pair and (reason := _at_a_glance(a, b, pair)):
        return unlike(reason)
    authors = agreement.compare(a.people, b.people) if a.people and b.people else None
    case = Case(a, b, pair, authors, publication.compare(a, b))
    return by_identity.judge(case) or by_title.judge(case)


def _at_a_glance(a: Form, b: Form, pair: Likeness) -> str:
    """Return why a pair, as most that meet in a block, needs no closer look; empty when it does."""
    if likeness.is_near(pair) or identity.meet(a, b) or publication.is_same_place(a, b):
        return ""
    if likeness.is_hopeless(pair):
        return f"titles differ ({round(pair.ratio)} %)"
    if a.people and b.people and agreement.are_strangers(a.people, b.people):
        return f"titles differ ({round(pair.ratio)} %), no author in common"
    return ""
