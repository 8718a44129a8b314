"""The judge: whether two entries are one work, and why, in words."""

from unlcli.matching import agreement, by_identity, by_title, identity, likeness, publication
from unlcli.matching.forms import Form
from unlcli.matching.verdicts import Case, Evidence, Relation, Verdict, different, unlike

__all__ = ["MARKED", "UNALIKE", "Evidence", "Relation", "Verdict", "describe", "judge"]

#: Of pairs that need no closer look, as are most; made once.
UNALIKE = unlike("titles differ")
#: Why entries are two works of which a person said so.
MARKED = "the library says that they are not the same (notsame)"


def judge(a: Form, b: Form) -> Evidence:
    """Return what speaks for two entries being one work; which is named first does not matter."""
    if not a.notsame.isdisjoint(b.keys) or not b.notsame.isdisjoint(a.keys):
        return different(MARKED)
    if a.parent and a.parent in b.keys or b.parent and b.parent in a.keys:
        return different("one is part of the other (crossref)")
    if not _is_worth_a_look(a, b):
        return UNALIKE
    pair = likeness.compare(a, b)
    authors = agreement.compare(a.people, b.people) if a.people and b.people else None
    case = Case(a, b, pair, authors, publication.compare(a, b))
    return by_identity.judge(case) or by_title.judge(case)


def _is_worth_a_look(a: Form, b: Form) -> bool:
    """Tell in little time whether anything but hopelessly different titles was found; most that meet in a block have those."""
    if identity.meet(a, b) or publication.is_same_place(a, b) or len(a.titles) != 1 or len(b.titles) != 1:
        return True
    one, other = a.titles[0], b.titles[0]
    are_strangers = bool(a.people and b.people) and agreement.are_strangers(a.people, b.people)
    return not (are_strangers or likeness.share_little(one, other)) or not likeness.are_far_apart(one, other)


def describe(a: Form, b: Form) -> Evidence:
    """Return what `judge` does, with a reason in words where it spares itself that."""
    found = judge(a, b)
    pair = likeness.compare(a, b)
    if found is not UNALIKE or pair is None:
        return found
    are_strangers = bool(a.people and b.people) and agreement.are_strangers(a.people, b.people)
    return unlike(f"titles differ ({round(pair.ratio)} %){', no author in common' if are_strangers else ''}")
