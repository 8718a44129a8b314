"""Where a recorded answer stands on the server: at its own address, and where unl asks for what it stands for."""

from collections.abc import Sequence
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from one_answer import OneAnswer
from recorded_cases import Case
from recorded_routes import Route, route_of


def final_case(case: Case, cases: Sequence[Case]) -> Case | None:
    """Follow an answer's redirects through the other recorded ones; None when they lead where nothing was recorded."""
    for _ in range(5):
        if not (300 <= case.status < 400 and case.location):
            return case
        target = urljoin(case.url, case.location)
        found = [other for other in cases if other.url == target and route_of(other).way != "not used"]
        found.sort(key=lambda other: other.accept != case.accept)
        if not found:
            return None
        case = found[0]
    return None


def serve(server: OneAnswer, case: Case, route: Route, cases: Sequence[Case]) -> None:
    """Register a case's answer, those that it redirects to, and what leads to it."""
    seen: list[Case] = []
    while case not in seen:
        seen.append(case)
        for address in _addresses(case, route):
            server.answer(address, case.body, case.status, case.content_type or "text/plain", case.headers)
        if not 300 <= case.status < 400:
            break
        case = final_case(case, cases) or case
    if route.through:
        server.answer(_quoted(route.through), "", 302, "text/html", {"Location": _bare(seen[0].url)})


#: Where unl asks for what stands for a thing that cannot be asked for.
_STAND_INS = {
    "crossref": "https://api.crossref.org/works/10.1234/stand.in",
    "acl": "https://aclanthology.org/2031.stand-in.1/",
    "dblp": "https://dblp.org/rec/conf/x/Stand2020.bib",
    "openreview": "https://api2.openreview.net/notes",
    "openreview_v1": "https://api.openreview.net/notes",
    "github": "https://api.github.com/repos/stand-in/repository",
}


def _addresses(case: Case, route: Route) -> list[str]:
    found = [_bare(case.url)]
    if route.source == "semanticscholar" and "/paper/" in route.things[0]:
        found.append("https://api.semanticscholar.org/graph/v1/paper/" + route.things[0].rsplit("/", 1)[1])
    if route.source == "neurips" and "/paper_files/" not in case.url:  # an older address of the same page
        found.append("https://proceedings.neurips.cc/paper_files" + urlsplit(case.url).path)
    if "stand" in route.things[0].casefold() and route.source in _STAND_INS and not route.through:
        found.append(_STAND_INS[route.source])
    return found


def _bare(url: str) -> str:
    """Return an address without its query, which may be put in other words; landing pages may need theirs."""
    return urlunsplit(urlsplit(url)._replace(query="", fragment=""))


def _quoted(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{quote(rest, safe='/:')}"


def serve_search(server: OneAnswer, case: Case, route: Route) -> None:
    addresses = [_bare(case.url)]
    if route.source == "semanticscholar":  # both forms of search answer alike
        addresses = [f"https://api.semanticscholar.org/graph/v1/paper/search{end}" for end in ("", "/match")]
    for address in addresses:
        server.answer(address, case.body, case.status, case.content_type or "text/plain", case.headers)
