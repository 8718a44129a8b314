"""Which way of unl a recorded answer belongs to, decided from method, address, status and content type."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from recorded_cases import Case


@dataclass(frozen=True)
class Route:
    """`way` is add, search, many, links or "not used" (`why` says why).

    `things` are what a user would paste, the title asked for, or the ids of a question for many.

    `source` is the service's name as in the settings; `through` is an address that leads to the recorded one by a redirect.
    """

    way: str
    source: str = ""
    things: tuple[str, ...] = ()
    why: str = ""
    through: str = ""


def route_of(case: Case) -> Route:
    """Return the route that a case belongs to."""
    if case.method.upper() == "POST" and re.fullmatch(_BATCH, case.host + case.path):
        return _many(case)
    if case.method.upper() != "GET":
        return not_used(f"unl asks nothing by {case.method.upper()}")
    for pattern, decide in _ADDRESSES:
        if match := re.fullmatch(pattern, case.host + case.path, re.I):
            return decide(case, match)
    return Route("add", "landing", (case.url,))


def not_used(why: str) -> Route:
    return Route("not used", why=why)


def add(source: str, *things: str) -> Route:
    return Route("add", source, things)


def _of_the_service(case: Case) -> bool:
    """Whether the answer says something of the service, not of what was asked: limits, refusals, failures."""
    return case.status in (401, 403, 406, 429) or case.status >= 500


_ARXIV_ID = re.compile(r"(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")


def _arxiv_query(case: Case, match: re.Match[str]) -> Route:
    del match
    wanted = [one.strip() for one in case.query.get("id_list", "").split(",") if one.strip()]
    if not wanted and not _of_the_service(case):
        return not_used("arXiv is asked by id, never for a title")
    known = [one for one in wanted if _ARXIV_ID.fullmatch(one)]
    # Never sent for a malformed id: the answer is given for a well-formed one, to see what becomes of it.
    return add("arxiv", *(known or ["2101.00001"]))


def _arxiv_page(case: Case, match: re.Match[str]) -> Route:
    del case
    return add("arxiv_page", match["id"])


def _crossref(case: Case, match: re.Match[str]) -> Route:
    rest = match["rest"]
    if rest == "works":
        return _crossref_search(case)
    if not rest.startswith("works/"):
        return add("crossref", "10.1234/stand.in") if _of_the_service(case) else not_used("not a route of works")
    doi = rest.removeprefix("works/")
    if doi.endswith("/agency"):
        return not_used("unl asks the agencies in turn, not which one it is")
    transformed = re.fullmatch(r"(?P<doi>.+?)/transform(?:/(?P<form>.+))?", doi)
    doi = transformed["doi"] if transformed else doi
    if re.match(r"10\.48550/", doi, re.I):
        return not_used("for DOIs of arXiv, arXiv and DataCite are asked")
    if not transformed:
        return add("crossref", doi)
    if _is_formatted(case, transformed["form"] or ""):
        return not_used("formatted citations are never asked for")
    return Route("add", "doi", (doi,), through=f"https://doi.org/{doi}")


def _crossref_search(case: Case) -> Route:
    asked = next(
        (case.query[key] for key in ("query.bibliographic", "query.title", "query") if case.query.get(key)), ""
    )
    if not asked and not case.is_error:
        return not_used("a list that no title was asked for")
    return Route("search", "crossref", (asked or "Any title",))


def _is_formatted(case: Case, form: str = "") -> bool:
    return any("bibliography" in said for said in (case.accept, case.content_type, form))


def _doi(case: Case, match: re.Match[str]) -> Route:
    if _is_formatted(case):
        return not_used("formatted citations are never asked for")
    if case.url.startswith("http:") and case.location == "https:" + case.url[5:]:
        return not_used("doi.org is asked by https from the start")
    if case.location and not _is_for_citations(case.location):
        return not_used("doi.org is asked for citation data, which is not on the publisher's page")
    doi = match["rest"]
    if re.match(r"10\.48550/arxiv", doi, re.I):
        return not_used("for DOIs of arXiv, arXiv and DataCite are asked")
    return add("doi", doi) if re.match(r"10\.\d{4,9}(\.\d+)*/.", doi) else add("landing", case.url)


def _is_for_citations(location: str) -> bool:
    """Whether doi.org leads to an agency's data, or to itself in another form."""
    host = (urlsplit(location).hostname or "doi.org").lower()
    return host.endswith(("doi.org", "crossref.org", "crosscite.org", "datacite.org", "medra.org"))


