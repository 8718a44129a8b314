"""What follows from titles, authors, years and venues, when no identifier decides."""

from unlcli.matching import identity, likeness
from unlcli.matching.likeness import Likeness
from unlcli.matching.markers import described
from unlcli.matching.people import Agreement
from unlcli.matching.verdicts import Case, Evidence, different, related, unlike

_ALONE = "no authors to compare"
_CUT = "one title is the other's beginning or end"


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
    return _alike(case, pair, case.people)


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
    if pair.shorter.is_heading and not (agreement.is_full and circumstances.distance == 0 and circumstances.is_same_place):
        return case.possible(60, facts, "the title is general") if circumstances.distance == 0 else unlike(f"the title is general: {facts}")
    if pair.shorter.is_short and not (agreement.part >= 0.6 and agreement.is_steady and _agrees_in_print(case)):
        return case.possible(60, facts, "the title is general") if circumstances.is_near else unlike(f"the title is general: {facts}")
    if not circumstances.is_near and not circumstances.is_same_place:
        return case.possible(60, facts) if circumstances.is_not_far and agreement.part >= 0.5 else unlike(f"years differ: {facts}")
    if not agreement.shared:  # a family name in common, initials not: Bob and Robert, or two people
        return case.certain(85, facts) if circumstances.distance == 0 and agreement.is_level else case.possible(55, facts)
    if not (agreement.first or agreement.part >= 0.5) or not agreement.is_steady and pair.shorter.words.count(" ") < 5:
        return case.possible(60, facts)
    return case.certain(98 if pair.is_equal else 95, facts)


def _agrees_in_print(case: Case) -> bool:
    """Tell whether year or venue confirm a title that many works could bear."""
    circumstances = case.print
    return circumstances.is_same_place or circumstances.distance == 0 or circumstances.is_near and (circumstances.is_same_venue or circumstances.is_preprint_first)


def _alike(case: Case, pair: Likeness, agreement: Agreement) -> Evidence:
    """Judge titles that differ in more than slips."""
    circumstances, facts = case.print, case.facts
    if circumstances.is_same_place and agreement.first and agreement.part >= 0.6:
        return case.certain(90, facts, "same volume and page")
    if agreement.part < 0.6 and not agreement.first or not agreement.shared or not circumstances.is_near:
        return unlike(f"titles differ: {facts}")
    found = _cut(case, pair, agreement) if pair.is_cut else None
    found = found or (_near(case, pair, agreement) if pair.ratio >= 88 and agreement.part >= 0.6 else None)
    found = found or _opened(case, pair, agreement) or _same_occasion(case, pair, agreement) or _renamed(case, pair, agreement)
    return found or unlike(f"titles differ: {facts}")


