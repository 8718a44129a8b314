"""What follows from titles, authors, years and venues, when no identifier decides."""

from unlcli.matching import by_change, identity, likeness, publication
from unlcli.matching.agreement import Agreement
from unlcli.matching.likeness import Likeness
from unlcli.matching.markers import described
from unlcli.matching.verdicts import Case, Evidence, different, related, unlike

_ALONE = "no authors to compare"
_GENERAL = "the title is general"


def judge(case: Case) -> Evidence:
    """Judge by what is written about the two works."""
    pair = case.title
    if pair is None:
        return unlike("no title to compare")
    if refusal := _refusal(case, pair):
        return refusal
    if case.people is None:
        return _without_authors(case, pair)
    if pair.is_equal or likeness.is_typo(pair):
        return _equal(case, pair, case.people)
    return by_change.judge(case, pair, case.people)


def _refusal(case: Case, pair: Likeness) -> Evidence | None:
    """Return what rules a pair out whatever its titles score."""
    near = likeness.is_near(pair)
    if pair.one.marker != pair.other.marker:
        return related(f"one is {described(pair.one.marker, pair.other.marker)}") if near else unlike("titles differ")
    in_print = case.print.is_same_place
    if case.people and not case.people.kin and not (in_print and pair.is_equal):
        return different("no author in common")
    if likeness.is_hopeless(pair) and not (in_print and case.people and case.people.is_full):
        return unlike(f"titles differ ({round(pair.ratio)} %)")
    if contradiction := identity.conflict(case.a, case.b):
        return related(contradiction) if near else different(contradiction)
    if in_print:
        return None
    if likeness.numbers_differ(pair):
        return related("titles differ in a number") if near else unlike("titles differ in a number")
    if case.print.is_whole_and_part:
        return related("one is a book, proceedings or a thesis, the other is not")
    if case.print.difference and near:
        return related(case.print.difference)
    return None


def _equal(case: Case, pair: Likeness, agreement: Agreement) -> Evidence:
    """Judge equal titles, slips left aside."""
    circumstances, facts = case.print, case.facts
    if circumstances.is_same_place and pair.is_equal and not pair.shorter.is_weak:
        return case.certain(97, facts, "same volume and page")
    if pair.shorter.is_heading and not (circumstances.is_same_place and agreement.is_full):
        return case.possible_if(circumstances.distance == 0, 60, facts, _GENERAL)
    if pair.shorter.is_short and not _is_confirmed(case, agreement):
        return case.possible_if(circumstances.is_near, 60, facts, _GENERAL)
    if not circumstances.is_near and not circumstances.is_same_place:
        return case.possible_if(circumstances.is_not_far and agreement.part >= 0.5, 60, facts, "years differ")
    if not agreement.shared:  # a family name in common, initials not: Bob and Robert, or two people
        is_nickname = circumstances.distance == 0 and agreement.is_level
        return case.certain(85, facts) if is_nickname else case.possible(55, facts)
    if _is_column(case, pair, agreement):
        return case.possible(60, facts)
    if publication.cite_parts(case.a, case.b):
        return case.possible(60, facts, "each names another part of it")
    return case.certain(98 if pair.is_equal else 95, facts)


def _is_column(case: Case, pair: Likeness, agreement: Agreement) -> bool:
    """Tell whether a title may be a column's or a series', which keeps it under changing authors.

    A longer title is a work's own. So is that of a preprint and its publication when the first author agrees: columns are
    no preprints, while lists of authors copied without care are often wrong behind the first.
    """
    if not agreement.is_steady and pair.shorter.words.count(" ") < 5:
        return True
    if agreement.part >= 0.5:
        return False
    return not agreement.first or not agreement.cut and not case.print.is_one_preprint


def _is_confirmed(case: Case, agreement: Agreement) -> bool:
    """Tell whether authors, and year or venue, confirm a title that several works could bear."""
    if agreement.part < 0.6 or not agreement.is_steady:
        return False
    circumstances = case.print
    if circumstances.is_same_place or circumstances.distance == 0:
        return True
    return circumstances.is_near and (circumstances.is_same_venue or circumstances.is_preprint_first)


def _without_authors(case: Case, pair: Likeness) -> Evidence:
    """Judge by titles alone: only the same words in the same order are the same.

    "A Survey on Transformers in RL" and "Transformers in RL: A Survey" are two papers.
    """
    circumstances, facts = case.print, case.facts
    if pair.is_equal or likeness.is_typo(pair):
        if circumstances.is_same_place and pair.is_equal:
            return case.certain(95, facts, "same volume and page")
        if pair.shorter.is_weak:
            return case.possible_if(circumstances.is_near, 55, facts, _GENERAL, _ALONE)
        if circumstances.is_near:
            return case.certain(92 if pair.is_equal else 86, facts)
        return case.possible_if(circumstances.is_not_far, 60, facts, _ALONE)
    if _has_gained_name(case, pair):
        return case.certain(82, facts, "one has a name before the colon")
    if _may_be_renamed(case, pair):
        return case.possible(56, facts, _ALONE)
    return unlike(f"titles differ: {facts}, {_ALONE}")


def _has_gained_name(case: Case, pair: Likeness) -> bool:
    """Tell whether only one of a preprint and its publication has a name before a colon, and six words agree."""
    if not pair.is_cut or not case.print.is_preprint_first or not case.print.is_within_two_years:
        return False
    short, long = sorted((pair.one, pair.other), key=lambda t: len(t.solid))
    is_named = long.solid.endswith(short.solid) and len(long.solid) - len(short.solid) == long.cuts[0]
    return is_named and short.words.count(" ") >= 5


def _may_be_renamed(case: Case, pair: Likeness) -> bool:
    """Tell whether a person should look: a title cut short, or a preprint's that was hardly changed."""
    circumstances = case.print
    if pair.shorter.is_weak or not circumstances.is_near:
        return False
    if pair.is_cut:
        return True
    if not circumstances.is_preprint_first or not circumstances.is_within_two_years:
        return False
    many = likeness.differing_words(pair)[1]
    if likeness.is_run(pair) or pair.ratio >= 94 and len(many) <= 1:
        return True
    return likeness.same_nickname(pair) and likeness.common_part(pair) >= 0.4
