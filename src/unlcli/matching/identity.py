"""What identifiers say about two entries: that they are one work, or that they cannot be."""

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.versions import Version
from unlcli.matching.forms import Form

#: Registrants of preprint servers and data archives: a work has such a DOI beside its publisher's.
#: Source: the prefixes that Crossref and DataCite list for them.
_UNPUBLISHED_DOIS = tuple(
    f"10.{prefix}/"
    for prefix in (
        "1101 64898 48550 21203 36227 26434 31234 31219 31235 31222 2139 20944 5281 6084 "
        "7910 22541 32942 12688 14293 31223 31224 35542 33774 55277 17605 13140"
    ).split()
)
_BEST_FIRST = {scheme: rank for rank, scheme in enumerate(Scheme)}
# One work has one of these, so two of them are two works; OpenReview and DBLP give one to each version.
_ONE_EACH = (Scheme.ARXIV, Scheme.DOI, Scheme.ACL, Scheme.PMLR, Scheme.NEURIPS, Scheme.PMID)
#: Identifiers of all versions of a work; the others belong to one publication.
OF_PREPRINTS = frozenset((Scheme.ARXIV, Scheme.OPENREVIEW, Scheme.S2))


def meet(a: Form, b: Form) -> bool:
    """Tell whether two entries share a key, an identifier or a page."""
    if not a.identifiers.isdisjoint(b.identifiers) or not a.pages_on_web.isdisjoint(b.pages_on_web):
        return True
    return a.key == b.key


def shared(a: Form, b: Form) -> Identifier | None:
    """Return the best identifier that both have."""
    if a.identifiers.isdisjoint(b.identifiers):
        return None
    return min(a.identifiers & b.identifiers, key=lambda i: (i.scheme in OF_PREPRINTS, _BEST_FIRST[i.scheme], i.value))


def shared_page(a: Form, b: Form) -> str:
    """Return a web page that both name as theirs, empty when there is none."""
    if not a.pages_on_web or a.pages_on_web.isdisjoint(b.pages_on_web):
        return ""
    return min(a.pages_on_web & b.pages_on_web)


def is_unpublished(doi: str) -> bool:
    """Tell whether a DOI is one of a preprint server or a data archive, which says nothing of a publication."""
    return doi.lower().startswith(_UNPUBLISHED_DOIS)


def conflict(a: Form, b: Form) -> str:
    """Return in words which identifiers say that these are two works, empty when none does."""
    if not a.identifiers or not b.identifiers:
        return ""
    for scheme in _ONE_EACH:
        ours, theirs = _of_scheme(a, scheme), _of_scheme(b, scheme)
        if ours and theirs and ours.isdisjoint(theirs):
            one, other = sorted((min(ours), min(theirs)))
            return f"different {_NAMES[scheme]} ({one}, {other})"
    return ""


_NAMES = {
    Scheme.ARXIV: "arXiv ids", Scheme.DOI: "DOIs", Scheme.ACL: "ACL ids", Scheme.PMLR: "PMLR ids",
    Scheme.NEURIPS: "NeurIPS papers", Scheme.PMID: "PubMed ids",
}  # fmt: skip


def _of_scheme(form: Form, scheme: Scheme) -> set[str]:
    found = {i.value for i in form.identifiers if i.scheme is scheme}
    if scheme is Scheme.DOI:
        return set() if form.version is Version.PREPRINT else {v for v in found if not v.startswith(_UNPUBLISHED_DOIS)}
    return found
