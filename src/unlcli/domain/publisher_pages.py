"""Pages of publishers and archives that name an article by its DOI: which DOI that is."""

import re

_SUFFIX = r"10\.\d{4,9}/[^/]+"
#: A DOI of which nothing follows in the address, on whatever site.
_ANYWHERE = re.compile(
    r"^/(?:doi/(?:(?:abs|full|fullhtml|pdf|epdf|pdfdirect|epub|reader)/)?|article/|chapter/|content/pdf/|book/)"
    r"(10\.\d{4,9}/.+?)(?:\.pdf)?/?$",
    re.I,
)
#: On these sites more follows (a number, the title, what is shown of it), or the DOI stands elsewhere in the path.
_AT: dict[str, re.Pattern[str]] = {
    "direct.mit.edu": re.compile(rf"(?:/[\w-]+)?/article(?:-\w+)?/doi/({_SUFFIX})(?:/.*)?"),
    "academic.oup.com": re.compile(r"(?:/[\w-]+)?/(?:advance-)?article(?:-\w+)?/doi/(10\.1093/\w+/\w+)(?:/.*)?"),
    "frontiersin.org": re.compile(rf"(?:/journals/[\w-]+)?/articles/({_SUFFIX})(?:/\w*)?"),
    "drops.dagstuhl.de": re.compile(rf"/entities/document/({_SUFFIX})/?"),
    "degruyter.com": re.compile(rf"/document/doi/({_SUFFIX})(?:/\w*)?"),
    "degruyterbrill.com": re.compile(rf"/document/doi/({_SUFFIX})(?:/\w*)?"),
}
_AT["biorxiv.org"] = _AT["medrxiv.org"] = re.compile(
    r"/content/(?:early/\d{4}/\d\d/\d\d/)?(10\.\d{4,9}/\d[\d.]*\d)(?:v\d+)?(?:\.[a-z][\w.+-]*)?(?:/[\w-]*)?", re.I
)
_ZENODO = re.compile(r"/records?/(\d+)(?:/.*)?")
_PLOS = re.compile(r"(?:^|&)id=(10\.1371/[\w.]+)")
_SSRN = re.compile(r"(?:^|[&/])abstract(?:_?id)?=(\d+)", re.I)
_NATURE = re.compile(r"/articles/(s\d{5}-\d{3}-\d{4,5}-\w)(?:\.pdf)?/?")
#: Sites whose addresses name an article without a DOI in their path.
HOSTS = frozenset(("journals.plos.org", "papers.ssrn.com", "ssrn.com", "zenodo.org", "nature.com"))


def doi_in(host: str, path: str, query: str) -> str:
    """Return the DOI that a page's address names, as it stands there; empty when it names none."""
    if host in HOSTS and (doi := _of_site(host, path, query)):
        return doi
    rule = _AT.get(host)
    if rule is not None and (told := rule.fullmatch(path)):
        return told[1]
    anywhere = _ANYWHERE.match(path)
    return anywhere[1] if anywhere else ""


def _of_site(host: str, path: str, query: str) -> str:
    if host == "journals.plos.org":
        told, before = _PLOS.search(query), ""
    elif host == "nature.com":
        told, before = _NATURE.fullmatch(path), "10.1038/"
    elif host == "zenodo.org":
        told, before = _ZENODO.fullmatch(path), "10.5281/zenodo."
    else:
        told, before = _SSRN.search(query) or _SSRN.search(path), "10.2139/ssrn."
    return before + told[1] if told else ""
