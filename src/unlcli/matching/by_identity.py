"""What follows from identifiers, the strongest evidence there is, and when it is doubted."""

from unlcli.matching import identity, likeness
from unlcli.matching.forms import Form
from unlcli.matching.markers import described
from unlcli.matching.verdicts import Case, Evidence, related


def judge(case: Case) -> Evidence | None:
    """Judge by identifiers and by what is equal throughout; None when they do not decide."""
    if _are_copies(case.a, case.b):
        return case.certain(100, "the same in everything that is compared")
    if found := identity.shared(case.a, case.b):
        same = f"same {found}"
        if contradiction := identity.conflict(case.a, case.b):
            return case.possible(60, same, f"but {contradiction}")
        if found.scheme in identity.OF_PREPRINTS and case.print.difference:
            return related(f"{same}, but {case.print.difference}")
        doubt = _doubt(case)
        return case.possible(60, same, f"but {doubt}") if doubt else case.certain(100, same)
    page = identity.shared_page(case.a, case.b)
    # many works may name one page, an index or a project's; it counts where the titles agree with it
    if (
        page
        and not _doubt(case)
        and _is_confirmed(case)
        and not identity.conflict(case.a, case.b)
        and not case.print.difference
    ):
        return case.certain(97, f"same page {page}")
    return None


def _are_copies(a: Form, b: Form) -> bool:
    if a.titles != b.titles or a.people != b.people or (a.year, a.type, a.place) != (b.year, b.type, b.place):
        return False
    if a.identifiers != b.identifiers or a.pages_on_web != b.pages_on_web:
        return False
    if not (a.titles or a.people or a.identifiers or a.pages_on_web):
        return False
    return a.key == b.key or bool(a.titles) and (bool(a.people) or not a.titles[0].is_weak)


def _is_confirmed(case: Case) -> bool:
    pair = case.title
    if pair is None or likeness.numbers_differ(pair):
        return False
    return pair.is_equal or pair.is_cut or pair.ratio >= 75 and not likeness.is_reworded(pair)


def _doubt(case: Case) -> str:
    """Return why a shared identifier may have been pasted wrongly, empty when nothing says so."""
    pair = case.title
    if pair is None:
        return "no title to compare"
    if pair.one.marker != pair.other.marker:
        return f"one is {described(pair.one.marker, pair.other.marker)}"
    if case.print.is_whole_and_part:
        return "one is a whole and the other a part of one"
    if pair.is_equal or pair.is_cut or pair.ratio >= 60 or likeness.common_part(pair) >= 0.5:
        return ""
    if case.people is None:
        return "titles differ and there are no authors to compare"
    return "" if case.people.part >= 0.5 else "titles and authors differ"
