"""Whether an entry has the title, pages, volume, number and DOI of its version, and a link to its code."""

import re
from collections.abc import Sequence

from unlcli.domain import identifiers
from unlcli.domain import verify_codes as codes
from unlcli.domain.entry import ALTTITLE, ALTURL, CODE, LINK_FIELDS
from unlcli.domain.finding import Severity
from unlcli.domain.record import Standing
from unlcli.matching import likeness
from unlcli.services.verifying.case import Case, Said, form_of
from unlcli.services.verifying.difference import Difference

_DETAILS = ("volume", "number", "pages", "doi")


def title_differs(case: Case) -> Difference | None:
    """Return how the title differs in words; what a preprint was called says nothing of its publication."""
    for said in case.same:
        if not said.asked.is_main or said.record.standing is Standing.RETRACTED:  # publishers mark its title
            continue
        pair = likeness.compare(case.form, form_of(said, case.table))
        if pair is None or pair.is_equal or pair.is_cut or likeness.is_typo(pair):
            continue
        if any(word.isalpha() and word.isascii() and len(word) > 2 for word in pair.one.content ^ pair.other.content):
            is_variant = likeness.is_near(pair) or _is_known(case)
            return _variant(said) if is_variant else _other_title(said, is_preprint=case.is_preprint)
    return None


def _is_known(case: Case) -> bool:
    """Tell whether any source gives the paper, in another version, the title that it has in the entry."""
    pairs = (likeness.compare(case.form, form_of(said, case.table)) for said in case.said)
    return any(pair is not None and likeness.is_near(pair) for pair in pairs)


def _variant(said: Said) -> Difference:
    message = f"{said.source} gives it the title {said.entry.plain('title')!r} ({said.name})"
    return Difference(codes.TITLE, Severity.WARNING, message, "title", adds={ALTTITLE: said.entry.get("title")})


def _other_title(said: Said, *, is_preprint: bool) -> Difference:
    """Return what is told of a title that is quite another; preprints are renamed, so theirs is a warning."""
    message = f"the entry has quite another title than {said.source}, {said.entry.plain('title')!r} ({said.name})"
    severity = Severity.WARNING if is_preprint else Severity.ERROR
    return Difference(codes.TITLE, severity, message, "title", {"title": said.entry.get("title")})


def details_differ(case: Case) -> Difference | None:
    """Return how pages, volume, number or DOI differ from what the best source says of this very version."""
    for said in case.same if not case.is_preprint else ():
        theirs = said.entry.fields
        differing = [name for name in _DETAILS if _contradicts(name, case, theirs.get(name, ""))]
        if differing and said.asked.is_main:
            words = "; ".join(f"{name} {case.entry.plain(name)}, not {said.entry.plain(name)}" for name in differing)
            message = f"the entry has {words}, which {said.source} says ({said.name})"
            sets = {name: theirs[name] for name in differing}
            return Difference(codes.DETAILS, Severity.WARNING, message, differing[0], sets)
    return None


def _contradicts(name: str, case: Case, theirs: str) -> bool:
    ours = case.entry.get(name).strip()
    if not ours or not theirs:
        return False
    if name == "doi":
        here, there = identifiers.recognise(ours), identifiers.recognise(theirs)
        return here is not None and there is not None and here != there
    if name == "pages":
        return _are_other_pages(re.findall(r"\d+", ours), re.findall(r"\d+", theirs))
    if name == "number" and case.entry.type != "article":
        return False
    return ours.isdecimal() and theirs.isdecimal() and int(ours) != int(theirs)


def _are_other_pages(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether two ranges differ; a range and the number of an article say nothing of each other.

    Page 1 alone is what is registered before an issue has pages.
    """
    if set(theirs) == {"1"}:
        return False
    if len(ours) != len(theirs) or len(ours) not in (1, 2):
        return False
    return list(map(int, _in_full(ours))) != list(map(int, _in_full(theirs)))


def _in_full(pages: Sequence[str]) -> Sequence[str]:
    """Return first and last page with what the last leaves out: 618--26 ends on page 626."""
    first, last = pages[0], pages[-1]
    return (first, first[: max(0, len(first) - len(last))] + last)


def code_is_missing(case: Case) -> Difference | None:
    """Propose the repository that the paper's own abstract, comments or page state."""
    if case.entry.values(CODE):
        return None
    for said in (*case.same, *case.other):
        links = tuple(link for link in said.entry.values(CODE) if not _is_there(case, link))
        if links:
            message = f"has no code link; {said.source} states {links[0]} ({said.name})"
            return Difference(codes.CODE_LINK, Severity.WARNING, message, adds={CODE: links[0]})
    return None


def _is_there(case: Case, link: str) -> bool:
    named = (value for name in ("url", ALTURL, *LINK_FIELDS) for value in case.entry.get(name).split())
    return identifiers.same_link(link) in map(identifiers.same_link, named)
