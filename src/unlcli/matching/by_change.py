"""What follows when titles differ and authors agree: titles that were shortened, polished or replaced."""

from unlcli.matching import likeness
from unlcli.matching.agreement import Agreement
from unlcli.matching.likeness import Likeness
from unlcli.matching.titles import LOST
from unlcli.matching.verdicts import Case, Evidence, unlike


def judge(case: Case, pair: Likeness, agreement: Agreement) -> Evidence:
    """Judge titles that differ in more than slips, by authors who agree."""
    for rule in (_same_place, _cut, _near, _opened, _same_occasion, _renamed):
        if (rule is _same_place or case.print.is_near) and (found := rule(case, pair, agreement)):
            return found
    return unlike(f"titles differ: {case.facts}")


def _same_place(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge what begins on one page: a translated or reworded title, or two of a meeting's abstracts on half a page."""
    if not case.print.is_same_place or not agreement.first or agreement.part < 0.6:
        return None
    if pair.is_cut or pair.ratio >= 60 or case.print.has_pages:
        return case.certain(90, case.facts, "same volume and page")
    return case.possible(60, case.facts, "same volume and page")


def _cut(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge a title and the same with a subtitle or a name before it."""
    if not pair.is_cut or agreement.part < 0.6:
        return None
    if not agreement.is_steady or pair.shorter.is_weak and not agreement.is_full:
        return case.possible(60, case.facts)
    if case.print.is_preprint_first or case.print.distance == 0 and agreement.is_led:
        return case.certain(88, case.facts)
    return case.possible(65, case.facts)


def _near(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge titles of nearly the same words.

    A preprint's title is polished for publication, by words put in or left out. Two preprints, like two publications,
    keep theirs: there another content word means another paper, unless venue, year and all authors agree.
    """
    if pair.ratio < 88 or agreement.part < 0.6:
        return None
    is_likely = agreement.is_led and agreement.part >= 0.75
    if likeness.is_reworded(pair):
        return case.possible(65, case.facts, _change(pair)) if is_likely else None
    many = len(likeness.differing_words(pair)[1])
    is_polished = case.print.is_one_preprint and agreement.is_level and not agreement.is_crowd
    if many == 0 and agreement.is_steady or is_polished and likeness.has_gained_words(pair):
        return case.certain(90, case.facts)
    is_one_record = case.print.is_published_pair and case.print.is_same_venue and agreement.is_full
    is_close = case.print.distance == 0 and many <= 2 or pair.ratio >= 95 and agreement.fewer >= 3
    if is_one_record and is_close and likeness.has_gained_words(pair):
        return case.certain(85, case.facts)
    return case.possible(65, case.facts) if is_likely else None


def _change(pair: Likeness) -> str:
    """Return in words what stands in one title for what in the other."""
    few, many = likeness.differing_words(pair)
    if few:
        return f'but "{_quoted(few, pair)}" in one is "{_quoted(many, pair)}" in the other'
    return f'but only one has "{_quoted(many, pair)}"' if many else ""


def _quoted(words: frozenset[str], pair: Likeness) -> str:
    """Return words in the order in which they stand in their title."""
    title = next(t for t in (pair.one, pair.other) if words <= t.content)
    listed = title.words.split()
    return " ".join(sorted(words, key=listed.index)).replace(LOST, "?")


def _opened(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge a preprint and a publication by just the same authors, one title with words before or after the other.

    A preprint that is a year younger is a late upload or, with more in its title, an extended version: a person looks.
    """
    if case.print.distance not in (None, 0, 1) or agreement.shared < agreement.more or not likeness.is_run(pair):
        return None
    if min(pair.one.words.count(" "), pair.other.words.count(" ")) < 4 or not likeness.has_gained_words(pair):
        return None
    if case.print.is_preprint_first:
        return case.certain(84, case.facts, "one title within the other")
    return case.possible(60, case.facts, "one title within the other") if case.print.is_one_preprint else None


def _same_occasion(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge two records of one year and venue with the same authors: lists shorten and paraphrase titles."""
    circumstances = case.print
    if not (
        circumstances.is_published_pair
        and circumstances.is_same_venue
        and circumstances.distance == 0
        and agreement.is_full
    ):
        return None
    if likeness.is_run(pair) or agreement.fewer >= 2 and likeness.keeps_name(pair):
        return case.certain(84, case.facts)
    common = likeness.common_part(pair)
    return case.possible(60, case.facts) if common >= 0.6 and (agreement.fewer >= 3 or pair.ratio >= 75) else None


def _renamed(case: Case, pair: Likeness, agreement: Agreement) -> Evidence | None:
    """Judge a preprint and a later publication under another title: renamed papers keep their authors.

    Collaborations write many papers a year under such titles, so their lists of authors say nothing here.
    """
    if (
        not case.print.is_preprint_first
        or not case.print.is_within_two_years
        or not agreement.first
        or agreement.is_crowd
    ):
        return None
    if agreement.part < 0.6 or not agreement.is_steady:
        return None
    if likeness.keeps_name(pair):
        return case.certain(85, case.facts, "same name before the colon")
    if _is_one_team(pair, agreement) or case.print.distance in (0, 1) and _is_rewritten(pair, agreement):
        return case.certain(82, case.facts)
    alike = pair.ratio >= 70 or likeness.common_part(pair) >= 0.5 or likeness.same_nickname(pair)
    return case.possible(60, case.facts, _change(pair)) if alike else None


def _is_one_team(pair: Likeness, agreement: Agreement) -> bool:
    """Tell whether so many authors agree that words may have been put in or left out.

    No number of authors makes up for one word that was replaced: groups write papers in series.
    """
    if agreement.cut or not agreement.is_level or not likeness.has_gained_words(pair):
        return False
    is_reordered = not likeness.differing_words(pair)[1]
    if agreement.shared >= 3 and (pair.ratio >= 70 or is_reordered):
        return True
    return agreement.shared == agreement.more >= 2 and (pair.ratio >= 80 or is_reordered)


def _is_rewritten(pair: Likeness, agreement: Agreement) -> bool:
    """Tell whether one paper got a title in other words: much of it is written anew, and most of what it is about is left.

    The next paper of a series has its title after the first one's pattern, a word put in the place of another, and so
    stays near to it, and its authors change: five and more, all the same and in the same order, that put a title in other
    words within a year have renamed their paper.
    """
    if not agreement.is_standing_team or likeness.is_near(pair) or likeness.has_other_name(pair):
        return False
    fewest = min(len(pair.one.content), len(pair.other.content))
    return fewest >= 5 and len(likeness.differing_words(pair)[0]) < 0.5 * fewest