def _datacite(case: Case, match: re.Match[str]) -> Route:
    del case
    return add("datacite", match["doi"])


def _crosscite(case: Case, match: re.Match[str]) -> Route:
    doi = match["rest"]
    if match["host"] == "citation" or _is_formatted(case):
        return not_used("formatted citations are never asked for")
    if not doi.startswith("10."):
        return not_used("doi.org leads there with a DOI only")
    return Route("add", "doi", (doi,), through=f"https://doi.org/{doi}")


def _dblp(case: Case, match: re.Match[str]) -> Route:
    rest = match["rest"]
    if rest == "search/publ/api":
        return Route("search", "dblp", (case.query.get("q") or "Any title",))
    if record := re.fullmatch(r"rec/(?:html/|bibtex/)?(.+?)(\.bib|\.html)?", rest):
        return (
            not_used("DBLP's XML is never asked for")
            if rest.endswith((".xml", ".rdf"))
            else add("dblp", f"DBLP:{record[1]}")
        )
    return add("dblp", "DBLP:conf/x/Stand2020") if _of_the_service(case) else not_used("neither a search nor a record")


def _openreview(case: Case, match: re.Match[str]) -> Route:
    source = "openreview" if match["host"] == "api2" else "openreview_v1"
    if match["rest"] == "notes/search":
        title = case.query.get("term") or case.query.get("query") or "Any title"
        return Route("search", source, (title,)) if source == "openreview" else not_used("searches are put to API v2")
    note = case.query.get("forum") or case.query.get("id") or ("standInForum" if _of_the_service(case) else "")
    if match["rest"] != "notes" or not note:
        return not_used("neither a note nor a search")
    return add(source, f"https://openreview.net/forum?id={note}")


def _acl(case: Case, match: re.Match[str]) -> Route:
    paper = re.fullmatch(r"([A-Z]\d\d-\d{4,5}|\d{4}\.\w+(?:-\w+)?\.\d+)(?:\.bib|/)?", match["rest"], re.I)
    if paper:
        return add("acl", paper[1])
    return (
        add("acl", "2031.stand-in.1")
        if _of_the_service(case)
        else not_used("only pages and .bib files of papers are asked for")
    )


def _s2(case: Case, match: re.Match[str]) -> Route:
    rest = match["rest"]
    if rest in ("paper/search", "paper/search/match", "paper/search/bulk"):
        title = case.query.get("query") or "Any title"
        return (
            not_used("bulk search is never asked for")
            if rest.endswith("bulk")
            else Route("search", "semanticscholar", (title,))
        )
    if not rest.startswith("paper/") or rest.count("/") > 1 and re.search(r"/(citations|references|authors)$", rest):
        return not_used("not a paper")
    if rest[6:].upper().startswith("PMID:"):
        return add("semanticscholar", rest[6:].lower())
    return add("semanticscholar", f"https://www.semanticscholar.org/paper/{_sha(case)}")


_BATCH = r"api\.semanticscholar\.org/graph/v1/paper/batch/?"


def _many(case: Case) -> Route:
    """Return the ids that were asked for; the service's errors are the same for any."""
    ids = json.loads(case.asked).get("ids", []) if case.asked else ["DOI:10.1234/stand.in"]
    return Route("many", "semanticscholar", tuple(map(str, ids)))


def _sha(case: Case) -> str:
    """Return the id by which Semantic Scholar itself names the paper; of an error, one of that form."""
    try:
        said = json.loads(case.body)
    except ValueError:
        said = {}
    sha = said.get("paperId") if isinstance(said, dict) else ""
    return str(sha) if re.fullmatch(r"[0-9a-f]{40}", str(sha)) else "0" * 39 + "1"


