"""Whether the authors of an entry are those that the sources name."""

from collections.abc import Sequence

from unlcli.domain import verify_codes as codes
from unlcli.domain.finding import Severity
from unlcli.domain.identifiers import Scheme
from unlcli.services.verifying import authors
from unlcli.services.verifying.authors import AuthorsDiffer
from unlcli.services.verifying.case import Case, Said
from unlcli.services.verifying.difference import Difference

_Compared = tuple[Said, AuthorsDiffer | None]


def authors_differ(case: Case) -> Difference | None:
    """Return how the authors differ. Another version may have others: it counts where nothing is known of this one."""
    same, other = _compared(case, case.same), _compared(case, case.other)
    agreeing = [said for said, differ in same if differ is None]
    differing = [(said, differ) for said, differ in same or other if differ is not None]
    if not differing or not same and len(differing) < len(other):
        return None
    said, differ = differing[0]
    if agreeing and not said.asked.is_main:
        return None  # of the other links of an entry, one may lead to another version
    agreeing = agreeing or [other_said for other_said, apart in other if apart is None]
    if agreeing:
        message = f"the sources disagree: {agreeing[0].source} has these authors, {said.source} has {differ}"
        return Difference(codes.AUTHORS, Severity.WARNING, message, "author")
    message = f"{said.source} has {differ} ({said.name})"
    if differ.is_first_alone:  # some sources were told no more than the first author
        return Difference(codes.AUTHORS, Severity.WARNING, message, "author")
    severity = Severity.ERROR if _is_sure(differ, is_same_version=bool(same)) else Severity.WARNING
    return Difference(codes.AUTHORS, severity, message, "author", {"author": differ.value})


def _is_sure(differ: AuthorsDiffer, *, is_same_version: bool) -> bool:
    """Tell whether this is no other first name of one person, and none who joined between two versions."""
    return not differ.is_near_alone and (is_same_version or differ.is_replaced_alone or differ.is_of_strangers)


def _compared(case: Case, said: Sequence[Said]) -> list[_Compared]:
    ours = case.entry.get("author")
    found = [(each, authors.compare(ours, each.entry.get("author"))) for each in said if each.entry.get("author")]
    return [(each, None if differ and _is_page_order(each, differ) else differ) for each, differ in found]


def _is_page_order(said: Said, differ: AuthorsDiffer) -> bool:
    """Tell whether only the order of the tags of a page differs, which on some pages is not that in print."""
    return said.asked.identifier.scheme is Scheme.URL and differ.is_order_alone