def _cut(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge a title and the same with a subtitle or a name before it."""
    if agreement.part < 0.6:
        return None
    if not agreement.is_steady or pair.shorter.is_weak and not agreement.is_full:
        return case.possible(60, case.facts, _CUT)
    if case.print.is_preprint_first or case.print.distance == 0 and (agreement.first or agreement.is_full):
        return case.certain(88, case.facts, _CUT)
    return case.possible(65, case.facts, _CUT)


def _near(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge titles of nearly the same words.

    A preprint's title is polished for publication, but two preprints, like two publications, keep theirs: there
    another content word means another paper, unless venue, year and all authors agree.
    """
    few, many = likeness.differing_words(pair)
    if many == 0 and agreement.is_steady or case.print.is_one_preprint and few <= 1 and agreement.is_level and not agreement.is_crowd:
        return case.certain(90, case.facts)
    if case.print.is_published_pair and case.print.is_same_venue and agreement.is_full:
        if case.print.distance == 0 and few + many <= 2 or pair.ratio >= 95 and agreement.fewer >= 3:
            return case.certain(85, case.facts)
    return case.possible(65, case.facts) if (agreement.first or agreement.is_full) and agreement.part >= 0.75 else None


def _opened(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge a preprint and a publication by exactly the same authors, one title with words before or after the other."""
    is_short = min(pair.one.words.count(" "), pair.other.words.count(" ")) < 4
    if is_short or not case.print.is_one_preprint or agreement.shared < agreement.more or not likeness.is_run(pair):
        return None
    return case.certain(84, case.facts, "one title within the other") if case.print.distance in (None, 0, 1) else None


def _same_occasion(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge two records of one year and venue with the same authors: lists shorten and paraphrase titles."""
    circumstances = case.print
    if not (circumstances.is_published_pair and circumstances.is_same_venue and circumstances.distance == 0 and agreement.is_full):
        return None
    if likeness.is_run(pair) or agreement.fewer >= 2 and likeness.same_nickname(pair):
        return case.certain(84, case.facts)
    common = likeness.common_part(pair)
    return case.possible(60, case.facts) if common >= 0.6 and (agreement.fewer >= 3 or pair.ratio >= 75) else None


def _renamed(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge a preprint and a later publication under another title: renamed papers keep their authors."""
    if not case.print.is_preprint_first or not case.print.is_within_two_years or not agreement.first:
        return None
    if agreement.is_crowd:  # collaborations write many papers a year under such titles
        return None
    common = likeness.common_part(pair)
    if likeness.same_nickname(pair) and agreement.part >= 0.6 and agreement.is_steady:
        return case.certain(85, case.facts, "same name before the colon")
    if agreement.is_level and not agreement.cut and (
        agreement.shared >= 3 and (pair.ratio >= 70 or common >= 0.6)
        or agreement.shared == agreement.more >= 5 and common >= 0.5
        or agreement.shared == agreement.more >= 2 and pair.ratio >= 80 and likeness.differing_words(pair)[0] == 0
    ):
        return case.certain(82, case.facts)
    if agreement.part >= 0.6 and agreement.is_steady and (pair.ratio >= 70 or common >= 0.5):
        return case.possible(60, case.facts)
    return None


def _without_authors(case: Case, pair: Likeness) -> Evidence:
    """Judge by titles alone: only the same words in the same order are the same.

    "A Survey on Transformers in RL" and "Transformers in RL: A Survey" are two papers.
    """
    circumstances, facts = case.print, case.facts
    if pair.is_equal or likeness.is_typo(pair):
        if circumstances.is_same_place and pair.is_equal:
            return case.certain(95, facts, "same volume and page")
        if pair.shorter.is_weak:
            return case.possible(55, facts, _ALONE) if circumstances.is_near else unlike(f"the title is general: {facts}")
        if circumstances.is_near:
            return case.certain(92 if pair.is_equal else 86, facts)
        return case.possible(60, facts, _ALONE) if circumstances.is_not_far else unlike(f"years differ: {facts}")
    if _has_gained_name(case, pair):
        return case.certain(82, facts, "one has a name before the colon")
    if _may_be_renamed(case, pair):
        return case.possible(56, facts, _ALONE)
    return unlike(f"titles differ: {facts}")


def _has_gained_name(case: Case, pair: Likeness) -> bool:
    """Tell whether a publication has its preprint's title, six words at least, with a name put before a colon, or without it."""
    if not pair.is_cut or not case.print.is_preprint_first or not case.print.is_within_two_years:
        return False
    short, long = sorted((pair.one, pair.other), key=lambda t: len(t.solid))
    return long.solid.endswith(short.solid) and len(long.cuts) > 1 and len(long.solid) - len(short.solid) == long.cuts[0] and short.words.count(" ") >= 5


def _may_be_renamed(case: Case, pair: Likeness) -> bool:
    circumstances = case.print
    if pair.shorter.is_weak or not circumstances.is_near:
        return False
    if pair.is_cut:
        return True
    if not circumstances.is_preprint_first or not circumstances.is_within_two_years:
        return False
    few, many = likeness.differing_words(pair)
    if likeness.is_run(pair) or pair.ratio >= 94 and few <= 1 and many <= 1:
        return True
    return likeness.same_nickname(pair) and likeness.common_part(pair) >= 0.4