def _pmlr(case: Case, match: re.Match[str]) -> Route:
    if not re.fullmatch(r"[vr]\d+/[\w-]+\.html", match["rest"], re.I):
        return not_used("only pages of papers are asked for")
    if "html" not in case.content_type and not case.is_error:
        return not_used("what the site is made from is no answer of it")
    return add("pmlr", case.url)


def _neurips(case: Case, match: re.Match[str]) -> Route:
    paper = re.fullmatch(r"(?:paper_files/)?paper/\d{4}/(?:hash|file)/[0-9a-f]{32}-(?P<kind>.+)", match["rest"])
    if paper and not paper["kind"].startswith("Abstract"):
        return not_used("the page of a paper says as much")
    return add("neurips" if paper else "landing", case.url)


def _github(case: Case, match: re.Match[str]) -> Route:
    rest = match["rest"]
    if repository := re.fullmatch(r"repos/([^/]+/[^/]+)", rest):
        return Route("links", "github", (f"https://github.com/{repository[1]}",))
    if re.fullmatch(r"repositories/\d+", rest):
        return Route(
            "links",
            "github",
            ("https://github.com/stand-in/moved",),
            through="https://api.github.com/repos/stand-in/moved",
        )
    if _of_the_service(case):
        return Route("links", "github", ("https://github.com/stand-in/repository",))
    return not_used("only repositories are asked for")


def _page_of_a_service(case: Case, match: re.Match[str]) -> Route:
    del case, match
    return not_used("the service is asked by its API, or at another address")


def _other_route(case: Case, match: re.Match[str]) -> Route:
    del case, match
    return not_used("a route of the API that unl has no use for")


def _site_source(case: Case, match: re.Match[str]) -> Route:
    del case, match
    return not_used("files that a site is made from are never asked for")


_ADDRESSES: tuple[tuple[str, Callable[[Case, re.Match[str]], Route]], ...] = (
    (r"(?:export\.|www\.)?arxiv\.org/api/query/?", _arxiv_query),
    (r"(?:export\.|www\.)?arxiv\.org/abs/(?P<id>.+?)/?", _arxiv_page),
    (r"api\.crossref\.org/(?:v1/)?(?P<rest>.+?)/?", _crossref),
    (r"(?:dx\.|www\.)?doi\.org/(?P<rest>.*)", _doi),
    (r"api\.datacite\.org/(?:dois|works)/(?P<doi>.+)", _datacite),
    (r"(?P<host>data|citation)\.crosscite\.org/(?P<rest>.*)", _crosscite),
    (r"(?P<host>data)\.medra\.org/(?P<rest>.*)", _crosscite),
    (r"data\.datacite\.org/(?:[\w.+-]+/[\w.+-]+/)?(?P<host>)(?P<rest>.*)", _crosscite),
    (r"(?:www\.)?(?:dblp\.org|dblp\.uni-trier\.de|dblp\.dagstuhl\.de)/(?P<rest>.+)", _dblp),
    (r"(?P<host>api2?)\.openreview\.net/(?P<rest>.+?)/?", _openreview),
    (r"(?:www\.)?aclanthology\.org/(?P<rest>.+)", _acl),
    (r"api\.semanticscholar\.org/graph/v1/(?P<rest>.+)", _s2),
    (r"proceedings\.mlr\.press/(?P<rest>.*)", _pmlr),
    (r"(?:proceedings\.neurips\.cc|papers\.nips\.cc|papers\.neurips\.cc)/(?P<rest>.+)", _neurips),
    (r"api\.github\.com/(?P<rest>.+)", _github),
    (r"raw\.githubusercontent\.com/.+", _site_source),
    (r"(?:www\.)?(?:openreview\.net|semanticscholar\.org|aclweb\.org)/.*", _page_of_a_service),
    (r"(?:export\.|www\.|rss\.)?arxiv\.org/.*", _page_of_a_service),
    (r"api\d?\.(?:crossref|datacite|openreview|semanticscholar|github)\.(?:org|net|com)/.*", _other_route),
)
